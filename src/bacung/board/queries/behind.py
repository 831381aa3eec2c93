"""What stands behind a number: its people, and what was written down too late for it."""

from collections import Counter, defaultdict
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from bacung.areas.models import Area, Hamlet
from bacung.board.models import Standing
from bacung.board.queries.counts import Counts
from bacung.core.coverage.measures import LEFT, MEASURES
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer, within
from bacung.ledger.models import Entry
from bacung.registry.models import Person


def people_counted(
    viewer: Viewer,
    drive: Drive,
    measure: str,
    *,
    at: datetime | None = None,
    area: Area | None = None,
    hamlet: Hamlet | None = None,
) -> QuerySet[Person]:
    """The people behind a number: who counted in a measure at a moment."""
    as_of = at or clock.now()
    standings = Standing.objects.filter(within(viewer, "commune"), _standing_at(as_of), drive=drive)
    if area is not None:
        standings = standings.filter(commune__path__startswith=area.path)
    if hamlet is not None:
        standings = standings.filter(hamlet=hamlet)
    if measure.startswith(LEFT):
        standings = standings.filter(left=measure.removeprefix(LEFT))
    else:
        bit = 1 << MEASURES.index(measure)
        standings = standings.annotate(counted=F("mask").bitand(bit)).filter(counted__gt=0)
    return Person.admitted.filter(pk__in=standings.values("person"))


def late(viewer: Viewer, drive: Drive, at: datetime) -> dict[int, Counts]:
    """What had happened by a moment and was written down only later, by commune and kind of entry."""
    entries = Entry.objects.filter(
        within(viewer, "commune"),
        commune__in=drive.places.values("commune"),
        occurred_at__lte=at,
        recorded_at__gt=at,
        kind__in=("collected", "approved", "activated"),
    )
    found: dict[int, Counts] = defaultdict(Counter)
    rows = entries.values_list("commune", "kind").annotate(people=Count("person", distinct=True))
    for commune, kind, people in rows:
        found[commune][kind] = people
    return found


def _standing_at(at: datetime) -> Q:
    return Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))
