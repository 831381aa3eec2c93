"""Two ways to write the returned book: a copy with its formatting, or a new one row by row."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
import xlsxwriter
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import IllegalCharacterError

from bacung.core.people.charsets import charset_of_font
from bacung.core.sheets.answers import RowReading
from bacung.core.sheets.returned_plan import SheetPlan, Wording, safe_text
from bacung.core.sheets.workbook import Cell, CellError, is_empty, letter

Readings = Mapping[tuple[str, int], RowReading]
UNICODE_FONT = "Times New Roman"
_WIDTHS = (14.0, 46.0, 46.0)
_DATE = "dd/mm/yyyy"
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def copied(
    stream: BinaryIO,
    plans: list[SheetPlan],
    readings: Readings,
    target: Path | str | BinaryIO,
    wording: Wording,
) -> bool:
    """Copy an .xlsx with its formatting; False where the file is too odd to be copied."""
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            # It tells of every drop-down it leaves out; nobody here can do anything about it.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, data_only=True, keep_links=False)
    except Exception:  # openpyxl raises all kinds of things at files that Excel itself repairs
        return False
    if not {plan.sheet.name for plan in plans} <= set(book.sheetnames):
        return False  # openpyxl sees no sheets in a book saved as "Strict Open XML"
    book.defined_names.clear()
    for plan in plans:
        _copy(book[plan.sheet.name], plan, readings, wording)
    book.save(target)
    return True


def _copy(sheet: Any, plan: SheetPlan, readings: Readings, wording: Wording) -> None:
    sheet._hyperlinks = []
    legacy = bool(plan.sheet.fonts)
    for number, cells in plan.sheet.rows():
        if is_empty(cells):
            continue
        reading = readings.get((plan.sheet.name, number))
        for column, value in plan.cells(number, cells, reading).items():
            cell = sheet.cell(number, column + 1)
            if cell.data_type != "n" or not isinstance(cell, openpyxl.cell.MergedCell):
                _put(cell, value)
                if column in plan.as_text or isinstance(value, str):
                    cell.number_format = "@"
        for column, three in enumerate(_three(plan, number, reading, wording)):
            cell = sheet.cell(number, plan.status + column + 1)
            _put(cell, three)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number in plan.headings:
                cell.font = Font(name=UNICODE_FONT, bold=True)
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            if isinstance(value, str) and (safe_text(value) != value or cell.data_type == "f"):
                _put(cell, value)
            if legacy and value is not None and charset_of_font(cell.font.name or ""):
                font = cell.font
                cell.font = Font(
                    name=UNICODE_FONT, sz=font.sz, b=font.b, i=font.i, u=font.u, color=font.color
                )
            if cell.hyperlink is not None:
                cell.hyperlink = None
    for column, width in enumerate(_WIDTHS):
        letters = letter(plan.status + column)
        sheet.column_dimensions[letters].width = width


def _put(cell: Any, value: Cell) -> None:
    """Set a value that stays what it is: text is text, whatever it begins with."""
    if isinstance(cell, openpyxl.cell.MergedCell):
        return
    try:
        cell.value = safe_text(value) if isinstance(value, str) else value
    except IllegalCharacterError:
        cell.value = "".join(character for character in str(value) if character.isprintable())
    if isinstance(value, str):
        cell.data_type = "s"


def _three(plan: SheetPlan, number: int, reading: RowReading | None, wording: Wording) -> tuple[str, ...]:
    if number in plan.headings:
        return wording.headings
    if reading is None or reading.verdict == "not-a-person":
        return ()
    return wording.of_row(reading)


def written(
    plans: Iterator[SheetPlan],
    readings: Iterable[RowReading],
    target: Path | str | BinaryIO,
    wording: Wording,
    *,
    formatted: bool,
) -> None:
    """Write a new book, one row after the other; `formatted` adds merges, widths and bold headers."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    waiting = _Waiting(readings)
    with xlsxwriter.Workbook(target, options) as book:
        styles = {
            "plain": book.add_format({"font_name": UNICODE_FONT, "font_size": 12}),
            "bold": book.add_format(
                {"font_name": UNICODE_FONT, "font_size": 12, "bold": True, "text_wrap": True}
            ),
            "text": book.add_format({"font_name": UNICODE_FONT, "font_size": 12, "num_format": "@"}),
            "date": book.add_format({"font_name": UNICODE_FONT, "font_size": 12, "num_format": _DATE}),
        }
        taken: set[str] = set()
        for plan in plans:
            sheet = book.add_worksheet(_sheet_name(plan.sheet.name, taken))
            _write(sheet, plan, waiting, wording, styles, formatted=formatted)


def _write(
    sheet: Any,
    plan: SheetPlan,
    waiting: "_Waiting",
    wording: Wording,
    styles: dict[str, Any],
    *,
    formatted: bool,
) -> None:
    if plan.sheet.hidden:
        with suppress(Exception):
            sheet.hide()
    for column, width in plan.sheet.widths.items():
        sheet.set_column(column, column, min(width, 80.0))
    for column in plan.sheet.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    for column, width in enumerate(_WIDTHS, plan.status):
        sheet.set_column(column, column, width)
    for number, cells in plan.sheet.rows():
        if is_empty(cells):
            continue
        reading = waiting.at(plan.sheet.name, number)
        if changed := plan.cells(number, cells, reading):
            # What is put into an empty cell may stand behind the last filled one.
            cells = cells + [None] * (max(changed) + 1 - len(cells))
            cells = [changed.get(column, cell) for column, cell in enumerate(cells)]
        bold = number in plan.header_rows
        for column, cell in enumerate(cells):
            _write_cell(sheet, number - 1, column, cell, styles, bold=bold, text=column in plan.as_text)
        for column, three in enumerate(_three(plan, number, reading, wording), plan.status):
            sheet.write_string(number - 1, column, safe_text(three), styles["bold" if bold else "plain"])
    if formatted:
        for merge in plan.sheet.merges:
            # The cells are written: only the range itself is added, as merge_range() would after its own.
            sheet.merge.append([merge.top - 1, merge.left, merge.bottom - 1, merge.right])


def _write_cell(
    sheet: Any, row: int, column: int, cell: Cell, styles: dict[str, Any], *, bold: bool, text: bool
) -> None:
    style = styles["bold" if bold else "text" if text else "plain"]
    if cell is None or cell == "":
        return
    if isinstance(cell, CellError | str):
        sheet.write_string(row, column, safe_text(str(cell))[:32_000], style)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, style)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, style)
    elif isinstance(cell, date) and cell.year >= 1900:
        sheet.write_datetime(row, column, cell, styles["date"])
    elif isinstance(cell, time | timedelta | datetime | date):
        sheet.write_string(row, column, str(cell), style)


class _Waiting:
    """The readings in the book's order, handed out as their rows come by."""

    def __init__(self, readings: Iterable[RowReading]) -> None:
        self.readings = iter(readings)
        self.next = next(self.readings, None)

    def at(self, sheet: str, row: int) -> RowReading | None:
        """The reading of a row, if it is the next one."""
        reading = self.next
        if reading is None or (reading.sheet, reading.row) != (sheet, row):
            return None
        self.next = next(self.readings, None)
        return reading


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel accepts, and no other sheet has."""
    clean = name.translate(_NOT_IN_SHEET_NAMES).strip("'")[:31] or "Sheet"
    number = 1
    unique = clean
    while unique.lower() in taken:
        number += 1
        unique = f"{clean[:27]} {number}"
    taken.add(unique.lower())
    return unique
