"""How long every way takes, for one problem.

Between two places with coordinates: great-circle distance (on a sphere of 6,371,008.8 m, flattened around the
commune) x detour / speed. Inside a hamlet, when one of the two has none: steps between their house numbers in
natural order x `between_numbers`. Between hamlets: from centre to centre where both are known, else steps in
the list of hamlets x `between_hamlets`; a hamlet not named is one step from everywhere. Minutes given are
minutes on foot, other modes take their speed's share. A matrix for the mode replaces all this. Whole seconds,
rounded up.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bacung.core.routing import house_numbers
from bacung.core.routing.problem import Place, Problem

Seconds = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

MOST_CLOSED = 1000
"""Places whose shortest paths among each other are computed where ways are not straight lines."""

FAR = 1 << 40
"""Seconds to where nobody is."""

EARTH = 6_371_008.8
"""Mean radius of the Earth in metres."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """For each door seconds to the nearest other one, which that is, and to the next nearest."""

    first: Seconds
    who: Indices
    second: Seconds


class Ways:
    """Seconds between places; place i < doors is a door, place doors + j is the start of pair j."""

    def __init__(self, problem: Problem) -> None:
        places = [door.place for door in problem.doors] + [pair.start for pair in problem.pairs]
        self._doors = len(problem.doors)
        self._travel = problem.travel
        self._modes = sorted({pair.mode for pair in problem.pairs})
        self._given: dict[str, npt.NDArray[Any]] = {
            mode: np.array(rows, dtype=np.int64).reshape(len(places), len(places))
            for mode, rows in problem.travel.matrices.items()
        }
        streets = problem.travel.streets
        self._given |= {mode: streets[mode].seconds for mode in streets if mode not in self._given}
        self._by_streets = {mode for mode in streets if mode not in problem.travel.matrices}
        self._hamlet, self._rank = _addresses(problem, places)
        self._x, self._y = _metres(problem, places)
        self._own = np.array([place.located for place in places], dtype=bool)
        self._all_own = bool(self._own.all())
        self._kept: dict[tuple[int, str], Seconds] = {}

    def onto_doors(self, place: int, mode: str) -> Seconds:
        """Seconds from `place` to every door, shape (doors,)."""
        if mode in self._given:
            return self._given[mode][place, : self._doors].astype(np.int64, copy=False)
        return self._either_way(place, mode)

    def from_doors(self, place: int, mode: str) -> Seconds:
        """Seconds from every door to `place`, shape (doors,)."""
        if mode in self._given:
            return self._given[mode][: self._doors, place].astype(np.int64, copy=False)
        return self._either_way(place, mode)

    def row(self, place: int, mode: str) -> Seconds:
        """Seconds from `place` to every door and every start as they are reckoned, whatever is given."""
        return self._crossed(place, slice(0, len(self._x)), mode)

    def _either_way(self, place: int, mode: str) -> Seconds:
        """Reckoned ways are as long there as back; kept, as a plan asks for those of its stops often."""
        if (place, mode) not in self._kept:
            self._kept[place, mode] = self._reckoned(place, mode)
        return self._kept[place, mode]

    def leg(self, start: int, end: int, mode: str) -> int:
        """Seconds from one place to another."""
        if mode in self._given:
            return int(self._given[mode][start, end])
        door, other = (start, end) if start < self._doors else (end, start)
        return int(self.from_doors(other, mode)[door]) if door < self._doors else 0

    def least_ways(self, home: int, mode: str) -> tuple[Seconds, Seconds]:
        """Seconds that reaching each door from `home` takes at least, over whatever other doors; and back.

        In a given matrix a way round may be shorter than the straight one, so only its last leg is sure.
        """
        onto, back = self.onto_doors(home, mode), self.from_doors(home, mode)
        if mode not in self._given:
            return onto, back
        legs = self._given[mode][: self._doors, : self._doors].copy()
        np.fill_diagonal(legs, np.iinfo(legs.dtype).max)
        return np.minimum(onto, legs.min(axis=0)), np.minimum(back, legs.min(axis=1))

    def at_least(self, places: Indices) -> Floats | None:
        """Seconds that the way between any two `places` takes at least by the fastest mode there is, either
        direction, obeying the triangle inequality; None where that is not known of so many places.
        """
        if self._all_own and self._by_streets.issuperset(self._given):
            x, y = self._x[places], self._y[places]
            # No street is shorter than the straight line (but for how two maps are flattened); where there
            # is none, the detour is reckoned.
            detour = 0.999 if self._given else self._travel.detour
            fastest = max(self._travel.speeds[mode] for mode in self._modes)
            straight: Floats = np.hypot(x[:, None] - x, y[:, None] - y) * (detour / fastest)
            return straight
        if len(self._x) > MOST_CLOSED:
            return None
        legs: Floats = np.min([self._all_legs(mode) for mode in self._modes], axis=0)
        shortest = np.minimum(legs, legs.T)
        for over in range(len(shortest)):  # Floyd and Warshall; scipy's takes a way of no length for no way
            np.minimum(shortest, shortest[:, over, None] + shortest[over], out=shortest)
        return np.asarray(shortest[np.ix_(places, places)], dtype=np.float64)

    def _all_legs(self, mode: str) -> Floats:
        if mode in self._given:
            given: Floats = self._given[mode].astype(np.float64)
            return given
        legs = np.full((len(self._x), len(self._x)), np.inf)
        for place in range(len(self._x)):
            legs[place, : self._doors] = self._reckoned(place, mode)
        legs[self._doors :, self._doors :] = 0.0
        either: Floats = np.minimum(legs, legs.T)
        return either

    def two_nearest(self, among: Indices, doors: Indices, mode: str) -> tuple[Nearest, Nearest]:
        """The two of `among` nearest to each of `doors`, itself left out: by the way in, by the way out."""
        if mode in self._given:
            return self._nearest_by_rows(among, doors, mode, into=True), self._nearest_by_rows(
                among, doors, mode, into=False
            )
        if self._all_own:
            near = self._nearest_by_metres(among, doors, mode)
        else:
            near = self._nearest_by_rows(among, doors, mode, into=False)
        return near, near

    def _nearest_by_metres(self, among: Indices, doors: Indices, mode: str) -> Nearest:
        from scipy.spatial import cKDTree

        spots = np.column_stack([self._x[: self._doors], self._y[: self._doors]])
        metres, found = cKDTree(spots[among]).query(spots[doors], k=3)
        metres = np.asarray(metres, dtype=np.float64)
        who = np.append(among, -9)[found]
        # At one address the tree may name the others before the door itself.
        itself = np.where((who == doors[:, None]).any(axis=1), (who == doors[:, None]).argmax(axis=1), 2)
        rest = np.array([[1, 2], [0, 2], [0, 1]])[itself]
        seconds = np.take_along_axis(metres, rest, axis=1) * (self._travel.detour / self._travel.speeds[mode])
        first = np.take_along_axis(who, rest, axis=1)[:, 0]
        return Nearest(_whole(seconds[:, 0]), first, _whole(seconds[:, 1]))

    def _nearest_by_rows(self, among: Indices, doors: Indices, mode: str, *, into: bool) -> Nearest:
        rows = []
        for door in doors:
            if mode in self._given:
                seconds = self.from_doors(int(door), mode) if into else self.onto_doors(int(door), mode)
            else:  # not kept: there are as many as doors
                seconds = self._reckoned(int(door), mode)
            row = seconds.astype(np.float64)
            row[door] = np.inf
            rows.append(_two_least(row[among][None], among))
        return Nearest(
            *(np.concatenate([getattr(row, part) for row in rows]) for part in ("first", "who", "second"))
        )

    def between(self, rows: Indices, columns: Indices, mode: str) -> Seconds:
        """Seconds from each of `rows` to each of `columns`, of which one holds doors only."""
        if mode in self._given:
            return self._given[mode][np.ix_(rows, columns)].astype(np.int64, copy=False)
        return self._crossed(rows[:, None], columns, mode)

    def spots(self) -> tuple[Floats, Floats, Seconds]:
        """Metres east and north of the doors, nan where not known, and their order by hamlet and number."""
        here = slice(0, self._doors)
        order = np.lexsort((self._rank[here], self._hamlet[here])).astype(np.int64)
        return self._x[here], self._y[here], order

    def _reckoned(self, place: int, mode: str) -> Seconds:
        return self._crossed(place, slice(0, self._doors), mode)

    def _crossed(self, rows: "Indices | int", columns: "Indices | slice", mode: str) -> Seconds:
        speed = self._travel.speeds[mode]
        metres = np.hypot(self._x[columns] - self._x[rows], self._y[columns] - self._y[rows])
        straight = metres * (self._travel.detour / speed)
        if self._all_own:
            return _whole(straight)
        pace = 60 * self._travel.speeds["foot"] / speed
        hamlet, rank = self._hamlet[columns], self._rank[columns]
        same = (hamlet == self._hamlet[rows]) & (hamlet >= 0)
        numbers = np.abs(rank - self._rank[rows]) * (self._travel.between_numbers * pace)
        unnamed = (hamlet < 0) | (self._hamlet[rows] < 0)
        steps = np.where(unnamed, 1, np.abs(hamlet - self._hamlet[rows]))
        between = np.where(np.isnan(straight), steps * (self._travel.between_hamlets * pace), straight)
        seconds = np.where(self._own[columns] & self._own[rows], straight, np.where(same, numbers, between))
        return _whole(seconds)


def _two_least(legs: Floats, among: Indices) -> Nearest:
    """Of each row the least, whose it is, and the next."""
    first = legs.argmin(axis=1)
    rows = np.arange(len(legs))
    least = legs[rows, first]
    others = legs.copy()
    others[rows, first] = np.inf
    return Nearest(_whole(least), among[first], _whole(others.min(axis=1)))


def _whole(seconds: Floats) -> Seconds:
    rounded: Seconds = np.ceil(np.minimum(seconds, FAR)).astype(np.int64)
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
