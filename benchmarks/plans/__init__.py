"""The sets that `benchmarks.routing` runs in pieces: each names its cases, runs one, and sums them up.

`public.py` the public instances, `against.py` the opponents on Cordeau's, `evenings.py` communes, a district
and replanning, `coverage.py` a whole commune, `figures.py` gaps and shares.
"""
