"""The sets that `benchmarks.routing` runs in pieces: each names its cases, runs one, and sums them up.

`public.py` the public instances, `against.py` the opponents on Cordeau's, `evenings.py` communes beside
PyVRP, `mending.py` first plans and replanning, `district.py` all communes of a district, `coverage.py` a
whole commune; `figures.py` counts gaps and shares, `case.py` says what a set is.
"""
