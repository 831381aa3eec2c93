"""A problem whose ways are those of the streets."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from bacung.core.routing.packed import StreetWays
from bacung.core.routing.problem import Problem
from bacung.core.routing.streets.arrays import Flags, Floats
from bacung.core.routing.streets.distances import Spread, street_seconds
from bacung.core.routing.streets.network import MODES, Network
from bacung.core.routing.streets.snapping import Snapped, snap
from bacung.core.routing.ways import Ways

TOO_FAR = 500.0
"""Metres beside the nearest street at which a place is taken to lie off the map."""


ROUND_ABOUT = 3_000.0
"""Metres around a commune's doors within which a street may be on a way between two of them."""


PORTABLE = 1000
"""Doors whose ways are sent along with a problem: about a megabyte."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Ways by mode, and which doors and starts have no street of some mode near them."""

    ways: dict[str, StreetWays]
    astray: Flags


def measure(
    problem: Problem, network: Network, *, spread: Spread = map, stop: Callable[[], bool] | None = None
) -> Measured | None:
    """The ways of every mode that tonight's pairs go by; None if stopped."""
    places = [door.place for door in problem.doors] + [pair.start for pair in problem.pairs]
    lat, lon = (
        np.array([np.nan if each is None else each for each in degrees], dtype=np.float64)
        for degrees in ([place.lat for place in places], [place.lon for place in places])
    )
    known = ~np.isnan(lat)
    if known.any():
        network = network.around(lat[known], lon[known], ROUND_ABOUT)
    reckoned = Ways(problem)
    ways: dict[str, StreetWays] = {}
    astray = np.zeros(len(places), dtype=bool)
    for mode in sorted({pair.mode for pair in problem.pairs} & set(MODES)):
        snapped = _near_enough(snap(network, lat, lon, mode))
        astray |= snapped.link < 0
        speed = problem.travel.speeds[mode]
        rows = _Rows(reckoned, mode, len(places))
        seconds = street_seconds(
            network, snapped, mode, speed=speed, straight=rows.between, spread=spread, stop=stop
        )
        if seconds is None:
            return None
        ways[mode] = StreetWays(seconds)
    return Measured(ways, astray)


def by_streets(problem: Problem, measured: Measured, name: str) -> Problem:
    """The problem with these ways; `name` is the map's, to be said on the screen."""
    astray = int(measured.astray[: len(problem.doors)].sum())
    travel = replace(problem.travel, streets=measured.ways, map_name=name, astray=astray)
    return replace(problem, travel=travel)


def portable(problem: Problem, planned: Collection[str]) -> Problem:
    """The problem with so many doors only that their ways by street can be sent along: those `planned` (ids)
    and the dearest of the others, in their order.
    """
    dear = sorted(problem.doors, key=lambda door: (door.id not in planned, -door.most))
    kept = {door.id for door in dear[:PORTABLE]}
    doors = [at for at, door in enumerate(problem.doors) if door.id in kept]
    starts = len(problem.doors) + np.arange(len(problem.pairs))
    places = np.array([*doors, *starts], dtype=np.intp)
    streets = {mode: ways.only(places) for mode, ways in problem.travel.streets.items()}
    travel = replace(problem.travel, streets=streets)
    return replace(problem, doors=tuple(problem.doors[at] for at in doors), travel=travel)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Ways as they are reckoned without streets, by rows."""

    ways: Ways
    mode: str
    places: int

    def between(self, first: int, last: int) -> Floats:
        """Seconds from the places `first` to before `last` to all places."""
        return np.array([self.ways.row(place, self.mode) for place in range(first, last)], dtype=np.float64)


def _near_enough(snapped: Snapped) -> Snapped:
    """Places off the map have no street."""
    return replace(snapped, link=np.where(snapped.gap > TOO_FAR, -1, snapped.link))
