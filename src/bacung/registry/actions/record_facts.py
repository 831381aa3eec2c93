"""Dated facts about people and households: appended, and the shadow of the newest kept beside.

Which fact is the newest is decided by when it was true, not by when it arrived; so facts may come in any
order, and one that repeats what is known is still written, for it may later stand against an older one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bacung.core.problems import Problem
from bacung.ground import bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer, within
from bacung.ground.recording import recording
from bacung.registry.convert import SHADOWS, as_text
from bacung.registry.events import PeopleChanged
from bacung.registry.models import Fact, Household, Person

M = TypeVar("M", Person, Household)
Key = tuple[int | None, int | None, str]


@dataclass(frozen=True)
class NewFact:
    """Something true from `occurred_at` on of one person or one household; `value` as `registry.convert`
    reads.
    """

    kind: str
    value: str
    occurred_at: datetime
    source: str
    person_id: int | None = None
    household_id: int | None = None

    @property
    def key(self) -> Key:
        """What the fact is about."""
        return self.person_id, self.household_id, self.kind


@recording()
def record_facts(viewer: Viewer, facts: Sequence[NewFact]) -> None:
    """Append the facts, move the shadows that they move, and say whose. Whoever the viewer may not see does
    not exist.
    """
    facts = sorted(facts, key=lambda fact: fact.occurred_at)
    people = _seen(viewer, Person, {fact.person_id for fact in facts})
    households = _seen(viewer, Household, {fact.household_id for fact in facts})
    newest = _newest(facts)
    now = clock.now()
    rows: list[Fact] = []
    moved: list[Person | Household] = []
    for fact in facts:
        subject = people[fact.person_id] if fact.person_id else households[fact.household_id or 0]
        column, read = SHADOWS[type(subject), fact.kind]
        before = as_text(getattr(subject, column))
        rows.append(
            Fact(
                person_id=fact.person_id,
                household_id=fact.household_id,
                kind=fact.kind,
                before=before,
                value=fact.value,
                occurred_at=fact.occurred_at,
                recorded_at=now,
                source=fact.source,
            )
        )
        overtaken = fact.key in newest and newest[fact.key] > fact.occurred_at
        if not overtaken and before != fact.value:
            setattr(subject, column, read(fact.value))
            moved.append(subject)
    bulk.insert(rows)
    if moved:
        _move(moved, now)


def _seen(viewer: Viewer, model: type[M], keys: set[int | None]) -> dict[int, M]:
    rows = model._default_manager.filter(within(viewer, "commune")).in_bulk(keys - {None})
    if len(rows) < len(keys - {None}):
        raise Problem("ground.not-found")
    return rows


def _newest(facts: Sequence[NewFact]) -> dict[Key, datetime]:
    """When the newest known fact about each of these became true."""
    rows = Fact.objects.filter(
        kind__in={fact.kind for fact in facts}, person__in={fact.person_id for fact in facts}
    ) | Fact.objects.filter(
        kind__in={fact.kind for fact in facts}, household__in={fact.household_id for fact in facts}
    )
    newest: dict[Key, datetime] = {}
    for person, household, kind, at in rows.values_list("person", "household", "kind", "occurred_at"):
        key = (person, household, kind)
        newest[key] = max(at, newest.get(key, at))
    return newest


def _move(moved: Sequence[Person | Household], now: datetime) -> None:
    """Save the shadows that moved; a person who moved house belongs to the commune of the new one."""
    people = {row.pk: row for row in moved if isinstance(row, Person)}
    households = {row.pk: row for row in moved if isinstance(row, Household)}
    homes = {person.household_id for person in people.values()}
    communes = dict(Household.objects.filter(pk__in=homes).values_list("pk", "commune_id"))
    for person in people.values():
        person.commune_id = communes[person.household_id]
    bulk.update(people.values(), [*_columns(Person), "commune"])
    bulk.update(households.values(), _columns(Household))
    behind = Person.objects.filter(household__in=households).values_list("pk", flat=True)
    announce(PeopleChanged(tuple(sorted({*people, *behind})), tuple(sorted({*households, *homes})), now))


def _columns(model: type) -> list[str]:
    return [column.removesuffix("_id") for (owner, _), (column, _) in SHADOWS.items() if owner is model]
