"""The second kind of book: totals per area and day, as offices report that hold no lists.

'Đơn vị | Chỉ tiêu | Thu nhận | Kích hoạt | …', one row an area, the day in a column, in the title ('tính đến
17h00 ngày 31/5/2023') or in the sheet's name. Shares and ranks are not read: they are computed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import BinaryIO

from bacung.core.people.dates import parse_born
from bacung.core.people.names import clean, fold
from bacung.core.problems import Problem
from bacung.core.sheets.answers import Complaint
from bacung.core.sheets.columns import IGNORED, Guess, guess_among, table_of_aliases
from bacung.core.sheets.headers import Header, find_header, is_index_row
from bacung.core.sheets.limits import Limits, Stop, check_stop, never
from bacung.core.sheets.readers import open_workbook
from bacung.core.sheets.reading import LATEST_YEAR
from bacung.core.sheets.rowkinds import is_signature, is_total
from bacung.core.sheets.sniff import opened
from bacung.core.sheets.survey import Labels
from bacung.core.sheets.workbook import Cell, Sheet, is_empty, letter, text_of

NOT_MEASURES = frozenset(("order", "area", "day", IGNORED))

_DAY = re.compile(
    r"(?:ngày\s*)?(\d{1,2})\s*(?:[/.\-]|tháng)\s*(\d{1,2})\s*(?:[/.\-]|năm)\s*(\d{4}|\d{2})\b", re.IGNORECASE
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+|\d+")
_SHARE = re.compile(r"^%|%$|\b(?:ty le|ti le)\b")


@dataclass(frozen=True, slots=True)
class TotalReading:
    """One reported figure. `measure` is a field of `total_aliases.csv` ('target', 'collected' …).

    `is_sum` marks the row that adds up the others ('Tổng cộng'); `value` None is one that cannot be read.
    """

    sheet: str
    row: int
    area_name: str
    day: date | None
    measure: str
    value: int | None
    is_sum: bool = False
    complaints: tuple[Complaint, ...] = ()


@cache
def _aliases() -> dict[str, str]:
    return table_of_aliases("total_aliases.csv")


@lru_cache(maxsize=1024)
def guess_total(label: str) -> Guess | None:
    """The field a header of reported totals names; shares are known and not read."""
    if _SHARE.search(fold(label)) or "%" in label:
        return Guess(IGNORED, 1.0)
    return guess_among(label, _aliases())


def read_totals(
    source: Path | str | BinaryIO,
    *,
    name: str | None = None,
    limits: Limits | None = None,
    year: int = LATEST_YEAR,
    stop: Stop = never,
) -> Iterator[TotalReading]:
    """Every figure of every sheet that holds totals; `sheets.no-header` when none does."""
    caps = limits or Limits()
    title = name or (Path(source).name if isinstance(source, Path | str) else "")
    found = False
    for sheet in open_workbook(opened(source, caps), title, caps, stop).sheets():
        check_stop(stop)
        header = totals_header(sheet)
        if header is not None:
            found = True
            yield from _Sheet(sheet, header, year).readings()
    if not found:
        raise Problem("sheets.no-header")


def totals_header(sheet: Sheet) -> Header | None:
    """The header of reported totals on a sheet: an area and at least two measures, and nobody's name."""
    head = [(number, cells) for number, cells in _first(sheet) if not is_empty(cells)]
    header = find_header(
        head, sheet.merges, label=Labels(sheet), guesser=guess_total, needs=frozenset(("area",))
    )
    if header is None or len(set(header.fields()) - NOT_MEASURES) < 2:
        return None
    labels = {fold(part) for column in header.columns for part in column.label.split(" / ")}
    return None if labels & {"ho va ten", "ho ten", "ngay sinh", "so cccd"} else header


def _first(sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    for count, row in enumerate(sheet.rows()):
        if count >= 80:
            return
        yield row


class _Sheet:
    def __init__(self, sheet: Sheet, header: Header, year: int) -> None:
        self.sheet, self.header, self.year = sheet, header, year
        self.fields = header.fields()
        self.measures = {name: index for name, index in self.fields.items() if name not in NOT_MEASURES}
        self.day = day_in(sheet.name, year)
        self.sums: dict[tuple[date | None, str], int] = {}
        # Measures with a figure that could not be read: their sum proves nothing.
        self.unread: set[tuple[date | None, str]] = set()

    def readings(self) -> Iterator[TotalReading]:
        for number, cells in self.sheet.rows():
            if is_empty(cells) or number in self.header.rows or is_index_row(cells):
                continue
            if number < self.header.rows[0]:
                for cell in cells:
                    found = day_in(cell, self.year) if isinstance(cell, str) else None
                    self.day = found or self.day
                continue
            yield from self._row(number, cells)

    def _row(self, number: int, cells: list[Cell]) -> Iterator[TotalReading]:
        area = clean(self._text(cells, self.fields["area"]))
        first = next((text for cell in cells if (text := clean(text_of(cell)))), "")
        is_sum = is_total(area) or is_total(first)
        filled = [index for index in self.measures.values() if self._text(cells, index)]
        if not filled or (not area and not is_sum) or is_signature(area):
            return
        day = self._day(cells)
        for measure, index in self.measures.items():
            cell = cells[index] if index < len(cells) else None
            if cell is None or not text_of(cell).strip():
                continue
            value, complaints = _count(cell, index)
            if day is None:
                complaints = (*complaints, Complaint(None, "day-missing", None, None, "question", "day"))
            if is_sum:
                complaints = (*complaints, *self._against_sum(day, measure, value, index))
            elif value is None:
                self.unread.add((day, measure))
            else:
                self.sums[day, measure] = self.sums.get((day, measure), 0) + value
            name = area or first
            yield TotalReading(self.sheet.name, number, name, day, measure, value, is_sum, complaints)

    def _against_sum(
        self, day: date | None, measure: str, value: int | None, index: int
    ) -> Iterator[Complaint]:
        own = self.sums.get((day, measure))
        if value is not None and own not in (None, value) and (day, measure) not in self.unread:
            yield Complaint(letter(index), "sum-disagrees", str(value), str(own), "question", measure)

    def _text(self, cells: list[Cell], index: int) -> str:
        return text_of(cells[index]).strip() if index < len(cells) else ""

    def _day(self, cells: list[Cell]) -> date | None:
        index = self.fields.get("day")
        if index is None or index >= len(cells):
            return self.day
        cell = cells[index]
        born = parse_born(cell.strip() if isinstance(cell, str) else cell, pivot=self.year)
        return date(born.year, born.month, born.day) if born and born.month and born.day else self.day


def day_in(text: str, year: int) -> date | None:
    """The last day a title or a sheet's name speaks of: 'tính đến 17h00 ngày 31/5/2023'."""
    found = None
    for match in _DAY.finditer(clean(text)):
        number = int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3])
        if number <= year:
            try:
                found = date(number, int(match[2]), int(match[1]))
            except ValueError:
                continue
    return found


def _count(cell: Cell, index: int) -> tuple[int | None, tuple[Complaint, ...]]:
    """A whole number, dots or commas between thousands; the number 4.363 is 4363 read the English way."""
    column = letter(index)
    if isinstance(cell, bool | date):
        return None, (Complaint(column, "count-unreadable", text_of(cell), None, "question"),)
    if isinstance(cell, int | float):
        if cell == int(cell) and cell >= 0:
            return int(cell), ()
        thousands = round(cell * 1000)
        if 0 < cell < 1000 and abs(cell * 1000 - thousands) < 1e-6:
            return None, (
                Complaint(column, "decimal-for-thousands", text_of(cell), str(thousands), "question"),
            )
        return None, (Complaint(column, "count-unreadable", text_of(cell), None, "question"),)
    text = clean(text_of(cell))
    if text in ("-", "–", "x"):
        return 0 if text != "x" else None, ()
    if match := _GROUPED.match(text):
        rest = fold(text[match.end() :])
        if not rest or rest in ("nguoi", "ho so", "tk", "tai khoan", "hs", "cd", "cong dan"):
            return int(re.sub(r"\D", "", match[0])), ()
    return None, (Complaint(column, "count-unreadable", text, None, "question"),)
