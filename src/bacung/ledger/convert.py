"""Between ledger rows and what `core.lifecycle` adds up."""

from collections.abc import Sequence
from typing import Any

from bacung.core.lifecycle.account import Account as Added
from bacung.core.lifecycle.entries import Entry as Said

SHADOW = (
    "state",
    "reached",
    "collected_at",
    "approved_at",
    "activated_at",
    "declared",
    "confirmed",
    "contested",
    "approval_due_on",
    "activate_by_on",
)
"""The columns of `models.Account` that are copied from `core.lifecycle`, name by name."""


ENTRY = ("person", "kind", "evidence", "pk", "occurred_at", "recorded_at", "source", "mark", "voids")
"""The columns of an entry that are read, the three by which it speaks once first."""


def said(row: Sequence[Any]) -> Said:
    """One row of `ENTRY` as the reducer reads it."""
    _, kind, _, key, occurred_at, recorded_at, source, mark, voids = row
    return Said(key, kind, occurred_at, recorded_at, source, mark, voids)


def kept(account: Added) -> tuple[Any, ...]:
    """The columns `SHADOW` of what the entries add up to."""
    return tuple([getattr(account, column) for column in SHADOW])


def added(columns: Sequence[Any]) -> Added:
    """The account kept in the columns `SHADOW`."""
    return Added(**dict(zip(SHADOW, columns, strict=True)))
