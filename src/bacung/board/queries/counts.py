"""How far, at any moment, for somebody who may know.

Whole days come from the counters; the part of the last day that a past moment asks for comes from the
standings that changed on that day. So a page costs communes and one day's changes, not people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from bacung.areas.models import Area, Hamlet
from bacung.board.models import Standing, Tally
from bacung.core.coverage.measures import from_mask
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer, within
from bacung.registry.models import Admission

Counts = Counter[str]


@dataclass(frozen=True)
class Row:
    """One area's counts by measure (`left.*` included), and by how much each moved since yesterday."""

    area: Area | Hamlet
    counts: Counts
    since_yesterday: Counts


@dataclass(frozen=True)
class Coverage:
    """How far a drive was at a moment, area by area."""

    drive: Drive
    as_of: datetime
    rows: list[Row]

    @property
    def total(self) -> Counts:
        """The counts of all rows together."""
        return _sum(row.counts for row in self.rows)

    @property
    def since_yesterday(self) -> Counts:
        """By how much all rows together moved."""
        return _sum(row.since_yesterday for row in self.rows)


def coverage(viewer: Viewer, drive: Drive, *, at: datetime | None = None) -> Coverage:
    """The drive's communes within the viewer's areas, as known at a moment (now, if none is given)."""
    as_of = at or clock.now()
    communes = list(
        Area.objects.filter(within(viewer), pk__in=drive.places.values("commune")).order_by("path")
    )
    scope = Q(drive=drive, commune__in=communes)
    now, before = _counts(scope, as_of, "commune"), _counts(scope, as_of - timedelta(days=1), "commune")
    return Coverage(
        drive, as_of, [Row(commune, now[commune.pk], _moved(now, before, commune.pk)) for commune in communes]
    )


def hamlets(viewer: Viewer, drive: Drive, commune: Area, *, at: datetime | None = None) -> Coverage:
    """The same, hamlet by hamlet of one commune the viewer was allowed to fetch."""
    as_of = at or clock.now()
    places = list(Hamlet.objects.filter(commune=commune))
    scope = Q(drive=drive, commune=commune, hamlet__isnull=False)
    now, before = _counts(scope, as_of, "hamlet"), _counts(scope, as_of - timedelta(days=1), "hamlet")
    return Coverage(
        drive, as_of, [Row(place, now[place.pk], _moved(now, before, place.pk)) for place in places]
    )


def _counts(scope: Q, at: datetime, place: str) -> dict[int, Counts]:
    """Counts by place as known at a moment; `place` is "commune" or "hamlet"."""
    day = clock.local(at).date()
    midnight = datetime.combine(day, time(), clock.VIETNAM)
    found: dict[int, Counts] = defaultdict(Counter)
    whole_days = Tally.objects.filter(scope, on__lt=day)
    if place == "commune":
        whole_days = whole_days.filter(hamlet=None)
    for key, measure, delta in whole_days.values_list(place, "measure").annotate(total=Sum("delta")):
        found[key][measure] += delta
    standings = _of_the_admitted(Standing.objects.filter(scope))
    _add(found, standings.filter(since__gte=midnight, since__lte=at), place, +1)
    _add(found, standings.filter(until__gte=midnight, until__lte=at), place, -1)
    return found


def _of_the_admitted(standings: QuerySet[Standing]) -> QuerySet[Standing]:
    """Without those whose admission is not open; seldom there are any, and looking for them costs people."""
    waiting = list(Admission.objects.filter(admitted_at=None).values_list("pk", flat=True))
    return standings.exclude(person__admission__in=waiting) if waiting else standings


def _add(found: dict[int, Counts], changed: QuerySet[Standing], place: str, by: int) -> None:
    """Add what changed in part of a day."""
    for key, mask, left, people in changed.values_list(place, "mask", "left").annotate(people=Count("pk")):
        for measure in from_mask(mask, left or None):
            found[key][measure] += by * people


def _moved(now: dict[int, Counts], before: dict[int, Counts], key: int) -> Counts:
    moved = Counter(now[key])
    moved.subtract(before[key])
    return moved


def _sum(counts: Iterable[Counts]) -> Counts:
    total: Counts = Counter()
    for each in counts:
        total.update(each)
    return total
