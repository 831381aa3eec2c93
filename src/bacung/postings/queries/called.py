"""Everything a plan of a muster rests on, gathered in a few queries."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db.models import Count, Prefetch, QuerySet

from bacung.areas.queries import stations_of
from bacung.drives.queries import working_calendar
from bacung.ground import clock
from bacung.postings.convert import Called
from bacung.postings.duties import Duty, duty_of_posting, weekend_span
from bacung.postings.models import Absence, Assignment, Muster, Posting
from bacung.registry.models import Household

LOOKS_BACK = timedelta(weeks=26)


def called(muster: Muster) -> Called:
    """The rows of a muster, with the duties just before it and those that are published."""
    hosts = list(muster.hosts.select_related("commune").order_by("commune__name", "pk"))
    enlistments = list(muster.enlistments.select_related("member").order_by("member__unit_id", "member_id"))
    absences: dict[int, list[Absence]] = defaultdict(list)
    for each in Absence.objects.filter(
        member__in=[each.member_id for each in enlistments],
        begins_on__lte=muster.ends_on,
        ends_on__gte=muster.starts_on,
    ):
        absences[each.member_id].append(each)
    communes = [host.commune_id for host in hosts]
    standing = standing_duties(muster) if muster.kind == "weekends" else []
    now = clock.now()
    return Called(
        muster=muster,
        hosts=hosts,
        stations=stations_of(communes),
        senders=list(muster.senders.all()),
        enlistments=enlistments,
        absences=absences,
        served=_served(muster) if muster.kind == "weekends" else (),
        standing=standing,
        begun=frozenset(duty.cell for duty in standing if has_begun(duty.friday, now)),
        supervisors=list(muster.supervisors.select_related("member").order_by("pk")),
        ties=list(muster.ties.order_by("pk")),
        households=_households(communes) if muster.kind == "wave" else {},
        calendar=working_calendar(),
    )


def has_begun(friday: date, now: datetime) -> bool:
    """Whether a weekend is under way or over."""
    return weekend_span(friday)[0] <= now


def published(muster: Muster) -> QuerySet[Posting]:
    """The stays that are published and not called off, with who goes."""
    return (
        muster.postings.filter(cancelled_because="")
        .select_related("commune", "unit", "supervisor")
        .prefetch_related(Prefetch("assignments", Assignment.objects.select_related("member", "right")))
    )


def standing_duties(muster: Muster) -> list[Duty]:
    """The published rota of a season."""
    return sorted((duty_of_posting(each) for each in published(muster)), key=lambda duty: duty.cell)


def _served(muster: Muster) -> list[Duty]:
    """Weekends before this season, of any muster of the drive, that rest and turns look back to."""
    starts = datetime.combine(muster.starts_on, datetime.min.time(), clock.VIETNAM)
    before = (
        Posting.objects.filter(
            muster__drive=muster.drive_id,
            muster__kind="weekends",
            cancelled_because="",
            begins_at__lt=starts,
            begins_at__gte=starts - LOOKS_BACK,
        )
        .exclude(muster=muster)
        .prefetch_related("assignments")
        .order_by("begins_at", "pk")
    )
    first = muster.starts_on - timedelta(days=6)
    return [duty for duty in map(duty_of_posting, before) if duty.friday < first]


def _households(communes: list[int]) -> dict[int, int]:
    """How many households stand on the list of each commune."""
    rows = Household.admitted.filter(commune__in=communes).values("commune").annotate(count=Count("pk"))
    return {row["commune"]: row["count"] for row in rows}
