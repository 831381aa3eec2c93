"""Recording what happened at doors, one or a thousand, exactly once each."""

from collections.abc import Sequence
from datetime import datetime
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
from bacung.visits.actions.new_visits import NewOutcome, NewVisit
from bacung.visits.actions.refusals import Judged, judge
from bacung.visits.convert import NOTE, OUTCOME
from bacung.visits.events import VisitsRecorded
from bacung.visits.models import Event, Note, PersonOutcome
from bacung.visits.queries import door_states, forget_doors, histories


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
    now, homes = clock.now(), tuple(judged.communes)
    bulk.insert_rows(
        Event,
        _EVENT,
        [_event(viewer, drive.pk, visit, judged.communes[visit.household_id], now) for visit in visits],
    )
    bulk.insert_rows(
        PersonOutcome, OUTCOME, [_outcome(visit, told) for visit in visits for told in visit.people]
    )
    bulk.insert_rows(
        Note,
        ("event", "sealed"),
        [(visit.id, seal_text(visit.note, NOTE)) for visit in visits if visit.note],
    )
    audit.record("visits.record", viewer, drive=drive.pk, visits=len(visits))
    note_walked({visit.round_id for visit in visits if visit.round_id})
    learn(viewer, visits)
    forget_doors(drive.pk, homes)
    note_doors(drive, door_states(drive.pk, homes), histories(drive.pk, homes))
    behind = tuple(key for (key,) in bulk.read(Person, ("pk",), household=homes))
    told = tuple(visit.id for visit in visits)
    at_office = tuple(visit.id for visit in visits if visit.source != "phone")
    announce(VisitsRecorded(drive.pk, told, homes, behind, now, office_ids=at_office))


_EVENT = (
    "id",
    "drive",
    "household",
    "commune",
    "round",
    "pair_number",
    "outcome",
    "voids",
    "comes_back_at",
    "never",
    "source",
    "recorded_by_id",
    "occurred_at",
    "recorded_at",
)


def _event(
    viewer: Viewer, drive_id: int, visit: NewVisit, commune_id: int, now: datetime
) -> tuple[object, ...]:
    return (
        visit.id,
        drive_id,
        visit.household_id,
        commune_id,
        visit.round_id,
        visit.pair_number,
        visit.outcome,
        visit.voids,
        visit.comes_back_at,
        visit.never,
        visit.source,
        visit.recorded_by_id or viewer.user_id,
        visit.occurred_at,
        now,
    )


def _outcome(visit: NewVisit, told: NewOutcome) -> tuple[object, ...]:
    return (
        visit.id,
        told.person_id,
        told.outcome,
        told.reason,
        told.desk_slot_at,
        told.home_visit_wanted,
        told.escort_wanted,
        told.never,
    )
