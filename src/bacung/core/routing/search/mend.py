"""Mending routes from where the pairs stand, leaving those alone that hold."""

from collections.abc import Callable

import numpy as np

from bacung.core.routing.greedy import Evening
from bacung.core.routing.search.prepare import draft, kept, tonight
from bacung.core.routing.search.rounds import fill, rounds
from bacung.core.routing.search.seek import Walks, chance_of, pace_of, walks_of
from bacung.core.routing.search.tonight import LONG, Bool, Draft, Kept, Tonight
from bacung.core.routing.ways import Indices

BLOCK = 10_000
"""Doors x rounds between two questions whether to stop."""


def mend(
    evening: Evening, doors: Indices, ahead: Walks, *, stop: Callable[[], bool], most: int, seed: int
) -> tuple[Walks, int]:
    """Ways ahead over the candidate `doors`, with what no longer fits taken out and other doors put in.

    And the rounds of search done, at most twice `most`.
    """
    t = tonight(evening, doors)
    number = {int(door): at for at, door in enumerate(doors)}
    routes = [[number[door] for door in walk] for walk in ahead]
    now = draft(t, evening, routes)
    concerned = now.size < [len(route) for route in routes]
    fill(t, now, t.rank * t.mean, concerned)
    if evening.problem.promises_first:
        concerned |= _nearest_to_missed(t, now)
    best, done = _searched(t, evening, kept(now), concerned, stop, most, seed)
    if evening.problem.promises_first and _missed(t, best).size and not concerned.all() and not stop():
        best, more = _searched(t, evening, best, np.ones(t.pairs, dtype=bool), stop, most, seed)
        done += more
    return walks_of(best, doors), done


def _missed(t: Tonight, best: Kept) -> Indices:
    kept_doors = [node for r, size in enumerate(best.size) for node in best.route[r, 1 : size + 1]]
    return np.setdiff1d(t.promised, kept_doors).astype(np.int64)


def _nearest_to_missed(t: Tonight, d: Draft) -> Bool:
    """For each promised door on no route the pair whose route comes nearest to it."""
    nearest = np.zeros(t.pairs, dtype=bool)
    for door in t.promised[d.where[t.promised] < 0]:
        ways = [
            t.legs[t.mode[r], d.route[r, : d.size[r] + 1], door].min() if t.may[r, door] else LONG
            for r in range(t.pairs)
        ]
        nearest[int(np.argmin(ways))] = True
    return nearest


def _searched(
    t: Tonight,
    evening: Evening,
    best: Kept,
    concerned: Bool,
    stop: Callable[[], bool],
    most: int,
    seed: int,
) -> tuple[Kept, int]:
    if not concerned.any():
        return best, 0
    routes = walks_of(best, np.arange(t.doors))
    t = t._replace(loose=concerned, may=t.may & concerned[:, None])
    now, tried = draft(t, evening, routes), draft(t, evening, routes)
    pace, chance = pace_of(t, most), chance_of(seed)
    done, block = 0, max(BLOCK // t.doors, 1)
    while done < most and not stop():
        count = min(block, most - done)
        rounds(t, now, tried, best, chance, pace, done, count)
        done += count
    return best, done
