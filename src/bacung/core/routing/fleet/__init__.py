"""The distance side: routes of least travel for a fleet with capacities, hours and clients one may leave out.

`tours.py` holds the question (`Fleet`) and the answer (`Tours`), `solving.py` the way from one to the other:
a first set of routes (`savings.py`), improved by taking strings of neighbouring routes out and putting their
clients back (`strings.py`, on the linked lists of `links.py`), in groups side by side where it is large
(`groups.py`, `search.py`).
"""

from bacung.core.routing.fleet.solving import begin, solve
from bacung.core.routing.fleet.tours import NO_LIMIT, ROUNDS_UP, Fleet, Tours

__all__ = ["NO_LIMIT", "ROUNDS_UP", "Fleet", "Tours", "begin", "solve"]
