"""Reader of true .xls (BIFF) by xlrd, with formatting: fonts, hidden rows and columns, merged ranges."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time
from io import StringIO
from typing import Any, BinaryIO

import xlrd

from bacung.core.people.charsets import charset_of_font
from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, Stop, check_stop
from bacung.core.sheets.workbook import Cell, CellError, Fonts, Merge, Row, Sheet, Workbook


def read(stream: BinaryIO, name: str, limits: Limits, stop: Stop) -> Workbook:
    """The book; sheets are loaded one at a time."""
    stream.seek(0)
    try:
        book = xlrd.open_workbook(
            file_contents=stream.read(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=StringIO(),
        )
    except xlrd.XLRDError as error:
        raise _refusal(error) from error
    except Exception as error:  # xlrd meets damage with every kind of exception
        raise Problem("sheets.truncated") from error
    limits.refuse_above("sheets", book.nsheets)
    names = tuple(book.sheet_names())

    def sheets() -> Iterator[Sheet]:
        for number in range(len(names)):
            check_stop(stop)
            try:
                grid = book.sheet_by_index(number)
            except Exception as error:  # as above
                raise Problem("sheets.truncated") from error
            yield _sheet(book, grid, number, limits)
            book.unload_sheet(number)

    return Workbook("xls", names, sheets)


def _refusal(error: xlrd.XLRDError) -> Problem:
    text = str(error).lower()
    if "encrypt" in text or "password" in text:
        return Problem("sheets.password-protected")
    if "workbook stream" in text or "bof" in text or "unsupported format" in text:
        return Problem("sheets.not-a-workbook", what="malformed")
    return Problem("sheets.truncated")


def _sheet(book: Any, grid: Any, number: int, limits: Limits) -> Sheet:
    limits.refuse_above("rows", grid.nrows)

    def rows() -> Iterator[Row]:
        for index in range(grid.nrows):
            yield index + 1, [_value(cell, book.datemode) for cell in grid.row(index)]

    return Sheet(
        name=grid.name,
        rows=rows,
        hidden=bool(grid.visibility),
        hidden_columns=frozenset(column for column, info in grid.colinfo_map.items() if info.hidden),
        hidden_rows=frozenset(row + 1 for row, info in grid.rowinfo_map.items() if info.hidden),
        # xlrd gives ends that are outside.
        merges=tuple(
            Merge(top + 1, left, bottom, right - 1) for top, bottom, left, right in grid.merged_cells
        ),
        fonts=_fonts(book, grid),
        date1904=book.datemode == 1,
        height=grid.nrows,
        widths={column: info.width / 256 for column, info in grid.colinfo_map.items() if not info.hidden},
    )


def _value(cell: Any, datemode: int) -> Cell:
    kind, value = cell.ctype, cell.value
    if kind == xlrd.XL_CELL_TEXT or kind == xlrd.XL_CELL_NUMBER:
        plain: Cell = value
        return plain
    if kind == xlrd.XL_CELL_DATE:
        return _date(value, datemode)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return CellError(xlrd.error_text_from_code.get(value, "#N/A"))
    return None


def _date(value: float, datemode: int) -> Cell:
    try:
        moment: datetime = xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, ValueError, OverflowError):
        return value
    if value < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment


def _fonts(book: Any, grid: Any) -> Fonts:
    """Fonts of text cells, when the book knows a legacy font at all."""
    if not any(charset_of_font(font.name) for font in book.font_list):
        return Fonts()
    names = [book.font_list[style.font_index].name for style in book.xf_list]
    counts: dict[int, Counter[str]] = {}
    cells = []
    for row in range(grid.nrows):
        for column, cell in enumerate(grid.row(row)):
            if cell.ctype == xlrd.XL_CELL_TEXT:
                font = names[cell.xf_index]
                counts.setdefault(column, Counter())[font] += 1
                cells.append((row + 1, column, font))
    main = {column: fonts.most_common(1)[0][0] for column, fonts in counts.items()}
    return Fonts(main, {(row, column): font for row, column, font in cells if font != main[column]})
