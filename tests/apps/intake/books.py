"""Workbooks as commune offices write them, about two households of Phù Lưu."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

HEADER = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Số điện thoại",
    "Thôn",
    "Chủ hộ",
    "Quan hệ với chủ hộ",
)

FAMILY = (
    (
        1,
        "Nguyễn Văn An",
        "12/03/1954",
        "Nam",
        "042054001234",
        "0912345678",
        "Thôn Đông",
        "Nguyễn Văn An",
        "Chủ hộ",
    ),
    (2, "Trần Thị Bình", "25/11/1957", "Nữ", "042157002345", "0987654321", "Thôn Đông", "", "Vợ"),
    (3, "Nguyễn Thị Chi", "08/07/1985", "Nữ", "042185003456", "", "Thôn Đông", "", "Con"),
)
NEIGHBOURS = (
    (
        4,
        "Lê Văn Dũng",
        "14/02/1962",
        "Nam",
        "042062004567",
        "0913000111",
        "Thôn Tây",
        "Lê Văn Dũng",
        "Chủ hộ",
    ),
    (5, "Lê Minh Đức", "30/09/1990", "Nam", "042090005678", "0913000222", "Thôn Tây", "", "Con"),
)

Rows = Sequence[Sequence[Any]]


def workbook(rows: Rows, header: Sequence[str] = HEADER, title: str = "DANH SÁCH NHÂN KHẨU") -> io.BytesIO:
    """An .xlsx with a title above its header."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.append([])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def changed(row: Sequence[Any], **columns: Any) -> tuple[Any, ...]:
    """A row with other words under some headers; names as in `HEADER`, spaces as underscores."""
    named = dict(zip(HEADER, row, strict=True))
    named |= {name.replace("_", " "): value for name, value in columns.items()}
    return tuple(named[name] for name in HEADER)
