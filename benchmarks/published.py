"""What was published elsewhere about who is met when: figures only, each with its source.

None of it is from Viet Nam, and no open door-to-door log with hours was found.
"""

from bacung.core.presence.frailty import TwoVisits

HOURS = tuple(range(6, 24))
_TABLE = """
weekday 1 .15 .41 .53 .48 .42 .40 .43 .43 .38 .41 .51 .61 .70 .72 .72 .71 .56 .29
weekday 2 .25 .57 .62 .55 .49 .46 .50 .52 .51 .52 .63 .75 .83 .85 .86 .86 .69 .38
weekday 3 .30 .68 .62 .52 .48 .46 .50 .53 .50 .56 .74 .84 .90 .90 .91 .91 .79 .45
weekday 4 .32 .77 .67 .53 .49 .44 .46 .49 .52 .58 .80 .88 .92 .93 .94 .95 .85 .49
weekend 1 .10 .28 .50 .58 .55 .53 .53 .52 .49 .50 .56 .64 .69 .70 .69 .68 .55 .31
weekend 2 .13 .37 .61 .73 .69 .65 .66 .65 .61 .63 .69 .76 .79 .80 .79 .79 .67 .39
weekend 3 .11 .35 .62 .77 .77 .73 .72 .72 .72 .72 .77 .84 .87 .88 .87 .87 .76 .52
weekend 4 .12 .40 .66 .82 .82 .78 .80 .76 .75 .75 .83 .86 .89 .87 .86 .86 .77 .53
"""
AWAKE_AT_HOME: dict[tuple[bool, int], tuple[float, ...]] = {
    (day == "weekend", int(people)): tuple(map(float, shares))
    for day, people, *shares in map(str.split, _TABLE.split("\n")[1:-1])
}
"""Share of households with somebody home and awake, by (weekend, people) and hour: UK Time Use Survey 2000,
as the active-occupancy chains of Richardson et al. in richardsonpy 0.2.3, hourly means of the cyclic day."""
JUDGED_HOURS = (8, 10, 12, 14, 16, 17, 18, 19, 20, 21, 22, 23)

_ATTEMPTS = (1, 3, 5, 7, 9, 11, 13, 15, 25)
_RESPONSE = (0.128, 0.328, 0.443, 0.509, 0.546, 0.568, 0.583, 0.591, 0.604)
SWEDISH_ATTEMPTS = tuple(zip(_ATTEMPTS, _RESPONSE, strict=True))
"""Cumulative response by attempt, Swedish Living Conditions Survey 2009, by telephone, until the end of field
work: Lundquist and Särndal, Journal of Official Statistics 29(4), 2013, as in SDAResources 0.1.1."""

LESOTHO = {
    "rural": TwoVisits(met=0.692, willing=0.885, after_one=0.618, after_two=0.719),
    "urban": TwoVisits(met=0.754, willing=0.795, after_one=0.615, after_two=0.694),
}
"""Two home visits: Labhardt et al., BMC Public Health 2019, doi 10.1186/s12889-019-7784-z (abstract)."""
