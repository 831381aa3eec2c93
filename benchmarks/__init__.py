"""How fast, and against what: each module is one benchmark, run in a process and a data folder of its own.

`python3 dev.py bench` runs them all, `python3 dev.py bench reading board` some. Figures are compared within
one run on one machine; `docs/benchmarks.md` keeps a run with its machine and date.
"""
