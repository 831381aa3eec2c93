"""One's own duties, and who is where on an evening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Prefetch, QuerySet

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.postings.models import Absence, Assignment, Host, Posting
from bacung.staff.models import Member

EVENING = time(18)


def duties_of_member(member_id: int | None) -> QuerySet[Assignment]:
    """The published duties of somebody, released ones too, the first one first."""
    mates = Assignment.objects.filter(released_at=None).select_related("member")
    return (
        Assignment.objects.filter(member=member_id)
        .select_related("posting__commune", "posting__muster__drive", "posting__unit", "posting__supervisor")
        .prefetch_related(Prefetch("posting__assignments", mates, to_attr="standing"))
        .order_by("posting__begins_at", "pk")
    )


def own_duties(viewer: Viewer) -> list[Assignment]:
    """The viewer's duties that are not over, released and called off ones left out."""
    if viewer.user_id is None:
        return []
    return list(
        duties_of_member(viewer.user_id).filter(
            released_at=None, posting__cancelled_because="", posting__ends_at__gt=clock.now()
        )
    )


def own_duty(viewer: Viewer, assignment_id: int) -> Assignment:
    """One of the viewer's own duties; another's does not exist."""
    found = None
    if viewer.user_id is not None:
        found = duties_of_member(viewer.user_id).filter(pk=assignment_id, released_at=None).first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def own_absences(viewer: Viewer) -> QuerySet[Absence]:
    """Days on which the viewer cannot be sent, as far as they are not past."""
    return Absence.objects.filter(member=viewer.user_id, ends_on__gte=clock.today()).select_related("member")


@dataclass(frozen=True)
class PostedPair:
    """Two members who are in a commune on an evening (one, where their number is odd), and who of the
    commune walks along.
    """

    members: tuple[Member, ...]
    companion: str = ""


def posted(commune: Area, on: date) -> list[PostedPair]:
    """Who is posted in a commune on an evening, two by two, those who lead first; empty where nobody is."""
    at = datetime.combine(on, EVENING, clock.VIETNAM)
    there = Assignment.objects.filter(released_at=None).select_related("member").order_by("-leads", "pk")
    stays = (
        Posting.objects.filter(commune=commune, begins_at__lte=at, ends_at__gt=at, cancelled_because="")
        .prefetch_related(Prefetch("assignments", there, to_attr="standing"))
        .order_by("begins_at", "pk")
    )
    return [pair for stay in stays for pair in _two_by_two(stay)]


def _two_by_two(stay: Posting) -> list[PostedPair]:
    people: Sequence[Member] = [each.member for each in stay.standing]  # type: ignore[attr-defined]
    host = Host.objects.filter(muster=stay.muster_id, commune=stay.commune_id).first()
    names = host.companions if host else []
    return [
        PostedPair(tuple(people[at : at + 2]), names[at // 2 % len(names)] if names else "")
        for at in range(0, len(people), 2)
    ]
