"""Working days: what is known, and what an operator says over it."""

from datetime import date

import pytest

from bacung.core.calendar import add_working_days
from bacung.drives.actions import say_of_day, unsay_day
from bacung.drives.queries import working_calendar
from bacung.ground.permissions import CONSOLE

pytestmark = pytest.mark.django_db

FRIDAY, MONDAY, TUESDAY = date(2023, 6, 2), date(2023, 6, 5), date(2023, 6, 6)
SATURDAY = date(2023, 6, 3)


def test_a_day_off_that_was_announced_later_moves_the_deadline() -> None:
    """One working day after a Friday is Monday, and Tuesday when offices rest on that Monday."""
    known = add_working_days(FRIDAY, 1, working_calendar())
    said = say_of_day(CONSOLE, MONDAY, works=False, note="a notice")
    moved = add_working_days(FRIDAY, 1, working_calendar())
    unsay_day(CONSOLE, said)

    assert (known, moved) == (MONDAY, TUESDAY)
    assert add_working_days(FRIDAY, 1, working_calendar()) == MONDAY


def test_a_saturday_that_is_worked_counts() -> None:
    """And a public holiday that was taken back does too."""
    say_of_day(CONSOLE, SATURDAY, works=True)
    say_of_day(CONSOLE, date(2023, 9, 4), works=True)

    assert add_working_days(FRIDAY, 1, working_calendar()) == SATURDAY
    assert working_calendar().is_working(date(2023, 9, 4))
