"""The district's list as a workbook, in the shapes it comes in."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from bacung.ledger.actions import ListRow
from bacung.ledger.books import list_rows


def book(*rows: tuple[object, ...]) -> BytesIO:
    """A workbook with these rows on its only sheet."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def said(*rows: tuple[object, ...]) -> list[tuple[str, str, bool] | str]:
    """Number, step and whether it is denied, row by row; the key of a row that says neither."""
    read = list_rows(book(*rows), name="list.xlsx")
    return [(row.citizen_number, row.kind, row.denied) if isinstance(row, ListRow) else row for row in read]


def test_a_state_column_says_how_far_each_account_is() -> None:
    """Words of offices, with and without accents."""
    found = said(
        ("STT", "Họ và tên", "Số CCCD", "Trạng thái"),
        (1, "Nguyễn Văn An", "042081000021", "Đã kích hoạt"),
        (2, "Lê Thị Sáu", "042157000012", "Chưa kích hoạt"),
        (3, "Phan Đình Đức", "042090000031", "Đã duyệt"),
        (4, "Trần Văn Bảy", "042054000011", "đã thu nhận hồ sơ"),
    )

    assert found == [
        ("042081000021", "activated", False),
        ("042157000012", "activated", True),
        ("042090000031", "approved", False),
        ("042054000011", "collected", False),
    ]


def test_dates_and_ticks_say_the_furthest_step() -> None:
    """A day in "Ngày kích hoạt" goes before a tick in "Thu nhận"; zeros a spreadsheet lost come back."""
    found = said(
        ("STT", "Họ và tên", "Số CCCD", "Đã thu nhận", "Ngày kích hoạt"),
        (1, "Nguyễn Văn An", 42081000021, "x", date(2023, 6, 3)),
        (2, "Lê Thị Sáu", "042157000012", "x", None),
    )

    assert found == [("042081000021", "activated", False), ("042157000012", "collected", False)]


@pytest.mark.parametrize("number", ["4.2E+10", "", "một hai ba"])
def test_a_row_without_a_readable_number_is_named_not_guessed(number: str) -> None:
    """It comes back by sheet and row."""
    found = said(("STT", "Họ và tên", "Số CCCD", "Trạng thái"), (1, "Nguyễn Văn An", number, "Đã kích hoạt"))

    assert found == ["Sheet:2"]
