"""Evenings by the streets of a placed map.

Ways between a commune's doors are measured once and kept as a file named by what they rest on; an evening of
the same doors, or of fewer, takes them from there. Where they are not measured yet, or no map covers the
commune, straight lines stand in, and the plan's notes say which. A round keeps its problem without the ways,
which would outweigh it.
"""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from django.conf import settings

from bacung.areas.models import StreetMap
from bacung.areas.networks import network_of
from bacung.areas.queries import street_map_over
from bacung.core.routing.by_streets import Measured, by_streets, measure
from bacung.core.routing.packed import StreetWays
from bacung.core.routing.problem import Problem
from bacung.core.routing.streets.arrays import Ints
from bacung.core.wire import write
from bacung.ground import clock

KEPT = timedelta(days=3)
"""Ways not asked for so long are forgotten; measuring them again takes seconds."""
THREADS = 2


def on_streets(problem: Problem) -> Problem:
    """The problem with the ways that were measured for it, or as it is."""
    placed = _map_under(problem)
    found = _kept(problem, placed) if placed else None
    return by_streets(problem, found, placed.name) if placed and found else problem


def measured_on_streets(problem: Problem, stop: Callable[[], bool] | None = None) -> Problem:
    """The problem with its ways, measured now if need be; as it is where no map covers it, or if stopped."""
    placed = _map_under(problem)
    if placed is None:
        return problem
    found = _kept(problem, placed)
    if found is None:
        with ThreadPoolExecutor(THREADS) as threads:
            found = measure(problem, network_of(placed.digest), spread=threads.map, stop=stop)
        if found is None:
            return problem
        _keep(problem, placed, found)
    return by_streets(problem, found, placed.name)


def without_streets(problem: Problem) -> Problem:
    """The problem as a round keeps it."""
    return replace(problem, travel=replace(problem.travel, streets={}, map_name="", astray=0))


def forget_ways() -> None:
    """Delete the ways that nobody has asked for lately."""
    before = (clock.now() - KEPT).timestamp()
    for path in _folder().glob("ways-*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _map_under(problem: Problem) -> StreetMap | None:
    places = [door.place for door in problem.doors]
    return street_map_over([(at.lat, at.lon) for at in places if at.lat is not None and at.lon is not None])


def _folder() -> Path:
    return Path(settings.BACUNG_HOME) / "streets"


def _name(problem: Problem, placed: StreetMap, mode: str) -> str:
    """A name made of what all ways rest on: the map, the speeds, and what stands in without streets."""
    plain = without_streets(problem)
    facts = (placed.digest, mode, write(plain.hamlets), write(plain.travel))
    return f"ways-{_hash(facts)}"


def _hash(facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _places(problem: Problem) -> Ints:
    """Every door's and every start's place as a number that names it, one place one number."""
    places = [*(door.place for door in problem.doors), *(pair.start for pair in problem.pairs)]
    return np.array([int(_hash(write(place))[1:], 16) for place in places], dtype=np.int64)


def _kept(problem: Problem, placed: StreetMap) -> Measured | None:
    """From ways measured for all these places, and perhaps others, those of tonight."""
    wanted = _places(problem)
    ways, astray = {}, np.zeros(len(wanted), dtype=bool)
    for mode in {pair.mode for pair in problem.pairs}:
        name = _name(problem, placed, mode)
        for path in sorted(_folder().glob(f"{name}-*.places"), key=lambda path: -path.stat().st_mtime):
            try:
                places, off = np.load(path, allow_pickle=False)
                at = np.searchsorted(places, wanted)
                if not len(places) or (places[np.minimum(at, len(places) - 1)] != wanted).any():
                    continue
                ways[mode] = StreetWays(np.load(path.with_suffix(".npy"), mmap_mode="r")).only(at)
                astray |= off[at] > 0
                path.touch()
                path.with_suffix(".npy").touch()
                break
            except (OSError, ValueError, EOFError, IndexError):
                continue
        if mode not in ways:
            return None
    return Measured(ways, astray)


def _keep(problem: Problem, placed: StreetMap, measured: Measured) -> None:
    """Write each mode's ways between places; what is half written has another name."""
    places, first = np.unique(_places(problem), return_index=True)
    _folder().mkdir(parents=True, exist_ok=True)
    for mode, ways in measured.ways.items():
        path = _folder() / f"{_name(problem, placed, mode)}-{_hash(places.tolist())}"
        for ending, kept in (
            (".npy", ways.only(first).seconds),
            (".places", np.stack([places, measured.astray[first].astype(np.int64)])),
        ):
            half = path.with_suffix(".half")
            with half.open("wb") as file:
                np.save(file, kept)
            half.replace(path.with_suffix(ending))
