"""Which of many visits cannot be true, and why: by a fixed number of queries, however many visits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from bacung.areas.queries import inside
from bacung.core.merging.visits import PersonOutcome, VisitFact, faults
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.drives.queries import is_quiet
from bacung.ground import bulk, clock
from bacung.ground.permissions import OFFICER, Viewer
from bacung.registry.queries import communes_of, homes_of
from bacung.rounds.models import Pair, Round
from bacung.visits.actions.new_visits import NewOutcome, NewVisit
from bacung.visits.models import Event


@dataclass(frozen=True, slots=True)
class Judged:
    """Visits held against what is known.

    sound: those that are new and may be recorded, in plain words; refused: why the others may not;
    communes: of every household named by a sound visit.
    """

    sound: tuple[NewVisit, ...]
    refused: Mapping[UUID, Problem]
    communes: Mapping[int, int]


def refusals(viewer: Viewer, drive: Drive, visits: Sequence[NewVisit]) -> dict[UUID, Problem]:
    """Why these of the visits would be refused; those already recorded are not. Nothing is recorded."""
    return dict(judge(viewer, drive, visits).refused)


def judge(viewer: Viewer, drive: Drive, visits: Sequence[NewVisit]) -> Judged:
    """Each visit once, without those already recorded, held against the viewer's areas and the drive.

    A visit may withdraw or replace another of the same lot, whichever comes first.
    """
    by_id = {visit.id: visit for visit in visits}
    named = by_id.keys() | {visit.voids for visit in visits if visit.voids}
    told = {
        UUID(key): (drive_id, household, outcome)
        for key, drive_id, household, outcome in bulk.read(
            Event, ("pk", "drive", "household", "outcome"), pk=named
        )
    }
    fresh = [_in_plain(visit) for key, visit in by_id.items() if key not in told]
    communes = communes_of(viewer, {visit.household_id for visit in fresh})
    refused = dict(_impossible(viewer, drive, fresh, communes))
    standing = {
        key: household
        for key, (drive_id, household, outcome) in told.items()
        if drive_id == drive.pk and outcome != "void"
    }
    refused |= _wrongly_withdrawn([visit for visit in fresh if visit.id not in refused], standing)
    sound = tuple(visit for visit in fresh if visit.id not in refused)
    here = {visit.household_id for visit in sound}
    return Judged(sound, refused, {key: commune for key, commune in communes.items() if key in here})


def _in_plain(visit: NewVisit) -> NewVisit:
    """A reason that is an outcome by another name is written as that outcome."""
    if not any(told.reason == "ALREADY_ACTIVE" for told in visit.people):
        return visit
    people = tuple(
        replace(told, outcome="already_active", reason="") if told.reason == "ALREADY_ACTIVE" else told
        for told in visit.people
    )
    return replace(visit, people=people)


def _impossible(
    viewer: Viewer, drive: Drive, visits: Sequence[NewVisit], communes: Mapping[int, int]
) -> Iterator[tuple[UUID, Problem]]:
    """The visits that are wrong by themselves, each with the first thing that is wrong about it."""
    homes = homes_of({told.person_id for visit in visits for told in visit.people})
    walked = {visit.round_id for visit in visits if visit.round_id}
    rounds = dict(bulk.read(Round, ("pk", "commune"), pk=walked, drive=drive.pk))
    kits = _with_kit(viewer, visits, communes)
    for visit in visits:
        commune = communes.get(visit.household_id)
        problem = None
        if commune is None or (visit.round_id and rounds.get(visit.round_id) != commune):
            problem = Problem("ground.not-found")
        elif any(homes.get(told.person_id) != visit.household_id for told in visit.people):
            problem = Problem("visits.not-behind-this-door", household=visit.household_id)
        elif visit.comes_back_at and is_quiet(drive, clock.local(visit.comes_back_at).time()):
            problem = Problem("visits.promise-in-quiet-hours")
        elif found := faults(_fact(visit), officer_with_kit=visit.id in kits):
            problem = _of_faults(visit, found)
        if problem:
            yield visit.id, problem


def _of_faults(visit: NewVisit, found: tuple[str, ...]) -> Problem:
    if "collected-without-kit" in found:
        return Problem("visits.kit-needs-an-officer")
    return Problem("visits.impossible", household=visit.household_id, faults=", ".join(found))


def _with_kit(viewer: Viewer, visits: Sequence[NewVisit], communes: Mapping[int, int]) -> set[UUID]:
    """The visits that say somebody was collected, and were made by an officer with a kit."""
    collecting = [visit for visit in visits if any(told.outcome == "collected" for told in visit.people)]
    with_kit = {visit.id for visit in collecting if visit.with_kit}
    unsaid = [visit for visit in collecting if visit.with_kit is None and visit.household_id in communes]
    if unsaid:
        pairs = Pair.objects.filter(round__in={visit.round_id for visit in unsaid}, has_kit=True)
        kits = set(pairs.values_list("round_id", "number"))
        collected_in = inside(viewer.narrowed((OFFICER,)), set(communes.values()))
        with_kit |= {
            visit.id
            for visit in unsaid
            if (visit.round_id, visit.pair_number) in kits and communes[visit.household_id] in collected_in
        }
    return with_kit


def _wrongly_withdrawn(visits: Sequence[NewVisit], standing: dict[UUID, int]) -> dict[UUID, Problem]:
    """What is withdrawn or replaced stands in this drive, at the same door, and is so only once.

    `standing`: the household of each visit that was told before and says something of a door.
    """
    waiting = [visit for visit in visits if visit.voids]
    if not waiting:
        return {}
    voided = bulk.read(Event, ("voids",), voids=[visit.voids for visit in waiting])
    gone: set[UUID | None] = {UUID(key) for (key,) in voided}
    standing = standing | {visit.id: visit.household_id for visit in visits if not visit.voids}
    refused: dict[UUID, Problem] = {}
    while ready := [visit for visit in waiting if visit.voids in standing]:
        waiting = [visit for visit in waiting if visit.voids not in standing]
        for visit in ready:
            if standing[visit.voids] != visit.household_id:  # type: ignore[index]  # they are ready
                refused[visit.id] = Problem("ground.not-found")
            elif visit.voids in gone:
                refused[visit.id] = Problem("visits.already-withdrawn")
            else:
                gone.add(visit.voids)
                if visit.outcome != "void":
                    standing[visit.id] = visit.household_id
    return refused | {visit.id: Problem("ground.not-found") for visit in waiting}


def _fact(visit: NewVisit) -> VisitFact:
    """The visit as it will have been told, for the core to find fault with."""
    return VisitFact(
        id=str(visit.id),
        household=str(visit.household_id),
        occurred_at=visit.occurred_at,
        recorded_at=clock.now(),
        outcome=visit.outcome,
        person_outcomes=tuple(_told(told) for told in visit.people),
        voids=str(visit.voids) if visit.voids else None,
        comes_back_at=visit.comes_back_at,
        never=visit.never,
    )


def _told(told: NewOutcome) -> PersonOutcome:
    return PersonOutcome(
        person=str(told.person_id),
        outcome=told.outcome,
        reason=told.reason or None,
        desk_slot=told.desk_slot_at,
        home_visit_wanted=told.home_visit_wanted,
        escort_wanted=told.escort_wanted,
        never=told.never,
    )
