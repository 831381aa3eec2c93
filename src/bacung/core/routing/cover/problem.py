"""The question asked once per drive and every week: how can what is left of a commune be covered?"""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from bacung.core.routing.hours import Hour
from bacung.core.routing.problem import Count, Hamlet, Minutes, Name, Place, Travel
from bacung.core.routing.wire import malformed, read, read_bytes, write

Chance = Annotated[float, Meta(ge=0, le=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverDoor:
    """One household still to be visited in this drive.

    `home`: the chance that its people are in, Monday to Sunday evening; empty where nothing is known.
    `first_knock`: nobody has knocked yet. `rests_until`: the first day on which one may knock.
    """

    id: Name
    place: Place = field(default_factory=Place)
    service_minutes: Minutes = 10.0
    persons_left: Count = 1
    first_knock: bool = True
    rests_until: date | None = None
    home: tuple[Chance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPair:
    """Two people, the hours of their evenings, and the days on which they do not go out."""

    id: Name
    begins: Hour
    ends: Hour
    start: Place = field(default_factory=Place)
    mode: str = "foot"
    returns: bool = True
    away: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverProblem:
    """Everything the coverage of a commune rests on.

    `evenings` are those there still are. Every door nobody has knocked at is to be reached by
    `first_knocks_by`. `travel` as for one evening, its matrices and streets over the doors in their order and
    then the pairs' starts in theirs. `turf_evenings`: about how many evenings' routes make a turf.
    """

    evenings: tuple[date, ...]
    pairs: tuple[CoverPair, ...]
    doors: tuple[CoverDoor, ...]
    hamlets: tuple[Hamlet, ...] = ()
    travel: Travel = field(default_factory=Travel)
    first_knocks_by: date | None = None
    turf_evenings: Annotated[int, Meta(ge=1, le=1000)] = 4

    def __post_init__(self) -> None:
        _unique("evenings", [day.isoformat() for day in self.evenings])
        _unique("pairs", [pair.id for pair in self.pairs])
        _unique("doors", [door.id for door in self.doors])
        _unique("hamlets", [hamlet.name for hamlet in self.hamlets])
        modes = {**self.travel.speeds, **self.travel.matrices, **self.travel.streets}
        for number, pair in enumerate(self.pairs):
            if pair.ends <= pair.begins:
                raise malformed(f"pairs[{number}].ends", str(pair.ends))
            if pair.mode not in modes:
                raise malformed(f"pairs[{number}].mode", pair.mode)
        for number, door in enumerate(self.doors):
            if len(door.home) not in (0, 7):
                raise malformed(f"doors[{number}].home", "not one for each day of the week")
        self._check_places()
        self._check_ways()

    @classmethod
    def from_json(cls, value: object) -> "CoverProblem":
        """Read decoded JSON strictly; refuses `routing.malformed` by field."""
        return read(cls, value)

    @classmethod
    def from_bytes(cls, text: bytes) -> "CoverProblem":
        """Read JSON text."""
        return read_bytes(cls, text)

    def to_json(self) -> dict[str, Any]:
        """JSON values from which `from_json` makes an equal problem."""
        values: dict[str, Any] = write(self)
        return values

    def _check_places(self) -> None:
        if "foot" not in self.travel.speeds:
            raise malformed("travel.speeds.foot", "missing")
        named: list[tuple[str, Place | Hamlet]] = [
            *((f"doors[{at}].place", door.place) for at, door in enumerate(self.doors)),
            *((f"pairs[{at}].start", pair.start) for at, pair in enumerate(self.pairs)),
            *((f"hamlets[{at}]", hamlet) for at, hamlet in enumerate(self.hamlets)),
        ]
        for path, place in named:
            if (place.lat is None) != (place.lon is None):
                raise malformed(f"{path}.lon" if place.lon is None else f"{path}.lat", "missing")

    def _check_ways(self) -> None:
        places = len(self.doors) + len(self.pairs)
        for mode, ways in self.travel.streets.items():
            if len(ways.seconds) != places:
                raise malformed(f"travel.streets.{mode}", f"not {places} by {places}")
        for mode, rows in self.travel.matrices.items():
            if len(rows) != places or any(len(row) != places for row in rows):
                raise malformed(f"travel.matrices.{mode}", f"not {places} by {places}")


def _unique(path: str, names: list[str]) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            raise malformed(f"{path}[{number}]", f"{name!r} twice")
        seen.add(name)
