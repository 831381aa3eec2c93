"""The whole commune: every household in some evening's route, routes to evenings and pairs, turfs.

`problem.py` holds the question and `coverage.py` the answer, `whole.py` the way from one to the other: doors
are shared out among the pairs' kinds (`kinds.py`, `spots.py`), routed by the distance side (`..fleet`) in few
evenings (`packing.py`), the routes given to evenings and pairs (`evenings.py`) and cut into turfs
(`..turfs`). `mending.py` mends a coverage every week.
"""

from bacung.core.routing.cover.coverage import Coverage, EveningRoute, Turf
from bacung.core.routing.cover.mending import repair
from bacung.core.routing.cover.problem import CoverDoor, CoverPair, CoverProblem
from bacung.core.routing.cover.whole import cover

__all__ = ["CoverDoor", "CoverPair", "CoverProblem", "Coverage", "EveningRoute", "Turf", "cover", "repair"]
