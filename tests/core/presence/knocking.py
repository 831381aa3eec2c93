"""Visits to one household, made in a line: `knock(2, 18)` is a visit on the second of June 2023 at six."""

from datetime import datetime, timedelta
from itertools import count

from bacung.core.calendar import LOCAL
from bacung.core.merging.visits import DoorOutcome, PersonOutcome, VisitFact
from bacung.core.presence.slots import slot_of

_NUMBERS = count(1)


def june(day: int, hour: int = 18, minute: int = 0) -> datetime:
    """A moment of June 2023 in Vietnam."""
    return datetime(2023, 6, day, hour, minute, tzinfo=LOCAL)


def knock(
    day: int,
    hour: int = 18,
    minute: int = 0,
    *,
    outcome: DoorOutcome = "nobody",
    told: tuple[PersonOutcome, ...] = (),
    back: datetime | None = None,
    voids: str | None = None,
    id: str = "",
) -> VisitFact:
    """One visit, written down at once."""
    at = june(day, hour, minute)
    key = id or f"v{next(_NUMBERS)}"
    return VisitFact(key, "home", at, at + timedelta(minutes=1), outcome, told, voids, back)


def met(day: int, hour: int = 18, *told: PersonOutcome, **said: object) -> VisitFact:
    """A visit at which somebody was home."""
    return knock(day, hour, outcome="home", told=told, **said)  # type: ignore[arg-type]


def agreed(person: str = "an") -> PersonOutcome:
    """Somebody went along."""
    return PersonOutcome(person, "activated")


def said(reason: str, person: str = "an") -> PersonOutcome:
    """Somebody did not, for a reason."""
    return PersonOutcome(person, "reason", reason)


def slot(day: int, hour: int, minute: int = 0) -> int:
    """The slot of a moment of June 2023."""
    return slot_of(june(day, hour, minute))
