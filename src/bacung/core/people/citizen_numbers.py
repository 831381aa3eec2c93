"""Citizen numbers: PPP G YY NNNNNN, and what their structure can and cannot tell.

PPP is the province of birth *registration* (not of residence) or a country for births abroad, G the sex and
century, YY the year of birth. The six digits after them are random: there is no check digit.
Source: decree 137/2015, article 13; circular 07/2016/TT-BCA, article 7.
"""

import csv
import re
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from bacung.core.people.findings import Finding

Sex = Literal["male", "female"]


def _provinces() -> dict[str, str]:
    table = (
        resources.files("bacung.core.people")
        .joinpath("citizen_number_provinces.csv")
        .read_text(encoding="utf-8")
    )
    return {row["code"]: row["province"] for row in csv.DictReader(table.splitlines())}


#: Code of birth registration → province, as the 63 provinces were before July 2025.
PROVINCES = _provinces()

_CITIZEN_NUMBER = re.compile(r"[0-9]{12}")
_BETWEEN_DIGITS = {
    **str.maketrans("", "", " .-'’`\u00a0\u200b\t"),
    # Digits as wide as a Chinese letter, from East Asian keyboards.
    **str.maketrans("０１２３４５６７８９", "0123456789"),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What a number says: `province` code of registration, `sex`, `century_start` (1900 …), full `year`."""

    province: str
    sex: Sex
    century_start: int
    year: int


def compact(raw: str) -> str:
    """`raw` without the spaces, dots, dashes and apostrophes people put between digits."""
    return raw.translate(_BETWEEN_DIGITS)


def is_citizen_number(text: str) -> bool:
    """Whether `text` is twelve digits."""
    return _CITIZEN_NUMBER.fullmatch(text) is not None


def parts(number: str) -> Parts:
    """What twelve digits say; ValueError for anything else."""
    if not is_citizen_number(number):
        raise ValueError("a citizen number has twelve digits")
    sign = int(number[3])
    century_start = 1900 + 100 * (sign // 2)
    return Parts(
        province=number[:3],
        sex="female" if sign % 2 else "male",
        century_start=century_start,
        year=century_start + int(number[4:6]),
    )


def check(number: str, *, sex: Sex | None = None, year: int | None = None) -> list[Finding]:
    """How a number fits the row it stands in; what the row does not say (None) is not compared.

    An unknown province is only a warning (births abroad carry country codes). Disagreement is a question,
    never an error: a number may have been issued before the papers were corrected.
    """
    if not is_citizen_number(number):
        return [Finding("number-malformed", str(len(number)))]
    said = parts(number)
    findings = []
    if said.province not in PROVINCES:
        findings.append(Finding("province-unknown", said.province))
    if sex is not None and said.sex != sex:
        findings.append(Finding("sex-disagrees", said.sex))
    if year is not None and said.year != year:
        same_digits = said.year % 100 == year % 100
        findings.append(Finding("century-disagrees" if same_digits else "year-disagrees", str(said.year)))
    return findings


def restore_zeros(digits: str, *, sex: Sex | None = None, year: int | None = None) -> str | None:
    """The number whose leading zeros a spreadsheet ate, if what is left fits the row; a proposal to show.

    Eleven digits lost one zero; ten digits lost two (Hà Nội and the other codes 001 to 008).
    """
    if len(digits) not in (10, 11) or digits[0] == "0" or not digits.isascii() or not digits.isdigit():
        return None
    number = digits.zfill(12)
    if number[3] > "3" or check(number, sex=sex, year=year):
        return None
    return number


def restore_cmnd_zero(digits: str) -> str | None:
    """The nine digits of the older identity paper (CMND) that lost the zero of Hà Nội and its neighbours."""
    if len(digits) == 8 and digits.isascii() and digits.isdigit() and digits[0] != "0":
        return "0" + digits
    return None


def masked(number: str) -> str:
    """Province and last four digits: '042•••••1234'; of other numbers only the last four."""
    if len(number) == 12:
        return f"{number[:3]}•••••{number[-4:]}"
    return "•" * max(len(number) - 4, 0) + number[-4:] if len(number) > 4 else "•" * len(number)
