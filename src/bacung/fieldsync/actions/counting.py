"""Telling the room of visits what phones said, each visit by itself: what is wrong stops nothing else."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef

from bacung.core.problems import Problem
from bacung.fieldsync.convert import Telling, new_visit
from bacung.fieldsync.models import Flag
from bacung.fieldsync.queries.known import Told, households_among, known, left_out, told_by
from bacung.ground import bulk, clock
from bacung.ground.permissions import OFFICER, WALKER, Grant, Viewer
from bacung.rounds.models import Pair
from bacung.staff.models import Grant as Right
from bacung.staff.queries import holding
from bacung.visits.actions import NewVisit, take_visits
from bacung.visits.models import Event as Visit
from bacung.visits.models import PersonOutcome
from bacung.visits.queries import live_events

log = logging.getLogger(__name__)

PHONES = Viewer(user_id=None, name="phones", grants=(Grant(WALKER, ""),), address="phone")
"""Phones taken together: who told each visit stands beside it, and where they may is looked at here."""

Refusal = tuple[str, dict[str, object]]


@dataclass
class Counted:
    """What became of visits: which count now, what others wait for, and why the rest cannot be true."""

    now: set[UUID] = field(default_factory=set)
    waiting: dict[UUID, UUID] = field(default_factory=dict)
    refused: dict[UUID, Refusal] = field(default_factory=dict)


def count(tellings: Sequence[Telling]) -> Counted:
    """Record these visits, as far as they can be. Call it inside the transaction that stores the events."""
    counted = Counted()
    if not tellings:
        return counted
    found = known({key for telling in tellings for key in telling.strangers})
    told = told_by({telling.voids for telling in tellings if telling.voids})
    here = {telling.id: telling for telling in tellings}
    ready = _ready(tellings, found, told, counted)
    kits = _with_kit(ready)
    by_drive: dict[int, list[Telling]] = defaultdict(list)
    for telling in ready:
        by_drive[telling.round.drive_id].append(telling)
    for of_drive in by_drive.values():
        drive = of_drive[0].round.drive
        visits = [
            new_visit(telling, _home(telling, found, told, here), found, with_kit=telling.id in kits)
            for telling in of_drive
        ]
        refused = _take(drive, visits)
        _sort_out(of_drive, refused, counted)
    flag_double(ready, counted)
    return counted


def _home(
    telling: Telling, found: Mapping[UUID, int], told: Mapping[UUID, Told], here: Mapping[UUID, Telling]
) -> int:
    """The household a telling is about; a withdrawal need not name it. 0 is nobody's number."""
    home = telling.event.at.hh
    if home is None and telling.voids:
        if telling.voids in told:
            return told[telling.voids].household_id
        home = here[telling.voids].event.at.hh
    return found.get(home, 0) if isinstance(home, UUID) else home or 0


def _ready(
    tellings: Sequence[Telling], found: Mapping[UUID, int], told: Mapping[UUID, Told], counted: Counted
) -> list[Telling]:
    """Those that wait for nobody and withdraw nothing of others."""
    here = {telling.id: telling for telling in tellings}
    left = left_out({key for telling in tellings for key in telling.strangers if key not in found})
    homes = households_among(found.keys())
    ready = []
    for telling in tellings:
        stranger = next((key for key in telling.strangers if key not in found and key not in left), None)
        if stranger is not None:
            counted.waiting[telling.id] = stranger
        elif _is_mistaken(telling, found, homes):
            counted.refused[telling.id] = ("not-behind-this-door", {})
        elif telling.voids is None:
            ready.append(telling)
        elif (whose := _whose(telling.voids, told, here)) is None:
            counted.waiting[telling.id] = telling.voids
        elif whose == (telling.round.pk, telling.pair_number):
            ready.append(telling)
        else:
            counted.refused[telling.id] = ("not-yours", {})
    return _without_waiting(ready, counted)


def _is_mistaken(telling: Telling, found: Mapping[UUID, int], homes: Collection[UUID]) -> bool:
    """Whether it names a person for a household, or a household for a person."""
    home = telling.event.at.hh
    people = telling.strangers[1:] if isinstance(home, UUID) else telling.strangers
    return (home in found and home not in homes) or any(key in homes for key in people)


def _whose(
    visit_id: UUID, told: Mapping[UUID, Told], here: Mapping[UUID, Telling]
) -> tuple[int | None, int | None] | None:
    """The round and pair that told a visit, if it is known at all."""
    if visit_id in told:
        return told[visit_id].round_id, told[visit_id].pair_number
    telling = here.get(visit_id)
    return (telling.round.pk, telling.pair_number) if telling else None


def _without_waiting(ready: list[Telling], counted: Counted) -> list[Telling]:
    """What withdraws a visit that waits, waits for it, and so on."""
    while True:
        held = counted.waiting.keys() | counted.refused.keys()
        late = [telling for telling in ready if telling.voids in held]
        if not late:
            return ready
        counted.waiting.update({telling.id: telling.voids for telling in late if telling.voids})
        ready = [telling for telling in ready if telling.voids not in held]


def _with_kit(tellings: Iterable[Telling]) -> set[UUID]:
    """The visits that collect and were made by a pair with a kit and an officer of the commune."""
    collecting = [telling for telling in tellings if telling.collects]
    if not collecting:
        return set()
    rounds = {telling.round.pk: telling.round for telling in collecting}
    kits: dict[tuple[int, int], set[int]] = defaultdict(set)
    walking = Pair.objects.filter(round__in=rounds, has_kit=True)
    for round_id, number, member_id in walking.values_list("round", "number", "walkers"):
        kits[round_id, number].add(member_id)
    members = set().union(*kits.values())
    rights: dict[int, list[str]] = defaultdict(list)
    held = Right.objects.filter(holding(), role=OFFICER, member__in=members)
    for member_id, path in held.values_list("member", "area__path"):
        rights[member_id].append(path or "")

    def collects(telling: Telling) -> bool:
        walkers = kits.get((telling.round.pk, telling.pair_number), set())
        above = telling.round.commune.path
        return any(above.startswith(path) for member_id in walkers for path in rights[member_id])

    return {telling.id for telling in collecting if collects(telling)}


def _take(drive: object, visits: Sequence[NewVisit]) -> dict[UUID, Refusal]:
    """Record all at once; if that breaks for a reason nobody foresaw, each by itself."""
    try:
        with transaction.atomic():
            return _refusals(take_visits(PHONES, drive, visits))  # type: ignore[arg-type]
    except (OperationalError, InterfaceError):
        raise  # the database itself is in trouble: nothing is answered, and the phone asks again
    except Exception:
        log.exception("visits from phones are taken one by one")
        if len(visits) == 1:
            return {visits[0].id: ("not-taken", {})}
    refused: dict[UUID, Refusal] = {}
    for visit in visits:
        refused |= _take(drive, [visit])
    return refused


def _refusals(problems: Mapping[UUID, Problem]) -> dict[UUID, Refusal]:
    def refusal(problem: Problem) -> Refusal:
        code = problem.code.partition(".")[2]
        facts = {name: value for name, value in problem.facts.items() if name == "faults"}
        return ("not-your-door" if code == "not-found" else code, facts)

    return {key: refusal(problem) for key, problem in problems.items()}


def _sort_out(tellings: Sequence[Telling], refused: Mapping[UUID, Refusal], counted: Counted) -> None:
    """What withdraws a visit that was itself refused waits for it: somebody may take it after all."""
    for telling in tellings:
        if telling.id not in refused:
            counted.now.add(telling.id)
        elif telling.voids in refused and refused[telling.id][0] == "not-your-door":
            counted.waiting[telling.id] = telling.voids  # type: ignore[assignment]  # it is in a dict of ids
        else:
            counted.refused[telling.id] = refused[telling.id]


def flag_double(tellings: Iterable[Telling], counted: Counted) -> None:
    """Two pairs, or two walkers, told of people behind one door in one evening: both stay."""
    telling_now = {
        telling.id: telling for telling in tellings if telling.id in counted.now and _tells(telling)
    }
    doors = _doors_of(telling_now)
    flags = [
        Flag(
            round_id=round_id,
            household_id=household_id,
            kind="double-visit",
            first_id=first.pk,
            second_id=second.pk,
            raised_at=clock.now(),
        )
        for (round_id, household_id), visits in doors.items()
        for first, second in combinations(visits, 2)
        if _whose_hand(first) != _whose_hand(second)
        and not telling_now.keys().isdisjoint((first.pk, second.pk))
    ]
    bulk.insert(flags)


Door = tuple[int, int]
"""A household in an evening: the round and the household."""


def _doors_of(tellings: Mapping[UUID, Telling]) -> dict[Door, list[Visit]]:
    """What stands told of people behind the same doors in the same evenings, door by door in order; only of
    doors of which more than one hand told.
    """
    told = bulk.read(Visit, ("pk", "round", "household", "pair_number", "recorded_by_id"), pk=list(tellings))
    homes = {(round_id, household_id) for _, round_id, household_id, *_ in told}
    rows = bulk.read(
        Visit,
        ("round", "household", "pair_number", "recorded_by_id"),
        round={round_id for round_id, _ in homes},
        household={household_id for _, household_id in homes},
    )
    hands: dict[Door, set[tuple[int, int]]] = defaultdict(set)
    for round_id, household_id, *hand in rows:
        hands[round_id, household_id].add(tuple(hand))
    several = {door for door in homes if len(hands[door]) > 1}
    doors: dict[Door, list[Visit]] = defaultdict(list)
    if several:
        people = PersonOutcome.objects.filter(event=OuterRef("pk"))
        visits = Visit.objects.filter(
            Exists(people),
            round__in=[round_id for round_id, _ in several],
            household__in=[household_id for _, household_id in several],
        )
        came = {key: place for place, key in enumerate(tellings, start=1)}  # what was here before came first
        for visit in sorted(live_events(visits).order_by("recorded_at"), key=lambda row: came.get(row.pk, 0)):
            doors[visit.round_id or 0, visit.household_id].append(visit)
    return doors


def _whose_hand(visit: Visit) -> tuple[int | None, int | None]:
    return visit.pair_number, visit.recorded_by_id


def _tells(telling: Telling) -> bool:
    return bool(getattr(telling.event.said, "people", None))
