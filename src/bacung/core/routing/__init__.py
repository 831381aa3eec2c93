"""Tonight's doors: which households each pair knocks at this evening, and in which order.

A `Problem` (doors, pairs, travel, quiet hours) goes in and a `Plan` comes out that never breaks a hard rule
and says why each door is on it or not. `problem.py` and `plan.py` hold the two, `greedy.py` makes the first
plan by prize per minute, `ways.py` knows how long every way takes, `wire.py` reads and writes both as JSON.
It runs without Django: `python -m bacung.core.routing solve PROBLEM.json --json`.
"""
