"""Seeking a better plan from a first one, in rounds, for as long as allowed."""

from collections.abc import Callable

import numpy as np

from bacung.core.routing.greedy import Evening
from bacung.core.routing.search.chance import Chance
from bacung.core.routing.search.prepare import draft, kept, tonight
from bacung.core.routing.search.rounds import rounds
from bacung.core.routing.search.tonight import Kept, Pace, Tonight
from bacung.core.routing.ways import Indices

CYCLE = 20_000
"""Rounds in which the search cools down before it is heated again."""

Walks = list[list[int]]

Seen = Callable[[Callable[[], Walks], int], None]
"""Hears after every block how to take the best walks so far, and the rounds they took."""

BLOCK = 40_000
"""Doors x rounds between two questions whether to stop: some hundredths of a second."""

ENOUGH = 400
"""Rounds per square of doors after which nothing better is expected."""


def seek(
    evening: Evening,
    doors: Indices,
    walks: Walks,
    *,
    stop: Callable[[], bool],
    work: int | None,
    seed: int,
    seen: Seen = lambda walks, done: None,
) -> tuple[Walks, int]:
    """The best plan found over the candidate `doors` (those of `walks` among them), and the rounds done.

    The rounds are the same for the same evening, doors, walks and seed, however often `stop` is asked.
    """
    if not len(doors) or not len(walks):
        return walks, 0
    t = tonight(evening, doors)
    number = {int(door): at for at, door in enumerate(doors)}
    routes = [[number[door] for door in walk] for walk in walks]
    now, tried = draft(t, evening, routes), draft(t, evening, routes)
    best = kept(now)
    pace, chance = pace_of(t, CYCLE), chance_of(seed)
    most = min(ENOUGH * len(doors) ** 2, work if work is not None else ENOUGH * len(doors) ** 2)
    done, block = 0, max(BLOCK // len(doors), 1)
    while done < most and not stop():
        count = min(block, most - done)
        rounds(t, now, tried, best, chance, pace, done, count)
        done += count
        seen(lambda: walks_of(best, doors), done)
    return walks_of(best, doors), done


def walks_of(best: Kept, doors: Indices) -> Walks:
    """The plan put aside, as doors."""
    return [doors[best.route[r, 1 : size + 1]].tolist() for r, size in enumerate(best.size)]


def chance_of(seed: int) -> Chance:
    """Where random numbers begin."""
    return np.array([seed], dtype=np.int64).view(np.uint64)


def pace_of(t: Tonight, cycle: int) -> Pace:
    """Measured against what the middle one of all candidates brings; many doors are torn out in strings, as
    runs tear too much of a long evening."""
    scale = float(np.median(t.mean))
    strings = 0.9 if t.near.shape[1] else 0.5
    return Pace(hot=0.6 * scale, cold=0.04 * scale, cycle=max(cycle, 1), strings=strings, forced=0.3)
