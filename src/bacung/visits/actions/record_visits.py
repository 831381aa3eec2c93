"""Recording what happened at doors, one or a thousand, exactly once each."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bacung.areas.models import Area
from bacung.core.merging.visits import DoorOutcome, Outcome, faults
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.drives.queries import is_quiet
from bacung.ground import audit, bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import OFFICER, Viewer, within
from bacung.ground.recording import recording
from bacung.ground.vault import seal_text
from bacung.registry.models import Person
from bacung.registry.queries import households as households_seen
from bacung.rounds.actions import note_doors, note_walked
from bacung.rounds.models import Pair, Round
from bacung.visits.actions.learn import learn
from bacung.visits.convert import NOTE, visit_fact
from bacung.visits.events import VisitsRecorded
from bacung.visits.models import Event, Note, PersonOutcome
from bacung.visits.queries import door_states


@dataclass(frozen=True)
class NewOutcome:
    """What one visit says of one person, as `core.merging.visits.PersonOutcome` means it."""

    person_id: int
    outcome: Outcome
    reason: str = ""
    desk_slot_at: datetime | None = None
    home_visit_wanted: bool = False
    escort_wanted: bool = False
    never: bool = False


@dataclass(frozen=True)
class NewVisit:
    """One knock as told by who knocked. The `id` is made where the visit is written down, so that sending it
    twice records it once.
    """

    household_id: int
    outcome: DoorOutcome
    occurred_at: datetime
    people: tuple[NewOutcome, ...] = ()
    comes_back_at: datetime | None = None
    never: bool = False
    note: str = ""
    voids: uuid.UUID | None = None
    round_id: int | None = None
    pair_number: int | None = None
    source: str = "page"
    id: uuid.UUID = field(default_factory=uuid.uuid4)


@recording()
def record_visits(viewer: Viewer, drive: Drive, visits: Sequence[NewVisit]) -> int:
    """Write the visits that are not yet known, move doors and facts, and say so; how many were new.

    Refuses the whole lot with `visits.not-behind-this-door`, `visits.promise-in-quiet-hours`,
    `visits.kit-needs-an-officer` or `visits.impossible` if one cannot be true.
    """
    known = set(Event.objects.filter(pk__in=[visit.id for visit in visits]).values_list("pk", flat=True))
    fresh = [_in_plain(visit) for visit in {visit.id: visit for visit in visits}.values()]
    fresh = [visit for visit in fresh if visit.id not in known]
    if not fresh:
        return 0
    communes = _communes(viewer, drive, fresh)
    events, outcomes = _rows(viewer, drive, fresh, communes)
    _refuse_the_impossible(viewer, drive, events, outcomes)
    bulk.insert(events)
    bulk.insert(outcome for of_visit in outcomes for outcome in of_visit)
    Note.objects.bulk_create(
        Note(event_id=visit.id, sealed=seal_text(visit.note, NOTE)) for visit in fresh if visit.note
    )
    audit.record("visits.record", viewer, drive=drive.pk, visits=len(fresh))
    note_walked({visit.round_id for visit in fresh if visit.round_id})
    learn(viewer, fresh)
    household_ids = tuple(communes)
    note_doors(drive, door_states(drive.pk, household_ids))
    behind = Person.objects.filter(household__in=household_ids).values_list("pk", flat=True)
    announce(
        VisitsRecorded(
            drive.pk, tuple(event.pk for event in events), household_ids, tuple(behind), clock.now()
        )
    )
    return len(fresh)


def void_visit(viewer: Viewer, drive: Drive, event: Event) -> None:
    """Withdraw a visit the viewer was allowed to fetch: as if it had not been, and still on record.

    Refuses `visits.already-withdrawn`.
    """
    if event.outcome == "void" or event.voided_by.exists():
        raise Problem("visits.already-withdrawn")
    withdrawal = NewVisit(
        household_id=event.household_id, outcome="void", occurred_at=clock.now(), voids=event.pk
    )
    record_visits(viewer, drive, [withdrawal])


def _communes(viewer: Viewer, drive: Drive, visits: Sequence[NewVisit]) -> dict[int, int]:
    """The commune of each household; everything named must exist in the viewer's areas, behind the right
    door.
    """
    wanted = {visit.household_id for visit in visits}
    communes = dict(households_seen(viewer).filter(pk__in=wanted).values_list("pk", "commune_id"))
    if wanted - set(communes):
        raise Problem("ground.not-found")
    named = {outcome.person_id for visit in visits for outcome in visit.people}
    homes = dict(Person.admitted.filter(pk__in=named).values_list("pk", "household_id"))
    for visit in visits:
        if any(homes.get(outcome.person_id) != visit.household_id for outcome in visit.people):
            raise Problem("visits.not-behind-this-door", household=visit.household_id)
    _refuse_strange_rounds(drive, visits, communes)
    _refuse_withdrawals(drive, visits, communes)
    return communes


def _refuse_strange_rounds(drive: Drive, visits: Sequence[NewVisit], communes: Mapping[int, int]) -> None:
    """A visit belongs to a round of its own drive and commune, or to none."""
    walked = {(visit.round_id, communes[visit.household_id]) for visit in visits if visit.round_id}
    rounds = Round.objects.filter(pk__in={key for key, _ in walked}, drive=drive)
    if walked != walked & set(rounds.values_list("pk", "commune")):
        raise Problem("ground.not-found")


def _refuse_withdrawals(drive: Drive, visits: Sequence[NewVisit], communes: Mapping[int, int]) -> None:
    """What is withdrawn or replaced stands in this drive, at one of these doors, and is so only once."""
    voided = {visit.voids for visit in visits if visit.voids}
    there = Event.objects.filter(pk__in=voided, drive=drive, household__in=communes)
    if there.count() != len(voided):
        raise Problem("ground.not-found")
    if Event.objects.filter(voids__in=voided).exists():
        raise Problem("visits.already-withdrawn")


def _rows(
    viewer: Viewer, drive: Drive, visits: Sequence[NewVisit], communes: dict[int, int]
) -> tuple[list[Event], list[list[PersonOutcome]]]:
    now = clock.now()
    events = [
        Event(
            id=visit.id,
            drive=drive,
            household_id=visit.household_id,
            commune_id=communes[visit.household_id],
            round_id=visit.round_id,
            pair_number=visit.pair_number,
            outcome=visit.outcome,
            voids_id=visit.voids,
            comes_back_at=visit.comes_back_at,
            never=visit.never,
            source=visit.source,
            recorded_by_id=viewer.user_id,
            occurred_at=visit.occurred_at,
            recorded_at=now,
        )
        for visit in visits
    ]
    outcomes = [
        [
            PersonOutcome(
                event_id=visit.id,
                person_id=outcome.person_id,
                outcome=outcome.outcome,
                reason=outcome.reason,
                desk_slot_at=outcome.desk_slot_at,
                home_visit_wanted=outcome.home_visit_wanted,
                escort_wanted=outcome.escort_wanted,
                never=outcome.never,
            )
            for outcome in visit.people
        ]
        for visit in visits
    ]
    return events, outcomes


def _in_plain(visit: NewVisit) -> NewVisit:
    """A reason that is an outcome by another name is written as that outcome."""
    people = tuple(
        replace(told, outcome="already_active", reason="") if told.reason == "ALREADY_ACTIVE" else told
        for told in visit.people
    )
    return visit if people == visit.people else replace(visit, people=people)


def _refuse_the_impossible(
    viewer: Viewer, drive: Drive, events: Sequence[Event], outcomes: Sequence[list[PersonOutcome]]
) -> None:
    kits = set(
        Pair.objects.filter(round__in={event.round_id for event in events}, has_kit=True).values_list(
            "round_id", "number"
        )
    )
    collectors = set(
        Area.objects.filter(
            within(viewer.narrowed((OFFICER,))), pk__in={event.commune_id for event in events}
        ).values_list("pk", flat=True)
    )
    for event, of_event in zip(events, outcomes, strict=True):
        if event.comes_back_at and is_quiet(drive, clock.local(event.comes_back_at).time()):
            raise Problem("visits.promise-in-quiet-hours")
        with_kit = (event.round_id, event.pair_number) in kits and event.commune_id in collectors
        found = faults(visit_fact(event, of_event), officer_with_kit=with_kit)
        if "collected-without-kit" in found:
            raise Problem("visits.kit-needs-an-officer")
        if found:
            raise Problem("visits.impossible", household=event.household_id, faults=", ".join(found))
