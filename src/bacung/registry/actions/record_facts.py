"""Dated facts about people and households: appended, and the shadow of the newest kept beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bacung.ground import clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.registry.convert import SHADOWS, as_text
from bacung.registry.events import PeopleChanged
from bacung.registry.models import Fact, Household, Person


@dataclass(frozen=True)
class NewFact:
    """Something true from `occurred_at` on of one person or one household; `value` as `registry.convert` reads it."""

    kind: str
    value: str
    occurred_at: datetime
    source: str
    person_id: int | None = None
    household_id: int | None = None


@transaction.atomic
def record_facts(viewer: Viewer, facts: Sequence[NewFact]) -> None:
    """Append the facts and move the shadows. One that changes nothing is not written."""
    people = _locked(Person, {fact.person_id for fact in facts if fact.person_id})
    households = _locked(Household, {fact.household_id for fact in facts if fact.household_id})
    now = clock.now()
    rows = []
    for fact in facts:
        subject = people[fact.person_id] if fact.person_id else households[fact.household_id or 0]
        column, read = SHADOWS[type(subject), fact.kind]
        before = as_text(getattr(subject, column))
        if before == fact.value:
            continue
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
        if not _overtaken(fact):
            setattr(subject, column, read(fact.value))
    if not rows:
        return
    Fact.objects.bulk_create(rows)
    _follow_households(people.values())
    touched_people = {row.person_id for row in rows if row.person_id}
    touched_households = {row.household_id for row in rows if row.household_id}
    _save(Person, [people[key] for key in touched_people])
    _save(Household, [households[key] for key in touched_households])
    behind = Person.objects.filter(household__in=touched_households).values_list("pk", flat=True)
    announce(
        PeopleChanged(
            person_ids=tuple(sorted(touched_people | set(behind))),
            household_ids=tuple(
                sorted(touched_households | {people[key].household_id for key in touched_people})
            ),
            at=now,
        )
    )


def _locked(model: type, keys: set[int]) -> dict:  # type: ignore[type-arg]
    return {row.pk: row for row in model.objects.select_for_update().filter(pk__in=keys).order_by("pk")}  # type: ignore[attr-defined]


def _overtaken(fact: NewFact) -> bool:
    """Whether something that happened later is already known."""
    return Fact.objects.filter(
        person_id=fact.person_id,
        household_id=fact.household_id,
        kind=fact.kind,
        occurred_at__gt=fact.occurred_at,
    ).exists()


def _follow_households(people) -> None:  # type: ignore[no-untyped-def]
    """A person who moved belongs to the commune of the new household."""
    moved = {person.household_id for person in people}
    communes = dict(Household.objects.filter(pk__in=moved).values_list("pk", "commune_id"))
    for person in people:
        person.commune_id = communes[person.household_id]


def _save(model: type, rows: list) -> None:  # type: ignore[type-arg]
    columns = sorted(
        {column.removesuffix("_id") for (owner, _), (column, _) in SHADOWS.items() if owner is model}
    )
    if model is Person:
        columns.append("commune")
    if rows:
        model.objects.bulk_update(rows, columns, batch_size=100)  # type: ignore[attr-defined]
