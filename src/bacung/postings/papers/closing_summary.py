"""What a whole muster came to, on paper: stays, people, duties by unit, briefings, work by kind, how students
ended. People are counted, never ranked.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files

from bacung.ground import typesetting
from bacung.ground.figures import moment, number, share
from bacung.postings.papers.letterhead import Letterhead, place_and_day

THANKS = (
    "Ban Chỉ đạo trân trọng cảm ơn các đơn vị, nhà trường, Công an các xã, cấp ủy, chính quyền và bà con đã "
    "phối hợp, giúp đỡ."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSent:
    """A unit: its different people, and their duties (one person on one stay)."""

    name: str
    people: int
    duties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeld:
    """A briefing that was held."""

    held_at: datetime
    topic: str
    place: str
    present: int
    absent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDone:
    """A kind of the diary over all stays: lines written, and the sum of what the kind counts."""

    name: str
    lines: int
    total: int
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How students ended: of so many, essays handed in, and the communes' grades, the best first."""

    students: int
    essays: int
    grades: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingSummary:
    """A muster as of a moment; only stays that have begun are counted. `lacking`: how many of those who were
    sent never came to a session of a topic.
    """

    head: Letterhead
    muster: str
    place: str
    signatory: str
    recipients: tuple[str, ...]
    as_of: datetime
    stays: int
    communes: int
    people: int
    duties: int
    units: tuple[UnitSent, ...]
    sessions: tuple[SessionHeld, ...]
    lacking: tuple[tuple[str, int], ...]
    work: tuple[WorkDone, ...]
    ended: Ended | None
    lessons: tuple[tuple[str, str], ...]


def pdf(summary: ClosingSummary) -> bytes:
    """The closing summary on A4."""
    values = {
        "head": asdict(summary.head),
        "on": place_and_day(summary.place, summary.as_of),
        "muster": summary.muster,
        "opening": _opening(summary),
        "units": [
            [str(row), unit.name, number(unit.people), number(unit.duties)]
            for row, unit in enumerate(summary.units, start=1)
        ],
        "duties": number(summary.duties),
        "sessions": [
            [moment(each.held_at), each.topic, each.place, number(each.present), number(each.absent)]
            for each in summary.sessions
        ],
        "lacking": [f"{topic}: {number(count)} người" for topic, count in summary.lacking],
        "work": [
            [each.name, number(each.lines), f"{number(each.total)} {each.counted}" if each.counted else ""]
            for each in summary.work
        ],
        "ended": _ended(summary.ended),
        "lessons": summary.lessons,
        "signatory": summary.signatory,
        "recipients": summary.recipients,
        "thanks": THANKS,
    }
    return typesetting.pdf(files(__package__).joinpath("closing_summary.typ"), values)


def _opening(summary: ClosingSummary) -> str:
    what = "tổ" if summary.ended else "đợt"
    return (
        f"Tính đến {moment(summary.as_of)}: {number(summary.stays)} {what} ở {number(summary.communes)} xã, "
        f"phường, thị trấn; {number(summary.people)} người tham gia với {number(summary.duties)} lượt."
    )


def _ended(ended: Ended | None) -> list[str]:
    if ended is None:
        return []
    given = sum(count for _grade, count in ended.grades)
    grades = ", ".join(f"{grade.lower()} {number(count)}" for grade, count in ended.grades if count)
    return [
        f"Bản thu hoạch đã nộp: {share(ended.essays, ended.students)} sinh viên.",
        f"Nhận xét của xã: {share(given, ended.students)} sinh viên" + (f"; {grades}." if grades else "."),
    ]
