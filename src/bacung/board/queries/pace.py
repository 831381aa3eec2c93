"""How a drive went on, day by day, and where its communes lie."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from django.db.models import Max, Sum

from bacung.areas.models import Area, Outline
from bacung.board.models import Tally
from bacung.board.queries.tables import Line
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer, within
from bacung.intake.models import ReportedTotal


def by_day(
    viewer: Viewer, drive: Drive, measures: Sequence[str], *, at: datetime
) -> dict[str, list[tuple[date, int]]]:
    """For each measure the total at the end of each day on which it moved, computed person by person."""
    tallies = Tally.objects.filter(
        within(viewer, "commune"),
        drive=drive,
        hamlet=None,
        measure__in=measures,
        on__lte=clock.local(at).date(),
    )
    moved: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for measure, on, delta in (
        tallies.values_list("measure", "on").annotate(total=Sum("delta")).order_by("on")
    ):
        moved[measure].append((on, delta))
    return {
        measure: list(zip((on for on, _ in days), accumulate(delta for _, delta in days), strict=True))
        for measure, days in moved.items()
    }


def reported_by_day(viewer: Viewer, drive: Drive, measure: str, *, at: datetime) -> list[tuple[date, int]]:
    """The sum of what offices reported for each day, where they did."""
    totals = ReportedTotal.objects.filter(
        within(viewer, "area"), drive=drive, measure=measure, occurred_at__lte=at, recorded_at__lte=at
    )
    newest = totals.values("area", "on").annotate(last=Max("pk")).values("last")
    days = totals.filter(pk__in=newest).values_list("on").annotate(total=Sum("value")).order_by("on")
    return list(days)


def features(lines: Sequence[Line], labels: dict[int, tuple[float | None, str, str]]) -> dict[str, Any]:
    """The communes that can be drawn as GeoJSON: their outline where one was uploaded, else their point."""
    places = [line.place for line in lines if isinstance(line.place, Area)]
    outlines = dict(Outline.objects.filter(area__in=places).values_list("area", "geojson"))
    found = []
    for place in places:
        shape = outlines.get(place.pk) or _point(place)
        if shape:
            rate, label, href = labels[place.pk]
            properties = {"name": str(place), "rate": rate, "label": label, "href": href}
            found.append({"type": "Feature", "geometry": shape, "properties": properties})
    return {"type": "FeatureCollection", "features": found}


def _point(place: Area) -> dict[str, Any] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
