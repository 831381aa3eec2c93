"""How far each account is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from bacung.core.lifecycle.account import Account as Added
from bacung.core.lifecycle.account import reduce
from bacung.core.lifecycle.entries import Entry as Said
from bacung.core.lifecycle.rules import RULES, Rules, rules_of
from bacung.drives.models import DriveArea
from bacung.drives.queries import working_calendar
from bacung.ground import bulk
from bacung.ground.permissions import Viewer, within
from bacung.ledger.convert import ENTRY, SHADOW, added, said
from bacung.ledger.models import Account, Entry, Question

Row = tuple[Any, ...]


def accounts(viewer: Viewer) -> QuerySet[Account]:
    """The accounts this viewer may see."""
    return Account.objects.filter(within(viewer, "commune"))


def entries(viewer: Viewer) -> QuerySet[Entry]:
    """The ledger lines this viewer may see, newest first."""
    return Entry.objects.filter(within(viewer, "commune")).order_by("-recorded_at", "-occurred_at")


def open_questions(viewer: Viewer) -> QuerySet[Question]:
    """What somebody still has to ask."""
    return Question.objects.filter(within(viewer, "commune"), answered_at=None).order_by("asked_at")


def rules_for(communes: Collection[int]) -> dict[int, Rules]:
    """The dated rules of the drive that covers each commune, or the newest rules where there is none."""
    places = DriveArea.objects.filter(commune__in=communes).order_by("drive__starts_on", "-drive__code")
    named = {commune: rules_of(name) for commune, name in places.values_list("commune", "drive__rules")}
    newest = list(RULES.values())[-1]
    return {commune: named.get(commune, newest) for commune in communes}


def entries_of(person_ids: Collection[int]) -> list[Row]:
    """The ledger lines of these people, as rows of `convert.ENTRY`."""
    return bulk.read(Entry, ENTRY, person=person_ids)


def said_of(person_ids: Collection[int]) -> dict[int, list[Said]]:
    """Everything said of each person's account."""
    return by_person(entries_of(person_ids))


def by_person(rows: Iterable[Row]) -> dict[int, list[Said]]:
    """What rows of `convert.ENTRY` say of each person's account."""
    found: dict[int, list[Said]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(said(row))
    return found


def accounts_of(person_ids: Collection[int]) -> dict[int, Added]:
    """The account of each of these people who has one, from its shadow."""
    rows = bulk.read(Account, ("person", *SHADOW), person=person_ids)
    return {row[0]: added(row[1:]) for row in rows}


def add_up(said: Mapping[int, Sequence[Said]], communes: Mapping[int, int]) -> dict[int, Added]:
    """The account of each person of whom something is said; `communes` says where each lives."""
    calendar = working_calendar()
    rules = rules_for(set(communes.values()))
    return {person: reduce(entries, rules[communes[person]], calendar) for person, entries in said.items()}
