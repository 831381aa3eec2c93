"""Every write about a drive: its terms, its areas, its mandate, the targets assigned."""

from bacung.drives.actions.assign_targets import NewTarget, assign_targets, withdraw_targets
from bacung.drives.actions.keep_calendar import say_of_day, unsay_day
from bacung.drives.actions.set_areas import set_areas
from bacung.drives.actions.set_mandate import set_mandate
from bacung.drives.actions.set_terms import change_drive, create_drive
from bacung.drives.mandates import NewMandate, Seat
from bacung.drives.terms import Terms

__all__ = [
    "NewMandate",
    "NewTarget",
    "Seat",
    "Terms",
    "assign_targets",
    "change_drive",
    "create_drive",
    "say_of_day",
    "set_areas",
    "set_mandate",
    "unsay_day",
    "withdraw_targets",
]
