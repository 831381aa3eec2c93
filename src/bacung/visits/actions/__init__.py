"""Every write about visits: recording, and withdrawing by another event."""

from bacung.visits.actions.record_visits import NewOutcome, NewVisit, record_visits, void_visit

__all__ = ["NewOutcome", "NewVisit", "record_visits", "void_visit"]
