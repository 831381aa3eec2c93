"""Dated facts about people and households: appended, and the shadow of the newest kept beside.

Which fact is the newest is decided by when it was true, not by when it arrived; so facts may come in any
order, and one that repeats what is known is still written, for it may later stand against an older one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from bacung.areas.queries import inside
from bacung.core.problems import Problem
from bacung.ground import bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.registry.convert import SHADOWS, as_text
from bacung.registry.events import PeopleChanged
from bacung.registry.models import Fact, Household, Person

Key = tuple[int | None, int | None, str]
Shadow = dict[str, Any]


@dataclass(frozen=True, slots=True)
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
    people = _seen(viewer, Person, {fact.person_id for fact in facts if fact.person_id})
    households = _seen(viewer, Household, {fact.household_id for fact in facts if fact.household_id})
    newest = _newest(facts)
    now = clock.now()
    rows: list[tuple[Any, ...]] = []
    moved: dict[type, dict[int, Shadow]] = {Person: {}, Household: {}}
    for fact in facts:
        model, key = (Person, fact.person_id) if fact.person_id else (Household, fact.household_id or 0)
        shadow = people[key] if model is Person else households[key]
        column, read = SHADOWS[model, fact.kind]
        before = as_text(shadow[column])
        rows.append(
            (*fact.key, before, fact.value, fact.occurred_at, now, fact.source),
        )
        overtaken = fact.key in newest and newest[fact.key] > fact.occurred_at
        if not overtaken and before != fact.value:
            shadow[column] = read(fact.value)
            moved[model][key] = shadow
    columns = ("person", "household", "kind", "before", "value", "occurred_at", "recorded_at", "source")
    bulk.insert_rows(Fact, columns, rows)
    if moved[Person] or moved[Household]:
        _move(moved[Person], moved[Household], now)


def _seen(viewer: Viewer, model: type[Person | Household], keys: set[int]) -> dict[int, Shadow]:
    """The shadow columns of these rows."""
    columns = _columns(model)
    rows = bulk.read(model, ("pk", "commune", *columns), pk=keys)
    visible = inside(viewer, {row[1] for row in rows})
    if len(rows) < len(keys) or any(row[1] not in visible for row in rows):
        raise Problem("ground.not-found")
    return {row[0]: dict(zip(columns, row[2:], strict=True)) for row in rows}


def _newest(facts: Sequence[NewFact]) -> dict[Key, datetime]:
    """When the newest known fact about each of these became true."""
    newest: dict[Key, datetime] = {}
    for subject in ("person", "household"):
        about = [fact for fact in facts if getattr(fact, f"{subject}_id")]
        asked = {
            subject: {getattr(fact, f"{subject}_id") for fact in about},
            "kind": {fact.kind for fact in about},
        }
        for *key, at in bulk.read(Fact, ("person", "household", "kind", "occurred_at"), **asked):
            newest[tuple(key)] = max(at, newest.get(tuple(key), at))
    return newest


def _move(people: Mapping[int, Shadow], households: Mapping[int, Shadow], now: datetime) -> None:
    """Save the shadows that moved; a person who moved house belongs to the commune of the new one."""
    homes = {shadow["household_id"] for shadow in people.values()}
    communes = dict(bulk.read(Household, ("pk", "commune"), pk=homes))
    bulk.update_rows(
        Person,
        (*_columns(Person), "commune"),
        [(*shadow.values(), communes[shadow["household_id"]], key) for key, shadow in people.items()],
    )
    bulk.update_rows(
        Household, _columns(Household), [(*shadow.values(), key) for key, shadow in households.items()]
    )
    behind = [key for (key,) in bulk.read(Person, ("pk",), household=households.keys())]
    announce(PeopleChanged(tuple(sorted({*people, *behind})), tuple(sorted({*households, *homes})), now))


@cache
def _columns(model: type) -> tuple[str, ...]:
    return tuple(column for (owner, _), (column, _) in SHADOWS.items() if owner is model)
