"""Where invented households stand: hamlets scattered in a commune, lanes from each hamlet's middle."""

import math
from dataclasses import dataclass
from importlib import resources
from random import Random

_NAMES = (
    resources.files("bacung.core.simulation")
    .joinpath("hamlet_names.txt")
    .read_text(encoding="utf-8")
    .splitlines()
)

METRES_PER_DEGREE = 111_195.0
_HOUSES_PER_LANE = 40
_PACE = 14.0  # metres of lane to a house


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A named hamlet and the degrees of its middle."""

    name: str
    latitude: float
    longitude: float


def invent_hamlets(
    rng: Random, names: tuple[str, ...], number: int, middle: tuple[float, float], radius: float
) -> list[Hamlet]:
    """Hamlets within `radius` metres of `middle` (latitude, longitude), kept apart; `names` come first."""
    drawn = rng.sample(_NAMES, len(_NAMES))
    drawn += [f"{name} {half}" for half in (1, 2) for name in drawn]
    named = [*names, *(f"Thôn {name}" for name in drawn if f"Thôn {name}" not in names)][
        : max(number, len(names))
    ]
    apart = radius / math.sqrt(len(named))
    spots: list[tuple[float, float]] = []
    while len(spots) < len(named):
        reach, angle = radius * math.sqrt(rng.random()), rng.uniform(0, math.tau)
        spot = (reach * math.cos(angle), reach * math.sin(angle))
        if all(math.dist(spot, other) >= apart for other in spots):
            spots.append(spot)
        apart *= 0.98  # never stuck: a crowded commune has close hamlets
    return [Hamlet(name, *_moved(middle, *spot)) for name, spot in zip(named, spots, strict=True)]


def house(rng: Random, hamlet: Hamlet, position: int) -> tuple[str, float, float]:
    """Address, latitude and longitude of the household at `position` (from 0) of a hamlet's walking order."""
    lane, along = divmod(position, _HOUSES_PER_LANE)
    number = along + 1
    # Lanes leave the middle by the golden angle, so that any number of them spreads evenly; odd numbers left.
    angle = lane * 2.399963
    reach = 30 + _PACE * along + rng.uniform(-4, 4)
    side = (8 if number % 2 else -8) + rng.uniform(-3, 3)
    east = reach * math.cos(angle) - side * math.sin(angle)
    north = reach * math.sin(angle) + side * math.cos(angle)
    return f"Ngõ {lane + 1}, số {number}", *_moved((hamlet.latitude, hamlet.longitude), east, north)


def _moved(place: tuple[float, float], east: float, north: float) -> tuple[float, float]:
    """A place in degrees, moved by metres, to the decimetre."""
    latitude = place[0] + north / METRES_PER_DEGREE
    longitude = place[1] + east / (METRES_PER_DEGREE * math.cos(math.radians(place[0])))
    return round(latitude, 6), round(longitude, 6)
