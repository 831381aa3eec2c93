"""The question asked every afternoon: what is known of the doors, the pairs and the ways between them.

Sources of the model: team orienteering with time windows, prize by the half hour, quiet hours as law.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from bacung.core.problems import Problem as Refusal
from bacung.core.routing.hours import DAY, Hour
from bacung.core.routing.packed import StreetWays
from bacung.core.routing.wire import malformed, read, write

Minutes = Annotated[float, Meta(ge=0, le=1440)]
Prize = Annotated[float, Meta(ge=0, le=1e9)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Speed = Annotated[float, Meta(gt=0, le=40)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]

SLOT = 1800
"""Seconds for which one prize of a prize list holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a door or a start is: degrees if known, and the hamlet and house number as written."""

    lat: Latitude | None = None
    lon: Longitude | None = None
    hamlet: str = ""
    number: str = ""

    @property
    def located(self) -> bool:
        """Whether the place has coordinates of its own."""
        return self.lat is not None and self.lon is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hamlet:
    """A hamlet with its centre if known. The order of the list is the order in which hamlets neighbour."""

    name: Name
    lat: Latitude | None = None
    lon: Longitude | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From one hour until another; quiet hours may run past midnight (21:30 until 06:00)."""

    begins: Hour
    ends: Hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """How long ways take.

    `speeds` metres per second by mode; `detour` what a way is longer than the straight line;
    `between_numbers` and `between_hamlets` walking minutes from one house number to the next and from one
    hamlet to the next, for doors without coordinates; `matrices` seconds by mode, row = from, column = to,
    over the doors in their order and then the pairs' starts in theirs, instead of all the former. `streets`
    the same, measured along the streets of the map `map_name`, on which `astray` doors could not be found.
    """

    speeds: dict[str, Speed] = field(default_factory=lambda: {"foot": 1.25, "bicycle": 4.2, "motorbike": 7.0})
    detour: Annotated[float, Meta(ge=1, le=5)] = 1.3
    between_numbers: Minutes = 0.5
    between_hamlets: Minutes = 12.0
    matrices: dict[str, tuple[tuple[Count, ...], ...]] = field(default_factory=dict)
    streets: dict[str, StreetWays] = field(default_factory=dict)
    map_name: str = ""
    astray: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two people walking together from `start`; with `returns` they are back there by the shift's end."""

    id: Name
    begins: Hour
    ends: Hour
    start: Place = field(default_factory=Place)
    mode: str = "foot"
    skills: frozenset[str] = frozenset()
    returns: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One household as tonight sees it.

    `prize` is the expected number of activations of a knock: one number, or one per half hour from the
    problem's `prizes_from` (the last one holds on). `promise`: the knock falls between these hours or not at
    all. `not_before`: a wished hour; `rests_until`: the first day on which one may knock again. `max_knocks`
    is the household's own cap, the problem's holds without it. `skills`: what the pair must bring.
    """

    id: Name
    place: Place = field(default_factory=Place)
    service_minutes: Minutes = 10.0
    prize: Prize | tuple[Prize, ...] = 1.0
    persons_left: Count = 1
    knocks: Count = 0
    max_knocks: Count | None = None
    first_knock_due: bool = False
    promise: Span | None = None
    not_before: Hour | None = None
    rests_until: date | None = None
    do_not_visit: bool = False
    skills: frozenset[str] = frozenset()

    @property
    def most(self) -> float:
        """What a knock brings at the best half hour."""
        return max(self.prize) if isinstance(self.prize, tuple) else self.prize


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything a plan for one evening rests on. Made in code or by `from_json`, it is checked alike.

    `max_knocks` is the drive's cap; `promises_first` sets promised doors before all others, otherwise they
    compete by their prize like everybody. `travel_charge` is the prize that a minute of travel costs; with 0
    shorter ways only decide between plans that bring the same.
    """

    day: date
    quiet: Span
    pairs: tuple[Pair, ...]
    doors: tuple[Door, ...]
    hamlets: tuple[Hamlet, ...] = ()
    travel: Travel = field(default_factory=Travel)
    max_knocks: Count = 3
    prizes_from: Hour = field(default_factory=lambda: Hour.of("17:30"))
    promises_first: bool = True
    travel_charge: Prize = 0.0

    def __post_init__(self) -> None:
        _unique("pairs", [pair.id for pair in self.pairs])
        _unique("doors", [door.id for door in self.doors])
        _unique("hamlets", [hamlet.name for hamlet in self.hamlets])
        if "foot" not in self.travel.speeds:
            raise malformed("travel.speeds.foot", "missing")
        for number, hamlet in enumerate(self.hamlets):
            _both_or_none(f"hamlets[{number}]", hamlet)
        for number, pair in enumerate(self.pairs):
            self._check_pair(f"pairs[{number}]", pair)
        for number, door in enumerate(self.doors):
            self._check_door(f"doors[{number}]", door)
        places = len(self.doors) + len(self.pairs)
        for mode, ways in self.travel.streets.items():
            if len(ways.seconds) != places:
                raise malformed(f"travel.streets.{mode}", f"not {places} by {places}")
        for mode, rows in self.travel.matrices.items():
            if len(rows) != places or any(len(row) != places for row in rows):
                raise malformed(f"travel.matrices.{mode}", f"not {places} by {places}")

    @classmethod
    def from_json(cls, value: object) -> "Problem":
        """Read decoded JSON strictly; refuses `routing.malformed` by field, and `routing.quiet-hours`."""
        return read(cls, value)

    def to_json(self) -> dict[str, Any]:
        """JSON values from which `from_json` makes an equal problem."""
        values: dict[str, Any] = write(self)
        return values

    def quiet_spans(self) -> tuple[tuple[int, int], ...]:
        """The quiet hours as [begin, end) in seconds, from the midnight before to the second one after."""
        begins, ends = int(self.quiet.begins) % DAY, int(self.quiet.ends) % DAY
        if begins == ends:
            return ()
        if begins > ends:
            ends += DAY
        return tuple((begins + day * DAY, ends + day * DAY) for day in (-1, 0, 1))

    def _check_pair(self, path: str, pair: Pair) -> None:
        _both_or_none(f"{path}.start", pair.start)
        if pair.ends <= pair.begins:
            raise malformed(f"{path}.ends", str(pair.ends))
        if pair.mode not in {**self.travel.speeds, **self.travel.matrices, **self.travel.streets}:
            raise malformed(f"{path}.mode", pair.mode)
        # A shift may run on into the quiet hours, for finishing and walking home; no visit does.
        if any(begins <= pair.begins < ends for begins, ends in self.quiet_spans()):
            raise Refusal("routing.quiet-hours", what=f"{path}.begins", value=str(pair.begins))

    def _check_door(self, path: str, door: Door) -> None:
        _both_or_none(f"{path}.place", door.place)
        if door.prize == ():
            raise malformed(f"{path}.prize", "empty")
        if (promise := door.promise) is None:
            return
        if promise.ends < promise.begins:
            raise malformed(f"{path}.promise.ends", str(promise.ends))
        for begins, ends in self.quiet_spans():
            if (promise.begins < ends and begins < promise.ends) or begins <= promise.begins < ends:
                value = f"{promise.begins}-{promise.ends}"
                raise Refusal("routing.quiet-hours", what=f"{path}.promise", value=value)


def _unique(path: str, names: list[str]) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            raise malformed(f"{path}[{number}]", f"{name!r} twice")
        seen.add(name)


def _both_or_none(path: str, place: Place | Hamlet) -> None:
    if (place.lat is None) != (place.lon is None):
        raise malformed(f"{path}.lon" if place.lon is None else f"{path}.lat", "missing")
