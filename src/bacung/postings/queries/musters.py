"""Musters, for somebody who may know."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.drives.models import DriveArea
from bacung.drives.queries import communes, is_wholly_of
from bacung.ground.permissions import AUDITOR, COORDINATOR, Viewer, within
from bacung.postings.models import Absence, Enlistment, Host, Muster
from bacung.staff.models import Member
from bacung.staff.queries import members

PLANNERS = (COORDINATOR, AUDITOR)
"""Who sees a rota before it is published."""


def musters(viewer: Viewer) -> QuerySet[Muster]:
    """The musters with a host in the viewer's areas, and to a coordinator those of a drive that reaches
    there; newest first, without what was asked and answered, which is large.
    """
    hosts = Host.objects.filter(within(viewer, "commune"), muster=OuterRef("pk"))
    seen: Q | Exists = Exists(hosts)
    if viewer.may(COORDINATOR):
        coordinator = viewer.narrowed((COORDINATOR,))
        seen = seen | Q(drive__in=DriveArea.objects.filter(within(coordinator, "commune")).values("drive"))
    return (
        Muster.objects.filter(seen)
        .select_related("drive")
        .defer("problem", "answer")
        .annotate(host_count=Count("hosts", distinct=True), member_count=Count("enlistments", distinct=True))
        .order_by("-starts_on", "-pk")
    )


def muster_by_id(viewer: Viewer, muster_id: int) -> Muster:
    """One of `musters`; any other does not exist."""
    found = musters(viewer).filter(pk=muster_id).first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def own_muster(viewer: Viewer, muster_id: int) -> Muster:
    """A muster this viewer may change: they coordinate every commune of its drive. Else
    `drives.partly-yours`.
    """
    found = muster_by_id(viewer, muster_id)
    if not may_change(viewer, found):
        raise Problem("drives.partly-yours")
    return found


def may_change(viewer: Viewer, muster: Muster) -> bool:
    """Whether the viewer coordinates every commune of the muster's drive."""
    coordinator = viewer.narrowed((COORDINATOR,))
    return coordinator.may(COORDINATOR) and is_wholly_of(coordinator, muster.drive)


def sees_drafts(viewer: Viewer) -> bool:
    """Whether the viewer sees a rota before it is published."""
    return viewer.may(*PLANNERS)


def hosts(viewer: Viewer, muster: Muster) -> QuerySet[Host]:
    """The communes that receive, inside the viewer's areas, by name."""
    return (
        muster.hosts.filter(within(viewer, "commune"))
        .select_related("commune")
        .order_by("commune__name", "pk")
    )


def host_of(viewer: Viewer, muster: Muster, host_id: int) -> Host:
    """One of `hosts`."""
    found = hosts(viewer, muster).filter(pk=host_id).first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def communes_not_hosting(muster: Muster) -> QuerySet[Area]:
    """The communes of the drive that do not receive yet."""
    return communes(muster.drive).exclude(pk__in=muster.hosts.values("commune"))


def enlistments(muster: Muster) -> QuerySet[Enlistment]:
    """Who may be sent, by unit and name."""
    return muster.enlistments.select_related("member__unit").order_by(
        "member__unit__name", "member__full_name", "pk"
    )


def enlistable(viewer: Viewer, muster: Muster) -> QuerySet[Member]:
    """Members of the viewer's areas with a unit and a log-in that is open, not enlisted yet."""
    return (
        members(viewer)
        .filter(is_active=True, unit__isnull=False)
        .exclude(pk__in=muster.enlistments.values("member"))
        .order_by("unit__name", "full_name", "pk")
    )


def absences(muster: Muster) -> QuerySet[Absence]:
    """Days on which somebody enlisted cannot be sent, as far as they touch the muster."""
    return (
        Absence.objects.filter(
            member__in=muster.enlistments.values("member"),
            begins_on__lte=muster.ends_on,
            ends_on__gte=muster.starts_on,
        )
        .select_related("member__unit")
        .order_by("begins_on", "member__full_name", "pk")
    )
