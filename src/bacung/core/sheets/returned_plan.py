"""What is written into each cell of a returned book, decided sheet by sheet."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bacung.core.people.charsets import charset_of_font, decode_tcvn3, decode_vni, is_capital_font
from bacung.core.sheets.answers import RowReading
from bacung.core.sheets.draft import Look
from bacung.core.sheets.workbook import Cell, Sheet, column_of, text_of

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

Three = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of the three columns: their headings, and for each row status, reason, what to do."""

    headings: Three
    of_row: Callable[[RowReading], Three]


@dataclass(slots=True)
class SheetPlan:
    """How one sheet is given back. Columns from 0; `status` is the first of the three added ones."""

    sheet: Sheet
    headings: frozenset[int]
    header_rows: frozenset[int]
    as_text: frozenset[int]
    emptied: frozenset[int]
    status: int
    looks: list[tuple[int, Look]] = field(default_factory=list)

    def cells(self, row: int, cells: list[Cell], reading: RowReading | None) -> dict[int, Cell]:
        """Column → what is written there instead of what the cell held."""
        changed: dict[int, Cell] = {}
        if row not in self.header_rows:
            for column in self.emptied:
                if column < len(cells) and reading is not None and reading.kind == "person":
                    changed[column] = None
            for column in self.as_text:
                if column < len(cells) and isinstance(cells[column], int | float):
                    changed[column] = text_of(cells[column])
        look = self._look(row)
        legacy = bool(self.sheet.fonts) or bool(look and look.charsets)
        for column, cell in enumerate(cells if legacy else ()):
            if isinstance(cell, str) and not cell.isascii() and column not in changed:
                text = unicode_text(self.sheet, look, row, column, cell)
                if text != cell:
                    changed[column] = text
        for complaint in reading.complaints if reading else ():
            if complaint.severity == "repair" and complaint.column:
                changed[column_of(complaint.column)] = complaint.after
        return changed

    def _look(self, row: int) -> Look | None:
        return next((look for start, look in reversed(self.looks) if start <= row), None)


def unicode_text(sheet: Sheet, look: Look | None, row: int, column: int, text: str) -> str:
    """A text out of its legacy font, if it is in one: titles by their own font, columns as they were read."""
    font = sheet.fonts.at(row, column) if sheet.fonts else None
    charset: str | None = charset_of_font(font) if font else None
    if look is not None:
        charset = look.charset_at(row, column, text) or (
            charset if column not in look.fields.values() else None
        )
    if charset is None or any(ord(character) > 0xFF for character in text):
        return text
    decoded = decode_tcvn3(text) if charset == "tcvn3" else decode_vni(text)
    return decoded.upper() if font and is_capital_font(font) else decoded


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before = + - @, tab and carriage return."""
    if text.startswith(_FORMULA_STARTS) and len(text.strip()) > 1:
        return "'" + text
    return text
