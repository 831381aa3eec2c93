"""Between rows of events and the facts `core.merging` adds up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bacung.core.merging.visits import PersonOutcome, VisitFact

NOTE = "visits.note"
"""What a note is sealed for."""

EVENT = (
    "pk",
    "household",
    "occurred_at",
    "recorded_at",
    "outcome",
    "voids",
    "comes_back_at",
    "never",
)
"""The columns of an event that a fact is made of; `RECORDED_AT` is the place of one."""
RECORDED_AT = EVENT.index("recorded_at")

OUTCOME = (
    "event",
    "person",
    "outcome",
    "reason",
    "desk_slot_at",
    "home_visit_wanted",
    "escort_wanted",
    "never",
)
"""The columns of a person's outcome that it is told by."""

Row = tuple[Any, ...]


def facts_by_household(events: Iterable[Row], outcomes: Iterable[Row]) -> dict[int, list[VisitFact]]:
    """The facts of each household, ready to be reduced, from rows of `EVENT` and of `OUTCOME`."""
    of_event: dict[str, list[PersonOutcome]] = defaultdict(list)
    for event, person, outcome, reason, slot, home_visit, escort, never in outcomes:
        of_event[event].append(
            PersonOutcome(str(person), outcome, reason or None, slot, None, home_visit, escort, never)
        )
    facts: dict[int, list[VisitFact]] = defaultdict(list)
    for event in events:
        facts[event[1]].append(_fact(event, of_event))
    return facts


def _fact(event: Row, of_event: Mapping[str, list[PersonOutcome]]) -> VisitFact:
    key, household, occurred_at, recorded_at, outcome, voids, comes_back_at, never = event
    told = tuple(of_event.get(key, ()))
    return VisitFact(
        key, str(household), occurred_at, recorded_at, outcome, told, voids, comes_back_at, never
    )
