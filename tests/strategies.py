"""Hypothesis strategies: people of Vietnam, and the many ways a list writes them."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from bacung.core.people.citizen_numbers import PROVINCES, Sex
from bacung.core.people.dates import Born
from bacung.core.people.phones import CONVERTED, PREFIXES

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLE = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Ngọc",
    "Minh",
    "Thanh",
    "Xuân",
    "Thị Thu",
    "Quốc",
    "Đình",
    "Thùy",
    "Hoà",
]
GIVEN = [
    "An",
    "Ánh",
    "Ân",
    "Bảo",
    "Bình",
    "Chi",
    "Dũng",
    "Đạt",
    "Đức",
    "Hà",
    "Hạ",
    "Hải",
    "Hoa",
    "Hòa",
    "Hưng",
    "Lý",
]
GIVEN += [
    "Mỹ",
    "Nga",
    "Ngãi",
    "Oanh",
    "Phúc",
    "Quý",
    "Quỳnh",
    "Sử",
    "Thúy",
    "Trang",
    "Tư",
    "Uyên",
    "Việt",
    "Yến",
]

INVISIBLE = ["\u200b", "\u200e", "\ufeff", "\u2060"]

LIST_YEAR = 2023


def names() -> st.SearchStrategy[str]:
    """A full name in NFC: họ, mostly a đệm, tên."""
    parts = st.tuples(
        st.sampled_from(FAMILY), st.one_of(st.just(""), st.sampled_from(MIDDLE)), st.sampled_from(GIVEN)
    )
    return parts.map(lambda found: " ".join(part for part in found if part))


@st.composite
def spellings_of_name(draw: st.DrawFn, name: str) -> str:
    """The same name as another hand types it: other capitals, NFD, wide gaps, characters nobody sees."""
    change = draw(st.sampled_from([str, str.upper, str.lower, str.title]))
    form = draw(st.sampled_from(["NFC", "NFD"]))
    gap = draw(st.sampled_from([" ", "  ", "\u00a0", " \t"]))
    hidden = draw(st.sampled_from(["", *INVISIBLE]))
    edge = draw(st.sampled_from(["", " "]))
    return edge + hidden + unicodedata.normalize(form, change(name)).replace(" ", gap) + edge


def sexes() -> st.SearchStrategy[Sex]:
    """'male' or 'female'."""
    return st.sampled_from(["male", "female"])


def births(first: int = 1920, last: int = LIST_YEAR - 1) -> st.SearchStrategy[Born]:
    """A birth date known to the day, the month or the year."""
    days = st.dates(date(first, 1, 1), date(last, 12, 31))
    return st.one_of(
        days.map(lambda day: Born(day.year, day.month, day.day)),
        days.map(lambda day: Born(day.year, day.month)),
        days.map(lambda day: Born(day.year)),
    )


@st.composite
def spellings_of_birth(draw: st.DrawFn, born: Born) -> object:
    """What a cell may hold for this birth date: text in many forms, a number, a date."""
    year, month, day = born.year, born.month, born.day
    if month is None:
        forms: list[object] = [
            year,
            float(year),
            f"{year}",
            f"SN {year}",
            f"sinh năm {year}",
            f"00/00/{year}",
        ]
        forms += [f"../../{year}", f" {year} ", f"--/--/{year}"]
    elif day is None:
        forms = [
            f"{month}/{year}",
            f"{month:02}/{year}",
            f"{month:02}.{year}",
            f"00/{month:02}/{year}",
            born.iso,
        ]
        forms += [f"tháng {month} năm {year}"]
    else:
        forms = [
            born.text,
            f"{day}/{month}/{year}",
            f"{day}.{month}.{year}",
            f"{day}-{month}-{year}",
            born.iso,
        ]
        forms += [date(year, month, day), f"{born.iso} 00:00:00", f"ngày {day} tháng {month} năm {year}"]
        if year > LIST_YEAR - 99:
            forms.append(f"{day}.{month}.{year % 100:02}")
    return draw(st.sampled_from(forms))


@st.composite
def citizen_numbers(draw: st.DrawFn, sex: Sex, year: int) -> str:
    """A number that agrees with this sex and year of birth, registered in any of the 63 provinces."""
    sign = 2 * (year // 100 - 19) + (sex == "female")
    tail = draw(st.integers(0, 999_999))
    return f"{draw(st.sampled_from(sorted(PROVINCES)))}{sign}{year % 100:02}{tail:06}"


def phones() -> st.SearchStrategy[str]:
    """A mobile number in use, as '0912345678'."""
    return st.tuples(st.sampled_from(sorted(PREFIXES)), st.integers(0, 9_999_999)).map(
        lambda drawn: f"{drawn[0]}{drawn[1]:07}"
    )


@st.composite
def spellings_of_phone(draw: st.DrawFn, phone: str) -> str | int | float:
    """The same number as lists hold it: dots, +84, the zero lost, the eleven digits of before 2018."""
    tail = phone[1:]
    forms: list[str | int | float] = [
        phone,
        f"{phone[:4]}.{phone[4:7]}.{phone[7:]}",
        f"{phone[:4]} {phone[4:]}",
    ]
    forms += [
        f"+84{tail}",
        f"84{tail}",
        f"+84 {tail[:2]} {tail[2:]}",
        f"(+84){tail}",
        tail,
        int(tail),
        float(tail),
    ]
    old = [before for before, now in CONVERTED.items() if now == phone[:3]]
    forms += [before + phone[3:] for before in old]
    return draw(st.sampled_from(forms))


@dataclass(frozen=True)
class Listed:
    """One drawn person, with values that agree with each other."""

    name: str
    sex: Sex
    born: Born
    citizen_number: str
    phone: str


@st.composite
def people(draw: st.DrawFn) -> Listed:
    """A person whose number, sex and birth date agree."""
    sex, born = draw(sexes()), draw(births())
    return Listed(draw(names()), sex, born, draw(citizen_numbers(sex, born.year)), draw(phones()))
