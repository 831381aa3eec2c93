"""Public instances through the planner: read three formats, solve, answer with the files' own numbers.

    python -m benchmarks.public solve FILE --format toptw|pcvrptw|cvrp [--pairs M] --seconds S --seed N --json

`reading.py` reads lines and numbers, `visits.py` TOPTW, `tours.py` the two VRPLIB kinds, `engine.py` hands
them to `bacung.core.routing`, `clock.py` counts CPU time. Conventions of each format stand where it is read.
"""
