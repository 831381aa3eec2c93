"""How long a commune's work takes: K / R ** together days for students of pace R in all.

Convex and falling in R. Below the slowest student there is, the curve goes on as its tangent, so that a
commune with nobody costs much instead of everything.
"""

import heapq
from collections.abc import Sequence

SLOWEST = 0.2


def days(work: float, pace: float, together: float) -> float:
    """Days until a commune's work is done."""
    if pace >= SLOWEST:
        return float(work / pace**together)
    value, slope = tangent(work, SLOWEST, together)
    return value + slope * (pace - SLOWEST)


def tangent(work: float, pace: float, together: float) -> tuple[float, float]:
    """Value and slope of the days at a pace."""
    value: float = work / pace**together
    return value, -together * value / pace


def share_out(
    students: int,
    work: Sequence[float],
    least: Sequence[int],
    most: Sequence[int],
    *,
    pace: float = 1.0,
    together: float = 1.0,
) -> list[int]:
    """How many of equal students each commune gets, so that the sum of the days is least.

    Each next student goes where the days fall most. Exact, since each commune's days are convex (Fox,
    "Discrete optimization via marginal analysis", 1966). Needs sum of `least` <= students; those beyond the
    sum of `most` stay out.
    """
    counts = list(least)

    def gain(at: int) -> float:
        n = counts[at]
        return days(work[at], n * pace, together) - days(work[at], (n + 1) * pace, together)

    queue = [(-gain(at), at) for at in range(len(counts)) if counts[at] < most[at]]
    heapq.heapify(queue)
    for _ in range(students - sum(counts)):
        if not queue:
            break
        _, at = heapq.heappop(queue)
        counts[at] += 1
        if counts[at] < most[at]:
            heapq.heappush(queue, (-gain(at), at))
    return counts
