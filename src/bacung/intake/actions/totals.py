"""Reported totals: read, shown against what was reported before, taken over as facts with their source."""

from typing import Any, BinaryIO

from bacung.core.problems import Problem
from bacung.ground.permissions import Viewer
from bacung.intake.models import Batch


def read_totals(batch: Batch, book: BinaryIO) -> dict[str, Any]:
    raise Problem("intake.not-taken-here", kind=batch.kind)


def accept_totals(viewer: Viewer, batch: Batch) -> Batch:
    raise Problem("intake.not-taken-here", kind=batch.kind)
