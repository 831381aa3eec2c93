"""Musters, for somebody who may know."""

from django.db.models import Count, Exists, OuterRef, QuerySet

from bacung.core.problems import Problem
from bacung.ground.permissions import Viewer, within
from bacung.postings.models import Host, Muster


def musters(viewer: Viewer) -> QuerySet[Muster]:
    """The musters with a host in the viewer's areas, or of a drive that reaches there; newest first."""
    hosts = Host.objects.filter(within(viewer, "commune"), muster=OuterRef("pk"))
    places = within(viewer, "drive__places__commune")
    reached = Muster.objects.filter(places).values("pk")
    return (
        Muster.objects.filter(
            Exists(hosts) | Exists(Muster.objects.filter(pk=OuterRef("pk"), pk__in=reached))
        )
        .select_related("drive")
        .defer("problem", "answer")
        .annotate(
            host_count=Count("hosts", distinct=True),
            member_count=Count("enlistments", distinct=True),
        )
        .order_by("-starts_on", "-pk")
    )


def muster_by_id(viewer: Viewer, muster_id: int) -> Muster:
    """One of `musters`; any other does not exist."""
    found = musters(viewer).filter(pk=muster_id).first()
    if found is None:
        raise Problem("ground.not-found")
    return found
