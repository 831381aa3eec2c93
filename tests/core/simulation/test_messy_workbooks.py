"""The workbooks that invented offices send hold everybody, and the faults of their style."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from bacung.core.people.charsets import charset_of_font, decode_tcvn3, is_capital_font
from bacung.core.people.citizen_numbers import restore_zeros
from bacung.core.people.dates import parse_born, year_behind_serial
from bacung.core.people.names import clean, fold
from bacung.core.people.phones import normalise
from bacung.core.simulation.population import CommuneSpec, Resident, invent_commune
from bacung.core.simulation.styles import STYLES
from bacung.core.simulation.workbooks import messy_workbook

DAY = date(2023, 6, 2)
# Hà Nội: its numbers lose two zeros.
SPEC = CommuneSpec(
    code="00430",
    name="Đức Hòa",
    province="001",
    latitude=21.24,
    longitude=105.9,
    size=400,
    on=DAY,
    hamlet_count=3,
)
PEOPLE = list(invent_commune(SPEC, seed=4).people)


def rows(style: str) -> Iterator[dict[str, openpyxl.cell.Cell]]:
    """The rows of people, as heading → cell."""
    book = openpyxl.load_workbook(BytesIO(messy_workbook(PEOPLE, style, seed=2, place="xã Đức Hòa")))
    for sheet in book:
        top = next(row for row in sheet if row[0].value == "STT")
        headings = [cell.value for cell in top]
        for row in sheet.iter_rows(min_row=top[0].row + 1):
            if isinstance(row[0].value, int):
                yield {heading or "below": cell for heading, cell in zip(headings, row, strict=True)}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_lists_everybody_and_says_how_many(style: str) -> None:
    """In order, under a title and above a total and a signature; the same seed writes the same bytes."""
    written = messy_workbook(PEOPLE, style, seed=2, place="xã Đức Hòa")
    assert messy_workbook(PEOPLE, style, seed=2, place="xã Đức Hòa") == written
    book = openpyxl.load_workbook(BytesIO(written))
    words = [
        fold(decode_tcvn3(cell.value) if style == "old-fonts" else cell.value)
        for sheet in book
        for row in sheet
        for cell in row
        if isinstance(cell.value, str)
    ]
    text = " | ".join(words)
    assert "danh sach cong dan" in text
    assert "tong cong" in text
    assert "nguoi lap danh sach" in text
    listed = [person.name for person in PEOPLE]
    assert {fold(name) for name in listed} <= set(words)


def test_a_clean_list_says_what_is_known() -> None:
    """Cell by cell, numbers as text."""
    for person, row in zip(PEOPLE, rows("clean"), strict=True):
        assert row["Họ và tên"].value == person.name
        assert row["Ngày, tháng, năm sinh"].value == person.born.text
        assert row["Số CCCD"].value == person.citizen_number
        assert row["Số điện thoại"].value == person.phone
        assert row["Thôn"].value == person.hamlet


def test_one_sheet_or_one_band_for_each_hamlet() -> None:
    """And in the banded list only the first of a household names its head."""
    hamlets = list(dict.fromkeys(person.hamlet for person in PEOPLE))
    book = openpyxl.load_workbook(BytesIO(messy_workbook(PEOPLE, "hamlet-sheets", seed=2)))
    assert book.sheetnames == hamlets
    book = openpyxl.load_workbook(BytesIO(messy_workbook(PEOPLE, "hamlet-rows", seed=2)))
    assert [row[0].value for row in book.active if row[0].value in hamlets] == hamlets
    for person, row in zip(PEOPLE, rows("hamlet-rows"), strict=True):
        assert row["Chủ hộ"].value == (person.name if person.relation == "Chủ hộ" else None)


def test_lost_zeros_can_be_given_back() -> None:
    """Hà Nội's numbers have ten digits left, phones nine; each comes back to its owner."""
    for person, row in zip(PEOPLE, rows("lost-zeros"), strict=True):
        if person.citizen_number:
            left = str(row["Số CCCD"].value)
            assert restore_zeros(left, sex=person.sex, year=person.born.year) == person.citizen_number
        if person.phone:
            assert normalise(row["Số điện thoại"].value).number == person.phone


def test_old_fonts_are_on_the_cells_and_decode() -> None:
    """Text in .VnTime, titles in .VnTimeH; the ư that is a soft hyphen is there."""
    letters = set()
    for person, row in zip(PEOPLE, rows("old-fonts"), strict=True):
        name = row["Hä vµ tªn"]
        letters |= set(name.value)
        assert charset_of_font(name.font.name) == "tcvn3"
        assert decode_tcvn3(name.value).casefold() == person.name.casefold()
    assert "\u00ad" in letters
    book = openpyxl.load_workbook(BytesIO(messy_workbook(PEOPLE, "old-fonts", seed=2, place="xã Đức Hòa")))
    title = book.active["A5"]
    assert is_capital_font(title.font.name)
    assert decode_tcvn3(title.value).upper() == "XÃ ĐỨC HÒA"


def test_years_in_date_cells_look_like_1905() -> None:
    """Elders known by the year stand in a summer long ago; the others on their day."""
    years = 0
    for person, row in zip(PEOPLE, rows("year-cells"), strict=True):
        value = row["Ngày, tháng, năm sinh"].value
        if person.born.precision == "year":
            years += 1
            assert isinstance(value, datetime)
            assert year_behind_serial(value) == person.born.year
        else:
            assert parse_born(value, pivot=2023) == person.born
    assert years > 0


def test_two_storeys_tell_the_sex_by_the_column() -> None:
    """Nam and Nữ stand below one merged heading."""
    for person, row in zip(PEOPLE, rows("two-storey"), strict=True):
        man, woman = row["Ngày, tháng, năm sinh"].value, row["below"].value
        assert (man, woman) == (
            (person.born.text, None) if person.sex == "male" else (None, person.born.text)
        )


def test_a_forbidden_column_is_there_to_be_refused() -> None:
    """Dân tộc stands between the others."""
    assert {row["Dân tộc"].value for row in rows("forbidden")} == {"Kinh"}


def test_many_hands_write_one_person_in_many_ways() -> None:
    """Still readable one by one, some twice, and some with phone and number exchanged."""
    listed = list(rows("many-hands"))
    assert len(listed) > len(PEOPLE)
    exchanged = 0
    for person, row in zip(PEOPLE, listed, strict=False):
        assert fold(clean(row["Họ và tên"].value)) == fold(person.name)
        assert parse_born(row["Ngày, tháng, năm sinh"].value, pivot=2023) == person.born
        if person.citizen_number and row["Số CCCD"].value != person.citizen_number:
            assert row["Số điện thoại"].value == person.citizen_number
            exchanged += 1
        elif person.phone:
            assert normalise(row["Số điện thoại"].value).number == person.phone
    assert 0 < exchanged < 20


def test_a_list_may_carry_what_the_office_ticks_off() -> None:
    """Further columns, dates in date cells."""

    def collected(person: Resident) -> date | None:
        return DAY if person.sex == "female" else None

    written = messy_workbook(PEOPLE, "clean", seed=2, more={"Ngày thu nhận": collected})
    sheet = openpyxl.load_workbook(BytesIO(written)).active
    heading = next(cell for row in sheet for cell in row if cell.value == "Ngày thu nhận")
    told = [sheet.cell(heading.row + 1 + at, heading.column).value for at in range(len(PEOPLE))]
    assert told == [datetime(2023, 6, 2) if person.sex == "female" else None for person in PEOPLE]  # noqa: DTZ001
