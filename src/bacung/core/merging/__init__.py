"""What happened at a door, added up. Pairs write visits on paper and on phones that are offline for days,
so visits arrive in any order, twice, or not yet; `doors` and `people` add whatever has arrived up to one
state, the same for any order. `knocking` says whether a door may be knocked at once more, and `reasons` is
the table of why somebody has no active account and what the office does next.
"""
