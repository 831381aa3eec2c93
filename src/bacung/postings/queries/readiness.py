"""Who was briefed: the area briefing and the training are both needed before a stay begins."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import Viewer, within
from bacung.postings.models import TOPICS, Assignment, Attendance, Briefing, Enlistment, Muster, Posting
from bacung.postings.queries.stays import overseen
from bacung.staff.models import Member


@dataclass(frozen=True)
class Lack:
    """Somebody on a stay, and the topics of the briefings they have not been to."""

    member: Member
    topics: tuple[str, ...]


def lacking(muster_id: int, member_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Who of these members has not been to a briefing of each topic in this muster: member → topics."""
    been = set(
        Attendance.objects.filter(briefing__muster=muster_id, member__in=member_ids, present=True)
        .values_list("member", "briefing__topic")
        .distinct()
    )
    found = {member: tuple(topic for topic in TOPICS if (member, topic) not in been) for member in member_ids}
    return {member: topics for member, topics in found.items() if topics}


def unready(posting: Posting) -> list[Lack]:
    """Who is posted there and lacks a briefing. Nobody is kept from going by it: the coordinator decides."""
    standing = list(
        Assignment.objects.filter(posting=posting, released_at=None).select_related("member").order_by("pk")
    )
    lacks = lacking(posting.muster_id, [each.member_id for each in standing])
    return [Lack(each.member, lacks[each.member_id]) for each in standing if each.member_id in lacks]


def unready_on(commune: Area, on: date) -> dict[int, tuple[str, ...]]:
    """Who is posted in a commune on a day and lacks a briefing: member → topics."""
    begins = datetime.combine(on, time(), clock.VIETNAM)
    there = Assignment.objects.filter(
        posting__commune=commune,
        posting__begins_at__lt=begins + timedelta(days=1),
        posting__ends_at__gt=begins,
        posting__cancelled_because="",
        released_at=None,
    )
    called: dict[int, list[int]] = {}
    for muster, member in there.values_list("posting__muster", "member"):
        called.setdefault(muster, []).append(member)
    return {
        member: topics
        for muster, members in called.items()
        for member, topics in lacking(muster, members).items()
    }


def unready_by_topic(muster: Muster) -> dict[str, int]:
    """How many who are posted now or later lack the briefing of each topic; one nobody lacks is left out."""
    coming = Assignment.objects.filter(
        posting__muster=muster,
        posting__ends_at__gt=clock.now(),
        posting__cancelled_because="",
        released_at=None,
    )
    lacks = lacking(muster.pk, set(coming.values_list("member", flat=True)))
    counts = {topic: sum(topic in topics for topics in lacks.values()) for topic in TOPICS}
    return {topic: count for topic, count in counts.items() if count}


# ── The sessions themselves ───────────────────────────────────────────────────────────────────────


def is_whole(viewer: Viewer, muster: Muster) -> bool:
    """Whether every commune of the muster lies in the viewer's areas."""
    hosts = muster.hosts.all()
    return hosts.exists() and not hosts.exclude(within(viewer, "commune")).exists()


def mine(viewer: Viewer, muster: Muster) -> QuerySet[Member]:
    """Whom this viewer looks after in a muster: everybody called up, or those posted in their areas or under
    their eyes.
    """
    called = Enlistment.objects.filter(muster=muster).values("member")
    people = Member.objects.filter(pk__in=called).select_related("unit")
    if not is_whole(viewer, muster):
        posted = Assignment.objects.filter(
            overseen(viewer, "posting"), posting__muster=muster, released_at=None
        )
        people = people.filter(pk__in=posted.values("member"))
    return people.order_by("unit__name", "full_name", "pk")


@dataclass(frozen=True)
class Session:
    """A briefing with how many were there and how many were not."""

    briefing: Briefing
    present: int
    absent: int


def sessions(muster: Muster) -> list[Session]:
    """The briefings of a muster in order."""
    counted = (
        Attendance.objects.filter(briefing__muster=muster)
        .values_list("briefing", "present")
        .annotate(people=Count("pk"))
        .order_by()
    )
    told = {(briefing, present): people for briefing, present, people in counted}
    return [
        Session(each, told.get((each.pk, True), 0), told.get((each.pk, False), 0))
        for each in Briefing.objects.filter(muster=muster).order_by("held_at", "pk")
    ]


def briefing_of(muster: Muster, briefing_id: int) -> Briefing:
    """One of them."""
    found = Briefing.objects.filter(muster=muster, pk=briefing_id).select_related("muster__drive").first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def missing(viewer: Viewer, muster: Muster, topic: str) -> list[Member]:
    """Whom the viewer looks after and who has not been to a session of this topic."""
    people = list(mine(viewer, muster))
    lacks = lacking(muster.pk, [each.pk for each in people])
    return [each for each in people if topic in lacks.get(each.pk, ())]


def invited(viewer: Viewer, briefing: Briefing) -> list[tuple[Member, bool | None]]:
    """Whom the tick list of a session names: those of the viewer's people who still lack the topic, and those
    already noted here, with what was noted.
    """
    people = list(mine(viewer, briefing.muster))
    noted = dict(briefing.attendances.values_list("member", "present"))
    lacks = lacking(briefing.muster_id, [each.pk for each in people])
    return [
        (each, noted.get(each.pk))
        for each in people
        if each.pk in noted or briefing.topic in lacks.get(each.pk, ())
    ]
