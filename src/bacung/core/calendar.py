"""Working days in Vietnam, and the local day of a moment.

A term runs from the day after the event (Civil Code 2015, Art. 147): three working days from a Friday end
on Wednesday. State offices rest on Saturdays and Sundays; now and then a working day is swapped with a
Saturday. What `vietnam` says is a seed: an operator's own dates make a `Calendar` just as well.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

# Vietnam has kept UTC+7 without summer time since 1975, so no time-zone file is needed.
LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

# Working days of state offices moved to a Saturday: day off -> Saturday worked. 2022 and 2023 had none.
SWAPS: dict[date, date] = {
    date(2024, 4, 29): date(2024, 5, 4),  # 2450/VPCP-KGVX, 12 April 2024
    date(2025, 5, 2): date(2025, 4, 26),  # 6150/TB-BLĐTBXH, 3 December 2024
    date(2026, 1, 2): date(2026, 1, 10),  # 12729/VPCP-KGVX, 25 December 2025; not in `holidays` 0.109
    date(2026, 8, 31): date(2026, 8, 22),
}

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off besides weekends, and the weekend days that are worked."""

    holidays: frozenset[date] = frozenset()
    swapped_workdays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day; a swapped Saturday is worked whatever else is said of it."""
        return day in self.swapped_workdays or (day.weekday() < 5 and day not in self.holidays)


def local_day(moment: datetime) -> date:
    """The day in Vietnam on which an aware moment falls."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {moment}")
    return moment.astimezone(LOCAL).date()


def add_working_days(start: date, n: int, calendar: Calendar) -> date:
    """The `n`-th working day after `start`; `start` itself is not counted, and is the answer for 0."""
    if n < 0:
        raise ValueError(f"a term of {n} working days")
    day = start
    while n:
        day += _ONE_DAY
        n -= calendar.is_working(day)
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days lie after `start`, up to and with `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, calendar)
    days = (start + _ONE_DAY * i for i in range(1, (end - start).days + 1))
    return sum(calendar.is_working(day) for day in days)


@lru_cache(maxsize=64)
def vietnam(first: int, last: int | None = None) -> Calendar:
    """The calendar of state offices for one year, or from one year to another, both included.

    Tết and the Hùng Kings' day follow the lunar calendar. Days outside these years are known only by weekday:
    ask for one year more than the last deadline may need.
    """
    import holidays

    years = range(first, (last or first) + 1)
    seed = holidays.country_holidays("VN", years=years)
    return Calendar(
        holidays=frozenset(seed) | {off for off in SWAPS if off.year in years},
        swapped_workdays=frozenset(
            {day for day in seed.weekend_workdays if day.year in years}
            | {worked for worked in SWAPS.values() if worked.year in years}
        ),
    )
