"""What a corrected book, or a word at the door, changes about people who are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bacung.core.problems import Problem
from bacung.ground import audit, bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer, within
from bacung.ground.recording import recording
from bacung.registry.actions.record_facts import NewFact, record_facts
from bacung.registry.convert import name_fields, name_runs, number_fields, phone_fields
from bacung.registry.events import PeopleChanged
from bacung.registry.models import Household, NameRun, Person

_AS_FACTS = {"born": "born", "presence": "presence", "phone_kind": "phone"}
_OF_HOUSEHOLD = ("label", "address")


@dataclass(frozen=True)
class Change:
    """New values for one person: name, sex, born, relation, citizen_number, phone, presence, phone_kind;
    and for their household: hamlet_id, label, address.
    """

    person_id: int
    fields: Mapping[str, str]


@recording()
def change_people(viewer: Viewer, changes: Sequence[Change], *, source: str) -> None:
    """Apply the changes; what counts with time (birth, presence, phone, hamlet) is written as dated facts."""
    keys = {change.person_id for change in changes}
    people = Person.objects.filter(within(viewer, "commune")).in_bulk(keys)
    if len(people) < len(keys):
        raise Problem("ground.not-found")
    facts: list[NewFact] = []
    for change in changes:
        person = people[change.person_id]
        for column, value in _columns(change.fields).items():
            setattr(person, column, value)
        facts += _facts(person, change.fields, source)
        household = {name: change.fields[name] for name in _OF_HOUSEHOLD if name in change.fields}
        if household:
            Household.objects.filter(pk=person.household_id).update(**household)
    _save(people.values())
    _rename([people[change.person_id] for change in changes if "name" in change.fields])
    audit.record("registry.change", viewer, people=len(people), source=source)
    record_facts(viewer, facts)
    announce(
        PeopleChanged(tuple(people), tuple({person.household_id for person in people.values()}), clock.now())
    )


def _columns(fields: Mapping[str, str]) -> dict[str, Any]:
    """The plain columns behind these fields."""
    columns: dict[str, Any] = {name: fields[name] for name in ("sex", "relation") if name in fields}
    if "name" in fields:
        columns |= name_fields(fields["name"])
    if "citizen_number" in fields:
        columns |= number_fields(fields["citizen_number"])
    if "phone" in fields:
        columns |= phone_fields(fields["phone"])
    return columns


def _facts(person: Person, fields: Mapping[str, str], source: str) -> list[NewFact]:
    now = clock.now()
    facts = [
        NewFact(kind, fields[name], now, source, person_id=person.pk)
        for name, kind in _AS_FACTS.items()
        if name in fields
    ]
    if fields.get("hamlet_id"):
        facts.append(
            NewFact("hamlet", str(fields["hamlet_id"]), now, source, household_id=person.household_id)
        )
    return facts


def _save(people) -> None:  # type: ignore[no-untyped-def]
    columns = [
        "name",
        "sort_key",
        "folded",
        "sex",
        "relation",
        "citizen_number",
        "citizen_number_index",
        "phone",
    ]
    bulk.update(people, [*columns, "phone_index"])


def _rename(people: Sequence[Person]) -> None:
    NameRun.objects.filter(person__in=people).delete()
    NameRun.objects.bulk_create(run for person in people for run in name_runs(person))
