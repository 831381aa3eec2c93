"""What the evening report says: figures as they stood at one moment, each with the address of its rows."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count and where its rows are; a `link` beginning with / goes on from the report's base link."""

    value: int | None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share with its name and what it is a share of; over 100 % is legal."""

    name: str
    numerator: Figure
    numerator_name: str
    denominator: Figure
    denominator_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneRow:
    """One commune, or all of them: what was assigned, reached and is left, and the change since yesterday.

    `name` carries the present name where there is another: "Phù Lưu (nay Mai Phụ)". `is_reported` says that
    the figures are the office's own totals.
    """

    name: str
    target: Figure
    achieved: Figure
    left: Figure
    rank: int | None = None
    change: int | None = None
    rates: tuple[Rate, ...] = ()
    is_reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """People still to do for one reason, and what the office does next."""

    reason: str
    people: Figure
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFact:
    """What happened before the moment of the report and was entered after it; not in the figures above."""

    what: str
    people: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTotal:
    """A total as an office reported it, with its source; never mixed into computed figures."""

    name: str
    what: str
    value: Figure
    on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningReport:
    """The whole report. `achieved_name` and `target_name` say what the columns Đạt and Chỉ tiêu count.

    `total` is of the people counted one by one, or of what was reported where nobody is counted; where there
    are both, `reported_total` stands beside it, and the two are never added.
    """

    superior: str
    body: str
    place: str
    on: date
    number: str
    title: str
    drive: str
    as_of: datetime
    achieved_name: str
    target_name: str
    rows: tuple[CommuneRow, ...]
    total: CommuneRow
    reported_total: CommuneRow | None = None
    grounds: tuple[str, ...] = ()
    remaining: tuple[Remaining, ...] = ()
    late: tuple[LateFact, ...] = ()
    reported: tuple[ReportedTotal, ...] = ()
    recipients: tuple[str, ...] = ()
    signatory: str = ""
    demo: bool = False
    base_link: str = ""

    @property
    def totals(self) -> tuple[CommuneRow, ...]:
        """The sums under the table."""
        return (self.total, self.reported_total) if self.reported_total else (self.total,)

    def address(self, figure: Figure) -> str:
        """The whole address of a figure's rows; empty where there is none to give."""
        if figure.link.startswith("/"):
            return self.base_link.rstrip("/") + figure.link if self.base_link else ""
        return figure.link
