"""Between rows of events and the facts `core.merging` adds up."""

from collections import defaultdict
from collections.abc import Iterable

from bacung.core.merging.visits import PersonOutcome as Told
from bacung.core.merging.visits import VisitFact
from bacung.visits.models import Event, PersonOutcome

NOTE = "visits.note"
"""What a note is sealed for."""


def told(outcome: PersonOutcome) -> Told:
    """What one row says of one person."""
    return Told(
        person=str(outcome.person_id),
        outcome=outcome.outcome,  # type: ignore[arg-type]  # the choices are core's own
        reason=outcome.reason or None,
        desk_slot=outcome.desk_slot_at,
        home_visit_wanted=outcome.home_visit_wanted,
        escort_wanted=outcome.escort_wanted,
        never=outcome.never,
    )


def visit_fact(event: Event, outcomes: Iterable[PersonOutcome]) -> VisitFact:
    """One event with what it says of people."""
    return VisitFact(
        id=str(event.pk),
        household=str(event.household_id),
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        outcome=event.outcome,  # type: ignore[arg-type]  # the choices are core's own
        person_outcomes=tuple(told(outcome) for outcome in outcomes),
        voids=str(event.voids_id) if event.voids_id else None,
        comes_back_at=event.comes_back_at,
        never=event.never,
    )


def facts_by_household(
    events: Iterable[Event], outcomes: Iterable[PersonOutcome]
) -> dict[int, list[VisitFact]]:
    """The facts of each household, ready to be reduced."""
    of_event: dict[object, list[PersonOutcome]] = defaultdict(list)
    for outcome in outcomes:
        of_event[outcome.event_id].append(outcome)
    facts: dict[int, list[VisitFact]] = defaultdict(list)
    for event in events:
        facts[event.household_id].append(visit_fact(event, of_event[event.pk]))
    return facts
