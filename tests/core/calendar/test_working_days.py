from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.calendar import (
    LOCAL,
    SWAPS,
    Calendar,
    add_working_days,
    local_day,
    vietnam,
    working_days_between,
)

OFFICE = vietnam(2022, 2026)
days = st.dates(date(2022, 10, 20), date(2025, 12, 1))


def test_three_working_days_from_a_friday_end_on_wednesday():
    """The day of the event is not counted, nor is the weekend."""
    assert add_working_days(date(2023, 6, 2), 3, OFFICE) == date(2023, 6, 7)


def test_tet_stops_the_clock_for_a_whole_week():
    """Tết Quý Mão closed offices from 20 to 26 January 2023: three days from the 19th end on the 31st."""
    assert add_working_days(date(2023, 1, 19), 3, OFFICE) == date(2023, 1, 31)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2022, 1, 31), date(2022, 2, 4)),
        (date(2023, 1, 20), date(2023, 1, 26)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2025, 1, 27), date(2025, 1, 31)),
        (date(2026, 2, 16), date(2026, 2, 20)),
    ],
)
def test_tet_moves_with_the_moon(first: date, last: date):
    """The days announced for state offices each year, and the working days around them."""
    closed = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    assert not any(OFFICE.is_working(day) for day in closed)


@pytest.mark.parametrize(("off", "worked"), SWAPS.items())
def test_a_swapped_saturday_is_worked_for_the_day_given_off(off: date, worked: date):
    """What was a working day rests, what was a Saturday works; the total of the two weeks is unchanged."""
    assert worked.weekday() == 5
    assert off.weekday() < 5
    assert OFFICE.is_working(worked)
    assert not OFFICE.is_working(off)


def test_a_term_runs_through_a_swapped_saturday():
    """Friday 26 April 2024: Monday the 29th is off (swapped), 30 April and 1 May rest, 4 May is worked."""
    assert add_working_days(date(2024, 4, 26), 3, OFFICE) == date(2024, 5, 4)


def test_the_operator_has_the_last_word():
    """A calendar is whatever dates are handed in: a storm closes the office, a Sunday is worked."""
    storm = Calendar(holidays=frozenset({date(2023, 6, 5)}), swapped_workdays=frozenset({date(2023, 6, 4)}))
    assert [d for d in range(3, 7) if storm.is_working(date(2023, 6, d))] == [4, 6]


def test_a_year_asked_for_alone_holds_its_own_days_only():
    """2024 knows of 4 May, not of 26 April 2025."""
    assert vietnam(2024).swapped_workdays == {date(2024, 5, 4)}


def test_a_term_of_less_than_nothing_is_refused():
    """Nobody has minus one day."""
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2023, 6, 2), -1, OFFICE)


@given(days, st.integers(0, 40))
def test_adding_and_counting_agree(start: date, n: int):
    """The n-th working day after a day lies n working days after it, and is one."""
    end = add_working_days(start, n, OFFICE)
    assert working_days_between(start, end, OFFICE) == n
    assert n == 0 or OFFICE.is_working(end)


@given(days, days, days)
def test_counting_splits_anywhere(a: date, b: date, c: date):
    """From a to c there are as many working days as from a to b and from b to c, backwards too."""
    through = working_days_between(a, b, OFFICE) + working_days_between(b, c, OFFICE)
    assert through == working_days_between(a, c, OFFICE)


def test_an_evening_in_the_village_is_the_next_day_nowhere_else():
    """17:00 UTC is midnight in Vietnam: the day turns there, not in Greenwich."""
    assert local_day(datetime(2023, 6, 1, 16, 59, tzinfo=UTC)) == date(2023, 6, 1)
    assert local_day(datetime(2023, 6, 1, 17, 0, tzinfo=UTC)) == date(2023, 6, 2)
    assert local_day(datetime(2023, 6, 2, 0, 30, tzinfo=LOCAL)) == date(2023, 6, 2)


def test_a_moment_without_a_zone_is_refused():
    """A naive time is a guess about which country the clock hung in."""
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2023, 6, 1, 9))  # noqa: DTZ001
