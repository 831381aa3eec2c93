"""Phone numbers: one form for +84, missing zeros, dots, and the eleven digits of before 2018.

A phone never identifies a person (families share them), and its prefix no longer proves a carrier: an
unknown one is a warning, not a refusal.
"""

import csv
import re
from dataclasses import dataclass
from importlib import resources

from bacung.core.people.findings import Finding


def _prefixes() -> tuple[frozenset[str], dict[str, str]]:
    table = resources.files("bacung.core.people").joinpath("mobile_prefixes.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(table.splitlines()) if row["in_use"] == "y"]
    old = {row["prefix_before_2018"]: row["prefix"] for row in rows if row["prefix_before_2018"]}
    return frozenset(row["prefix"] for row in rows), old


#: Three-digit prefixes of mobile numbers in use, and prefix before the conversion of 2018 → prefix now.
PREFIXES, CONVERTED = _prefixes()


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as '0912345678' (None where none could be made out), and what was noticed or done."""

    number: str | None
    findings: tuple[Finding, ...] = ()


_TEN_DIGITS = re.compile(r"0[0-9]{9}")
_NOT_DIGITS = re.compile(r"[^0-9]+")
# Two numbers in one cell stand apart by / ; , a line break, "hoặc", or a wide gap.
_BETWEEN_NUMBERS = re.compile(r"\s*(?:[/;,\n&]|hoặc|\s{2,}|\s-\s)\s*")


def normalise(raw: str | int | float) -> Phone:
    """The phone a cell holds, brought to form; of several in one cell the first."""
    text = str(int(raw)) if isinstance(raw, float) and raw == raw // 1 else str(raw)
    if _TEN_DIGITS.fullmatch(text) and text[:3] in PREFIXES:
        return Phone(text)
    text = text.strip().removesuffix(".0")
    split = [part for part in _BETWEEN_NUMBERS.split(text) if len(_NOT_DIGITS.sub("", part)) >= 8]
    first, *others = split or [text]
    digits = _NOT_DIGITS.sub("", first)
    # Two side by side with nothing but a space between them.
    if len(digits) == 20 and digits[:3] in PREFIXES and digits[10:13] in PREFIXES:
        first, others = digits[:10], [digits[10:]]
    phone = _one(first)
    if others and phone.number:
        return Phone(phone.number, (*phone.findings, Finding("phone-several", text)))
    return phone


def _one(text: str) -> Phone:
    digits = _national(text)
    findings: list[Finding] = []
    if not digits.startswith("0"):
        digits = _with_zero(digits)
        findings.append(Finding("phone-zero-restored", text))
    if len(digits) == 11 and digits[:4] in CONVERTED:
        digits = CONVERTED[digits[:4]] + digits[4:]
        findings.append(Finding("phone-prefix-converted", text))
    if len(digits) == 11 and digits.startswith("02"):
        return Phone(digits, (*findings, Finding("phone-landline", digits[:4])))
    if len(digits) != 10 or digits[0] != "0" or digits[1] == "0":
        return Phone(None, (Finding("phone-malformed", text),))
    if digits[:3] not in PREFIXES:
        findings.append(Finding("phone-prefix-unknown", digits[:3]))
    return Phone(digits, tuple(findings))


def _national(text: str) -> str:
    """The digits without the country's 84; nine digits alone may begin so too (084 is a prefix in use)."""
    digits = _NOT_DIGITS.sub("", text)
    abroad = "+" in text or digits.startswith("0084")
    digits = digits.removeprefix("00") if abroad else digits
    if digits.startswith("84") and (abroad or len(digits) >= 11):
        return "0" + digits[2:].removeprefix("0")
    return digits


def _with_zero(digits: str) -> str:
    """The number with the zero a spreadsheet ate, if then it is a mobile number, of now or of before 2018."""
    number = "0" + digits
    if len(digits) == 9 and digits[0] in "35789":
        return number
    return number if len(digits) == 10 and number[:4] in CONVERTED else digits


def masked(number: str) -> str:
    """The first and last three digits: '091••••678'."""
    if len(number) < 8:
        return "•" * len(number)
    return number[:3] + "•" * (len(number) - 6) + number[-3:]
