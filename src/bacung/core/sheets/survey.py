"""A first walk over a sheet: where its tables begin, and what only whole columns can tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bacung.core.people.charsets import charset_of_font, decode_tcvn3, decode_vni, guess_column
from bacung.core.people.dates import order_shown, year_behind_serial
from bacung.core.people.names import fold
from bacung.core.sheets.columns import FIELDS, Column, guess, people_aliases
from bacung.core.sheets.contents import columns_by_content, continued, refined
from bacung.core.sheets.draft import BirthOrder, Look
from bacung.core.sheets.fields import sexes_of_label
from bacung.core.sheets.headers import Header, find_header, plain_label
from bacung.core.sheets.limits import Stop, check_stop
from bacung.core.sheets.workbook import Cell, Row, Sheet, is_empty

NAMES = frozenset(("name", "family_name", "given_name"))
TEXTS = (
    "name",
    "family_name",
    "given_name",
    "sex",
    "hamlet",
    "household",
    "relation",
    "address",
    "presence",
    "note",
)
NEEDED = NAMES | {"household"}
HEAD = 120
SAMPLE = 2_000
_DECODERS = {"tcvn3": decode_tcvn3, "vni": decode_vni}


@dataclass(slots=True)
class Table:
    """A header and the evidence of the rows under it, up to the next one."""

    header: Header
    columns: tuple[Column, ...]
    texts: dict[int, list[str]] = field(default_factory=dict)
    births: dict[int, "BirthEvidence"] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, int]:
        """Field → column, as used."""
        return Header(self.header.rows, self.columns, 0).fields()


@dataclass(slots=True)
class BirthEvidence:
    """What the cells of a birth date column show about its order."""

    day_first: int = 0
    month_first: int = 0
    high_days: int = 0
    low_days: int = 0
    odd: int = 0

    def take(self, cell: Cell) -> None:
        """Count one cell."""
        if isinstance(cell, str):
            shown = order_shown(cell)
            self.day_first += shown == "dmy"
            self.month_first += shown == "mdy"
        elif isinstance(cell, date):
            if year_behind_serial(date(cell.year, cell.month, cell.day)) is not None:
                self.odd += 1
            elif cell.day > 12:
                self.high_days += 1
            elif cell.day != cell.month:
                self.low_days += 1

    def order(self) -> BirthOrder | None:
        """The column's order; None for the plain case, day first and nothing exchanged."""
        proven = self.day_first + self.month_first
        contested = (
            bool(self.day_first and self.month_first) and min(self.day_first, self.month_first) * 20 > proven
        )
        swap = None
        # An American Excel reads 03/07 as a date of March and leaves 25/12 as text: texts with high days
        # beside date cells without a single one. Eight of those by chance: once in two thousand lists.
        if self.day_first and self.low_days and not self.high_days:
            swap = "surely" if self.low_days >= 8 else "perhaps"
        order = "mdy" if self.month_first > self.day_first else "dmy"
        if order == "dmy" and not self.month_first and swap is None:
            return None
        return BirthOrder(order, contested, swap)  # type: ignore[arg-type]


class Labels:
    """Labels of a sheet's header cells, decoded where they were typed in a legacy font."""

    def __init__(self, sheet: Sheet) -> None:
        self.fonts = sheet.fonts

    def __call__(self, row: int, column: int, cell: Cell) -> str:
        text = plain_label(row, column, cell)
        if not text or text.isascii():
            return text
        font = self.fonts.at(row, column)
        charset = charset_of_font(font) if font else None
        raw = cell if isinstance(cell, str) else text
        if charset:
            return plain_label(row, column, _DECODERS[charset](raw))
        return _undone(text, raw)


@lru_cache(maxsize=4096)
def _undone(text: str, raw: str) -> str:
    """A label without font evidence: decoded, if only so it is one of the known labels."""
    known = guess(text)
    if known is None or known.confidence < 0.95:
        for decode in _DECODERS.values():
            decoded = plain_label(0, 0, decode(raw))
            found = guess(decoded)
            if found and found.confidence >= 0.95:
                return decoded
    return text


@lru_cache(maxsize=65_536)
def _is_name_label(text: str) -> bool:
    return people_aliases().get(fold(text)) == "name"


def survey(
    sheet: Sheet, chosen: Mapping[int, str | None], stop: Stop, before: tuple[Column, ...] = ()
) -> list[Table]:
    """The tables of a sheet, each with its evidence; none where no header names people.

    `before`: the columns of the sheet before, which hold for a sheet that goes on without a header.
    """
    label = Labels(sheet)
    tables: list[Table] = []
    walk = _filled(sheet, stop)
    head: list[Row] = []
    for row in walk:
        head.append(row)
        if len(head) >= HEAD:
            break
    first = find_header(head, sheet.merges, label=label, needs=NEEDED, hidden=sheet.hidden_columns)
    if first and not chosen and _is_catalogue(sheet, first):
        return []
    if first is None:
        bare = columns_by_content([cells for _, cells in head], sheet.hidden_columns)
        bare = continued(before, bare, sheet.hidden_columns) or bare
        if not bare and not chosen:
            return []
        first = Header((), bare, 0)
    pending: list[Row] = []
    below = [cells for number, cells in head if not first.rows or number > first.rows[-1]]
    tables.append(_table(first, chosen, below))
    last = first.rows[-1] if first.rows else 0
    for row in _chain(head, walk):
        if row[0] <= last:
            continue
        if pending or _may_be_header(row[1]):
            pending.append(row)
            if len(pending) < 4:
                continue
            last = _flush(pending, tables, sheet, label, chosen)
            continue
        _take(tables[-1], row[1])
    while pending:
        last = _flush(pending, tables, sheet, label, chosen)
    return tables


def _is_catalogue(sheet: Sheet, header: Header) -> bool:
    """'STT | Tên' on a hidden sheet or one called 'DM …': the choices of a drop-down, not people."""
    fields = header.fields().keys()
    told = sheet.hidden or fold(sheet.name).startswith(("dm ", "danh muc"))
    return told and fields <= {"order", "given_name", "note"}


def _flush(
    pending: list[Row], tables: list[Table], sheet: Sheet, label: Labels, chosen: Mapping[int, str | None]
) -> int:
    """Settle the first waiting row: a header begins a table, anything else belongs to the last one."""
    header = find_header(pending, sheet.merges, label=label, needs=NEEDED, hidden=sheet.hidden_columns)
    if header and header.rows[0] == pending[0][0] and len(header.fields()) >= 3:
        below = [cells for number, cells in pending if number > header.rows[-1]]
        tables.append(_table(header, chosen, below))
        while pending and pending[0][0] <= header.rows[-1]:
            pending.pop(0)
    else:
        _take(tables[-1], pending.pop(0)[1])
    while pending and not _may_be_header(pending[0][1]):
        _take(tables[-1], pending.pop(0)[1])
    return 0


def _filled(sheet: Sheet, stop: Stop) -> Iterator[Row]:
    for number, cells in sheet.rows():
        if not number & 0xFFF:
            check_stop(stop)
        if not is_empty(cells):
            yield number, cells


def _chain(head: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from head
    yield from rest


def _may_be_header(cells: list[Cell]) -> bool:
    """Whether a row has the label of a name and no number: nearly all are done with at their first cell."""
    named = False
    for cell in cells[:8]:
        kind = type(cell)
        if kind is float or kind is int:
            return False
        named = named or (kind is str and len(cell) < 40 and _is_name_label(cell))  # type: ignore[arg-type]
    return named


def _table(header: Header, chosen: Mapping[int, str | None], below: list[list[Cell]]) -> Table:
    columns = {column.index: column for column in refined(header.columns, below)}
    for index, name in chosen.items():
        if name is not None and name not in FIELDS:
            continue
        known = columns.get(index, Column(index, "", None, 0.0))
        if known.is_forbidden and known.confidence >= 0.95:
            continue  # no one may ask for what may not be held
        for other in list(columns.values()):
            if name is not None and other.field == name and other.index != index:
                columns[other.index] = other.used_for(None)
        columns[index] = known.used_for(name)
    table = Table(header, tuple(columns[index] for index in sorted(columns)))
    known_fields = table.fields
    table.texts = {known_fields[name]: [] for name in TEXTS if name in known_fields}
    table.births = {
        known_fields[name]: BirthEvidence()
        for name in ("born", "born_male", "born_female")
        if name in known_fields
    }
    return table


def _take(table: Table, cells: list[Cell]) -> None:
    width = len(cells)
    for index, evidence in table.births.items():
        if index < width:
            evidence.take(cells[index])
    for index, texts in table.texts.items():
        if index < width and len(texts) < SAMPLE and type(cell := cells[index]) is str and not cell.isascii():
            texts.append(cell)


def look_of(table: Table, sheet: Sheet, year: int) -> Look:
    """What the rows of a table are read with."""
    births = {index: order for index, each in table.births.items() if (order := each.order()) is not None}
    return Look(
        sheet=sheet.name,
        fields=table.fields,
        year=year,
        fonts=sheet.fonts,
        charsets=_charsets(table, sheet),
        births=births,
        date1904=sheet.date1904,
        sexes=next((sexes_of_label(column.label) for column in table.columns if column.field == "sex"), {}),
    )


def _charsets(table: Table, sheet: Sheet) -> dict[int, str]:
    """Column → charset: by the column's font where fonts are known, else by all its words together."""
    found: dict[int, str] = {}
    for index, texts in table.texts.items():
        unicode_cells = sum(any(ord(character) > 0xFF for character in text) for text in texts)
        if unicode_cells * 2 > len(texts):
            continue
        if sheet.fonts:
            font = sheet.fonts.columns.get(index)
            charset = charset_of_font(font) if font else None
        else:
            charset = guess_column(texts)
        if charset:
            found[index] = charset
    for index, font in sheet.fonts.columns.items():
        # Columns of numbers hold the texts of separators and totals too.
        if index not in table.texts and (charset := charset_of_font(font)):
            found[index] = charset
    if found and not sheet.fonts:
        # A column of few different words ("N÷", "V¾ng") follows the others, if it holds no Unicode letter;
        # and so do the texts of separators in columns of numbers.
        most = max(set(found.values()), key=list(found.values()).count)
        for index in range(max(column.index for column in table.columns) + 1):
            texts = table.texts.get(index, [])
            if index not in found and all(ord(each) <= 0xFF for text in texts for each in text):
                found[index] = most
    return found
