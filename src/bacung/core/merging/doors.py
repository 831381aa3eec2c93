"""Adding the visits to one door up to what it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bacung.core.calendar import local_day
from bacung.core.facts import live
from bacung.core.merging.people import UNMET, PersonState, after_visit, behind_door
from bacung.core.merging.visits import DoorOutcome, PersonOutcome, VisitFact


@dataclass(frozen=True, slots=True)
class DoorState:
    """What is known of a door from visits.

    knocks: distinct visits not withdrawn, whatever came of them.
    promise: when the pair promised to return, while that promise is open: the last one given, and within one
    visit the earliest; a later visit on the promised day or after keeps it.
    never: the household wants no more knocking, until the visit that said so is withdrawn.
    per_person: state of each person a visit has named; others: of those behind the door whom none has.
    """

    knocks: int = 0
    first_knock_at: datetime | None = None
    last_at: datetime | None = None
    last_outcome: DoorOutcome | None = None
    promise: datetime | None = None
    never: bool = False
    per_person: dict[str, PersonState] = field(default_factory=dict)
    others: PersonState | None = None

    def person(self, person: str) -> PersonState | None:
        """What is known of somebody behind this door, named by a visit or not; None is nothing."""
        return self.per_person.get(person, self.others)


UNKNOWN_DOOR = DoorState()


def reduce_visits(facts: Iterable[VisitFact]) -> DoorState:
    """The state of one door that a set of visits adds up to: any order, any repetition, the same state."""
    visits = live(facts)
    if not visits:
        return UNKNOWN_DOOR
    promise: datetime | None = None
    people: dict[str, PersonState] = {}
    others: PersonState | None = None
    for visit in visits:
        promise = promise_after(promise, visit)
        others = behind_door(others, visit.outcome, visit.occurred_at)
        told: dict[str, list[PersonOutcome]] = {}
        for one in visit.person_outcomes:
            told.setdefault(one.person, []).append(one)
        for person, outcomes in told.items():
            people[person] = after_visit(people.get(person, UNMET), outcomes, visit.occurred_at)
    return DoorState(
        knocks=len(visits),
        first_knock_at=visits[0].occurred_at,
        last_at=visits[-1].occurred_at,
        last_outcome=visits[-1].outcome,
        promise=promise,
        never=any(visit.never for visit in visits),
        per_person=people,
        others=others,
    )


def promise_after(open_promise: datetime | None, visit: VisitFact) -> datetime | None:
    """When the pair has promised to return, after a visit that found this promise open."""
    given = [one.comes_back_at for one in visit.person_outcomes if one.comes_back_at]
    if visit.comes_back_at:
        given.append(visit.comes_back_at)
    if given:
        return min(given)
    if open_promise and local_day(visit.occurred_at) >= local_day(open_promise):
        return None
    return open_promise
