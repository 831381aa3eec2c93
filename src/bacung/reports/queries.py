"""The evening report of a drive as things stood at a moment."""

from collections import Counter
from datetime import datetime

from bacung.board import queries as board
from bacung.drives.models import Drive
from bacung.drives.queries import mandate_of
from bacung.ground.permissions import Viewer
from bacung.reports.convert import DEFAULT_MEASURE, evening_report
from bacung.reports.papers.evening import EveningReport

FURTHEST_LAST = ("collected", "approved", "activated", "activated_phones")


def evening(viewer: Viewer, drive: Drive, *, at: datetime, base_link: str = "") -> EveningReport:
    """The viewer's part of the drive at `at`: what was known then, and apart from it what came in later."""
    found = board.table(viewer, drive, at=at)
    late: Counter[str] = Counter()
    for counts in board.late(viewer, drive, at).values():
        late.update(counts)
    return evening_report(
        found, measure=_measure(drive), mandate=mandate_of(drive), late=late, base_link=base_link
    )


def _measure(drive: Drive) -> str:
    """What the drive's targets count: of several the furthest step."""
    asked = set(drive.targets.values_list("measure", flat=True))
    return next((measure for measure in reversed(FURTHEST_LAST) if measure in asked), DEFAULT_MEASURE)
