"""Lists of people, pasted or as a workbook."""

from io import BytesIO

import pytest
import xlsxwriter

from bacung.core.problems import Problem
from bacung.postings.lists import Line, pasted, uploaded

HEADED = "TT\tHọ và tên\tĐơn vị\tNhóm trưởng\n1\tHồ Văn Một\tKhoa Luật\tx\n\n2\tHồ Thị Hai\tKhoa Luật\t"


def test_columns_are_known_by_their_heads_or_taken_in_order():
    with_head = [Line(2, "Hồ Văn Một", "Khoa Luật", leads=True), Line(4, "Hồ Thị Hai", "Khoa Luật")]
    assert pasted(HEADED) == with_head
    assert pasted("Hồ Văn Một; Khoa Luật; có; Lào, Mông; 1,2") == [
        Line(1, "Hồ Văn Một", "Khoa Luật", leads=True, languages=("Lào", "Mông"), pace=1.2)
    ]
    assert pasted("1; Hồ Văn Một; Khoa Luật")[0].name == "Hồ Văn Một"
    swapped = pasted("Lớp | Họ tên\nD48 | Hồ Văn Một")
    assert (swapped[0].unit, swapped[0].name) == ("D48", "Hồ Văn Một")


def test_what_is_missing_is_named_by_line():
    assert [line.fault for line in pasted("Hồ Văn Một\nHồ Hai; Khoa; ; ; nhanh\nHồ Ba; Khoa; ; ; 9")] == [
        "unit",
        "pace",
        "pace",
    ]
    assert pasted("\n 12 ; 13\n") == []


def test_a_workbook_is_read_below_its_title():
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write(0, 0, "DANH SÁCH SINH VIÊN")
        for row, cells in enumerate(
            (("STT", "Họ tên", "Lớp"), (1, "Hồ Văn Một", "D48"), (2, "Hồ Thị Hai", "D49"))
        ):
            for column, cell in enumerate(cells):
                page.write(row + 2, column, cell)
    found = uploaded(BytesIO(target.getvalue()), "ds.xlsx")
    assert [(line.name, line.unit) for line in found] == [
        ("Hồ Văn Một", "D48"),
        ("Hồ Thị Hai", "D49"),
    ]


def test_what_is_no_workbook_is_refused():
    with pytest.raises(Problem, match="sheets"):
        uploaded(BytesIO(b"\x00\x01\x02"), "ds.xlsx")
