"""Workbooks made in memory, in every format an office may send."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import openpyxl
import xlwt
from odf import opendocument, table, text

from bacung.core.sheets import RowReading, read

Grid = Sequence[Sequence[Any]]

HEADER = ["STT", "Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD", "Số điện thoại", "Thôn"]
AN = [1, "Nguyễn Văn An", "Nam", "02/07/1954", "042054001234", "0912345678", "Thôn Đông"]
BINH = [2, "Trần Thị Bình", "Nữ", "15/11/1961", "042161001235", "0987654321", "Thôn Đông"]
VILLAGE = [HEADER, AN, BINH]


def xlsx(grid: Grid, *, title: str = "Sheet1", tweak: Callable[[Any], None] | None = None) -> io.BytesIO:
    """One sheet as .xlsx; `tweak` gets the openpyxl sheet before it is saved."""
    return xlsx_of({title: grid}, tweak=tweak)


def xlsx_of(sheets: dict[str, Grid], *, tweak: Callable[[Any], None] | None = None) -> io.BytesIO:
    """Several sheets as .xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, grid in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(grid, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    cell = sheet.cell(number, column)
                    cell.value = value
                    if isinstance(value, str):
                        cell.data_type = "s"
        if tweak:
            tweak(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return io.BytesIO(stream.getvalue())


def xls(grid: Grid, *, font: str | None = None, tweak: Callable[[Any], None] | None = None) -> io.BytesIO:
    """One sheet as true BIFF8 .xls."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    plain = xlwt.easyxf(f"font: name {font}" if font else "")
    dated = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate(grid):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value, dated if isinstance(value, date) else plain)
    if tweak:
        tweak(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return io.BytesIO(stream.getvalue())


def ods(grid: Grid) -> io.BytesIO:
    """One sheet as .ods."""
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Sheet1")
    for row in grid:
        line = table.TableRow()
        for value in row:
            if isinstance(value, int | float):
                cell = table.TableCell(valuetype="float", value=str(value))
                cell.addElement(text.P(text=str(value)))
            else:
                cell = table.TableCell(valuetype="string")
                cell.addElement(text.P(text=str(value or "")))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    document.save(stream)
    return io.BytesIO(stream.getvalue())


def separated(grid: Grid, encoding: str = "utf-8", delimiter: str = ",") -> io.BytesIO:
    """One sheet as delimited text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([["" if v is None else v for v in row] for row in grid])
    return io.BytesIO(stream.getvalue().encode(encoding))


def html(grid: Grid, *, charset: str = "utf-8") -> io.BytesIO:
    """One table as the HTML that web systems serve under the name .xls."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if v is None else v}</td>" for v in row) + "</tr>" for row in grid
    )
    page = (
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}"></head>'
        f"<body><table border=1>{rows}</table></body></html>"
    )
    return io.BytesIO(page.encode(charset))


def spreadsheetml(grid: Grid) -> io.BytesIO:
    """One sheet as SpreadsheetML 2003."""
    rows = "".join(
        "<Row>"
        + "".join(
            f'<Cell><Data ss:Type="{"Number" if isinstance(v, int | float) else "String"}">{v}</Data></Cell>'
            if v is not None
            else "<Cell/>"
            for v in row
        )
        + "</Row>"
        for row in grid
    )
    page = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Sheet1"><Table>{rows}</Table></Worksheet></Workbook>'
    )
    return io.BytesIO(page.encode())


def zipped(entries: dict[str, bytes]) -> io.BytesIO:
    """A zip with these entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in entries.items():
            book.writestr(name, content)
    return io.BytesIO(stream.getvalue())


def readings(source: io.BytesIO, **options: Any) -> list[RowReading]:
    """Every row of a book."""
    return list(read(source, **options))


def people(source: io.BytesIO, **options: Any) -> list[RowReading]:
    """The rows that are people."""
    return [reading for reading in read(source, **options) if reading.kind == "person"]


def codes(reading: RowReading) -> list[str]:
    """The codes of a row's complaints."""
    return [complaint.code for complaint in reading.complaints]


def told(reading: RowReading) -> Iterable[tuple[str | None, str, str | None, str | None]]:
    """A row's complaints as column, code, before, after."""
    return [(each.column, each.code, each.before, each.after) for each in reading.complaints]


def one(**values: object) -> RowReading:
    """The reading of one person, An unless said otherwise."""
    cells = {
        "name": "Nguyễn Văn An",
        "sex": "Nam",
        "born": "02/07/1954",
        "number": "042054001234",
        "phone": None,
    }
    cells.update(values)  # type: ignore[arg-type]
    row = [1, cells["name"], cells["sex"], cells["born"], cells["number"], cells["phone"], "Thôn Đông"]
    return people(xlsx([HEADER, row]))[0]
