"""Birth dates of the village, as exactly as anybody knows them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.people.dates import (
    Born,
    age_at_least,
    is_placeholder,
    order_shown,
    parse_born,
    swapped,
    year_behind_serial,
)
from tests.strategies import LIST_YEAR, births, spellings_of_birth


@given(st.data(), births())
def test_every_way_of_writing_a_birth_date_is_read(data: st.DataObject, born: Born) -> None:
    """Text, number or date: the same birth date, as exactly as it was known and no more."""
    written = data.draw(spellings_of_birth(born))
    assert parse_born(written, pivot=LIST_YEAR) == born


@given(births())
def test_a_birth_date_survives_being_stored(born: Born) -> None:
    """What `iso` writes, `from_iso` reads; and what `text` writes, the parser reads."""
    assert Born.from_iso(born.iso) == born
    assert parse_born(born.text, pivot=LIST_YEAR) == born


@given(births(), st.integers(0, 100), st.dates(date(2023, 1, 1), date(2026, 12, 31)))
def test_an_age_is_said_only_when_every_possible_day_agrees(born: Born, years: int, on: date) -> None:
    """With the year alone, fourteen is "not known" during the year in which one turns fourteen."""
    answers = {
        age_at_least(Born(day.year, day.month, day.day), years, on) for day in (born.earliest, born.latest)
    }
    assert age_at_least(born, years, on) == (answers.pop() if len(answers) == 1 else None)


def test_fourteen_is_reached_on_the_birthday() -> None:
    """The day before, not yet; from the year alone, nobody can say."""
    assert age_at_least(Born(2009, 6, 5), 14, date(2023, 6, 4)) is False
    assert age_at_least(Born(2009, 6, 5), 14, date(2023, 6, 5)) is True
    assert age_at_least(Born(2008, 2, 29), 15, date(2023, 2, 28)) is False
    assert age_at_least(Born(2009), 14, date(2023, 6, 5)) is None
    assert age_at_least(Born(2009), 14, date(2023, 12, 31)) is True


@pytest.mark.parametrize(
    "written",
    ["31/02/1960", "04/25/1960", "", "không nhớ", "12345", 2.5, None, True, "01/01/2031", 1700, "1/2/3", 9e9],
)
def test_what_cannot_be_a_birth_date_is_none(written: object) -> None:
    """No guess: not a date, not yet born, or in the other order of day and month."""
    assert parse_born(written, pivot=LIST_YEAR) is None


def test_a_column_in_american_order_shows_itself() -> None:
    """A day above twelve proves the order; the column is then read in that order."""
    assert order_shown("04/25/1960") == "mdy"
    assert order_shown("25/04/1960") == "dmy"
    assert order_shown("04/05/1960") is None
    assert order_shown("1960") is None
    assert parse_born("04/25/1960", order="mdy", pivot=LIST_YEAR) == Born(1960, 4, 25)
    assert swapped(Born(1960, 4, 5)) == Born(1960, 5, 4)
    assert swapped(Born(1960, 4, 25)) is None
    assert swapped(Born(1960)) is None


def test_two_digits_of_a_year_are_the_latest_possible() -> None:
    """'54' in a list of 2023 is 1954, '04' is 2004, '23' is this year."""
    years = {text: parse_born(f"1.2.{text}", pivot=2023) for text in ("54", "04", "23", "24")}
    assert {text: born and born.year for text, born in years.items()} == {
        "54": 1954,
        "04": 2004,
        "23": 2023,
        "24": 1924,
    }


@given(st.integers(1930, 2012))
def test_a_year_typed_into_a_date_cell_is_recognised(year: int) -> None:
    """1954 arrives as 7 May 1905; every such day gives the year back."""
    day = date.fromordinal(date(1899, 12, 30).toordinal() + year)
    assert date(1905, 4, 13) <= day <= date(1905, 7, 4)
    assert year_behind_serial(day) == year
    assert year_behind_serial(datetime(day.year, day.month, day.day)) == year  # noqa: DTZ001 (as openpyxl reads)


def test_real_birth_dates_are_not_taken_for_typed_years() -> None:
    """Only the spring and summer of 1905 hides typed years."""
    assert year_behind_serial(date(1905, 5, 7)) == 1954
    assert year_behind_serial(date(1905, 12, 1)) is None
    assert year_behind_serial(date(1954, 5, 7)) is None


def test_new_year_may_be_a_placeholder() -> None:
    """01/01 is asked about; a year alone is honest."""
    assert is_placeholder(Born(1954, 1, 1))
    assert not is_placeholder(Born(1954, 1))
    assert not is_placeholder(Born(1954))


@pytest.mark.parametrize("parts", [(1954, 13, None), (1954, 2, 30), (1954, None, 3)])
def test_an_impossible_day_is_never_built(parts: tuple[int, int | None, int | None]) -> None:
    """A `Born` that exists can be computed with."""
    with pytest.raises(ValueError, match="month"):
        Born(*parts)


def test_two_papers_agree_when_they_may_mean_one_day() -> None:
    """The year on one list and the day on the other do not contradict each other."""
    assert Born(1954).agrees_with(Born(1954, 7, 1))
    assert not Born(1954, 7).agrees_with(Born(1954, 8, 1))
