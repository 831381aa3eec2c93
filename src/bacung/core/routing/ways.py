"""How long every way takes, for one problem.

Between two places with coordinates: great-circle distance (on a sphere of 6,371,008.8 m, flattened around the
commune) x detour / speed. Inside a hamlet, when one of the two has none: steps between their house numbers in
natural order x `between_numbers`. Between hamlets: from centre to centre where both are known, else steps in
the list of hamlets x `between_hamlets`; a hamlet not named is one step from everywhere. Minutes given are
minutes on foot, other modes take their speed's share. A matrix for the mode replaces all this. Whole seconds,
rounded up.
"""

import numpy as np
import numpy.typing as npt

from bacung.core.routing import house_numbers
from bacung.core.routing.problem import Place, Problem

Seconds = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

EARTH = 6_371_008.8
"""Mean radius of the Earth in metres."""


class Ways:
    """Seconds between places; place i < doors is a door, place doors + j is the start of pair j."""

    def __init__(self, problem: Problem) -> None:
        places = [door.place for door in problem.doors] + [pair.start for pair in problem.pairs]
        self._doors = len(problem.doors)
        self._travel = problem.travel
        self._matrices = {
            mode: np.array(rows, dtype=np.int64).reshape(len(places), len(places))
            for mode, rows in problem.travel.matrices.items()
        }
        self._hamlet, self._rank = _addresses(problem, places)
        self._x, self._y = _metres(problem, places)
        self._own = np.array([place.located for place in places], dtype=bool)
        self._all_own = bool(self._own.all())
        self._kept: dict[tuple[int, str], Seconds] = {}

    def onto_doors(self, place: int, mode: str) -> Seconds:
        """Seconds from `place` to every door, shape (doors,)."""
        if mode in self._matrices:
            return self._matrices[mode][place, : self._doors]
        return self._either_way(place, mode)

    def from_doors(self, place: int, mode: str) -> Seconds:
        """Seconds from every door to `place`, shape (doors,)."""
        if mode in self._matrices:
            return self._matrices[mode][: self._doors, place]
        return self._either_way(place, mode)

    def _either_way(self, place: int, mode: str) -> Seconds:
        """Reckoned ways are as long there as back; kept, as a plan asks for those of its stops often."""
        if (place, mode) not in self._kept:
            self._kept[place, mode] = self._reckoned(place, mode)
        return self._kept[place, mode]

    def leg(self, start: int, end: int, mode: str) -> int:
        """Seconds from one place to another."""
        if mode in self._matrices:
            return int(self._matrices[mode][start, end])
        door, other = (start, end) if start < self._doors else (end, start)
        return int(self.from_doors(other, mode)[door]) if door < self._doors else 0

    def _reckoned(self, place: int, mode: str) -> Seconds:
        speed = self._travel.speeds[mode]
        here = slice(0, self._doors)
        metres = np.hypot(self._x[here] - self._x[place], self._y[here] - self._y[place])
        straight = metres * (self._travel.detour / speed)
        if self._all_own:
            return _whole(straight)
        pace = 60 * self._travel.speeds["foot"] / speed
        hamlet, rank = self._hamlet[here], self._rank[here]
        same = (hamlet == self._hamlet[place]) & (hamlet >= 0)
        numbers = np.abs(rank - self._rank[place]) * (self._travel.between_numbers * pace)
        unnamed = (hamlet < 0) | (self._hamlet[place] < 0)
        steps = np.where(unnamed, 1, np.abs(hamlet - self._hamlet[place]))
        between = np.where(np.isnan(straight), steps * (self._travel.between_hamlets * pace), straight)
        seconds = np.where(self._own[here] & self._own[place], straight, np.where(same, numbers, between))
        return _whole(seconds)


def _whole(seconds: Floats) -> Seconds:
    rounded: Seconds = np.ceil(seconds).astype(np.int64)
    return rounded


def _addresses(problem: Problem, places: list[Place]) -> tuple[Seconds, Seconds]:
    """Index of each place's hamlet (-1 = not named) and its rank among the house numbers there."""
    index = {hamlet.name: number for number, hamlet in enumerate(problem.hamlets)}
    numbers: dict[int, set[house_numbers.Key]] = {}
    hamlets = np.full(len(places), -1, dtype=np.int64)
    keys = [house_numbers.order(place.number) for place in places]
    for at, place in enumerate(places):
        if place.hamlet:
            hamlets[at] = index.setdefault(place.hamlet, len(index))
            numbers.setdefault(int(hamlets[at]), set()).add(keys[at])
    ranks = {
        (hamlet, key): rank for hamlet, present in numbers.items() for rank, key in enumerate(sorted(present))
    }
    rank = [ranks.get((int(hamlet), key), 0) for hamlet, key in zip(hamlets, keys, strict=True)]
    return hamlets, np.array(rank, dtype=np.int64)


def _metres(problem: Problem, places: list[Place]) -> tuple[Floats, Floats]:
    """Metres east and north of each place, its hamlet's centre standing in; nan where neither is known."""
    centres = {hamlet.name: (hamlet.lat, hamlet.lon) for hamlet in problem.hamlets}
    spots = [
        (place.lat, place.lon) if place.located else centres.get(place.hamlet, (None, None))
        for place in places
    ]
    degrees = np.array(spots, dtype=np.float64).reshape(len(places), 2)
    radians = np.radians(degrees)
    known = radians[~np.isnan(radians[:, 0])]
    middle = float(known[:, 0].mean()) if len(known) else 0.0
    return EARTH * np.cos(middle) * radians[:, 1], EARTH * radians[:, 0]
