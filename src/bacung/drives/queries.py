"""Against what: drives, the communes they cover, what was assigned, and when nobody knocks."""

from collections.abc import Collection
from datetime import date, time

from django.db.models import Q, QuerySet

from bacung.areas.models import Area
from bacung.core.calendar import Calendar, vietnam
from bacung.core.problems import Problem
from bacung.drives.models import CalendarDay, CommitteeSeat, Drive, Mandate, Target
from bacung.ground import clock
from bacung.ground.permissions import COORDINATOR, Viewer, within


def drives(viewer: Viewer) -> QuerySet[Drive]:
    """The drives that reach into the viewer's areas; a coordinator also sees those that have no areas yet."""
    reaches = Q(pk__in=Drive.objects.filter(within(viewer, "places__commune")).values("pk"))
    if viewer.may(COORDINATOR):
        reaches |= Q(pk__in=Drive.objects.filter(places=None).values("pk"))
    return Drive.objects.filter(reaches)


def drive_by_code(viewer: Viewer, code: str) -> Drive:
    """The drive of a code. Raises drives.unknown-code (fact: asked), also for one elsewhere."""
    drive = drives(viewer).filter(code=code).first()
    if drive is None:
        raise Problem("drives.unknown-code", asked=code)
    return drive


def covering(communes: int | Collection[int], at: date | None = None) -> QuerySet[Drive]:
    """The drives that cover any of these communes (ids), or with `at` only those running on that day."""
    ids = [communes] if isinstance(communes, int) else communes
    found = Drive.objects.filter(places__commune_id__in=ids).distinct()
    return found if at is None else found.filter(starts_on__lte=at, ends_on__gte=at)


def communes(drive: Drive, viewer: Viewer | None = None) -> QuerySet[Area]:
    """The communes of a drive by code; with a viewer only those inside their areas."""
    inside = Area.objects.filter(pk__in=drive.places.values("commune"))
    return (inside if viewer is None else inside.filter(within(viewer))).order_by("code")


def targets(drive: Drive, viewer: Viewer | None = None) -> QuerySet[Target]:
    """What was assigned, `area` loaded, by code of the area; with a viewer only inside their areas."""
    assigned = drive.targets.select_related("area").order_by("area__code", "measure", "denominator")
    return assigned if viewer is None else assigned.filter(within(viewer, "area"))


def mandate_of(drive: Drive) -> Mandate | None:
    """The papers the drive rests on, with its committee loaded; None where nothing was written down."""
    return Mandate.objects.filter(drive=drive).prefetch_related("seats").first()


def committee(mandate: Mandate) -> list[CommitteeSeat]:
    """The seats, head before deputies before members, as they were written down."""
    ranks = ("head", "deputy", "member")
    return sorted(mandate.seats.all(), key=lambda seat: (ranks.index(seat.rank), seat.pk))


def is_quiet(drive: Drive, hour: time) -> bool:
    """Whether nobody knocks at this hour of a Vietnamese wall clock. The first quiet minute is quiet."""
    return hour >= drive.quiet_from or hour < drive.quiet_to


def is_wholly_of(viewer: Viewer, drive: Drive) -> bool:
    """Whether every commune of the drive lies in the viewer's areas, so that they may change it."""
    return not drive.places.exclude(within(viewer, "commune")).exists()


def said_days() -> QuerySet[CalendarDay]:
    """The days an operator has spoken of, the latest first."""
    return CalendarDay.objects.all()


def speaks_of_days(viewer: Viewer) -> bool:
    """Whether the viewer may say which days offices work: it counts for every drive of the country."""
    return viewer.may_in("", COORDINATOR)


def working_calendar() -> Calendar:
    """The days offices work: Vietnam's calendar from 2022 to next year, and over it what operators have
    said.
    """
    seed = vietnam(2022, clock.today().year + 1)
    said = dict(CalendarDay.objects.values_list("on", "works"))
    rests = frozenset(on for on, works in said.items() if not works)
    worked = frozenset(on for on, works in said.items() if works)
    return Calendar(
        holidays=(seed.holidays | rests) - worked, swapped_workdays=(seed.swapped_workdays | worked) - rests
    )
