"""Reader of .ods: content.xml streamed, repeated cells and rows counted before they are written out."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

from lxml import etree

from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, Stop, check_stop
from bacung.core.sheets.readers.grid import Grid
from bacung.core.sheets.readers.xml import events, refuse_doctype
from bacung.core.sheets.sniff import BROKEN_ZIP
from bacung.core.sheets.workbook import Cell, CellError, Sheet, Workbook

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "Err:")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read(stream: BinaryIO, name: str, limits: Limits, stop: Stop) -> Workbook:
    """The book, read whole: an .ods is held once, without its blank cells."""
    try:
        with zipfile.ZipFile(stream) as book:
            with book.open("content.xml") as head:
                refuse_doctype(head.read(4096))
            with book.open("content.xml") as content:
                sheets = _Content(limits, stop).sheets(content)
    except BROKEN_ZIP as error:
        raise Problem("sheets.truncated") from error
    limits.refuse_above("sheets", len(sheets))
    return Workbook("ods", tuple(sheet.name for sheet in sheets), lambda: iter(sheets))


class _Content:
    def __init__(self, limits: Limits, stop: Stop) -> None:
        self.limits, self.stop = limits, stop
        self.fonts: dict[str, str] = {}
        self.hidden_tables: set[str] = set()

    def sheets(self, content: object) -> list[Sheet]:
        found: list[Sheet] = []
        grid: Grid | None = None
        row = column = 1
        default_fonts: dict[int, str] = {}
        stream = events(content, ("table",), ("table", "table-row", "table-column", "style"))  # type: ignore[arg-type]
        for event, node in stream:
            local = etree.QName(node).localname
            if node.tag == _STYLE + "style" and event == "end":
                self._style(node)
            elif node.tag == _TABLE + "table" and event == "start":
                hidden = node.get(_TABLE + "style-name", "") in self.hidden_tables
                grid = Grid(node.get(_TABLE + "name", ""), self.limits, hidden=hidden)
                row, column, default_fonts = 1, 0, {}
            elif grid is None:
                continue
            elif local == "table-column":
                column = self._column(node, grid, column, default_fonts)
            elif local == "table-row":
                row = self._row(node, grid, row, default_fonts)
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
            elif local == "table" and event == "end":
                found.append(grid.sheet())
                grid = None
        return found

    def _style(self, node: etree._Element) -> None:
        name = node.get(_STYLE + "name", "")
        for properties in node.iter(_STYLE + "text-properties"):
            font = properties.get(_STYLE + "font-name")
            if font:
                self.fonts[name] = font
        for properties in node.iter(_STYLE + "table-properties"):
            if properties.get(_TABLE + "display") == "false":
                self.hidden_tables.add(name)

    def _column(self, node: etree._Element, grid: Grid, column: int, fonts: dict[int, str]) -> int:
        repeat = int(node.get(_TABLE + "number-columns-repeated", "1"))
        span = range(column, min(column + repeat, self.limits.columns))
        if node.get(_TABLE + "visibility") in ("collapse", "filter"):
            grid.hidden_columns.update(span)
        font = self.fonts.get(node.get(_TABLE + "default-cell-style-name", ""))
        if font:
            fonts.update(dict.fromkeys(span, font))
        return column + repeat

    def _row(self, node: etree._Element, grid: Grid, row: int, fonts: dict[int, str]) -> int:
        repeat = int(node.get(_TABLE + "number-rows-repeated", "1"))
        cells = list(self._cells(node, grid, row))
        if not row & 0x3FF:
            check_stop(self.stop)
        if cells:
            self.limits.refuse_above("rows", row + repeat - 1)
            for number in range(row, row + repeat):
                for column, value, style in cells:
                    grid.place(number, column, value, self.fonts.get(style) or fonts.get(column))
                if node.get(_TABLE + "visibility") in ("collapse", "filter"):
                    grid.hidden_rows.add(number)
        return row + repeat

    def _cells(self, node: etree._Element, grid: Grid, row: int) -> Iterator[tuple[int, Cell, str]]:
        column = 0
        for cell in node:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            repeat = int(cell.get(_TABLE + "number-columns-repeated", "1"))
            height = int(cell.get(_TABLE + "number-rows-spanned", "1"))
            width = int(cell.get(_TABLE + "number-columns-spanned", "1"))
            grid.merge(row, column, height, width)
            value = _value(cell)
            if value is not None and value != "":
                self.limits.refuse_above("columns", column + repeat)
                for place in range(column, column + repeat):
                    yield place, value, cell.get(_TABLE + "style-name", "")
            column += repeat


def _value(cell: etree._Element) -> Cell:
    kind = cell.get(_OFFICE + "value-type")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(_OFFICE + "value", "nan"))
    if kind == "date":
        return _date(cell.get(_OFFICE + "date-value", ""))
    if kind == "boolean":
        return str(cell.get(_OFFICE + "boolean-value")) == "true"
    text = "\n".join("".join(_pieces(part)) for part in cell if part.tag == _TEXT + "p")
    return CellError(text) if text.startswith(_ERRORS) else text


def _pieces(node: etree._Element) -> Iterator[str]:
    """Text of a paragraph; runs of spaces are an element of their own, notes are left out."""
    if node.text:
        yield node.text
    for child in node:
        if child.tag == _TEXT + "s":
            yield " " * min(int(child.get(_TEXT + "c", "1")), 1000)
        elif child.tag in (_TEXT + "tab", _TEXT + "line-break"):
            yield " "
        elif child.tag != _OFFICE + "annotation":
            yield from _pieces(child)
        if child.tail:
            yield child.tail


def _date(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text
