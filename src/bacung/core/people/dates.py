"""Birth dates as offices write them: to the day, the month or only the year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Precision = Literal["day", "month", "year"]
Order = Literal["dmy", "mdy"]

OLDEST_YEAR = 1880
_SPREADSHEET_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True, order=True)
class Born:
    """When a person was born, as exactly as is known: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None:
            if self.month is None:
                raise ValueError("a day needs its month")
            date(self.year, self.month, self.day)
        elif self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"no month {self.month}")

    @property
    def precision(self) -> Precision:
        """'day', 'month' or 'year'."""
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def iso(self) -> str:
        """'1954', '1954-07' or '1954-07-01'."""
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def text(self) -> str:
        """As written in Vietnam: '1954', '07/1954' or '01/07/1954'."""
        return "/".join(reversed(self.iso.split("-")))

    @property
    def earliest(self) -> date:
        """The first day this may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day this may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @classmethod
    def from_iso(cls, text: str) -> "Born":
        """The birth date that `iso` wrote."""
        return cls(*map(int, text.split("-")))

    def agrees_with(self, other: "Born") -> bool:
        """Whether both may mean the same day, each as exactly as it is known."""
        return self.earliest <= other.latest and other.earliest <= self.latest


def _reached(birthday: date, years: int, on: date) -> bool:
    # Born on 29 February, one is a year older on 1 March of a common year.
    return (on.year - birthday.year, on.month, on.day) >= (years, birthday.month, birthday.day)


def age_at_least(born: Born, years: int, on: date) -> bool | None:
    """Whether someone is `years` old on a day; None where the birth date is not known exactly enough."""
    surely = _reached(born.latest, years, on)
    return surely if surely == _reached(born.earliest, years, on) else None


def is_placeholder(born: Born) -> bool:
    """Whether this is 1 January, the day clerks write when only the year is known."""
    return born.month == 1 and born.day == 1


def year_behind_serial(day: date) -> int | None:
    """The year someone typed into a cell formatted as a date: 1954 arrives as 7 May 1905.

    Serials 1900 to 2049 fall between 14 March and 10 August 1905, when nobody now listed was born.
    """
    serial = (date(day.year, day.month, day.day) - _SPREADSHEET_EPOCH).days
    return serial if 1900 <= serial <= 2049 else None


def swapped(born: Born) -> Born | None:
    """Day and month exchanged, as a spreadsheet set to American dates reads them; None if that is no date."""
    if born.day is None or born.month is None or born.day > 12:
        return None
    return Born(born.year, born.day, born.month)


# Day or month may be zero, dots or dashes where they are not known: 00/00/1954, ../../1954, --/7/1954.
_GAP = r"(?:\d{1,2}|[.…\-_?xX]{1,5})"
_THREE = re.compile(rf"({_GAP})\s*[/.\-,\s]\s*({_GAP})\s*[/.\-,\s]\s*(\d{{4}}|\d{{2}})(?:[ T]\d{{1,2}}:.*)?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[ T].*)?)?")
_TWO = re.compile(r"(?:tháng\s*|t\.?\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4})", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_SPELT = re.compile(r"(?:ngày\s*(\d{1,2})\s*)?(?:tháng|thg)\s*(\d{1,2})\s*,?\s*năm\s*(\d{4})")
_YEAR_ALONE = re.compile(r"[^\d]{0,16}(\d{4})(?:[^\d]{0,3}|\s*\([^\d)]{1,20}\))")
_AROUND = re.compile(r"(?:ngày|sinh|sn)[\s:]+(?=\d)|(?<=\d{4})[\s.]+$", re.IGNORECASE)


def order_shown(text: str) -> Order | None:
    """Which order of day and month a written date proves, if one of the two is above twelve."""
    match = _THREE.fullmatch(text.strip())
    if not match or not (match[1].isdigit() and match[2].isdigit()):
        return None
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def parse_born(value: object, *, order: Order = "dmy", pivot: int) -> Born | None:
    """The birth date a cell holds (text, number, date), or None where it holds none that can be.

    `pivot` is the latest year that can be meant, the year of the list: in 2023, '54' is 1954, '04' 2004.
    A number below 2100 is a year, a larger one a spreadsheet's day count. Text that has no such day in the
    given `order` is not read in the other one: ask `order_shown` over the whole column.
    """
    if isinstance(value, str):
        return _from_text(value, order, pivot)
    if isinstance(value, datetime | date):
        return _born(value.year, value.month, value.day, pivot)
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
        return _from_number(int(value), pivot)
    return None


def _from_number(number: int, pivot: int) -> Born | None:
    if number < 2100:
        return _born(number, None, None, pivot)
    if number > 100_000:
        return None
    day = _SPREADSHEET_EPOCH + timedelta(days=number)
    return _born(day.year, day.month, day.day, pivot)


def _from_text(text: str, order: Order, pivot: int) -> Born | None:
    text = text.strip().strip("'")
    if text[:1].isalpha() or text[-1:] == ".":
        text = _bare(text)
    if match := _THREE.fullmatch(text):
        first, second, year = match.groups()
        day, month = (first, second) if order == "dmy" else (second, first)
        return _born(_four_digits(year, pivot), _known(month), _known(day), pivot)
    if match := _ISO.fullmatch(text):
        return _born(int(match[1]), int(match[2]), int(match[3]) if match[3] else None, pivot)
    if match := _TWO.fullmatch(text):
        return _born(int(match[2]), _known(match[1]), None, pivot)
    if match := _COMPACT.fullmatch(text):
        day, month = (match[1], match[2]) if order == "dmy" else (match[2], match[1])
        return _born(int(match[3]), _known(month), _known(day), pivot)
    if match := _SPELT.search(text.lower()):
        return _born(int(match[3]), _known(match[2]), _known(match[1] or ""), pivot)
    if match := _YEAR_ALONE.fullmatch(text):
        return _born(int(match[1]), None, None, pivot)
    return None


def _bare(text: str) -> str:
    """'ngày 12/05/1960', 'sinh 1960.' without what stands around the date."""
    return text if _SPELT.search(text.lower()) else _AROUND.sub("", text)


def _known(part: str) -> int | None:
    """Day or month as a number; None where zero or dots stand for "not known"."""
    return int(part) or None if part.isdigit() else None


def _four_digits(year: str, pivot: int) -> int:
    """A two-digit year is the latest one that is not after `pivot`."""
    number = int(year)
    if len(year) == 4:
        return number
    number += pivot - pivot % 100
    return number if number <= pivot else number - 100


def _born(year: int, month: int | None, day: int | None, pivot: int) -> Born | None:
    if not OLDEST_YEAR <= year <= pivot:
        return None
    try:
        return Born(year, month, day if month else None)
    except ValueError:
        return None
