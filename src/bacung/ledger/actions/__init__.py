"""Every write to the ledger."""

from bacung.ledger.actions.record_entries import NewEntry, record_entries, void_entries

__all__ = ["NewEntry", "record_entries", "void_entries"]
