"""How many teams a unit can staff on weekends so near to each other that nobody serves twice.

Within such a window each member serves at most once, so teams are staffed exactly if every set of places
finds enough members (Hall, "On representatives of subsets", 1935): for all sets A and B of its weekends,
leaders for A and others for B need no more than who leads and is free in A, or is free in B.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bacung.core.rota.given import Given

LONGEST = 5
"""Weekends of a window of which all pairs of sets are looked at; of longer ones, only the ends."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Limit:
    """Teams of a unit, weekend by weekend times its weight, are at most `most`."""

    weights: tuple[tuple[str, int], ...]
    most: int


def windows(given: Given) -> list[list[str]]:
    """The longest runs of weekends within which a member serves at most once."""
    index = given.index
    weekends = list(dict.fromkeys(duty.weekend for duty in given.duties))
    if not index.rules.on("rest"):
        return [[weekend] for weekend in weekends]
    runs = [
        [
            other
            for other in weekends[at:]
            if not index.far_enough(index.fridays[weekend], index.fridays[other]) or other == weekend
        ]
        for at, weekend in enumerate(weekends)
    ]
    return [run for run, before in zip(runs, [[], *runs], strict=False) if not set(run) <= set(before)]


def limits(given: Given, unit: str, most_teams: int) -> Iterator[Limit]:
    """Every limit of a unit that so many teams on each weekend could break, without those that follow."""
    told: set[Limit] = set()
    for window in windows(given):
        for begin in range(0, len(window), LONGEST):
            found = set(_limits(given, unit, window[begin : begin + LONGEST], most_teams)) - told
            told |= found
            yield from sorted(found, key=lambda limit: (limit.most, limit.weights))


def _limits(given: Given, unit: str, window: Sequence[str], most_teams: int) -> Iterator[Limit]:
    rules, sets = given.index.rules, 1 << len(window)
    leaders = rules.leaders if rules.on("leaders") else 0
    leading, others = np.zeros(sets, dtype=np.int64), np.zeros(sets, dtype=np.int64)
    for member in given.index.of_unit[unit]:
        free = sum(1 << at for at, weekend in enumerate(window) if given.is_free(member, weekend))
        (leading if member.leads else others)[free] += 1
    touched = (np.arange(sets)[:, None] & np.arange(sets)[None, :] > 0).astype(np.int64)
    bits = (np.arange(sets)[:, None] >> np.arange(len(window))[None, :]) & 1
    a, b = (grid.ravel() for grid in np.meshgrid(np.arange(sets), np.arange(sets), indexing="ij"))
    most = (touched @ leading)[a | b] + (touched @ others)[b]
    weights: Ints = leaders * bits[a] + max(0, rules.members - leaders) * bits[b]
    tight = np.flatnonzero(weights.sum(1) * most_teams > most)
    tight = tight[np.argsort(most[tight], kind="stable")]
    kept: list[int] = []
    for one in map(int, tight):
        if not (weights[kept] >= weights[one]).all(axis=1).any():
            kept.append(one)
    for one in kept:
        pairs = tuple((weekend, int(weight)) for weekend, weight in zip(window, weights[one], strict=True))
        yield Limit(tuple(pair for pair in pairs if pair[1]), int(most[one]))
