"""Between ledger rows and what `core.lifecycle` adds up."""

from bacung.core.lifecycle.account import Account as Added
from bacung.core.lifecycle.entries import Entry as Said
from bacung.ledger.models import Account, Entry

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


def said(entry: Entry) -> Said:
    """One row as the reducer reads it."""
    return Said(
        id=str(entry.pk),
        kind=entry.kind,  # type: ignore[arg-type]  # the choices are core's own
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        source=entry.source,  # type: ignore[arg-type]
        mark=entry.mark,  # type: ignore[arg-type]
        voids=str(entry.voids_id) if entry.voids_id else None,
    )


def shadow(person_id: int, commune_id: int, added: Added) -> Account:
    """The row that keeps what the entries add up to."""
    return Account(
        person_id=person_id, commune_id=commune_id, **{column: getattr(added, column) for column in SHADOW}
    )


def added(row: Account | None) -> Added:
    """The account behind a shadow row; no row is no account."""
    return Added(**{column: getattr(row, column) for column in SHADOW}) if row else Added()
