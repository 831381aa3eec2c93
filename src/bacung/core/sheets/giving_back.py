"""The workbook given back: its own layout, repaired, and what became of each row in three columns more.

Numbers that identify are written as text, so that no zero is lost again; text that a spreadsheet would take
for a formula is quoted; formulas, links and macros do not come back, only their values. Columns that may not
be held come back empty under their headers: what was never read cannot be given back.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from bacung.core.sheets.answers import RowReading
from bacung.core.sheets.columns import Column
from bacung.core.sheets.limits import Limits, Stop, never
from bacung.core.sheets.readers import open_workbook
from bacung.core.sheets.reading import chosen_columns
from bacung.core.sheets.returned_plan import SheetPlan, Wording
from bacung.core.sheets.sniff import opened
from bacung.core.sheets.survey import Table, look_of, survey
from bacung.core.sheets.workbook import Sheet, Workbook

IN_ITS_OWN_LAYOUT = 50_000
"""Rows up to which formatting is kept; above, a plain book is written row by row."""

LARGEST_COPY = 2_000_000
"""Cells up to which formatting is copied: a border drawn down to row 1,048,576 is millions of them."""

_AS_TEXT = ("citizen_number", "phone", "old_number")


def give_back(
    source: Path | str | BinaryIO,
    readings: Iterable[RowReading],
    target: Path | str | BinaryIO,
    *,
    wording: Wording,
    name: str | None = None,
    limits: Limits | None = None,
    mapping: Mapping[str, str | None] | None = None,
    stop: Stop = never,
) -> str:
    """Write the returned .xlsx to `target`; 'own-layout' or 'plain' tells how.

    `readings` are those of the same source under the same `mapping`, in the book's order.
    """
    from bacung.core.sheets.returned import copied, written

    caps = limits or Limits()
    title = name or (Path(source).name if isinstance(source, Path | str) else "")
    stream = opened(source, caps)
    book = open_workbook(stream, title, caps, stop)
    plans = _plans(book, mapping or {}, wording, stop)
    first = list(_until(plans, IN_ITS_OWN_LAYOUT))
    rows = sum(plan.sheet.height for plan in first)
    if rows > IN_ITS_OWN_LAYOUT:
        written(_chain(first, plans), readings, target, wording, formatted=False)
        return "plain"
    kept = {(reading.sheet, reading.row): reading for reading in readings}
    small = sum(plan.sheet.outlay for plan in first) <= LARGEST_COPY
    if book.format == "xlsx" and small and copied(stream, first, kept, target, wording):
        return "own-layout"
    written(iter(first), kept.values(), target, wording, formatted=small)
    return "own-layout" if small else "plain"


def _until(plans: Iterator[SheetPlan], rows: int) -> Iterator[SheetPlan]:
    """Plans until there are too many rows to keep formatting: the rest is not looked at yet."""
    for plan in plans:
        yield plan
        rows -= plan.sheet.height
        if rows < 0:
            return


def _chain(first: list[SheetPlan], rest: Iterator[SheetPlan]) -> Iterator[SheetPlan]:
    yield from first
    yield from rest


def _plans(
    book: Workbook, mapping: Mapping[str, str | None], wording: Wording, stop: Stop
) -> Iterator[SheetPlan]:
    before: tuple[Column, ...] = ()
    for sheet in book.sheets():
        tables = survey(sheet, chosen_columns(mapping, sheet.name), stop, before)
        before = tables[-1].columns if tables else before
        yield _plan(sheet, tables, wording)


def _plan(sheet: Sheet, tables: list[Table], wording: Wording) -> SheetPlan:
    fields = [table.fields for table in tables]
    columns = [column for table in tables for column in table.columns]
    width = max((len(cells) for _, cells in sheet.rows()), default=0)
    # A book that was given back before has the three columns already: they are written over.
    known = [column.index for column in columns if column.label.split(" / ")[-1] == wording.headings[0]]
    return SheetPlan(
        sheet=sheet,
        headings=frozenset(table.header.rows[-1] for table in tables if table.header.rows),
        header_rows=frozenset(row for table in tables for row in table.header.rows),
        as_text=frozenset(
            known_fields[name] for known_fields in fields for name in _AS_TEXT if name in known_fields
        ),
        emptied=frozenset(column.index for column in columns if column.is_forbidden),
        status=known[0] if known and known[0] == width - 3 else width,
        # The year plays no part in what is written.
        looks=[
            (table.header.rows[0] if table.header.rows else 0, look_of(table, sheet, 2100))
            for table in tables
        ],
    )
