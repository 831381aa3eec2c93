"""What facts of every kind share: they are a set, they are never edited, and one may void another.

A fact arrives in any order and any number of times; the same id is one fact. A fact may name another that
it voids: if it says something itself it replaces the other, a pure void only takes the other away. A void
holds for good: voiding a void changes nothing, so whoever withdrew a fact by mistake enters it again under
a new id. A void whose target has not arrived yet waits for it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar


class Fact(Protocol):
    """Anything that happened at one moment and was written down at another (both with a time zone)."""

    @property
    def id(self) -> str: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def voids(self) -> str | None: ...
    @property
    def is_void(self) -> bool:
        """True of a pure void, which says nothing of its own."""
        ...


F = TypeVar("F", bound=Fact)


def known_at(facts: Iterable[F], moment: datetime) -> list[F]:
    """The facts known at a moment: happened by then and written down by then."""
    return [fact for fact in facts if fact.occurred_at <= moment and fact.recorded_at <= moment]


def live(facts: Iterable[F]) -> list[F]:
    """The facts that count: each id once, without voids and what they void, in order of occurrence.

    Ties are broken by when they were written down, then by id. Two different facts under one id are a fault
    of the sender: the one written down first counts.
    """
    by_id: dict[str, F] = {}
    for fact in facts:
        held = by_id.setdefault(fact.id, fact)
        if held is not fact and _first_written(fact) < _first_written(held):
            by_id[fact.id] = fact
    voided = {fact.voids for fact in by_id.values()}
    counting = [fact for fact in by_id.values() if not fact.is_void and fact.id not in voided]
    return sorted(counting, key=lambda fact: (fact.occurred_at, fact.recorded_at, fact.id))


def _first_written(fact: Fact) -> tuple[datetime, datetime, str]:
    return fact.recorded_at, fact.occurred_at, repr(fact)
