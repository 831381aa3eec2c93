"""What offices reported as totals: facts with a source, shown beside computed figures, never mixed in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer, within
from bacung.intake.models import ReportedTotal


@dataclass(frozen=True)
class Reported:
    """A number an office gave, of which moment, and the book it stands in."""

    value: int
    of: datetime
    batch_id: int


def reported(viewer: Viewer, drive: Drive, *, at: datetime | None = None) -> dict[int, dict[str, Reported]]:
    """The newest total of each area and measure known at a moment, by area and then measure."""
    as_of = at or clock.now()
    known = ReportedTotal.objects.filter(drive=drive, occurred_at__lte=as_of, recorded_at__lte=as_of)
    newest = known.filter(area=OuterRef("area"), measure=OuterRef("measure")).order_by("-occurred_at", "-pk")
    rows = known.filter(within(viewer, "area"), pk=Subquery(newest.values("pk")[:1]))
    found: dict[int, dict[str, Reported]] = defaultdict(dict)
    for total in rows:
        found[total.area_id][total.measure] = Reported(total.value, total.occurred_at, total.batch_id)
    return found
