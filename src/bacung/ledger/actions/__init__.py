"""Every write to the ledger."""

from bacung.ledger.actions.answer import answer_question
from bacung.ledger.actions.reconcile import ListRow, Reconciled, reconcile
from bacung.ledger.actions.record_entries import NewEntry, record_entries, void_entries

__all__ = [
    "ListRow",
    "NewEntry",
    "Reconciled",
    "answer_question",
    "reconcile",
    "record_entries",
    "void_entries",
]
