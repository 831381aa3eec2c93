"""What was done on one stay, on paper: by kind, with figures, lessons, the note to the next, and thanks."""

from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files

from bacung.ground import typesetting
from bacung.postings.papers.letterhead import Letterhead, place_and_day


@dataclass(frozen=True, slots=True, kw_only=True)
class KindDone:
    """One kind of the diary: how many of what it counts, and each line as day and words."""

    name: str
    total: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaySummary:
    """A stay as it was. `place` is where the paper is signed; `began` and `ended` are moments in words;
    `people` name who led first."""

    head: Letterhead
    commune: str
    place: str
    began: str
    ended: str
    unit: str
    people: tuple[str, ...]
    supervisor: str
    companions: tuple[str, ...]
    done: tuple[KindDone, ...]
    lessons: tuple[str, ...]
    notes: tuple[str, ...]
    is_wave: bool
    on: datetime


def pdf(summary: StaySummary) -> bytes:
    """The summary on A4, to be signed by the pair and the commune."""
    what = "ĐỢT SINH VIÊN" if summary.is_wave else "CUỐI TUẦN"
    values = {
        **asdict(summary),
        "on": place_and_day(summary.place, summary.on),
        "title": f"TỔNG HỢP HOẠT ĐỘNG BA CÙNG {what}",
        "thanks": _thanks(summary),
    }
    return typesetting.pdf(files(__package__).joinpath("weekend_summary.typ"), values)


def _thanks(summary: StaySummary) -> str:
    return (
        f"Tổ công tác trân trọng cảm ơn Công an {summary.commune}, cấp ủy, chính quyền, các đoàn thể "
        "và bà con đã đón tiếp, giúp đỡ để tổ hoàn thành nhiệm vụ."
    )
