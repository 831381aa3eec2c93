"""Which doors lie nearest to a way, by the same ways as evenings are planned with."""

from collections.abc import Collection

import numpy as np

from bacung.core.routing.plan import why_barred
from bacung.core.routing.problem import Problem
from bacung.core.routing.ways import Ways


def nearest(problem: Problem, way: Collection[str], limit: int) -> list[str]:
    """The doors (ids) that may be knocked at and bring something, nearest first, at most `limit`.

    Near is what is few seconds from one of the doors on the `way`, else, if none of those is in the problem,
    from the first pair's start. Doors on the way are none of the answer.
    """
    doors = problem.doors
    ways = Ways(problem)
    starts = [at for at, door in enumerate(doors) if door.id in way] or [len(doors)]
    mode = problem.pairs[0].mode
    seconds = np.min([ways.onto_doors(at, mode) for at in starts], axis=0)
    order = np.argsort(seconds, kind="stable").tolist()
    open_ = (at for at in order if doors[at].id not in way and _is_open(problem, at))
    return [doors[at].id for at, _ in zip(open_, range(limit), strict=False)]


def _is_open(problem: Problem, at: int) -> bool:
    door = problem.doors[at]
    return door.most > 0 and why_barred(problem, door) is None
