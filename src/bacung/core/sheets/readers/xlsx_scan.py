"""One streamed pass over a sheet's XML: its true size before anything is held, and what calamine leaves out.

Calamine holds a sheet as a full rectangle, so that two cells far apart would cost gigabytes: the rectangle is
measured here first. The pass looks for cells with patterns, not with a parser: a tenth of the time.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, Stop, check_stop
from bacung.core.sheets.readers.xml import events, refuse_doctype
from bacung.core.sheets.workbook import NO_FONTS, Fonts, Merge, column_of, letter

CHUNK = 1 << 20

# A cell as every common program writes it. Whatever else begins like a cell sends the sheet to a real parser:
# a pattern must not be fooled into measuring less than calamine will hold.
_ODD_CELL = re.compile(rb'<(?:[\w.-]+:)?c(?! r="[A-Z]{1,3}\d{1,7}"(?: [\w:]+="[^"<>]*")*\s?/?>)[\s/>]')
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_COLUMNS_FILLED = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"[^>]*(?<!/)>')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_ERROR = re.compile(
    rb'\br="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)<'
)
_STYLED = re.compile(rb'<(?:\w+:)?c\b(?:(?=[^>]*\bs="(\d+)")|)[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')


@dataclass(slots=True)
class Scan:
    """What the pass found. `errors`: row → its cells that show an error. `outlay`: as of a `Sheet`."""

    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    widths: dict[int, float] = field(default_factory=dict)
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    fonts: Fonts = NO_FONTS
    outlay: int = 0


def drain(book: zipfile.ZipFile, part: str, limits: Limits, stop: Stop) -> None:
    """Inflate a part and throw it away: its checksum must hold, its size be true, its XML harmless."""
    for number, chunk in enumerate(_chunks(book, part, stop)):
        if not number:
            refuse_doctype(chunk[:4096])


def scan_sheet(book: zipfile.ZipFile, part: str, fonts: dict[int, str], limits: Limits, stop: Stop) -> Scan:
    """Measure one sheet and refuse it above `limits`; `fonts` (style → font) asks for fonts too."""
    measure = _Measure(fonts, limits)
    rest = b""
    for chunk in _chunks(book, part, stop):
        data = rest + chunk
        # Cut where a row ends, so that no cell is seen in halves.
        cut = data.rfind(b"</row>") + 6
        if cut < 6:
            cut = data.rfind(b"row>") + 4
        if cut < 4 or (cut == 4 and data[:4] != b"row>"):
            if len(data) > 64 * CHUNK:
                raise Problem("sheets.too-large", what="row", value=len(data), limit=64 * CHUNK)
            rest = data
            continue
        measure.take(data[:cut])
        rest = data[cut:]
    measure.take(rest)
    if measure.odd:
        with book.open(part) as stream:
            measure.take_parsed(stream, stop)
    return measure.done()


def _chunks(book: zipfile.ZipFile, part: str, stop: Stop) -> Iterator[bytes]:
    with book.open(part) as stream:
        while chunk := stream.read(CHUNK):
            check_stop(stop)
            yield chunk


class _Measure:
    def __init__(self, fonts: dict[int, str], limits: Limits) -> None:
        self.styles, self.limits = fonts, limits
        self.rows = self.last_row = 0
        self.columns: set[bytes] = set()
        self.scan = Scan()
        self.hidden_rows: set[int] = set()
        self.merges: list[Merge] = []
        self.by_column: dict[int, Counter[str]] = {}
        self.by_cell: list[tuple[int, int, str]] = []
        self.first = True
        self.odd = False

    def take(self, data: bytes) -> None:
        if self.first:
            self.first = False
            refuse_doctype(data[:4096])
            if b"\x00" in data[:4096]:
                raise Problem("sheets.not-a-workbook", what="malformed")
            self._columns(data[: max(0, data.find(b"sheetData")) or None])
        self.scan.outlay += data.count(b"<c ") + data.count(b":c ")
        self.rows += data.count(b"<row") + data.count(b":row ")
        self.columns.update(_COLUMNS_FILLED.findall(data))
        self.odd = self.odd or _ODD_CELL.search(data) is not None
        # The last filled cell tells how far down the rectangle reaches.
        tail = _FILLED.findall(data[-(1 << 16) :])
        if tail:
            self.last_row = max(self.last_row, int(tail[-1][1]))
        self._refuse()
        self.hidden_rows.update(int(number) for number in _HIDDEN_ROW.findall(data))
        if b't="e"' in data:
            for column, row, text in _ERROR.findall(data):
                cell = (column_of(column.decode()), text.decode("utf-8", "replace"))
                self.scan.errors.setdefault(int(row), []).append(cell)
        if b"mergeCell" in data:
            for left, top, right, bottom in _MERGE.findall(data):
                self.merges.append(
                    Merge(int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))
                )
        if self.styles:
            self._fonts(data)

    def take_parsed(self, stream: IO[bytes], stop: Stop) -> None:
        """Measure once more, by a parser: cells without a place follow the one before."""
        row = column = 0
        for event, node in events(stream, ("row",), ("row", "c")):
            local = etree.QName(node).localname
            if event == "start":
                row, column = int(node.get("r") or row + 1), 0
            elif local == "c":
                name = node.get("r")
                place = _PLACE.fullmatch(name) if name else None
                if name and not place:
                    # 'ZZZZZZ1': calamine would believe it, and take a rectangle as wide as that.
                    raise Problem("sheets.not-a-workbook", what="malformed")
                column = column_of(place[1]) + 1 if place else column + 1
                row = int(place[2]) if place else row
                if len(node) or node.text:
                    self.last_row = max(self.last_row, row)
                    self.columns.add(letter(column - 1).encode())
                node.clear()
            else:
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
                if not row & 0x3FF:
                    check_stop(stop)
                    self._refuse()
        self._refuse()

    def _columns(self, head: bytes) -> None:
        hidden: set[int] = set()
        for raw in _COL.findall(head):
            attributes = dict(_ATTRIBUTE.findall(raw))
            first, last = int(attributes.get(b"min", 1)), int(attributes.get(b"max", 0))
            span = range(first - 1, min(last, self.limits.columns))
            if attributes.get(b"hidden") in (b"1", b"true"):
                hidden.update(span)
            elif b"width" in attributes:
                self.scan.widths.update(dict.fromkeys(span, float(attributes[b"width"])))
        self.scan.hidden_columns = frozenset(hidden)

    def _refuse(self) -> None:
        height = max(self.last_row, 0)
        self.limits.refuse_above("rows", height)
        # Blank rows that are only formatted cost nothing; more than a sheet can have is no sheet.
        if self.rows > 1_048_576:
            self.limits.refuse_above("rows", self.rows)
        width = max((column_of(column.decode()) + 1 for column in self.columns), default=0)
        if height * width > self.limits.cells:
            raise Problem("sheets.too-large", what="cells", value=height * width, limit=self.limits.cells)
        if height > 1:
            self.limits.refuse_above("columns", width)

    def _fonts(self, data: bytes) -> None:
        for style, column, row in _STYLED.findall(data):
            font = self.styles.get(int(style or 0), "")
            place = column_of(column.decode())
            counts = self.by_column.setdefault(place, Counter())
            counts[font] += 1
            self.by_cell.append((int(row), place, font))

    def done(self) -> Scan:
        self.scan.hidden_rows = frozenset(self.hidden_rows)
        self.scan.merges = tuple(self.merges)
        self.scan.outlay += sum(
            (each.bottom - each.top + 1) * (each.right - each.left + 1) for each in self.merges
        )
        if self.styles:
            main = {place: counts.most_common(1)[0][0] for place, counts in self.by_column.items()}
            others = {(row, place): font for row, place, font in self.by_cell if font != main[place]}
            self.scan.fonts = Fonts(main, others)
        return self.scan
