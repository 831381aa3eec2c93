"""Pairs that are alike for a route (same start, mode and length of evening), and the doors they share out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bacung.core.routing.cover.problem import CoverProblem
from bacung.core.routing.cover.spots import metres
from bacung.core.routing.fleet.tours import ROUNDS_UP, Fleet
from bacung.core.routing.house_numbers import order
from bacung.core.routing.problem import Place

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Key = tuple[Any, ...]

CROWDED = 1.15
"""A kind may get so many times the service that is its share by evenings, where its doors are near."""

SECOND, MINUTE = 10, 600
"""In tenths of a second, the unit of all times here. Every way is rounded up: whole seconds would cost a
quarter of an evening in a commune of three hundred."""

LONGEST = 1 << 27
"""Ways given are at most so long, in seconds."""

BUILDING = 0.25
"""Homes of one building are visited in one go as long as they take at most this share of an evening."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Pairs, by number, that can walk each other's routes; `base` is the place they start from.

    `lasts` is the length of their evenings in tenths of a second.
    """

    pairs: tuple[int, ...]
    base: int
    mode: str
    lasts: int
    returns: bool
    evenings: int


class Scene:
    """A problem with its kinds of pairs and all ways between places: doors first, then the pairs' starts."""

    def __init__(self, problem: CoverProblem) -> None:
        self.problem = problem
        self.spots = metres(problem)
        self.service: Ints = np.array(
            [round(MINUTE * door.service_minutes) for door in problem.doors], dtype=np.int64
        )
        self.kinds = _kinds(problem)
        self._given: dict[str, npt.NDArray[Any]] = {
            mode: ways.seconds for mode, ways in problem.travel.streets.items()
        } | {mode: np.array(rows) for mode, rows in problem.travel.matrices.items()}

    def fleet(self, kind: Kind, homes: list[list[int]]) -> Fleet:
        """The homes (doors visited in one go) as clients of a fleet; a route less is worth much."""
        places = np.array([kind.base, *(home[0] for home in homes)], dtype=np.int64)
        whole = kind.lasts
        matrix, spots = None, None
        if kind.mode in self._given:
            matrix = self._given[kind.mode][np.ix_(places, places)].astype(np.int32)
            np.minimum(matrix, LONGEST, out=matrix)
            matrix *= SECOND
        else:
            spots = self.spots[places] * self._pace(kind)
        return Fleet(
            spots=spots,
            bias=ROUNDS_UP,
            matrix=matrix,
            service=np.array([0, *(int(self.service[home].sum()) for home in homes)], dtype=np.int64),
            closes=np.full(len(places), whole, dtype=np.int64),
            opens=np.zeros(len(places), dtype=np.int64),
            per_route=whole // 2,
            returns=kind.returns,
        )

    def alone(self, kind: Kind) -> Ints:
        """How long each door takes a pair of this kind out, in and back, if it visits nothing else."""
        return self.out_and_back(kind) + self.service

    def out_and_back(self, kind: Kind) -> Ints:
        """How long it takes out to each door and back."""
        doors = np.arange(len(self.problem.doors))
        base = np.full(len(doors), kind.base)
        return self.legs(kind, base, doors) + self.legs(kind, doors, base)

    def legs(self, kind: Kind, start: Ints, end: Ints) -> Ints:
        """How long pairs of this kind take from places to places, one by one."""
        if kind.mode in self._given:
            lasts: Ints = SECOND * np.minimum(self._given[kind.mode][start, end].astype(np.int64), LONGEST)
        else:
            apart = (self.spots[start] - self.spots[end]) * self._pace(kind)
            lasts = np.floor(np.sqrt((apart * apart).sum(axis=-1)) + ROUNDS_UP).astype(np.int64)
        return lasts if kind.returns else np.where(end == kind.base, 0, lasts)

    def _pace(self, kind: Kind) -> float:
        """How long a straight metre takes."""
        travel = self.problem.travel
        return SECOND * travel.detour / travel.speeds[kind.mode]

    def share_out(self, doors: Ints) -> list[Ints]:
        """The doors each kind takes: those near its base, and no more than its evenings bear."""
        if len(self.kinds) < 2:
            return [doors for _ in self.kinds]
        far = np.array([self.alone(kind)[doors] for kind in self.kinds], dtype=np.float64)
        far[far > np.array([[kind.lasts] for kind in self.kinds])] = 1e9
        weight = np.array([kind.evenings * kind.lasts for kind in self.kinds], dtype=np.float64)
        limit = CROWDED * self.service[doors].sum() * weight / weight.sum()
        charge = np.zeros(len(self.kinds))
        step = float(np.median(far))
        taken = far.argmin(axis=0)
        for _ in range(200):
            load = np.bincount(taken, weights=self.service[doors], minlength=len(self.kinds))
            over = np.where(load > limit, load / np.maximum(limit, 1) - 1, 0.0)
            if not over.any():
                break
            charge += step * over
            taken = (far + charge[:, None]).argmin(axis=0)
            step *= 0.98
        return [doors[taken == number] for number in range(len(self.kinds))]

    def homes(self, doors: Ints, kind: Kind) -> list[list[int]]:
        """Doors of one building together, unless that takes too much of an evening."""
        within: dict[Key, list[list[int]]] = {}
        full: dict[Key, int] = {}
        most = BUILDING * kind.lasts
        service = self.service.tolist()
        for at in doors.tolist():
            key = _building(self.problem.doors[at].place, at)
            full[key] = full.get(key, 0) + service[at]
            groups = within.setdefault(key, [[]])
            if groups[-1] and full[key] > most:
                groups.append([])
                full[key] = service[at]
            groups[-1].append(at)
        return [home for groups in within.values() for home in groups]


def _building(place: Place, at: int) -> Key:
    if place.lat is not None and place.lon is not None:
        return (round(place.lat, 5), round(place.lon, 5))
    return (place.hamlet, order(place.number)) if place.number else (at,)


def _kinds(problem: CoverProblem) -> list[Kind]:
    days = set(problem.evenings)
    alike: dict[Key, list[int]] = {}
    for number, pair in enumerate(problem.pairs):
        start = pair.start
        key = (start.lat, start.lon, start.hamlet, order(start.number), pair.mode, pair.ends - pair.begins)
        if days - set(pair.away):
            alike.setdefault((*key, pair.returns), []).append(number)
    return [
        Kind(
            pairs=tuple(numbers),
            base=len(problem.doors) + numbers[0],
            mode=problem.pairs[numbers[0]].mode,
            lasts=SECOND * int(problem.pairs[numbers[0]].ends - problem.pairs[numbers[0]].begins),
            returns=problem.pairs[numbers[0]].returns,
            evenings=sum(len(days - set(problem.pairs[number].away)) for number in numbers),
        )
        for numbers in alike.values()
    ]
