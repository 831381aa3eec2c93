"""Any other list, read as robustly as a list of people: filled visit sheets, lists of changes, returns.

The caller says which columns it is looking for; header rows, merged cells, disguised formats, legacy fonts,
repeated headers, total and signature rows are dealt with here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bacung.core.people.names import clean, fold
from bacung.core.problems import Problem
from bacung.core.sheets.columns import Guess, guess_among
from bacung.core.sheets.headers import Header, find_header, is_index_row
from bacung.core.sheets.limits import Limits, Stop, check_stop, never
from bacung.core.sheets.readers import open_workbook
from bacung.core.sheets.returned_plan import unicode_text
from bacung.core.sheets.rowkinds import is_signature, is_total
from bacung.core.sheets.sniff import opened
from bacung.core.sheets.survey import Labels
from bacung.core.sheets.workbook import Cell, Sheet, is_empty, letter, text_of


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under a header. `cells`: field → the cell as the file holds it; `texts`: field → clean text.

    `columns`: field → the column's letter. Empty cells are in neither of the first two.
    """

    sheet: str
    row: int
    cells: Mapping[str, Cell]
    texts: Mapping[str, str]
    columns: Mapping[str, str]

    def text(self, field: str) -> str:
        """The text of a field, '' where there is none."""
        return self.texts.get(field, "")


def read_table(
    source: Path | str | BinaryIO,
    fields: Mapping[str, Sequence[str]],
    *,
    needs: Sequence[str] = (),
    name: str | None = None,
    limits: Limits | None = None,
    stop: Stop = never,
) -> Iterator[TableRow]:
    """Rows of every sheet that has a header with at least two of `fields` and one of `needs` (default: any).

    `fields`: field → how its header may be written, in any case and with or without accents. Raises
    `sheets.no-header` when no sheet has such a header.
    """
    caps = limits or Limits()
    aliases = {fold(alias): field for field, written in fields.items() for alias in written}
    known: dict[str, Guess | None] = {}

    def guesser(label: str) -> Guess | None:
        if label not in known:
            known[label] = guess_among(label, aliases)
        return known[label]

    title = name or (Path(source).name if isinstance(source, Path | str) else "")
    found = False
    for sheet in open_workbook(opened(source, caps), title, caps, stop).sheets():
        check_stop(stop)
        head = [row for _, row in zip(range(200), sheet.rows(), strict=False) if not is_empty(row[1])]
        header = find_header(
            head, sheet.merges, label=Labels(sheet), guesser=guesser, needs=frozenset(needs or fields)
        )
        if header is not None:
            found = True
            yield from _rows(sheet, header, stop)
    if not found:
        raise Problem("sheets.no-header")


def _rows(sheet: Sheet, header: Header, stop: Stop) -> Iterator[TableRow]:
    fields = header.fields()
    columns = {field: letter(index) for field, index in fields.items()}
    labels = {fold(column.label.split(" / ")[-1]) for column in header.columns}
    signed = False
    for number, cells in sheet.rows():
        if not number & 0xFFF:
            check_stop(stop)
        if number <= header.rows[-1] or is_empty(cells) or is_index_row(cells):
            continue
        held = {
            field: cells[index]
            for field, index in fields.items()
            if index < len(cells) and text_of(cells[index]).strip()
        }
        texts = {
            field: clean(unicode_text(sheet, None, number, fields[field], text_of(cell)))
            for field, cell in held.items()
        }
        first = next((text for cell in cells if (text := clean(text_of(cell)))), "")
        repeated = sum(fold(text) in labels for text in texts.values()) >= max(2, len(texts) - 1)
        foot = is_total(first) or (len(texts) <= 2 and any(map(is_signature, texts.values())))
        signed = signed or foot
        if texts and not repeated and not foot and not (signed and len(texts) < 2):
            yield TableRow(sheet.name, number, held, texts, columns)
