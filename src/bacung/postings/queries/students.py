"""The people a supervisor looks after: where, lodged how, briefed, writing, ending; and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from bacung.areas.queries import stations_of
from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.postings.models import Absence, Assessment, Assignment, DiaryEntry, Essay, Host, Muster
from bacung.postings.queries.readiness import lacking
from bacung.postings.queries.stays import overseen


@dataclass(frozen=True)
class Looked:
    """One person on one stay, as their supervisor sees them."""

    assignment: Assignment
    beds: int  # at the station or as the muster says; 0: nobody has said
    lodging: int  # people of the stay
    lacks: tuple[str, ...]  # topics of briefings
    diary_on: date | None  # the day last written of
    essay: Essay | None
    assessment: Assessment | None
    absences: tuple[Absence, ...]  # that touch the stay
    missing: tuple[str, ...]  # codes, what is to be seen to first


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.filter(released_at=None, posting__cancelled_because="").select_related(
        "member__unit", "posting__commune", "posting__muster__drive", "posting__supervisor"
    )


def musters_looked_after(viewer: Viewer) -> QuerySet[Muster]:
    """Those with people the viewer looks after, the newest first."""
    there = _assignments().filter(overseen(viewer, "posting")).values("posting__muster")
    return (
        Muster.objects.filter(pk__in=there)
        .select_related("drive")
        .defer("problem", "answer", "draft")
        .order_by("-starts_on", "-pk")
    )


def student(viewer: Viewer, assignment_id: int) -> Assignment:
    """One person on one stay: for themselves, not for those who are there with them, and for who looks after
    them, also masked.
    """
    seen = overseen(viewer, "posting", masked=True)
    if viewer.user_id is not None:
        seen |= Q(member=viewer.user_id)
    found = _assignments().filter(seen, pk=assignment_id).first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def people(viewer: Viewer, muster: Muster) -> list[Looked]:
    """Everybody the viewer looks after in a muster; of a season those who are there now or go there next, of
    one that is over those who were there last.
    """
    rows = _assignments().filter(overseen(viewer, "posting"), posting__muster=muster)
    if muster.kind == "weekends":
        coming = rows.filter(posting__ends_at__gte=clock.now())
        last = rows.aggregate(last=Max("posting__begins_at"))["last"]
        rows = coming if coming.exists() else rows.filter(posting__begins_at=last)
    return looked(rows.order_by("posting__begins_at", "posting__commune__name", "-leads", "pk"), muster)


def looked(rows: Iterable[Assignment], muster: Muster) -> list[Looked]:
    """All there is to know of some people of one muster, in as many questions as there are kinds of it."""
    found = list(rows)
    members = {each.member_id for each in found}
    postings = {each.posting_id for each in found}
    communes = {each.posting.commune_id for each in found}
    lacks = lacking(muster.pk, members)
    beds = {commune: station.beds for commune, station in stations_of(communes).items()}
    for host in Host.objects.filter(muster=muster, commune__in=communes):
        if host.beds is not None:
            beds[host.commune_id] = host.beds
    written = dict(
        DiaryEntry.objects.filter(posting__in=postings)
        .values_list("posting")
        .annotate(last=Max("on"))
        .values_list("posting", "last")
    )
    essays = {each.assignment_id: each for each in Essay.objects.filter(assignment__in=found).defer("words")}
    given = {
        each.assignment_id: each for each in Assessment.objects.filter(assignment__in=found).defer("words")
    }
    away: dict[int, list[Absence]] = {}
    for absence in Absence.objects.filter(member__in=members):
        away.setdefault(absence.member_id, []).append(absence)
    lodging: dict[int, int] = {}
    standing = Assignment.objects.filter(posting__in=postings, released_at=None)
    for posting in standing.values_list("posting", flat=True):
        lodging[posting] = lodging.get(posting, 0) + 1
    return [
        _looked(
            each,
            beds=beds.get(each.posting.commune_id, 0),
            lodging=lodging.get(each.posting_id, 0),
            lacks=lacks.get(each.member_id, ()),
            diary_on=written.get(each.posting_id),
            essay=essays.get(each.pk),
            assessment=given.get(each.pk),
            absences=_touching(each, away.get(each.member_id, [])),
        )
        for each in found
    ]


def _touching(assignment: Assignment, absences: Iterable[Absence]) -> tuple[Absence, ...]:
    first = clock.local(assignment.posting.begins_at).date()
    last = clock.local(assignment.posting.ends_at).date()
    return tuple(each for each in absences if each.begins_on <= last and each.ends_on >= first)


def _looked(
    assignment: Assignment,
    *,
    beds: int,
    lodging: int,
    lacks: tuple[str, ...],
    diary_on: date | None,
    essay: Essay | None,
    assessment: Assessment | None,
    absences: tuple[Absence, ...],
) -> Looked:
    posting, now = assignment.posting, clock.now()
    begun, ended = posting.begins_at <= now, posting.ends_at <= now
    is_wave = posting.muster.kind == "wave"
    missing = [
        *(f"no-{topic}" for topic in lacks),
        *(["crowded"] if beds and lodging > beds and not ended else []),
        *(["no-diary"] if begun and diary_on is None else []),
        *(["no-essay"] if is_wave and ended and essay is None else []),
        *(["no-assessment"] if is_wave and ended and assessment is None else []),
        *(["away"] if absences and not ended else []),
    ]
    return Looked(
        assignment, beds, lodging, lacks, diary_on, essay, assessment, absences, missing=tuple(missing)
    )
