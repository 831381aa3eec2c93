"""How a drive went on, day by day, and where its communes lie."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Sum

from bacung.areas.models import Area, Outline
from bacung.board.models import Tally
from bacung.board.queries.tables import Line
from bacung.core.coverage.rates import RATES, NamedRate, Rate
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer, within
from bacung.intake.models import ReportedTotal

Day = tuple[date, Rate]
"""A rate as it stood at the end of a day."""


def through_the_days(viewer: Viewer, drive: Drive, *, at: datetime) -> list[tuple[NamedRate, list[Day]]]:
    """Each named rate at the end of every day on which one of its parts moved, counted person by person."""
    measures = {part for rate in RATES for part in (rate.numerator, rate.denominator)}
    tallies = Tally.objects.filter(
        within(viewer, "commune"),
        drive=drive,
        hamlet=None,
        measure__in=measures,
        on__lte=clock.local(at).date(),
    )
    moved: dict[date, Counter[str]] = defaultdict(Counter)
    for measure, on, delta in tallies.values_list("measure", "on").annotate(total=Sum("delta")):
        moved[on][measure] += delta
    return [(rate, list(_days(rate, moved))) for rate in RATES]


def _days(rate: NamedRate, moved: Mapping[date, Counter[str]]) -> Iterator[Day]:
    counts: Counter[str] = Counter()
    for on in sorted(moved):
        counts.update(moved[on])
        if rate.numerator in moved[on] or rate.denominator in moved[on]:
            yield on, rate.of(counts)


def reported_through_the_days(
    viewer: Viewer, drive: Drive, *, at: datetime
) -> list[tuple[NamedRate, list[Day]]]:
    """The rates whose both parts were reported, as the newest totals of all areas stood on each day."""
    totals = ReportedTotal.objects.filter(
        within(viewer, "area"), drive=drive, occurred_at__lte=at, recorded_at__lte=at
    ).order_by("on", "pk")
    newest: dict[tuple[str, int], int] = {}
    by_day: dict[date, Counter[str]] = {}
    for on, measure, area, value in totals.values_list("on", "measure", "area", "value"):
        newest[measure, area] = value
        by_day[on] = Counter()
        for (told, _), number in newest.items():
            by_day[on][told] += number
    told_of = {measure for measure, _ in newest}
    rates = [rate for rate in RATES if {rate.numerator, rate.denominator} <= told_of]
    return [(rate, [(on, rate.of(counts)) for on, counts in by_day.items()]) for rate in rates]


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
