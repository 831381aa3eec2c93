"""The half hours of a week as presence sees them: 48 of a working day, 48 of a Saturday, 48 of a Sunday.

Public holidays count by their day of the week: too few of them are walked to learn them apart.
"""

from datetime import date, datetime

from bacung.core.calendar import LOCAL

HALF_HOURS = 48
KINDS = 3
"""Working day, Saturday, Sunday."""
SLOTS = KINDS * HALF_HOURS
HALF_HOUR = 1800
"""Seconds."""


def slot_of(moment: datetime) -> int:
    """The slot, 0 to 143, in which an aware moment falls in Vietnam."""
    local = moment.astimezone(LOCAL)
    return slot_on(local.date(), local.hour * 3600 + local.minute * 60)


def slot_on(day: date, second: int) -> int:
    """The slot of a second after midnight; past midnight (24:30) it is the early morning of the same day."""
    return kind_of(day) * HALF_HOURS + second // HALF_HOUR % HALF_HOURS


def kind_of(day: date) -> int:
    """0 on a working day, 1 on a Saturday, 2 on a Sunday."""
    return max(0, day.weekday() - 4)


def half_hour_of(slot: int) -> int:
    """Which half hour of its day a slot is, 0 to 47."""
    return slot % HALF_HOURS


def clock_of(slot: int) -> str:
    """When a slot begins, as 19:30."""
    hours, half = divmod(half_hour_of(slot), 2)
    return f"{hours:02d}:{half * 30:02d}"
