"""Every write to the ledger."""

from bacung.ledger.actions.reconcile import ListRow, Reconciled, reconcile
from bacung.ledger.actions.record_entries import NewEntry, record_entries, void_entries

__all__ = ["ListRow", "NewEntry", "Reconciled", "reconcile", "record_entries", "void_entries"]
