"""Recording what happened at doors, one or a thousand, exactly once each."""

from collections.abc import Sequence
from uuid import UUID

from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground import audit, bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.ground.vault import seal_text
from bacung.registry.models import Person
from bacung.rounds.actions import note_doors, note_walked
from bacung.visits.actions.learn import learn
from bacung.visits.actions.new_visits import NewVisit
from bacung.visits.actions.refusals import Judged, judge
from bacung.visits.convert import NOTE
from bacung.visits.events import VisitsRecorded
from bacung.visits.models import Event, Note, PersonOutcome
from bacung.visits.queries import door_states


@recording()
def record_visits(viewer: Viewer, drive: Drive, visits: Sequence[NewVisit]) -> int:
    """Write the visits that are not yet known, move doors and facts, and say so; how many were new.

    Refuses the whole lot with `visits.not-behind-this-door`, `visits.promise-in-quiet-hours`,
    `visits.kit-needs-an-officer`, `visits.already-withdrawn` or `visits.impossible` if one cannot be true.
    """
    judged = judge(viewer, drive, visits)
    for problem in judged.refused.values():
        raise problem
    _record(viewer, drive, judged)
    return len(judged.sound)


@recording()
def take_visits(viewer: Viewer, drive: Drive, visits: Sequence[NewVisit]) -> dict[UUID, Problem]:
    """The same for visits of many tellers: those that can be true are recorded, the others come back, each
    with its refusal.
    """
    judged = judge(viewer, drive, visits)
    _record(viewer, drive, judged)
    return dict(judged.refused)


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


def _record(viewer: Viewer, drive: Drive, judged: Judged) -> None:
    visits = judged.sound
    if not visits:
        return
    bulk.insert(_event(viewer, drive, visit, judged.communes[visit.household_id]) for visit in visits)
    bulk.insert(outcome for visit in visits for outcome in _outcomes(visit))
    Note.objects.bulk_create(
        Note(event_id=visit.id, sealed=seal_text(visit.note, NOTE)) for visit in visits if visit.note
    )
    audit.record("visits.record", viewer, drive=drive.pk, visits=len(visits))
    note_walked({visit.round_id for visit in visits if visit.round_id})
    learn(viewer, visits)
    household_ids = tuple(judged.communes)
    note_doors(drive, door_states(drive.pk, household_ids))
    behind = Person.objects.filter(household__in=household_ids).values_list("pk", flat=True)
    announce(
        VisitsRecorded(
            drive.pk,
            tuple(visit.id for visit in visits),
            household_ids,
            tuple(behind),
            clock.now(),
            tuple(visit.id for visit in visits if visit.source != "phone"),
        )
    )


def _event(viewer: Viewer, drive: Drive, visit: NewVisit, commune_id: int) -> Event:
    return Event(
        id=visit.id,
        drive=drive,
        household_id=visit.household_id,
        commune_id=commune_id,
        round_id=visit.round_id,
        pair_number=visit.pair_number,
        outcome=visit.outcome,
        voids_id=visit.voids,
        comes_back_at=visit.comes_back_at,
        never=visit.never,
        source=visit.source,
        recorded_by_id=visit.recorded_by_id or viewer.user_id,
        occurred_at=visit.occurred_at,
        recorded_at=clock.now(),
    )


def _outcomes(visit: NewVisit) -> list[PersonOutcome]:
    return [
        PersonOutcome(
            event_id=visit.id,
            person_id=told.person_id,
            outcome=told.outcome,
            reason=told.reason,
            desk_slot_at=told.desk_slot_at,
            home_visit_wanted=told.home_visit_wanted,
            escort_wanted=told.escort_wanted,
            never=told.never,
        )
        for told in visit.people
    ]
