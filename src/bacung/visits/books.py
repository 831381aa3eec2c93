"""An evening sheet that comes in among the lists: looked at first, then taken like one given back here."""

from typing import BinaryIO

from bacung.ground.permissions import Viewer
from bacung.intake.books import Handler
from bacung.intake.models import Batch
from bacung.visits.actions import import_sheet, look_at_sheet


def look(viewer: Viewer, batch: Batch, book: BinaryIO) -> dict[str, int]:
    """How many doors stand on the sheet, how many were filled in, and how many cells are not understood."""
    sheet = look_at_sheet(viewer, batch.drive, book, batch.name)
    filled = sum(not door.is_empty for door in sheet.doors.values())
    unread = len(sheet.complaints) + sum(len(door.complaints) for door in sheet.doors.values())
    return {"doors": len(sheet.doors), "filled": filled, "not-understood": unread}


def take(viewer: Viewer, batch: Batch, book: BinaryIO) -> dict[str, int]:
    """Record what stands on it; twice is as once."""
    taken = import_sheet(viewer, batch.drive, book, batch.name)
    return {
        "recorded": taken.recorded,
        "replaced": taken.replaced,
        "unchanged": taken.unchanged,
        "empty": taken.empty,
        "held-back": taken.held_back,
    }


HANDLER = Handler(look=look, take=take)
