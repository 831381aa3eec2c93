"""How numbers, shares, days and moments are written, in the language now spoken.

116.167 · 41,6 % (116.167/278.950) · 31/5/2023 · 17h00 ngày 31/5/2023; and in English
116,167 · 41.6 % (116,167/278,950) · 31 May 2023 · 17:00 on 31 May 2023.
"""

from datetime import date, datetime
from fractions import Fraction

from django.utils.translation import get_language

from bacung.ground.clock import local

NOTHING = "—"
_MINUS = "\u2212"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def number(value: float | Fraction | None, decimals: int = 0) -> str:
    """A number with its thousands apart; None is a dash."""
    if value is None:
        return NOTHING
    # Half goes up, as people round by hand, not to the even neighbour.
    scaled = Fraction(value) * 10**decimals
    whole = int(abs(scaled) + Fraction(1, 2))
    units, rest = divmod(whole, 10**decimals)
    text = f"{units:,}" + (f".{rest:0{decimals}d}" if decimals else "")
    if _vietnamese():
        text = text.translate(str.maketrans(",.", ".,"))
    return (_MINUS if scaled < 0 and whole else "") + text


def signed(value: int | None) -> str:
    """A change: +1.204, −12, or ±0."""
    if value is None:
        return NOTHING
    return "±0" if value == 0 else ("+" if value > 0 else "") + number(value)


def percent(numerator: int | None, denominator: int | None, decimals: int = 1) -> str:
    """Only the percentage; its numerator and denominator must be written beside it by the caller."""
    if numerator is None or not denominator:
        return NOTHING
    return f"{number(Fraction(numerator * 100, denominator), decimals)}\u00a0%"


def share(numerator: int | None, denominator: int | None, decimals: int = 1) -> str:
    """A share with what it is made of: 41,6 % (116.167/278.950)."""
    return f"{percent(numerator, denominator, decimals)} ({number(numerator)}/{number(denominator)})"


def day(value: date | None) -> str:
    """31/5/2023; 31 May 2023 in English. A datetime is taken on the Vietnamese wall."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = local(value).date()
    if _vietnamese():
        return f"{value.day}/{value.month}/{value.year}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def hour(value: datetime) -> str:
    """17h00; 17:00 in English."""
    return local(value).strftime("%Hh%M" if _vietnamese() else "%H:%M")


def moment(value: datetime | None) -> str:
    """17h00 ngày 31/5/2023; 17:00 on 31 May 2023 in English."""
    if value is None:
        return NOTHING
    return f"{hour(value)} {'ngày' if _vietnamese() else 'on'} {day(value)}"
