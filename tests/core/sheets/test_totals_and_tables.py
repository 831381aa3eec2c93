"""The second kind of book, other rooms' tables, and the command line."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bacung.core.problems import Problem
from bacung.core.sheets.tables import read_table
from bacung.core.sheets.totals import read_totals
from tests.core.sheets import making

REPORT = [
    ["CÔNG AN HUYỆN SÓC SƠN"],
    ["KẾT QUẢ KÍCH HOẠT (Số liệu tính đến 17h00 ngày 31/5/2023)"],
    ["TT", "Đơn vị", "Chỉ tiêu", "Thu nhận", None, "Kích hoạt", "Tỷ lệ (%)", "Còn lại", "Xếp hạng"],
    [None, None, None, "Trong ngày", "Lũy kế", "Lũy kế", None, None, None],
    [1, "Xã Phù Linh", "10.500", 120, 8000, 4100, "39,0", 6400, 1],
    [2, "TT Sóc Sơn", 9000, "-", "7.000", 4363, 48.5, 4637, 2],
    ["Tổng cộng", None, 19500, 120, 15000, 9999, None, 11037, None],
    [None, "NGƯỜI LẬP BIỂU"],
]


def test_totals_per_area_and_day() -> None:
    """Dots between thousands, dashes for none, the day of the title; shares and ranks are not read."""
    readings = list(read_totals(making.xlsx(REPORT, tweak=lambda sheet: sheet.merge_cells("D3:E3"))))
    figures = {(each.area_name, each.measure): each.value for each in readings if not each.is_sum}

    assert {each.day for each in readings} == {date(2023, 5, 31)}
    assert figures["Xã Phù Linh", "target"] == 10500
    assert (figures["TT Sóc Sơn", "collected_today"], figures["TT Sóc Sơn", "collected"]) == (0, 7000)
    assert {measure for _, measure in figures} == {
        "target",
        "collected_today",
        "collected",
        "activated",
        "remaining",
    }
    assert {each.row for each in readings if each.is_sum} == {7}


def test_a_sum_that_is_not_the_sum() -> None:
    """The row that adds up the others is compared with them, and asked about."""
    wrong = [each for each in read_totals(making.xlsx(REPORT)) if each.complaints]

    assert [(each.measure, each.complaints[0].before, each.complaints[0].after) for each in wrong] == [
        ("activated", "9999", "8463")
    ]


def test_a_day_in_its_own_column_and_in_the_name_of_the_sheet() -> None:
    """One row an area and day; or one sheet a day."""
    rows = [
        ["Ngày", "Đơn vị", "Chỉ tiêu", "Kích hoạt"],
        ["30/5/2023", "Xã Phù Linh", 10, 4],
        [date(2023, 5, 31), "Xã Phù Linh", 10, 5],
    ]
    sheets = {"31.5.2023": [["Đơn vị", "Chỉ tiêu", "Kích hoạt"], ["Xã Phù Linh", 10, 4]]}

    assert [each.day for each in read_totals(making.xlsx(rows)) if each.measure == "activated"] == [
        date(2023, 5, 30),
        date(2023, 5, 31),
    ]
    assert {each.day for each in read_totals(making.xlsx_of(sheets))} == {date(2023, 5, 31)}


def test_figures_that_cannot_be_read_are_asked_about() -> None:
    """4.363 as a number is probably 4363 in English dress; a word is no figure; a missing day is told."""
    grid = [["Đơn vị", "Chỉ tiêu", "Kích hoạt"], ["Xã Phù Linh", 4.363, "nhiều"]]

    target, activated = read_totals(making.xlsx(grid))

    assert (target.value, target.complaints[0].code, target.complaints[0].after) == (
        None,
        "decimal-for-thousands",
        "4363",
    )
    assert [each.code for each in activated.complaints] == ["count-unreadable", "day-missing"]


def test_a_list_of_people_holds_no_totals() -> None:
    """The two kinds of book are not taken for each other."""
    with pytest.raises(Problem, match=r"sheets\.no-header"):
        list(read_totals(making.xlsx(making.VILLAGE)))


def test_a_table_of_another_room() -> None:
    """A filled visit sheet, with its own columns, read through titles, repeated headers and totals."""
    header = ["Số phiếu", "Kết quả", "Lý do (mã)", "Hẹn lại lúc"]
    grid = [
        ["PHIẾU ĐI NGÕ"],
        [],
        header,
        ["A1", "Đã kích hoạt", None, None],
        header,
        ["A2", "Vắng", "AWAY", "19:30"],
        ["Cộng", 2],
    ]
    fields = {
        "door": ["số phiếu"],
        "outcome": ["kết quả"],
        "reason": ["lý do"],
        "promise": ["hẹn lại lúc", "hẹn"],
    }

    rows = list(read_table(making.xlsx(grid), fields, needs=["door"]))

    assert [(row.row, dict(row.texts)) for row in rows] == [
        (4, {"door": "A1", "outcome": "Đã kích hoạt"}),
        (6, {"door": "A2", "outcome": "Vắng", "reason": "AWAY", "promise": "19:30"}),
    ]
    assert rows[0].columns["reason"] == "C"
    with pytest.raises(Problem, match=r"sheets\.no-header"):
        list(read_table(making.xlsx([["a", "b"]]), fields))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bacung.core.sheets", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": "src", "PYTHONIOENCODING": "utf-8"},
    )


def test_the_command_prints_the_promised_shape(tmp_path: Path) -> None:
    """`python -m bacung.core.sheets FILE`: counts, and every row with its values and complaints."""
    book = tmp_path / "ds.xlsx"
    book.write_bytes(
        making.xlsx([making.HEADER, [1, "Nguyễn Văn An", "Nam", 1954, 42054001234, None, None]]).read()
    )

    done = run(str(book))
    answer = json.loads(done.stdout)

    assert (done.returncode, done.stderr) == (0, "")
    assert (answer["rows_in"], answer["rows_out"]) == (2, 2)
    assert answer["rows"][1] == {
        "sheet": "Sheet1",
        "row": 2,
        "verdict": "repaired",
        "values": {
            "name": "Nguyễn Văn An",
            "sex": "male",
            "born": "1954",
            "born_precision": "year",
            "citizen_number": "042054001234",
            "phone": None,
            "hamlet": None,
            "household": None,
            "relation": None,
        },
        "complaints": [
            {"column": "E", "code": "lost-zeros", "before": "42054001234", "after": "042054001234"}
        ],
    }


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.4"])
def test_the_command_refuses_in_one_line(tmp_path: Path, content: bytes | None) -> None:
    """No file, or no workbook: one line on stderr, a code, exit code 2."""
    path = tmp_path / "ds.xlsx"
    if content is not None:
        path.write_bytes(content)

    done = run(str(path))

    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert json.loads(done.stdout)["error"]["code"]
    assert run().returncode == 2
