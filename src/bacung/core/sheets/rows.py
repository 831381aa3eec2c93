"""The rows of one sheet, told apart: people, and everything that is not a person."""

import re
from collections.abc import Iterator

from bacung.core.people.charsets import decode_tcvn3, decode_vni
from bacung.core.people.names import clean, fold
from bacung.core.sheets import rowkinds
from bacung.core.sheets.answers import RowReading
from bacung.core.sheets.draft import Look, Memory
from bacung.core.sheets.headers import is_index_row
from bacung.core.sheets.households import Carried
from bacung.core.sheets.people import People
from bacung.core.sheets.survey import Table
from bacung.core.sheets.told_apart import NAME_BESIDE
from bacung.core.sheets.words import any_of
from bacung.core.sheets.workbook import Cell, Sheet, is_empty, text_of

_ORDER = re.compile(r"\s*\(?\d{1,6}\s*[.)]?\s*")
_NUMBERING = re.compile(r"\s*\(?(?:\d{1,6}|[IVXLC]{1,6}|[A-ZĐ])\s*[.)]?\s*")
_GENERIC_SHEET = re.compile(rf"{any_of('generic-sheet')}?(?: ?(?:so )?\d{{0,4}})?")
_NUMERIC = ("born", "born_male", "born_female", "born_year", "citizen_number", "old_number", "phone")
_IDENTITY = (
    "sex",
    "born",
    "born_male",
    "born_female",
    "born_year",
    "citizen_number",
    "old_number",
    "phone",
    "relation",
    "male",
    "female",
)


def hamlet_of_sheet(name: str, names: tuple[str, ...]) -> str | None:
    """The hamlet a sheet is named after: if it begins so, or if several sheets have names of their own."""
    if found := rowkinds.hamlet_row(name):
        return found
    named = [each for each in names if not _GENERIC_SHEET.fullmatch(fold(each))]
    if len(named) >= 2 and name in named and len(fold(name).split()) <= 4:
        return clean(name)
    return None


class SheetRows:
    """Iterates over a sheet's filled rows; with every table its own header, with every hamlet its people."""

    def __init__(
        self, sheet: Sheet, tables: list[tuple[Table, Look]], memory: Memory, hamlet: str | None
    ) -> None:
        self.sheet, self.tables, self.memory = sheet, tables, memory
        self.carried = Carried(hamlet)
        self.named_by_title = False
        self.signed = False
        self.rows_in = 0

    def __iter__(self) -> Iterator[RowReading]:
        name = self.sheet.name
        starts = {
            table.header.rows[0]: number for number, (table, _) in enumerate(self.tables) if table.header.rows
        }
        headers = {row for table, _ in self.tables for row in table.header.rows}
        people: People | None = None
        kinds: _Kinds | None = None
        if self.tables and not self.tables[0][0].header.rows:
            people, kinds = self._start(0)
        for number, cells in self.sheet.rows():
            if is_empty(cells):
                continue
            self.rows_in += 1
            if number in starts:
                people, kinds = self._start(starts[number])
            if number in headers:
                yield RowReading(name, number, "not-a-person", kind="header")
            elif people is None or kinds is None:
                yield RowReading(name, number, "not-a-person", kind=self._title(number, cells))
            elif kinds.is_plainly_a_person(cells):
                self.signed = False
                yield people.read(number, cells)
            else:
                kind = self._kind(number, cells, kinds)
                if kind == "person":
                    self.signed = False
                    yield people.read(number, cells)
                else:
                    yield RowReading(name, number, "not-a-person", kind=kind)

    def _start(self, number: int) -> tuple[People, "_Kinds"]:
        _, look = self.tables[number]
        return People(look, self.memory, self.carried), _Kinds(look)

    def _title(self, number: int, cells: list[Cell]) -> str:
        """A row above the first header; it may name the hamlet, if nothing else does."""
        if self.carried.default_hamlet is None or self.named_by_title:
            for column, cell in enumerate(cells):
                if not isinstance(cell, str):
                    continue
                text = _decoded(self.tables[0][1], number, column, cell) if self.tables else cell
                if found := rowkinds.hamlet_in_title(text):
                    self.carried.hamlet = self.carried.default_hamlet = found
                    self.named_by_title = True
        return "title"

    def _kind(self, number: int, cells: list[Cell], kinds: "_Kinds") -> str:
        look = kinds.look
        if kinds.repeats_header(cells, self.tables):
            return "header"
        if is_index_row(cells):
            return "index"
        texts = [
            _decoded(look, number, column, text_of(cell))
            for column, cell in enumerate(cells)
            if cell is not None and text_of(cell).strip()
        ]
        words = [text for text in texts if not _NUMBERING.fullmatch(text)]
        distinct = list(dict.fromkeys(clean(text) for text in words))
        numbered = kinds.is_numbered(cells)
        has_number = kinds.has_citizen_number(cells)
        if not words:
            return "other"
        if not has_number and any(rowkinds.is_total(text) for text in distinct[:2]):
            self.signed = True
            return "total"
        identity = kinds.identity(cells)
        # A text that stands alone is no sex or relation, whatever column it was put in.
        apart = identity == 0 or len(texts) == 1
        if len(distinct) <= 2 and apart and (separator := self._separator(number, distinct)):
            return separator
        if not has_number and identity <= 1 and any(rowkinds.is_signature(text) for text in distinct):
            self.signed = True
            return "signature"
        name = kinds.name(cells)
        name = _decoded(look, number, kinds.name_column, name) if name else name
        if name and any(character.isalpha() for character in name):
            if identity or numbered:
                # Below the signatures, the names of those who signed stand in any column.
                return "signature" if self.signed and not numbered and identity < 2 else "person"
            if self.signed or not rowkinds.looks_like_a_name(name):
                return "signature" if self.signed else "other"
            return "person" if len(distinct) <= 3 else "other"
        if has_number or (identity and numbered) or kinds.has_person_beside(cells):
            return "person"  # somebody without a name: refused, not dropped
        return "signature" if self.signed else "other"

    def _separator(self, number: int, distinct: list[str]) -> str | None:
        hamlet = rowkinds.hamlet_row(distinct[0]) or (
            rowkinds.hamlet_row(" ".join(distinct)) if len(distinct) == 2 else None
        )
        if hamlet is None and len(distinct) == 1 and fold(distinct[0]).startswith("danh sach "):
            hamlet = rowkinds.hamlet_in_title(distinct[0])
        if hamlet:
            self.carried.enter_hamlet(hamlet)
            return "hamlet"
        head = rowkinds.household_row(distinct[0])
        if head:
            self.carried.enter_household(head, number)
            return "household"
        return None


class _Kinds:
    """The questions asked of every row of a table, kept short because they are asked of every row."""

    def __init__(self, look: Look) -> None:
        self.look = look
        known = look.fields
        self.order = known.get("order")
        name = known.get("name", known.get("given_name", known.get("family_name")))
        self.name_column = name if name is not None else -1
        self.names = [known[field] for field in ("name", "family_name", "given_name") if field in known]
        self.identities = [known[field] for field in _IDENTITY if field in known]
        self.number = known.get("citizen_number")
        self.beside = known.get(NAME_BESIDE)
        self.numeric = {known[field] for field in _NUMERIC if field in known}

    def is_plainly_a_person(self, cells: list[Cell]) -> bool:
        """A number in front, a name, and something that identifies: no more questions needed."""
        if self.order is None or self.order >= len(cells) or self.name_column >= len(cells):
            return False
        order, name = cells[self.order], cells[self.name_column]
        numbered = (
            type(order) is float or type(order) is int or (type(order) is str and _ORDER.fullmatch(order))
        )
        if not numbered or type(name) is not str or len(name) < 2 or name[0] == "(" or name.isdigit():
            return False
        return any(
            index < len(cells) and cells[index] not in (None, "") for index in self.identities
        ) and not (rowkinds.is_total(name))

    def is_numbered(self, cells: list[Cell]) -> bool:
        """Whether the row has a number in its column of numbers."""
        return (
            self.order is not None
            and self.order < len(cells)
            and bool(_ORDER.fullmatch(text_of(cells[self.order])))
        )

    def has_citizen_number(self, cells: list[Cell]) -> bool:
        """Whether the citizen number's cell holds a run of digits."""
        if self.number is None or self.number >= len(cells):
            return False
        return sum(character.isdigit() for character in text_of(cells[self.number])) >= 8

    def has_person_beside(self, cells: list[Cell]) -> bool:
        """Whether the second of two lists side by side has a name here, the first being shorter."""
        return self.beside is not None and self.beside < len(cells) and bool(cells[self.beside])

    def identity(self, cells: list[Cell]) -> int:
        """How many identifying cells are filled with what they are for."""
        count = 0
        for index in self.identities:
            if index < len(cells) and (text := text_of(cells[index]).strip()):
                count += index not in self.numeric or any(character.isdigit() for character in text)
        return count

    def name(self, cells: list[Cell]) -> str:
        """The name as it stands, of one column or two."""
        return " ".join(text_of(cells[index]).strip() for index in self.names if index < len(cells)).strip()

    def repeats_header(self, cells: list[Cell], tables: list[tuple[Table, Look]]) -> bool:
        """A header printed again on the next page."""
        for table, _ in tables:
            labels = {fold(part) for column in table.header.columns for part in column.label.split(" / ")}
            texts = [fold(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
            known = sum(text in labels for text in texts)
            if texts and known >= 3 and known * 3 >= len(texts) * 2:
                return True
        return False


def _decoded(look: Look, row: int, column: int, text: str) -> str:
    if text.isascii() or any(ord(character) > 0xFF for character in text):
        return text
    charset = look.charset_at(row, column, text)
    if charset == "tcvn3":
        return decode_tcvn3(text)
    return decode_vni(text) if charset == "vni" else text
