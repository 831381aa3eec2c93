"""Numbers, shares, days and moments as people here write them, in both languages."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bacung.ground.figures import day, moment, number, percent, share, signed

FIVE_O_CLOCK = datetime(2023, 5, 31, 10, 0, tzinfo=UTC)  # 17:00 in Vietnam


def test_numbers_of_the_newspaper():
    """The figures of 31 May 2023 read as they were printed."""
    with translation.override("vi"):
        assert number(116167) == "116.167"
        assert share(116167, 278950) == "41,6\u00a0% (116.167/278.950)"
        assert moment(FIVE_O_CLOCK) == "17h00 ngày 31/5/2023"
        assert signed(1204) == "+1.204"
        assert signed(-12) == "−12"
    with translation.override("en"):
        assert share(116167, 278950) == "41.6\u00a0% (116,167/278,950)"
        assert moment(FIVE_O_CLOCK) == "17:00 on 31 May 2023"


def test_a_moment_is_told_on_the_vietnamese_wall():
    """Seven in the evening in London is already the next day in Hà Tĩnh."""
    late = datetime(2023, 5, 31, 19, 0, tzinfo=UTC)
    assert day(late) == "1/6/2023"
    assert day(date(2023, 5, 31)) == "31/5/2023"


def test_nothing_is_a_dash_and_a_share_of_nobody_is_no_percentage():
    """A rate whose denominator is empty still shows both of its numbers."""
    assert number(None) == day(None) == moment(None) == signed(None) == "—"
    assert percent(0, 0) == "—"
    assert share(0, 0) == "— (0/0)"


@pytest.mark.parametrize(
    ("numerator", "denominator", "said"),
    [(1, 8, "12,5"), (1, 16, "6,3"), (3970, 4363, "91,0"), (7, 6, "116,7")],
)
def test_half_is_rounded_up_as_by_hand(numerator: int, denominator: int, said: str):
    """Not to the even neighbour; and more than all is legal."""
    assert percent(numerator, denominator) == f"{said}\u00a0%"


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_a_number_can_be_read_back(value: int, decimals: int):
    """Whatever is written says exactly the number it was made from."""
    said = number(Fraction(value, 10**decimals), decimals)
    assert Fraction(said.replace(".", "").replace(",", ".").replace("−", "-")) == Fraction(
        value, 10**decimals
    )
