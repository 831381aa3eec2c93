"""From stays to their papers: the summary of one, the closing summary of a muster; taking one is noted."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Sum
from django.utils.translation import override

from bacung.areas.models import Area
from bacung.drives.models import Drive, Mandate
from bacung.ground import audit, clock
from bacung.ground.figures import day, moment, number
from bacung.ground.permissions import Viewer
from bacung.postings import sealed
from bacung.postings.actions.stay import read_diary
from bacung.postings.models import (
    DIARY_KINDS,
    GRADES,
    TOPICS,
    Assessment,
    Assignment,
    DiaryEntry,
    Essay,
    Muster,
    Posting,
)
from bacung.postings.papers import closing_summary, weekend_summary
from bacung.postings.papers.closing_summary import ClosingSummary, Ended, SessionHeld, UnitSent, WorkDone
from bacung.postings.papers.letterhead import Letterhead
from bacung.postings.papers.weekend_summary import KindDone, StaySummary
from bacung.postings.queries.readiness import lacking, sessions
from bacung.postings.queries.stays import diary, host_of
from bacung.postings.stay_wording import counted_words, diary_words, grade_words, topic_words

WORDS_ONLY = ("lessons", "note-to-next")


def _mandate(drive: Drive) -> Mandate:
    return Mandate.objects.filter(drive=drive).first() or Mandate()


def _head(drive: Drive) -> Letterhead:
    mandate = _mandate(drive)
    return Letterhead(
        superior=mandate.superior_body, body=mandate.issuing_body, drive=drive.name, demo=drive.is_demo
    )


# ── One stay ──────────────────────────────────────────────────────────────────────────────────────


@override("vi")
def stay_pdf(viewer: Viewer, posting: Posting) -> bytes:
    """The summary of a stay the viewer may read."""
    entries = diary(posting)
    words = read_diary(viewer, posting, entries)
    audit.record("postings.summary", viewer, posting=posting.pk, entries=len(entries))
    return weekend_summary.pdf(stay_summary(posting, entries, words))


def stay_summary(posting: Posting, entries: list[DiaryEntry], words: dict[int, str]) -> StaySummary:
    """The stay as frozen data; `words` by line, as far as they may be read."""
    standing = Assignment.objects.filter(posting=posting, released_at=None).select_related("member__unit")
    host = host_of(posting)
    by_kind = {kind: [each for each in entries if each.kind == kind] for kind in DIARY_KINDS}
    return StaySummary(
        head=_head(posting.muster.drive),
        commune=str(posting.commune),
        place=posting.commune.name,
        began=moment(posting.begins_at),
        ended=moment(posting.ends_at),
        unit=str(posting.unit or ""),
        people=tuple(_named(each) for each in standing.order_by("-leads", "pk")),
        supervisor=str(posting.supervisor or ""),
        companions=tuple(host.companions) if host else (),
        done=tuple(
            _done(kind, lines, words) for kind, lines in by_kind.items() if lines and kind not in WORDS_ONLY
        ),
        lessons=_told(by_kind["lessons"], words),
        notes=_told(by_kind["note-to-next"], words),
        is_wave=posting.muster.kind == "wave",
        on=min(posting.ends_at, clock.now()),
    )


def _named(each: Assignment) -> str:
    return f"{each.member.full_name} (tổ trưởng)" if each.leads else each.member.full_name


def _done(kind: str, lines: list[DiaryEntry], words: dict[int, str]) -> KindDone:
    counted = [entry.count for entry in lines if entry.count is not None]
    return KindDone(
        name=diary_words(kind),
        total=f"{number(sum(counted))} {counted_words(kind)}" if counted else "",
        lines=tuple((day(entry.on), words[entry.pk]) for entry in lines if words.get(entry.pk)),
    )


def _told(lines: Iterable[DiaryEntry], words: dict[int, str]) -> tuple[str, ...]:
    return tuple(words[entry.pk] for entry in lines if words.get(entry.pk))


# ── A whole muster ────────────────────────────────────────────────────────────────────────────────


@override("vi")
def closing_pdf(viewer: Viewer, muster: Muster) -> bytes:
    """The closing summary of a muster all of which is the viewer's."""
    summary = muster_summary(muster)
    audit.record("postings.closing", viewer, muster=muster.pk, entries=len(summary.lessons))
    return closing_summary.pdf(summary)


def muster_summary(muster: Muster) -> ClosingSummary:
    """The muster as frozen data, as of now: the stays that have begun."""
    now = clock.now()
    begun = Posting.objects.filter(muster=muster, cancelled_because="", begins_at__lte=now)
    duties = Assignment.objects.filter(posting__in=begun, released_at=None)
    sent = [(member, unit or "") for member, unit in duties.values_list("member", "member__unit__name")]
    mandate = _mandate(muster.drive)
    lacks = lacking(muster.pk, {member for member, _unit in sent})
    return ClosingSummary(
        head=_head(muster.drive),
        muster=muster.name,
        place=_place(muster),
        signatory=mandate.signatory,
        recipients=tuple(mandate.recipients),
        as_of=now,
        stays=begun.count(),
        communes=begun.values("commune").distinct().count(),
        people=len({member for member, _unit in sent}),
        duties=len(sent),
        units=_units(sent),
        sessions=tuple(
            SessionHeld(
                held_at=each.briefing.held_at,
                topic=topic_words(each.briefing.topic),
                place=each.briefing.place,
                present=each.present,
                absent=each.absent,
            )
            for each in sessions(muster)
            if each.briefing.held_at <= now
        ),
        lacking=tuple(
            (topic_words(topic), count)
            for topic in TOPICS
            if (count := sum(topic in topics for topics in lacks.values()))
        ),
        work=_work(muster),
        ended=_ended(muster, len(sent)) if muster.kind == "wave" else None,
        lessons=_lessons(muster),
    )


def _place(muster: Muster) -> str:
    """The province of those who receive, where such a paper is signed."""
    host = muster.hosts.select_related("commune").first()
    top = Area.objects.filter(path=host.commune.path[: Area.steplen]).first() if host else None
    return top.name if top else "…………"


def _units(sent: list[tuple[int, str]]) -> tuple[UnitSent, ...]:
    duties = Counter(unit for _member, unit in sent)
    people = Counter(unit for _member, unit in set(sent))
    return tuple(
        UnitSent(name=unit or "Không ghi đơn vị", people=people[unit], duties=duties[unit])
        for unit in sorted(duties)
    )


def _work(muster: Muster) -> tuple[WorkDone, ...]:
    told = DiaryEntry.objects.filter(posting__muster=muster, posting__cancelled_because="")
    rows = told.values_list("kind").annotate(lines=Count("pk"), total=Sum("count")).order_by()
    found = {kind: (lines, total or 0) for kind, lines, total in rows}
    sums = {kind: found[kind] for kind in DIARY_KINDS if kind in found and kind not in WORDS_ONLY}
    return tuple(
        WorkDone(name=diary_words(kind), lines=lines, total=total, counted=counted_words(kind))
        for kind, (lines, total) in sums.items()
    )


def _ended(muster: Muster, students: int) -> Ended:
    of = {
        "assignment__posting__muster": muster,
        "assignment__posting__cancelled_because": "",
        "assignment__released_at": None,
    }
    grades = Counter(Assessment.objects.filter(**of).values_list("grade", flat=True))
    return Ended(
        students=students,
        essays=Essay.objects.filter(**of).count(),
        grades=tuple((grade_words(grade), grades[grade]) for grade in GRADES),
    )


def _lessons(muster: Muster) -> tuple[tuple[str, str], ...]:
    """The last lesson each commune's stays wrote down."""
    told = (
        DiaryEntry.objects.filter(posting__muster=muster, posting__cancelled_because="", kind="lessons")
        .exclude(words=b"")
        .select_related("posting__commune")
        .order_by("on", "pk")
    )
    last = {str(entry.posting.commune): entry for entry in told}
    return tuple(
        (where[:1].upper() + where[1:], sealed.unseal(last[where].words, sealed.DIARY))
        for where in sorted(last)
    )
