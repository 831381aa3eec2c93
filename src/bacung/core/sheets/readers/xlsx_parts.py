"""The small parts of an .xlsx: which sheets there are, where, and which cell styles use which font."""

import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from bacung.core.people.charsets import charset_of_font
from bacung.core.problems import Problem
from bacung.core.sheets.readers.xml import parse_small


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet in the book's own list: its name, whether hidden, the zip entry that holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What the small parts say. `fonts`: cell style number → font name, empty without a legacy font."""

    sheets: tuple[SheetEntry, ...]
    date1904: bool
    fonts: dict[int, str]
    inflated_by_calamine: tuple[str, ...]


def read(book: zipfile.ZipFile) -> Parts:
    """Read workbook.xml, its relations and styles.xml."""
    names = {name.replace("\\", "/").lower(): name for name in book.namelist()}
    if "xl/workbook.xml" not in names:
        raise Problem("sheets.not-a-workbook", what="malformed")
    root = parse_small(book.read(names["xl/workbook.xml"]))
    targets = _relations(book, names)
    sheets = []
    for node in root.iter("{*}sheet"):
        relation = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
        part = names.get(targets.get(str(relation), "").lower())
        if part and node.get("name"):
            hidden = node.get("state", "visible") != "visible"
            sheets.append(SheetEntry(str(node.get("name")), hidden, part))
    if not sheets:
        raise Problem("sheets.not-a-workbook", what="no-sheets")
    properties = next(root.iter("{*}workbookPr"), None)
    date1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    wanted = ("xl/sharedstrings.xml", "xl/styles.xml")
    inflated = tuple(names[name] for name in wanted if name in names)
    return Parts(tuple(sheets), date1904, _legacy_fonts(book, names), inflated)


def _relations(book: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    part = names.get("xl/_rels/workbook.xml.rels")
    if part is None:
        raise Problem("sheets.not-a-workbook", what="malformed")
    targets = {}
    for node in parse_small(book.read(part)).iter("{*}Relationship"):
        target = str(node.get("Target", ""))
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath("xl/" + target)
        targets[str(node.get("Id"))] = full
    return targets


def _legacy_fonts(book: zipfile.ZipFile, names: dict[str, str]) -> dict[int, str]:
    """Font by cell style, when at least one style uses a legacy font; otherwise nothing to look for."""
    part = names.get("xl/styles.xml")
    if part is None:
        return {}
    raw = book.read(part)
    lower = raw.lower()
    if b'".vn' not in lower and b'"vni' not in lower:
        return {}
    root = parse_small(raw)
    fonts = [_font_name(font) for node in root.iter("{*}fonts") for font in node.iter("{*}font")]
    styles: dict[int, str] = {}
    for formats in root.iter("{*}cellXfs"):
        for number, style in enumerate(formats.iter("{*}xf")):
            font = int(style.get("fontId", "0"))
            if font < len(fonts):
                styles[number] = fonts[font]
    return styles if any(charset_of_font(font) for font in styles.values()) else {}


def _font_name(font: etree._Element) -> str:
    node = next(font.iter("{*}name"), None)
    return str(node.get("val", "")) if node is not None else ""
