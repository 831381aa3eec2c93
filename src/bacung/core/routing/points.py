"""Points that cannot be right: latitude and longitude the wrong way round, in the sea, in another province.

Points that lie in Vietnam once turned are turned. What then lies farther from the commune's middle than any
commune reaches is no point: such a door is planned by its hamlet and house number, and so is such a start.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import cos, hypot, radians
from statistics import median
from typing import TypeVar

from bacung.core.routing.plan import Why
from bacung.core.routing.problem import Hamlet, Place, Problem

NORTH, EAST = (8.0, 24.0), (102.0, 118.0)
"""Between these degrees lies Vietnam, with its islands."""

FAR = 25_000.0
"""Metres from the middle of a commune at which nothing of it lies any more."""

METRES = 111_195.0
"""Metres of one degree of latitude."""

FEW = 3
"""Where fewer hamlets and starts have a point, so many doors say better where the commune is."""

Spot = TypeVar("Spot", Place, Hamlet)


def set_right(problem: Problem) -> tuple[Problem, tuple[Why, ...]]:
    """The problem with points one can plan by, and notes on how many were turned or left aside.

    Note codes: swapped, point-elsewhere (each with `doors`), start-elsewhere.
    """
    problem = _fixed_turned(problem)
    places = [_turned(door.place) for door in problem.doors]
    turned = sum(place is not door.place for place, door in zip(places, problem.doors, strict=True))
    middle = _middle(problem, places)
    sound = [place if _is_near(place, middle) else _without(place) for place in places]
    aside = sum(after is not before for after, before in zip(sound, places, strict=True))
    notes = tuple(
        Why(code=code, facts={"doors": doors})
        for code, doors in (("swapped", turned), ("point-elsewhere", aside))
        if doors
    )
    lost = {pair.id for pair in problem.pairs if not _is_near(pair.start, middle)}
    if lost:
        starts = (
            replace(pair, start=_without(pair.start)) if pair.id in lost else pair for pair in problem.pairs
        )
        problem, notes = replace(problem, pairs=tuple(starts)), (*notes, Why(code="start-elsewhere"))
    if not notes:
        return problem, ()
    doors = tuple(
        replace(door, place=place) if place is not door.place else door
        for door, place in zip(problem.doors, sound, strict=True)
    )
    return replace(problem, doors=doors), notes


def _fixed_turned(problem: Problem) -> Problem:
    """The problem with what does not move, hamlets and starts, the right way round."""
    hamlets = tuple(map(_turned, problem.hamlets))
    pairs = tuple(replace(pair, start=_turned(pair.start)) for pair in problem.pairs)
    same = hamlets == problem.hamlets and pairs == problem.pairs
    return problem if same else replace(problem, hamlets=hamlets, pairs=pairs)


def _turned(place: Spot) -> Spot:
    if place.lat is None or place.lon is None or is_here(place.lat, place.lon):
        return place
    return replace(place, lat=place.lon, lon=place.lat) if is_here(place.lon, place.lat) else place


def is_here(lat: float, lon: float) -> bool:
    """Whether a point lies where Vietnam does."""
    return NORTH[0] <= lat <= NORTH[1] and EAST[0] <= lon <= EAST[1]


def _middle(problem: Problem, places: list[Place]) -> tuple[float, float] | None:
    """The middle of hamlets and starts, or of most doors where hardly any of these is known."""
    starts = dict.fromkeys(pair.start for pair in problem.pairs)
    fixed, doors = _known([*problem.hamlets, *starts]), _known(places)
    known = fixed if len(fixed) >= FEW or len(doors) < FEW else doors
    known = known or doors
    if not known:
        return None
    return median(lat for lat, _ in known), median(lon for _, lon in known)


def _known(spots: Sequence[Place | Hamlet]) -> list[tuple[float, float]]:
    return [
        (spot.lat, spot.lon)
        for spot in spots
        if spot.lat is not None and spot.lon is not None and is_here(spot.lat, spot.lon)
    ]


def _is_near(place: Place, middle: tuple[float, float] | None) -> bool:
    if place.lat is None or place.lon is None:
        return True
    if middle is None or not is_here(place.lat, place.lon):
        return False
    north = (place.lat - middle[0]) * METRES
    east = (place.lon - middle[1]) * METRES * cos(radians(middle[0]))
    return hypot(north, east) <= FAR


def _without(place: Place) -> Place:
    return replace(place, lat=None, lon=None)
