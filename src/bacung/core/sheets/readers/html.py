"""Reader of HTML pages and web archives saved under the name .xls: their tables, one below the other."""

import email
import email.policy
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree
from lxml import html as lxml_html

from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, Stop, check_stop
from bacung.core.sheets.readers.grid import Grid
from bacung.core.sheets.readers.separated import decoded
from bacung.core.sheets.workbook import Workbook

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;\"',}]+)", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,31})</x:Name>", re.IGNORECASE)
_BREAK = re.compile(r"[ \t\r\n]+")
MOST_SPAN = 2_000


def read(stream: BinaryIO, name: str, limits: Limits, stop: Stop) -> Workbook:
    """A book of one sheet; rows are numbered as Excel numbers them when it opens the page."""
    stream.seek(0)
    raw = stream.read()
    limits.refuse_above("markup", len(raw))
    if raw[:200].lstrip().lower().startswith((b"mime-version:", b"from:", b"content-type:")):
        raw = _page_of_archive(raw)
    text = _decoded(raw)
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise Problem("sheets.not-a-workbook", what="malformed") from error
    named = _SHEET_NAME.search(text)
    title = named[1] if named else name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    grid = Grid(title, limits)
    fonts = _fonts_of_classes(root)
    row = 1
    # Tables inside tables, as pages are laid out by them, come after the table around them.
    tables = list(root.iter("table"))
    if not tables:
        raise Problem("sheets.not-a-workbook", what="no-table")
    for table in tables:
        row = _table(table, grid, row, fonts, stop) + 1
    sheet = grid.sheet()
    return Workbook("html", (title,), lambda: iter((sheet,)))


def _page_of_archive(raw: bytes) -> bytes:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and b"<td" in payload.lower():
                return payload
    raise Problem("sheets.not-a-workbook", what="no-table")


def _decoded(raw: bytes) -> str:
    declared = _CHARSET.search(raw[:4096])
    if declared and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    # An encoding declared in XML's way would make lxml refuse text.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(raw))


def _fonts_of_classes(root: etree._Element) -> dict[str, str]:
    fonts = {}
    for style in root.iter("style"):
        for name, rules in _CLASS.findall(style.text or ""):
            if font := _FONT.search(rules):
                fonts[name] = font[1].strip()
    return fonts


def _table(table: etree._Element, grid: Grid, row: int, fonts: dict[str, str], stop: Stop) -> int:
    """Place a table from `row` on; the row after it."""
    taken: dict[tuple[int, int], bool] = {}
    for line in _rows(table):
        if not row & 0x3FF:
            check_stop(stop)
        if _HIDDEN.search(line.get("style", "")):
            grid.hidden_rows.add(row)
        column = 0
        for cell in line.iterchildren("td", "th"):
            while taken.pop((row, column), False):
                column += 1
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            grid.limits.refuse_above("columns", column + width)
            grid.place(row, column, _text(cell), _font(cell, fonts))
            grid.merge(row, column, height, width)
            for down in range(1, height):
                taken.update({(row + down, column + right): True for right in range(width)})
            column += width
        row += 1
    return row


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for line in table.iter("tr"):
        if next(line.iterancestors("table")) is table:
            yield line


def _span(cell: etree._Element, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text), 1), MOST_SPAN) if text.isdecimal() else 1


def _text(cell: etree._Element) -> str:
    for line_break in cell.iter("br"):
        line_break.tail = " " + (line_break.tail or "")
    text = "".join(_pieces(cell))
    return _BREAK.sub(" ", text).strip(" ")


def _pieces(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag != "table":
            yield from _pieces(child)
        yield child.tail or ""


def _font(cell: etree._Element, fonts: dict[str, str]) -> str | None:
    for node in cell.iter():
        if found := _FONT.search(str(node.get("style", ""))):
            return found[1].strip()
        if node.tag == "font" and node.get("face"):
            return str(node.get("face"))
    return fonts.get(str(cell.get("class", "")))
