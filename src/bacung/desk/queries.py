"""What the desk has done."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from bacung.desk.models import DeskEntry
from bacung.ground import clock
from bacung.ground.permissions import Viewer, within


def services(viewer: Viewer) -> QuerySet[DeskEntry]:
    """The services this viewer may see that were not taken back, newest first."""
    done = DeskEntry.objects.filter(within(viewer, "commune")).exclude(service="void")
    taken_back = DeskEntry.objects.filter(service="void").values("voids")
    return done.exclude(pk__in=taken_back).order_by("-recorded_at")


def services_on(viewer: Viewer, on: date) -> QuerySet[DeskEntry]:
    """Those of one day."""
    begin = datetime.combine(on, time(), clock.VIETNAM)
    return services(viewer).filter(occurred_at__gte=begin, occurred_at__lt=begin + timedelta(days=1))
