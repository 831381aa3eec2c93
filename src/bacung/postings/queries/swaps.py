"""Swaps, for who asked, who is asked, and who decides."""

from django.db.models import Q, QuerySet

from bacung.core.problems import Problem
from bacung.ground.permissions import COORDINATOR, Viewer, within
from bacung.postings.models import Assignment, Muster, Swap
from bacung.staff.models import Member


def swaps(viewer: Viewer) -> QuerySet[Swap]:
    """The swaps this viewer has to do with: asked by them, of them, or in the areas they coordinate."""
    coordinator = viewer.narrowed((COORDINATOR,))
    seen = within(coordinator, "assignment__posting__commune")
    if viewer.user_id is not None:
        seen |= Q(asked_by=viewer.user_id) | Q(substitute=viewer.user_id)
    return (
        Swap.objects.filter(seen)
        .select_related(
            "assignment__member",
            "assignment__posting__commune",
            "assignment__posting__unit",
            "assignment__posting__muster__drive",
            "substitute",
            "asked_by",
        )
        .order_by("-asked_at", "-pk")
    )


def open_swaps(viewer: Viewer) -> QuerySet[Swap]:
    """Those of `swaps` that await an answer."""
    return swaps(viewer).filter(state="asked")


def swap_by_id(viewer: Viewer, swap_id: int) -> Swap:
    """One of `swaps`; any other does not exist."""
    found = swaps(viewer).filter(pk=swap_id).first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def colleagues(muster: Muster, assignment: Assignment) -> QuerySet[Member]:
    """Who could take over: enlisted members of the same unit, who are not on this duty themselves."""
    there = assignment.posting.assignments.filter(released_at=None).values("member")
    return (
        Member.objects.filter(enlistments__muster=muster, unit=assignment.member.unit_id)
        .exclude(pk__in=there)
        .order_by("full_name", "pk")
    )
