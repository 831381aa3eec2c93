"""Birth dates gone wrong: by a spreadsheet, by a clerk, by another country's order."""

from datetime import date, datetime

import pytest

from tests.core.sheets import making
from tests.core.sheets.making import HEADER, codes, one, people, told


def test_a_year_in_a_date_cell() -> None:
    """1954 typed into a date cell shows as 7 May 1905: it is the year."""
    reading = one(born=date(1905, 5, 7))

    assert (reading.values.born, reading.values.born_precision) == ("1954", "year")
    assert told(reading) == [("D", "year-in-date-cell", "07/05/1905", "1954")]


@pytest.mark.parametrize(
    ("born", "iso"),
    [
        ("02/07/1954", "1954-07-02"),
        ("2.7.54", "1954-07-02"),
        ("2-7-1954", "1954-07-02"),
        ("07/1954", "1954-07"),
        (1954, "1954"),
        ("SN 1954", "1954"),
        ("1954-07-02", "1954-07-02"),
        (datetime(1954, 7, 2, 0, 0), "1954-07-02"),  # noqa: DTZ001
        (date(1954, 7, 2), "1954-07-02"),
    ],
)
def test_birth_dates_as_they_are_written(born: object, iso: str) -> None:
    """To the day, the month or the year; none of them needs a repair."""
    reading = one(born=born)

    assert (reading.values.born, reading.verdict) == (iso, "accepted")


@pytest.mark.parametrize("born", ["31/02/1954", "mùa xuân", "45/13/1960", "12/05/3054"])
def test_dates_that_are_none_are_asked_about(born: str) -> None:
    """A day that does not exist is a question; the person stays."""
    reading = one(born=born)

    assert (reading.verdict, reading.values.born) == ("question", None)
    assert told(reading) == [("D", "date-unreadable", born, None)]


def test_the_first_of_january_is_taken_for_the_year_alone() -> None:
    """01/01/1954 is what clerks write when only the year is known: a warning, no question."""
    reading = one(born="01/01/1954")

    assert (reading.values.born, reading.values.born_precision, reading.verdict) == (
        "1954",
        "year",
        "accepted",
    )
    assert told(reading) == [("D", "placeholder-birthday", "01/01/1954", "1954")]


def dated(*cells: object) -> list:  # type: ignore[type-arg]
    """People of one list, told apart by the cells of their birth date."""
    grid = [HEADER[:4], *[[n, f"Lê Văn {'An' * n}"[:40], "Nam", cell] for n, cell in enumerate(cells, 1)]]
    return people(making.xlsx(grid))


def test_a_column_written_month_first() -> None:
    """One date with a day above twelve in second place, and none in first: the column is month first."""
    proven, both_ways = dated("07/25/1954", "03/04/1960")

    assert (proven.values.born, both_ways.values.born) == ("1954-07-25", "1960-03-04")
    assert told(both_ways) == [("D", "date-order", "03/04/1960", "04/03/1960")]
    assert both_ways.verdict == "repaired"


def test_a_column_that_proves_both_orders_asks() -> None:
    """What can be read both ways in such a column is a question; what cannot is read as it must be."""
    day_first, month_first, both_ways = dated("25/07/1954", "07/26/1955", "03/04/1960")

    assert (day_first.verdict, day_first.values.born) == ("accepted", "1954-07-25")
    assert month_first.values.born == "1955-07-26"
    assert (both_ways.verdict, codes(both_ways)) == ("question", ["date-ambiguous"])


def test_dates_an_american_excel_turned_round() -> None:
    """Texts with days above twelve beside date cells that have none: the cells were turned round."""
    cells = [date(1950 + n, 1 + n % 12, 12 - n) for n in range(10)]
    *turned, text = dated(*cells, "25/07/1954")

    assert text.values.born == "1954-07-25"
    assert turned[1].values.born == "1951-11-02"
    assert codes(turned[1]) == ["date-order"]
    few = dated(date(1950, 3, 4), "25/07/1954")
    assert (few[0].verdict, codes(few[0])) == ("question", ["date-ambiguous"])


def test_dates_and_numbers_of_an_english_csv() -> None:
    """'2-Jul-54' is a date; '="042…"' is a text that was guarded against losing its zeros."""
    grid = [HEADER[:5], [1, "Nguyễn Văn An", "Nam", "2-Jul-54", '="042054001234"']]

    (reading,) = people(making.separated(grid, delimiter="\t"))

    assert (reading.values.born, reading.values.citizen_number) == ("1954-07-02", "042054001234")
    assert codes(reading) == ["english-month"]


def test_a_month_spelt_out_before_its_year() -> None:
    """'Tháng 5/1960' says as much as '05/1960'."""
    assert one(born="Tháng 5/1954").values.born == "1954-05"


def test_dates_with_words_around_them() -> None:
    """'ngày …', a full stop, the name of the year in brackets."""
    for text, born in (
        ("ngày 02/07/1954", "1954-07-02"),
        ("02.07.1954.", "1954-07-02"),
        ("1954 (Giáp Ngọ)", "1954"),
        ("T7/1954", "1954-07"),
    ):
        assert one(born=text).values.born == born


def test_one_date_against_the_order_of_its_whole_column() -> None:
    """'05/13/1960' among days that come first may be a slip in the day as well as in the order."""
    rows = people(making.xlsx([HEADER, *_born(["25/12/1960"] * 24), *_born(["05/13/1960"])]))

    assert (rows[-1].verdict, codes(rows[-1])) == ("question", ["date-ambiguous"])


def _born(dates: list[str]) -> list[list[object]]:
    return [
        [1, f"Nguyễn Văn {'ABCDEGHIKLMNOPQRSTUVXY'[n % 22]}n", "Nam", each] for n, each in enumerate(dates)
    ]
