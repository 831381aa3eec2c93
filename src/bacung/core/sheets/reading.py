"""Reading a workbook of people: every filled row of every sheet comes back once, with its verdict."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from bacung.core.problems import Problem
from bacung.core.sheets.answers import RowReading
from bacung.core.sheets.columns import Column
from bacung.core.sheets.draft import Memory
from bacung.core.sheets.limits import Limits, Stop, check_stop, never
from bacung.core.sheets.readers import open_workbook
from bacung.core.sheets.rows import SheetRows, hamlet_of_sheet
from bacung.core.sheets.sniff import opened
from bacung.core.sheets.survey import Table, look_of, survey
from bacung.core.sheets.workbook import Sheet, Workbook, column_of, letter

LATEST_YEAR = 2026
"""The latest year that can be meant when the caller does not say which year it is."""

Progress = Callable[[str, int, int], None]
"""Called with the sheet's name, rows done and rows in all, every thousand rows."""


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What was found on one sheet before its rows were read: to show, and to correct by a mapping."""

    name: str
    hidden: bool
    height: int
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    hidden_columns: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    hamlet: str | None

    @property
    def forbidden(self) -> tuple[Column, ...]:
        """Columns that may not be held and were not read."""
        return tuple(column for column in self.columns if column.is_forbidden)


@dataclass
class Reading:
    """A book being read, once: rows come in the book's order, and fill `sheets` as they are reached.

    `counts` tells verdict → rows so far, `rows_in` the filled rows met, `rows_out` the readings handed out.
    """

    book: Workbook
    year: int
    mapping: Mapping[str, str | None]
    on_progress: Progress | None
    stop: Stop
    sheets: list[SheetReport] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    rows_in: int = 0
    rows_out: int = 0

    @property
    def format(self) -> str:
        """The true format of the file."""
        return self.book.format

    def __iter__(self) -> Iterator[RowReading]:
        memory = Memory()
        before: tuple[Column, ...] = ()
        for sheet in self.book.sheets():
            tables = survey(sheet, chosen_columns(self.mapping, sheet.name), self.stop, before)
            before = tables[-1].columns if tables else before
            hamlet = hamlet_of_sheet(sheet.name, self.book.sheet_names)
            looks = [(table, look_of(table, sheet, self.year)) for table in tables]
            self.sheets.extend(self._reports(sheet, tables, hamlet))
            rows = SheetRows(sheet, looks, memory, hamlet)
            for reading in rows:
                self.counts[reading.verdict] = self.counts.get(reading.verdict, 0) + 1
                self.rows_out += 1
                yield reading
                if not rows.rows_in % 1000:
                    check_stop(self.stop)
                    if self.on_progress:
                        self.on_progress(sheet.name, rows.rows_in, sheet.height)
            self.rows_in += rows.rows_in
        if not before:
            raise Problem("sheets.no-header")

    def chunks(self, size: int = 1000) -> Iterator[list[RowReading]]:
        """The same rows, some at a time."""
        chunk: list[RowReading] = []
        for reading in self:
            chunk.append(reading)
            if len(chunk) >= size:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    @staticmethod
    def _reports(sheet: Sheet, tables: list[Table], hamlet: str | None) -> Iterator[SheetReport]:
        found = [(table.header.rows, table.columns) for table in tables] or [((), ())]
        for header_rows, columns in found:
            yield SheetReport(
                name=sheet.name,
                hidden=sheet.hidden,
                height=sheet.height,
                header_rows=header_rows,
                columns=columns,
                hidden_columns=tuple(letter(index) for index in sorted(sheet.hidden_columns)),
                hidden_rows=tuple(sorted(sheet.hidden_rows)),
                hamlet=hamlet,
            )


def chosen_columns(mapping: Mapping[str, str | None], sheet: str) -> dict[int, str | None]:
    """The mapping that holds for a sheet: 'B' for all sheets, 'Thôn Đông!B' for one of them."""
    chosen: dict[int, str | None] = {}
    for place, name in sorted(mapping.items(), key=lambda item: "!" in item[0]):
        of_sheet, _, letters = place.rpartition("!")
        if not of_sheet or of_sheet == sheet:
            chosen[column_of(letters)] = name
    return chosen


def read(
    source: Path | str | BinaryIO,
    *,
    name: str | None = None,
    limits: Limits | None = None,
    mapping: Mapping[str, str | None] | None = None,
    year: int = LATEST_YEAR,
    on_progress: Progress | None = None,
    stop: Stop = never,
) -> Reading:
    """Open a workbook of whatever format and read its people.

    `mapping`: column letter ('B', or 'Sheet!B') → field or None, over what the header says. `year`: the
    latest year that can be meant (the year of the list). Refusals are `Problem`s, raised here or while
    iterating.
    """
    caps = limits or Limits()
    title = name or (Path(source).name if isinstance(source, Path | str) else "")
    book = open_workbook(opened(source, caps), title, caps, stop)
    return Reading(book, year, mapping or {}, on_progress, stop)
