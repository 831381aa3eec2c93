"""Where houses stand, as lists say it."""

import pytest

from bacung.core.sheets.points import point_of
from tests.core.sheets import making
from tests.core.sheets.making import AN, HEADER, people, told

HERE = (18.4412, 105.8731)


@pytest.mark.parametrize(
    ("north", "east", "both"),
    [
        ("18.4412", "105.8731", None),
        ("18,4412", "105,8731", None),
        ("18.4412°N", "105.8731°E", None),
        (None, None, "18.4412, 105.8731"),
        (None, None, "18.4412,105.8731"),
        (None, None, "18,4412; 105,8731"),
        (None, None, "(18.4412 105.8731)"),
        (None, None, "18°26'28.32\"N 105°52'23.16\"E"),
    ],
)
def test_degrees_are_read_as_people_write_them(north: str | None, east: str | None, both: str | None) -> None:
    assert point_of(north, east, both) == (HERE, None)


@pytest.mark.parametrize(
    ("north", "east", "finding"),
    [
        ("0", "0", "point-elsewhere"),
        ("48.85", "2.35", "point-elsewhere"),
        ("18.4412", None, "point-unreadable"),
        ("nhà số 5", "ngõ 3", "point-unreadable"),
        ("1844120", "10587310", "point-unreadable"),
    ],
)
def test_what_is_no_point_of_the_country_is_left_out_and_said(
    north: str, east: str | None, finding: str
) -> None:
    assert point_of(north, east, None) == (None, finding)


def test_exchanged_columns_are_put_back_and_the_row_says_so() -> None:
    book = making.xlsx([[*HEADER, "Vĩ độ", "Kinh độ"], [*AN, 105.8731, 18.4412]])
    (reading,) = people(book)
    assert (reading.values.latitude, reading.values.longitude) == HERE
    assert told(reading) == [("H", "point-swapped", "105.8731, 18.4412", "18.4412, 105.8731")]


def test_one_column_is_enough_and_an_empty_cell_says_nothing() -> None:
    book = making.xlsx([[*HEADER, "Tọa độ"], [*AN, "18.4412, 105.8731"], [*making.BINH, None]])
    first, second = people(book)
    assert (first.values.latitude, first.values.longitude) == HERE
    assert (second.values.latitude, second.complaints) == (None, ())
