"""Saying of a day that offices work, or do not; the word of the operator wins over the calendar packed in."""

from datetime import date

from django.db import transaction

from bacung.core.problems import Problem
from bacung.drives.models import CalendarDay
from bacung.drives.queries import speaks_of_days
from bacung.ground import audit
from bacung.ground.permissions import Viewer


@transaction.atomic
def say_of_day(viewer: Viewer, on: date, *, works: bool, note: str = "") -> CalendarDay:
    """From now on offices work on this day, or rest. Deadlines that were set before keep their day."""
    _whole_country(viewer)
    day, _ = CalendarDay.objects.update_or_create(on=on, defaults={"works": works, "note": note})
    audit.record("drives.calendar", viewer, on=on.isoformat(), works=works)
    return day


@transaction.atomic
def unsay_day(viewer: Viewer, day: CalendarDay) -> None:
    """The calendar packed in holds again for this day."""
    _whole_country(viewer)
    audit.record("drives.calendar", viewer, on=day.on.isoformat(), works=None)
    day.delete()


def _whole_country(viewer: Viewer) -> None:
    if not speaks_of_days(viewer):
        raise Problem("ground.forbidden")
