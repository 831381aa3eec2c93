"""Which doors a search looks at, where a commune has too many to look at all of them."""

import numpy as np

from bacung.core.routing.greedy import Evening, Mask
from bacung.core.routing.ways import Floats, Indices, Seconds

MOST = 800
"""Doors looked at besides promised ones and those of the first plan; more brought nothing (measured)."""

PROMISED = 1000
"""Promised doors looked at at most."""

AROUND = 15
"""How many neighbours' prizes speak for a door."""

BY_NEIGHBOURS = 0.7
"""Weight of the neighbours' mean prize beside the own prize of ten minutes."""

AN_HOUR_AWAY = 0.5
"""What an hour of way from the nearest start costs, in mean prizes."""


def candidates(evening: Evening, free: Mask, walks: list[list[int]]) -> Indices:
    """The doors to look at, in their order: promised, due, the best of the rest and those on `walks`.

    `free`: the doors that may be visited and reached.
    """
    worth = evening.most > 0
    asked = free & (worth | evening.promised | evening.due)
    chosen = np.zeros(len(free), dtype=bool)
    chosen[[door for walk in walks for door in walk]] = True
    if asked.sum() <= MOST:
        return np.flatnonzero(asked | chosen)
    score = _scores(evening)
    chosen |= _best(score, asked & evening.promised, PROMISED)
    chosen |= _best(score, asked & evening.due & ~evening.promised, MOST)
    due = int((chosen & evening.due).sum())
    chosen |= _best(score, asked & worth & ~evening.promised, max(MOST - due, MOST // 4))
    return np.flatnonzero(chosen)


def _best(score: Floats, among: Mask, most: int) -> Mask:
    doors = np.flatnonzero(among)
    found = np.zeros(len(score), dtype=bool)
    found[doors[np.argsort(-score[doors], kind="stable")[:most]]] = True
    return found


def _scores(evening: Evening) -> Floats:
    """Prize of ten minutes, what the neighbours bring, less a charge for the way there (planner's note)."""
    prize = evening.prizes.mean(axis=1)
    own = prize / np.maximum(evening.service / 600, 0.1)
    ways = [
        evening.ways.onto_doors(stand.place, pair.mode)
        for stand, pair in zip(evening.stands, evening.problem.pairs, strict=True)
    ]
    hours: Floats = np.min(ways, axis=0) / 3600
    score: Floats = own + BY_NEIGHBOURS * _around(evening, prize) - AN_HOUR_AWAY * prize.mean() * hours
    return score


def _around(evening: Evening, prize: Floats) -> Floats:
    """Mean prize of the nearest doors: by metres where they are known, else along hamlets and numbers."""
    x, y, along = evening.ways.spots()
    count = min(AROUND, len(prize))
    mean = _along(prize, along, count)
    known = np.flatnonzero(~np.isnan(x))
    if known.size > count:
        from scipy.spatial import cKDTree

        spots = np.column_stack([x[known], y[known]])
        _, near = cKDTree(spots).query(spots, k=count)
        mean[known] = prize[known][near].mean(axis=1)
    return mean


def _along(prize: Floats, along: Seconds, count: int) -> Floats:
    """Mean over a window that slides along the order."""
    summed = np.concatenate([[0.0], np.cumsum(prize[along])])
    first = np.clip(np.arange(len(prize)) - count // 2, 0, len(prize) - count)
    mean = np.empty(len(prize))
    mean[along] = (summed[first + count] - summed[first]) / count
    return mean
