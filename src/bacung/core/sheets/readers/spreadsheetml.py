"""Reader of SpreadsheetML 2003: the XML that old programs save under the name .xls."""

from datetime import datetime
from typing import BinaryIO

from lxml import etree

from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, Stop, check_stop
from bacung.core.sheets.readers.grid import Grid
from bacung.core.sheets.readers.xml import events, refuse_doctype
from bacung.core.sheets.workbook import Cell, CellError, Sheet, Workbook

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read(stream: BinaryIO, name: str, limits: Limits, stop: Stop) -> Workbook:
    """The book, read whole."""
    stream.seek(0)
    refuse_doctype(stream.read(4096))
    stream.seek(0)
    try:
        sheets = _sheets(stream, limits, stop)
    except ValueError as error:
        raise Problem("sheets.not-a-workbook", what="malformed") from error
    if not sheets:
        raise Problem("sheets.not-a-workbook", what="no-sheets")
    limits.refuse_above("sheets", len(sheets))
    return Workbook("spreadsheetml", tuple(sheet.name for sheet in sheets), lambda: iter(sheets))


def _sheets(stream: BinaryIO, limits: Limits, stop: Stop) -> list[Sheet]:
    found: list[Sheet] = []
    fonts: dict[str, str] = {}
    grid: Grid | None = None
    row = column = 0
    for event, node in events(stream, ("Worksheet",), ("Worksheet", "Row", "Column", "Style", "Visible")):
        local = etree.QName(node).localname
        if local == "Style" and event == "end":
            font = next(node.iter(_SS + "Font"), None)
            if font is not None:
                fonts[node.get(_SS + "ID", "")] = font.get(_SS + "FontName", "")
        elif local == "Worksheet" and event == "start":
            grid = Grid(node.get(_SS + "Name", ""), limits)
            row = column = 0
        elif grid is None:
            continue
        elif local == "Column":
            column = int(node.get(_SS + "Index", column + 1)) + int(node.get(_SS + "Span", 0))
            if node.get(_SS + "Hidden") == "1":
                span = int(node.get(_SS + "Span", 0))
                limits.refuse_above("columns", column)
                grid.hidden_columns.update(range(column - span - 1, column))
        elif local == "Visible" and (node.text or "").startswith("SheetHidden"):
            grid.hidden = True
        elif local == "Row":
            row = int(node.get(_SS + "Index", row + 1))
            if not row & 0x3FF:
                check_stop(stop)
            if node.get(_SS + "Hidden") == "1":
                grid.hidden_rows.add(row)
            _row(node, grid, row, fonts)
            row += int(node.get(_SS + "Span", 0))
            node.clear()
        elif local == "Worksheet":
            found.append(grid.sheet())
            grid = None
    return found


def _row(node: etree._Element, grid: Grid, row: int, fonts: dict[str, str]) -> None:
    column = 0
    for cell in node.iter(_SS + "Cell"):
        column = int(cell.get(_SS + "Index", column + 1))
        across, down = int(cell.get(_SS + "MergeAcross", 0)), int(cell.get(_SS + "MergeDown", 0))
        grid.merge(row, column - 1, down + 1, across + 1)
        data = next(cell.iter(_SS + "Data"), None)
        if data is not None:
            grid.place(row, column - 1, _value(data), fonts.get(cell.get(_SS + "StyleID", "")))
        column += across


def _value(data: etree._Element) -> Cell:
    text = "".join(str(piece) for piece in data.itertext())
    kind = data.get(_SS + "Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment if moment.hour or moment.minute else moment.date()
    except ValueError:
        return text
    if kind == "Boolean":
        return text.strip() == "1"
    return CellError(text) if kind == "Error" else text
