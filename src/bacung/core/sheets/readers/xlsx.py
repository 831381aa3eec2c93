"""Reader of .xlsx: values by calamine, everything else from the file's own XML, streamed."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, Stop, check_stop
from bacung.core.sheets.readers import xlsx_parts
from bacung.core.sheets.readers.xlsx_scan import Scan, drain, scan_sheet
from bacung.core.sheets.sniff import BROKEN_ZIP
from bacung.core.sheets.workbook import Cell, CellError, Row, Sheet, Workbook


def read(stream: BinaryIO, name: str, limits: Limits, stop: Stop) -> Workbook:
    """The book, each sheet scanned for its true size before it is loaded."""
    try:
        with zipfile.ZipFile(stream) as book:
            parts = xlsx_parts.read(book)
            limits.refuse_above("sheets", len(parts.sheets))
            for part in parts.inflated_by_calamine:
                drain(book, part, limits, stop)
    except BROKEN_ZIP as error:
        raise Problem("sheets.truncated") from error

    def sheets() -> Iterator[Sheet]:
        scans = []
        try:
            with zipfile.ZipFile(stream) as book:
                for entry in parts.sheets:
                    check_stop(stop)
                    scans.append(scan_sheet(book, entry.part, parts.fonts, limits, stop))
        except BROKEN_ZIP as error:
            raise Problem("sheets.truncated") from error
        opened = _calamine(stream)
        grids = {meta.name for meta in opened.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet}
        for entry, scan in zip(parts.sheets, scans, strict=True):
            if entry.name in grids:
                yield _sheet(_loaded(opened, entry.name), entry, scan, parts.date1904)

    return Workbook("xlsx", tuple(entry.name for entry in parts.sheets), sheets)


def _calamine(stream: BinaryIO) -> CalamineWorkbook:
    stream.seek(0)
    try:
        return CalamineWorkbook.from_filelike(stream)
    except (CalamineError, OSError, ValueError) as error:
        raise Problem("sheets.not-a-workbook", what="malformed") from error
    except BaseException as error:
        raise _panic(error) from error


def _loaded(book: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise Problem("sheets.not-a-workbook", what="malformed", sheet=name) from error
    except BaseException as error:
        raise _panic(error) from error


def _panic(error: BaseException) -> BaseException:
    """A Rust panic reaches Python outside `Exception`; any other such thing goes on as it is."""
    return (
        Problem("sheets.not-a-workbook", what="malformed")
        if type(error).__name__ == "PanicException"
        else error
    )


def _sheet(grid: CalamineSheet, entry: "xlsx_parts.SheetEntry", scan: Scan, date1904: bool) -> Sheet:
    offset = grid.start[1] if grid.start else 0
    errors = scan.errors

    def rows() -> Iterator[Row]:
        pad: list[Cell] = [None] * offset
        for number, cells in enumerate(grid.iter_rows(), 1):
            row: list[Cell] = pad + cells if offset else cells  # type: ignore[assignment,operator]
            if number in errors:
                for column, text in errors[number]:
                    row.extend([None] * (column + 1 - len(row)))
                    row[column] = CellError(text)
            yield number, row

    return Sheet(
        name=entry.name,
        rows=rows,
        hidden=entry.hidden,
        hidden_columns=scan.hidden_columns,
        hidden_rows=scan.hidden_rows,
        merges=scan.merges,
        fonts=scan.fonts,
        date1904=date1904,
        height=grid.total_height,
        widths=scan.widths,
        outlay=scan.outlay,
    )
