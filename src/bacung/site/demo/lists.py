"""The books that come from above and from offices without lists: confirmations, and totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from bacung.areas.models import Area


@dataclass(frozen=True, slots=True)
class Line:
    """What the district's list says of one account: how far it is, and since when."""

    citizen_number: str
    name: str
    collected: date | None = None
    approved: date | None = None
    activated: date | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """What an office reports: of so many there are, so many are done."""

    area: Area
    of: int
    done: int


def confirmation_list(lines: Sequence[Line], area: Area, on: date) -> bytes:
    """The district's list of accounts, as of a day."""
    return _book(
        ["DANH SÁCH ĐỐI SOÁT TÀI KHOẢN ĐỊNH DANH ĐIỆN TỬ", f"{_place(area)}, ngày {on:%d/%m/%Y}"],
        ["TT", "Số CCCD", "Họ và tên", "Ngày thu nhận", "Ngày duyệt", "Ngày kích hoạt"],
        [
            [number, line.citizen_number, line.name, line.collected, line.approved, line.activated]
            for number, line in enumerate(lines, start=1)
        ],
        on,
    )


def totals_book(totals: Sequence[Total], headings: tuple[str, str], place: str, on: date) -> bytes:
    """What the offices of a place report at 17:00, and their sum; `headings`: of all, and of those done."""
    rows: list[list[object]] = [
        [number, _place(total.area), total.of, total.done, _percent(total.done, total.of)]
        for number, total in enumerate(totals, start=1)
    ]
    of, done = sum(total.of for total in totals), sum(total.done for total in totals)
    rows.append([None, "Tổng cộng", of, done, _percent(done, of)])
    return _book(
        ["BÁO CÁO KẾT QUẢ TRONG NGÀY", f"{place}, số liệu tính đến 17h00 ngày {on:%d/%m/%Y}"],
        ["TT", "Đơn vị", *headings, "Tỷ lệ"],
        rows,
        on,
    )


def _place(area: Area) -> str:
    return f"{area.kind[:1].upper()}{area.kind[1:]} {area.name}"


def _percent(done: int, of: int) -> str:
    return f"{100 * done / of:.2f}%".replace(".", ",")


def _book(titles: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[object]], on: date) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    book.set_properties({"created": datetime(on.year, on.month, on.day)})  # noqa: DTZ001 (as Excel stores it)
    sheet = book.add_worksheet("Sheet1")
    for row, title in enumerate(titles):
        sheet.write_string(row, 0, title)
    begin = len(titles) + 1
    sheet.write_row(begin, 0, header)
    for row, cells in enumerate(rows, start=begin + 1):
        sheet.write_row(row, 0, cells)
    book.close()
    return target.getvalue()
