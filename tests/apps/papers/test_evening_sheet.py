"""What a pair carries: the printed sheet, and the same sheet to give back."""

import dataclasses
import io
from datetime import datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.merging import visits
from bacung.rounds.papers import door_sheet, filled_sheet
from bacung.rounds.papers.sheet import DOOR_OUTCOMES, OUTCOMES, SheetDoor, SheetPerson, row_code
from tests.apps.papers.evenings import LAN, MINH, evening, words


def test_the_sheet_tells_what_a_pair_needs_at_the_door() -> None:
    """Who walks, whom to ring, which door when, and what is left to do there."""
    text = words(door_sheet.pdf(evening()))
    for told in (
        "CẶP 2",
        "Xã Phù Lưu",
        "thứ Sáu, 02/06/2023",
        "0239 385 1234",
        "Trần Thị Bình, Lê Quang Cường",
        "ông Nguyễn Xuân Hòe",
        "17h35",
        "HẸN 19h00 – 19h30",
        "số 12A, thôn Thanh Lương",
        "Nguyễn Thị Ngọc Lan, 1954",
        "•••• 1234",
        "kích hoạt",
        "đã đến 2 lần",
        "Hẹn lại lúc",
        "Không gõ cửa sau 21h30",
        "Trang 1/1",
    ):
        assert told in text
    for sentence in door_sheet.AGAINST_FRAUD:
        assert sentence in text


def test_only_a_demo_says_so_and_on_every_page() -> None:
    """SỐ LIỆU MINH HỌA stands on each page of a demo and nowhere else."""
    doors = [SheetDoor(expected=time(18, 0), head="Võ Đình Khuê", persons=(MINH,))] * 12
    real, demo = (words(door_sheet.pdf(evening(*doors, demo=demo))) for demo in (False, True))
    pages = demo.count("Trang ")
    assert pages > 1
    assert demo.count("SỐ LIỆU MINH HỌA") >= pages
    assert "MINH HỌA" not in real


def test_a_full_citizen_number_has_no_way_onto_paper() -> None:
    """More than four digits are refused before anything is drawn."""
    with pytest.raises(ValueError, match="last four"):
        SheetPerson(name="Nguyễn Thị Ngọc Lan", number_tail="042154001234")


def test_a_phone_is_printed_only_when_given() -> None:
    """By default there is no phone on the sheet."""
    with_phone = dataclasses.replace(LAN, phone="0912 345 678")
    door = SheetDoor(expected=time(18, 0), head="Lan", persons=(with_phone,))
    assert "0912 345 678" in words(door_sheet.pdf(evening(door)))
    assert "0912" not in words(door_sheet.pdf(evening()))


def test_collecting_can_be_ticked_only_by_a_pair_with_a_kit() -> None:
    """Without a kit there is no box for it, on paper or in the workbook."""
    for with_kit in (False, True):
        sheet = evening(with_kit=with_kit)
        assert ("Đã thu nhận" in words(door_sheet.pdf(sheet))) is with_kit
        book = openpyxl.load_workbook(io.BytesIO(filled_sheet.workbook(sheet)))
        listed = [cell.value for cell in book[filled_sheet.LISTS]["B"]]
        assert ("Đã thu nhận" in listed) is with_kit


def test_every_outcome_a_visit_can_have_has_its_words() -> None:
    """What can be recorded can be ticked, and nothing else."""
    assert set(DOOR_OUTCOMES) == set(visits.DOOR_OUTCOMES) - {"void"}
    assert set(OUTCOMES) == set(visits.OUTCOMES)


def test_rows_are_coded_as_people_count() -> None:
    """The seventh door is 07, its people 07a, 07b; after z comes aa."""
    assert [row_code(6), row_code(6, 0), row_code(6, 1), row_code(120, 25), row_code(0, 26)] == [
        "07",
        "07a",
        "07b",
        "121z",
        "01aa",
    ]


def test_the_workbook_follows_the_printed_sheet() -> None:
    """Same codes, same order; results are chosen from lists, and a name is never a formula."""
    sly = SheetPerson(name='=HYPERLINK("http://x")', born_year=1981)
    sheet = evening(*evening().doors, SheetDoor(expected=time(20, 0), head="Sly", persons=(sly,)))
    book = openpyxl.load_workbook(io.BytesIO(filled_sheet.workbook(sheet)))
    page = book[filled_sheet.SHEET]
    rows = list(page.iter_rows(min_row=filled_sheet.HEADER_ROW + 1, values_only=True))
    assert rows[0] == filled_sheet.COLUMNS
    assert [row[0] for row in rows[1:]] == ["01", "01a", "01b", "02", "02a", "03", "03a"]
    assert rows[2][1:3] == ("Nguyễn Thị Ngọc Lan (•••• 1234)", 1954)
    name = page.cell(filled_sheet.HEADER_ROW + 8, 2)
    assert (name.data_type, name.value) == ("s", '=HYPERLINK("http://x")')
    validated = {str(cells) for check in page.data_validations.dataValidation for cells in check.sqref.ranges}
    assert {"D5", "D6", "E6"} <= validated
    assert "E5" not in validated


def test_a_filled_sheet_is_read_back_as_written() -> None:
    """What was typed into the workbook stands in the columns its headers name."""
    book = openpyxl.load_workbook(io.BytesIO(filled_sheet.workbook(evening())))
    page = book[filled_sheet.SHEET]
    page["D6"], page["F6"] = OUTCOMES["invited"], datetime(2023, 6, 4, 19, 0)  # noqa: DTZ001 as Excel has it
    saved = io.BytesIO()
    book.save(saved)
    row = next(openpyxl.load_workbook(saved)[filled_sheet.SHEET].iter_rows(min_row=6, values_only=True))
    told = dict(zip(filled_sheet.COLUMNS, row, strict=True))
    assert (told["Mã dòng"], told["Kết quả"]) == ("01a", "Mời lên trụ sở")
    assert told["Hẹn lại lúc"] == datetime(2023, 6, 4, 19, 0)  # noqa: DTZ001


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_no_name_breaks_a_paper(names: list[str]) -> None:
    """Whatever is written in a name, it is printed as text: typst commands and formulas stay letters."""
    persons = tuple(SheetPerson(name=name, to_do=name) for name in names)
    sheet = evening(SheetDoor(expected=time(18, 0), head=names[0], address=names[0], persons=persons))
    assert door_sheet.pdf(sheet).startswith(b"%PDF")
    assert filled_sheet.workbook(sheet).startswith(b"PK")
