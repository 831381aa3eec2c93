"""Households and people met who are on no list: asked of intake as they come, known once that is settled.

Whatever names them waits till then, and counts in the same transaction in which they come onto the list.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from bacung.core.syncing.events import plain
from bacung.core.syncing.payloads import HouseholdCreated, PersonCreated, PersonFound
from bacung.fieldsync.actions.counting import PHONES
from bacung.fieldsync.actions.echoing import echo
from bacung.fieldsync.actions.waiting import settle
from bacung.fieldsync.convert import Telling
from bacung.fieldsync.models import Found
from bacung.fieldsync.queries.known import known
from bacung.ground import bulk, clock
from bacung.ground.figures import day
from bacung.ground.recording import recording
from bacung.intake.actions import MetDoor, MetPerson, ask_of_found
from bacung.intake.models import StagedRow
from bacung.registry.models import Household
from bacung.rounds.models import Round

KINDS = ("hh.created", "person.created")
LANGUAGE = "vi"  # of what is named for good
LONGEST_NAME = 80


@dataclass
class _Met:
    """A door of one lot of events, with those met behind it under the ids their phone gave them."""

    event_id: UUID
    household: UUID | None = None
    household_id: int | None = None
    created: HouseholdCreated | None = None
    people: dict[UUID, tuple[UUID, PersonFound]] = field(default_factory=dict)  # found → event, who


@recording()
def take_found(tellings: Sequence[Telling]) -> None:
    """Ask intake about everybody in these events (`KINDS`, stored already) whom no event named before."""
    by_round: dict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_round[telling.round.pk].append(telling)
    for of_round in by_round.values():
        _ask(of_round[0].round, of_round)


def _ask(round_: Round, tellings: Sequence[Telling]) -> None:
    met = _met(tellings)
    named = {key for door in met for key in (door.household, *door.people) if key}
    here = {found.pk: found for found in Found.objects.filter(pk__in=named)}
    fresh = _fresh(met, here)
    if not fresh:
        return
    homes = _homes(round_, fresh, here)
    doors = [_door(door, here, homes) for door in fresh]
    with override(LANGUAGE):
        name = _("Met at doors on %(day)s") % {"day": day(round_.on)}
    staged = ask_of_found(
        PHONES,
        drive=round_.drive,
        commune=round_.commune,
        doors=doors,
        source=f"round {round_.pk}",
        name=name,
    )
    bulk.insert(
        row
        for door, row_ids in zip(fresh, staged, strict=True)
        for row in _founds(door, row_ids)
        if row.pk not in here
    )


def _fresh(met: Iterable[_Met], here: Mapping[UUID, Found]) -> list[_Met]:
    """The doors with something new about them. Each id means one household or person: who bore it first."""
    homes, taken = {key for key, found in here.items() if found.is_household}, set(here)
    fresh = []
    for door in met:
        if door.household in taken - homes:
            door.household = None
        is_new = door.household is not None and door.household not in homes
        taken |= {door.household} if door.household else set()
        door.people = {key: who for key, who in door.people.items() if key not in taken}
        taken |= door.people.keys()
        if is_new or door.people:
            fresh.append(door)
    return fresh


def _met(tellings: Iterable[Telling]) -> list[_Met]:
    """The doors these events tell of; what was told of one door, in however many events, is together."""
    doors: dict[object, _Met] = {}
    for telling in tellings:
        said, home = telling.event.said, telling.event.at.hh
        if isinstance(said, HouseholdCreated):
            door = doors.setdefault(said.found, _Met(telling.id, household=said.found))
            door.created = door.created or said
        elif isinstance(said, PersonCreated) and isinstance(home, UUID):
            door = doors.setdefault(home, _Met(telling.id, household=home))
        elif isinstance(said, PersonCreated) and not isinstance(home, UUID):
            door = doors.setdefault(home or telling.id, _Met(telling.id, household_id=home))
        else:
            continue
        for who in said.people:
            door.people.setdefault(who.found, (telling.id, who))
    return list(doors.values())


def _homes(round_: Round, doors: Iterable[_Met], here: Mapping[UUID, Found]) -> set[int]:
    """Those of the households named that are on the list of the round's commune."""
    said = [*(door.household_id for door in doors), *(found.household_id for found in here.values())]
    rows = Household.admitted.filter(pk__in=[key for key in said if key], commune=round_.commune_id)
    return set(rows.values_list("pk", flat=True))


def _door(door: _Met, here: Mapping[UUID, Found], homes: Collection[int]) -> MetDoor:
    earlier = here.get(door.household) if door.household else None
    created = door.created
    home = earlier.household_id if earlier else door.household_id
    return MetDoor(
        people=tuple(_person(who) for _, who in door.people.values()),
        household_id=home if home in homes else None,
        beside=earlier.row_id if earlier else None,
        hamlet_id=created.hamlet if created else None,
        address=plain(created.address, 160) if created else "",
        head=plain(created.head, LONGEST_NAME) if created else "",
    )


def _person(who: PersonFound) -> MetPerson:
    return MetPerson(
        name=plain(who.name, LONGEST_NAME),
        sex=who.sex or "",
        born=who.born or "",
        relation=plain(who.relation or "", 40),
        phone=plain(who.phone or "", 30),
        note=plain(who.note or "", 500),
    )


def _founds(door: _Met, row_ids: Sequence[int]) -> Iterable[Found]:
    if door.household:
        yield Found(id=door.household, event_id=door.event_id, is_household=True, row_id=row_ids[0])
    for (key, (event_id, _who)), row_id in zip(door.people.items(), row_ids, strict=False):
        yield Found(id=key, event_id=event_id, is_household=False, row_id=row_id)


@recording()
def note_settled(row_ids: Collection[int]) -> None:
    """Intake has its answers about these rows: what waited for them counts now, and the phones are told.

    Somebody left out has no number: nothing is told of them, and what else was told at their door counts.
    """
    settled = [*_people(row_ids), *_households(row_ids)]
    bulk.update(settled, ("household", "person", "settled_at"))
    events = {found.event_id for found in settled}
    open_ = set(Found.objects.filter(event__in=events, settled_at=None).values_list("event", flat=True))
    round_of = dict(Found.objects.filter(event__in=events).values_list("event", "event__round"))
    for found in settled:
        if found.is_household and found.household_id:
            into = {"from": str(found.pk), "into": found.household_id}
            echo("hh.merged", round_of[found.event_id], found.event_id, found.household_id, into)
    numbered = known(set(_ids_of(events - open_)))
    of_event = dict(Found.objects.filter(pk__in=numbered).values_list("event", "event__household_id"))
    for event_id in sorted(of_event):
        echo("counted", round_of[event_id], event_id, of_event[event_id])
    settle({found.pk for found in settled})


def _ids_of(event_ids: Collection[UUID]) -> Iterable[UUID]:
    return Found.objects.filter(event__in=event_ids).values_list("pk", flat=True)


def _people(row_ids: Collection[int]) -> list[Found]:
    asked = Found.objects.filter(row__in=row_ids, is_household=False, settled_at=None).select_related("row")
    people = list(asked)
    for found in people:
        found.person_id = found.row.person_id if found.row else None
        found.settled_at = clock.now()
    return people


def _households(row_ids: Collection[int]) -> list[Found]:
    """The households found that are known now: where the first of their people who was named lives."""
    groups = set(StagedRow.objects.filter(pk__in=row_ids).values_list("batch", "household"))
    rows = Q(pk__in=[])
    for batch, number in groups:
        rows |= Q(batch=batch, household=number)
    homes: dict[tuple[int, int], int | None] = {}
    open_: set[tuple[int, int]] = set()
    told = StagedRow.objects.filter(rows).order_by("-position")
    for batch, number, verdict, home in told.values_list(
        "batch", "household", "verdict", "person__household"
    ):
        homes[batch, number] = home or homes.get((batch, number))
        if verdict == "question":
            open_.add((batch, number))
    asked = Found.objects.filter(is_household=True, household=None, row__in=StagedRow.objects.filter(rows))
    settled = []
    for found in asked.select_related("row"):
        assert found.row is not None
        key = (found.row.batch_id, found.row.household)
        found.household_id = homes[key]
        if found.household_id or key not in open_:
            found.settled_at = found.settled_at or clock.now()
            settled.append(found)
    return settled
