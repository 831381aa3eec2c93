"""Stays, for somebody who may know: those who are posted, their supervisor, the commune's office."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, SUPERVISOR, Viewer, within
from bacung.postings.models import Assignment, DiaryEntry, Host, Posting

OVERSEERS = (COORDINATOR, OFFICER, SUPERVISOR)
NIGHT_ENDS = timedelta(hours=5)
"""An evening may end after midnight: what is written until then belongs to the day before."""


@dataclass(frozen=True)
class Part:
    """What somebody has to do with a stay."""

    posted: bool  # it is their own
    officer: bool  # of the commune
    oversees: bool  # the commune's office, a coordinator, the supervisor

    @property
    def reads_words(self) -> bool:
        """Whether they read what was written; the auditor sees that it was."""
        return self.posted or self.oversees

    @property
    def writes(self) -> bool:
        """Whether they keep the diary."""
        return self.posted or self.officer


def own(viewer: Viewer, posting: str = "") -> Q:
    """The filter "posted there oneself"; `posting` is the lookup leading to the posting."""
    if viewer.user_id is None:
        return Q(pk__in=[])
    mine = Assignment.objects.filter(member=viewer.user_id, released_at=None).values("posting")
    return Q(**{f"{posting}__in" if posting else "pk__in": mine})


def overseen(viewer: Viewer, posting: str = "", *, masked: bool = False) -> Q:
    """The filter "in my areas, or supervised by me"; `masked`: also where one may see no words."""
    before = f"{posting}__" if posting else ""
    roles = (*OVERSEERS, AUDITOR) if masked else OVERSEERS
    scope = within(viewer.narrowed(roles), f"{before}commune")
    if viewer.user_id is None:
        return scope
    return scope | Q(**{f"{before}supervisor": viewer.user_id})


def _people() -> "Prefetch[str]":
    standing = Assignment.objects.filter(released_at=None).select_related("member__unit")
    return Prefetch("assignments", queryset=standing, to_attr="standing")


def stays(viewer: Viewer) -> QuerySet[Posting]:
    """The stays this viewer may see, with the people on them as `.standing`."""
    return (
        Posting.objects.filter(overseen(viewer, masked=True) | own(viewer))
        .select_related("muster__drive", "commune", "unit", "supervisor")
        .prefetch_related(_people())
    )


def stay(viewer: Viewer, posting_id: int) -> Posting:
    """One of `stays`; any other does not exist."""
    found = stays(viewer).filter(pk=posting_id).first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def part_of(viewer: Viewer, posting: Posting) -> Part:
    """What this viewer has to do with a stay."""
    path = posting.commune.path
    standing = Assignment.objects.filter(posting=posting, member=viewer.user_id, released_at=None)
    return Part(
        posted=viewer.user_id is not None and standing.exists(),
        officer=viewer.may_in(path, OFFICER),
        oversees=viewer.may_in(path, *OVERSEERS)
        or (viewer.user_id is not None and posting.supervisor_id == viewer.user_id),
    )


def own_stays(viewer: Viewer) -> QuerySet[Posting]:
    """The viewer's own stays that were not called off, the latest first."""
    return stays(viewer).filter(own(viewer), cancelled_because="").order_by("-begins_at")


def host_of(posting: Posting) -> Host | None:
    """What was said of the commune that receives: beds, companions."""
    return Host.objects.filter(muster=posting.muster_id, commune=posting.commune_id).first()


def before(posting: Posting) -> Posting | None:
    """The stay in this commune that ended last before this one began."""
    return (
        Posting.objects.filter(
            muster=posting.muster_id,
            commune=posting.commune_id,
            cancelled_because="",
            ends_at__lte=posting.begins_at,
        )
        .order_by("-ends_at")
        .first()
    )


def diary(posting: Posting) -> list[DiaryEntry]:
    """Every line of the diary, in order."""
    return list(posting.diary.order_by("on", "pk"))


def notes_to(posting: Posting) -> list[DiaryEntry]:
    """What those before left for those who come: only the words of lines meant for them."""
    last = before(posting)
    return list(last.diary.filter(kind="note-to-next").exclude(words=b"")) if last else []


def days_of(posting: Posting) -> list[date]:
    """The days of a stay, the first one first."""
    first, last = clock.local(posting.begins_at).date(), clock.local(posting.ends_at).date()
    return [first + timedelta(days=past) for past in range((last - first).days + 1)]


def writing_day(posting: Posting) -> date:
    """The day of the stay that one is likely to write of now."""
    days = days_of(posting)
    return min(max(clock.local(clock.now() - NIGHT_ENDS).date(), days[0]), days[-1])


def forgotten_from(posting: Posting) -> datetime:
    """From when the words about a drive's stays are no longer kept."""
    drive = posting.muster.drive
    after = drive.ends_on + timedelta(days=drive.retention_days + 1)
    return datetime.combine(after, datetime.min.time(), clock.VIETNAM)


def is_open(posting: Posting) -> bool:
    """Whether a diary can be written now: the stay has begun, was not called off and is not forgotten."""
    return posting.begins_at <= clock.now() < forgotten_from(posting) and not posting.cancelled_because


def oversees(viewer: Viewer) -> bool:
    """Whether the viewer looks after any stay, or may come to."""
    return viewer.may(*OVERSEERS, AUDITOR) or (
        viewer.user_id is not None and Posting.objects.filter(supervisor=viewer.user_id).exists()
    )
