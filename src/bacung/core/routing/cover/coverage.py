"""The answer: which doors make an evening, who walks it when, which turf they are of, and what is left."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bacung.core.routing.plan import LeftOut, Why
from bacung.core.routing.wire import read, write


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningRoute:
    """The doors of one evening in walking order; `evening` and `pair` are null where there are none left.

    `home` is the expected share of its persons whose people are in on that evening, null where not known.
    `late` counts doors whose first knock falls after the date set for it.
    """

    id: str
    doors: tuple[str, ...]
    service_minutes: float
    travel_minutes: float
    evening: date | None = None
    pair: str | None = None
    turf: str = ""
    home: float | None = None
    late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turf:
    """An area of neighbouring doors that one pair, `pair`, goes to most; `metres` is its diameter."""

    id: str
    doors: tuple[str, ...]
    service_minutes: float
    metres: float
    pair: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the coverage needs, in evenings of one pair, and the bounds no coverage can be below.

    `evenings_by_service` is all service divided by the evening; `evenings_by_travel` counts too that the
    farthest door of a route has to be reached and left again (with `returns`): each door takes its service's
    share of an evening shortened by its own way out and back.
    """

    routes: int
    doors: int
    service_minutes: float
    travel_minutes: float
    evenings_by_service: float
    evenings_by_travel: float
    turf_minutes_deviation: float
    turf_metres_95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A plan for the whole commune. Reasons of doors left out: rests, out-of-reach, no-pair, no-evening,
    no-evening-left (their route got none). Notes: straight-line, by-hamlet-and-number, by-matrix, by-streets,
    first-knocks-late, evenings-short.

    `work` repeats the search: `cover(problem, work=answer.work, seed=answer.seed)`.
    """

    seed: int
    routes: tuple[EveningRoute, ...]
    turfs: tuple[Turf, ...]
    left_out: LeftOut
    sums: Sums
    notes: tuple[Why, ...] = ()
    work: tuple[tuple[int, ...], ...] = ()

    @classmethod
    def from_json(cls, value: object) -> "Coverage":
        """Read what `to_json` wrote."""
        return read(cls, value)

    def to_json(self) -> dict[str, Any]:
        """JSON values, dates as 2026-03-04."""
        values: dict[str, Any] = write(self)
        return values
