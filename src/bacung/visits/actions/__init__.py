"""Every write about visits: recording, withdrawing by another event, taking in a sheet given back."""

from bacung.visits.actions.import_sheet import SheetTaken, import_sheet, look_at_sheet
from bacung.visits.actions.new_visits import NewOutcome, NewVisit
from bacung.visits.actions.record_visits import record_visits, take_visits, void_visit
from bacung.visits.actions.refusals import refusals
from bacung.visits.actions.teach import teach, teach_when_due

__all__ = [
    "NewOutcome",
    "NewVisit",
    "SheetTaken",
    "import_sheet",
    "look_at_sheet",
    "record_visits",
    "refusals",
    "take_visits",
    "teach",
    "teach_when_due",
    "void_visit",
]
