"""One statement about one person's account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Kind = Literal["collected", "approved", "rejected", "notified", "activated", "locked", "unlocked", "void"]
Source = Literal["visit", "desk", "list"]
Mark = Literal["declared", "confirmed", "denied"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SOURCES: tuple[Source, ...] = get_args(Source)
MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody said of an account; both moments carry a time zone.

    kind: 'collected' is a complete valid file taken in, 'notified' the result notice (SMS) received.
    mark: 'declared' by whoever did it, 'confirmed' by a reconciliation list, or 'denied' by one: the list
    says that as of `occurred_at` the step of this kind had not happened.
    voids: the id of an entry that this one withdraws. A 'void' only withdraws; any other kind replaces.
    """

    id: str
    kind: Kind
    occurred_at: datetime
    recorded_at: datetime
    source: Source
    mark: Mark = "declared"
    voids: str | None = None

    @property
    def is_void(self) -> bool:
        """Whether the entry says nothing of its own."""
        return self.kind == "void"
