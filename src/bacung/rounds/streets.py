"""Evenings by the streets of a placed map.

Ways between a commune's doors are measured once and kept as a file named by what they rest on; an evening of
the same doors, or of fewer, takes them from there. Where they are not measured yet, or no map covers the
commune, straight lines stand in, and the plan's notes say which. A round keeps its problem without the ways,
which would outweigh it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from bacung.areas.models import StreetMap
from bacung.areas.queries import street_map_over, street_maps
from bacung.core.routing.problem import Problem
from bacung.ground import clock

KEPT = timedelta(days=3)
"""Ways not asked for so long are forgotten; measuring them again takes seconds."""
THREADS = 2


def on_streets(problem: Problem) -> Problem:
    """The problem with the ways that were measured for it, or as it is."""
    placed = _map_under(problem)
    if placed is None:
        return problem
    from bacung.core.routing.by_streets import by_streets
    from bacung.rounds.ways import kept_ways

    found = kept_ways(folder(), problem, placed.digest)
    return by_streets(problem, found, placed.name) if found else problem


def measured_on_streets(problem: Problem, stop: Callable[[], bool] | None = None) -> Problem:
    """The problem with its ways, measured now if need be; as it is where no map covers it, or if stopped."""
    placed = _map_under(problem)
    if placed is None:
        return problem
    from bacung.areas.networks import network_of
    from bacung.core.routing.by_streets import by_streets, measure
    from bacung.rounds.ways import keep_ways, kept_ways

    found = kept_ways(folder(), problem, placed.digest)
    if found is None:
        with ThreadPoolExecutor(THREADS) as threads:
            found = measure(problem, network_of(placed.digest), spread=threads.map, stop=stop)
        if found is None:
            return problem
        keep_ways(folder(), problem, placed.digest, found)
    return by_streets(problem, found, placed.name)


def is_off_the_map(problem: Problem) -> bool:
    """Whether maps were placed, and none of them covers these doors."""
    located = any(door.place.located for door in problem.doors)
    return located and bool(street_maps()) and _map_under(problem) is None


def without_streets(problem: Problem) -> Problem:
    """The problem as a round keeps it."""
    return replace(problem, travel=replace(problem.travel, streets={}, map_name="", astray=0))


def forget_ways() -> None:
    """Delete the ways that nobody has asked for lately."""
    before = (clock.now() - KEPT).timestamp()
    for path in folder().glob("ways-*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _map_under(problem: Problem) -> StreetMap | None:
    places = [door.place for door in problem.doors]
    return street_map_over([(at.lat, at.lon) for at in places if at.lat is not None and at.lon is not None])


def folder() -> Path:
    """Where placed maps and the ways measured on them are kept."""
    return Path(settings.BACUNG_HOME) / "streets"
