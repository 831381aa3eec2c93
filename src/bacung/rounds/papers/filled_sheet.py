"""The evening sheet as a workbook: filled in at a desk and given back, row code by row code."""

from io import BytesIO
from typing import TYPE_CHECKING

from bacung.core.merging.reasons import AT_DOOR
from bacung.rounds.papers.sheet import DOOR_OUTCOMES, DoorSheet, clock, reason_words, row_code

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS = ("Mã dòng", "Họ tên", "Năm sinh", "Kết quả", "Lý do", "Hẹn lại lúc", "Ghi chú")
"""Headers of the sheet, in order; whoever reads it back goes by these words."""

SHEET = "Phiếu"
LISTS = "Danh mục"
HEADER_ROW = 3
"""Index of the header row: title, pair and how to fill it in stand above."""

KEY = "Phiếu số"
"""Before the sheet's key, above the headers at the right."""

NEVER = "Xin đừng đến nữa"
"""A result of a door besides `DOOR_OUTCOMES`: the household wants no more knocking."""

_WIDTHS = (10, 42, 10, 22, 42, 18, 34)


def workbook(sheet: DoorSheet) -> bytes:
    """The sheet as .xlsx: one row a door (07), then one for each person (07a), results chosen from lists."""
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": f"Phiếu đi ngõ {sheet.commune} {sheet.on:%d/%m/%Y}"})
        page, lists = book.add_worksheet(SHEET), book.add_worksheet(LISTS)
        choices = {
            "door": [*DOOR_OUTCOMES.values(), NEVER],
            "person": list(sheet.outcomes.values()),
            "reason": [reason_words(code) for code in AT_DOOR],
        }
        ranges = _lists(lists, choices)
        _head(book, page, sheet)
        _rows(book, page, sheet, ranges)
        lists.hide()
    return target.getvalue()


def _lists(lists: "Worksheet", choices: dict[str, list[str]]) -> dict[str, str]:
    """Write the lists of choices and say where each stands."""
    ranges = {}
    for column, (name, words) in enumerate(choices.items()):
        lists.write_column(0, column, words)
        letter = "ABC"[column]
        ranges[name] = f"='{LISTS}'!${letter}$1:${letter}${len(words)}"
    return ranges


def _head(book: "Workbook", page: "Worksheet", sheet: DoorSheet) -> None:
    face = {"font_name": "Times New Roman", "font_size": 13}
    title = book.add_format({**face, "bold": True, "font_size": 14})
    plain = book.add_format(face)
    head = book.add_format(
        {**face, "bold": True, "border": 1, "bg_color": "#E7EEF0", "text_wrap": True, "align": "center"}
    )
    demo = " – SỐ LIỆU MINH HỌA" if sheet.demo else ""
    page.write_string(0, 0, f"PHIẾU ĐI NGÕ – CẶP {sheet.pair}{demo}", title)
    if sheet.key:
        page.write_string(0, len(COLUMNS) - 1, f"{KEY} {sheet.key}", title)
    where = f"{sheet.commune}, tối {sheet.on:%d/%m/%Y}, {clock(sheet.begins)} – {clock(sheet.ends)}"
    page.write_string(1, 0, f"{where}. Người đi: {', '.join(sheet.walkers)}", plain)
    page.write_string(
        2, 0, "Chọn kết quả và lý do trong danh sách; hẹn lại ghi ngày và giờ, ví dụ 04/06/2023 19:00.", plain
    )
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(HEADER_ROW, column, name, head)
    page.freeze_panes(HEADER_ROW + 1, 2)
    page.repeat_rows(HEADER_ROW)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer(f"&LCặp {sheet.pair}{demo}&RTrang &P/&N")


def _rows(book: "Workbook", page: "Worksheet", sheet: DoorSheet, ranges: dict[str, str]) -> None:
    face = {"font_name": "Times New Roman", "font_size": 13, "border": 1, "valign": "top", "text_wrap": True}
    door_face = {**face, "bold": True, "bg_color": "#F2F2F2"}
    formats = {
        kind: {
            "text": book.add_format({**given, "num_format": "@"}),
            "year": book.add_format({**given, "num_format": "0"}),
            "moment": book.add_format({**given, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        }
        for kind, given in (("door", door_face), ("person", face))
    }
    row = HEADER_ROW + 1
    for number, door in enumerate(sheet.doors):
        place = ", ".join(part for part in (door.head, door.address, door.hamlet) if part)
        _row(page, row, formats["door"], row_code(number), place, None)
        _choose(page, row, ranges["door"], None)
        row += 1
        for at, person in enumerate(door.persons):
            tail = f" (•••• {person.number_tail})" if person.number_tail else ""
            name = f"{person.name}{tail}"
            _row(page, row, formats["person"], row_code(number, at), name, person.born_year)
            _choose(page, row, ranges["person"], ranges["reason"])
            row += 1


def _row(
    page: "Worksheet", row: int, formats: "dict[str, Format]", code: str, name: str, born_year: int | None
) -> None:
    # Row heights are not recomputed when a workbook is opened, so a wrapped name needs its lines given.
    page.set_row(row, 18 * -(-len(name) // 36))
    page.write_string(row, 0, code, formats["text"])
    page.write_string(row, 1, name, formats["text"])
    if born_year is None:
        page.write_blank(row, 2, None, formats["year"])
    else:
        page.write_number(row, 2, born_year, formats["year"])
    for column in (3, 4, 6):
        page.write_blank(row, column, None, formats["text"])
    page.write_blank(row, 5, None, formats["moment"])


def _choose(page: "Worksheet", row: int, results: str, reasons: str | None) -> None:
    said = {
        "error_title": "Không có trong danh sách",
        "error_message": "Mời chọn một dòng trong danh sách, hoặc để trống và ghi ở cột Ghi chú.",
    }
    page.data_validation(row, 3, row, 3, {"validate": "list", "source": results, **said})
    if reasons:
        page.data_validation(row, 4, row, 4, {"validate": "list", "source": reasons, **said})
