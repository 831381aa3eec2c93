"""A workbook as every reader hands it on: sheets of plain cells, whatever the file format was."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell's value by its own kind; an empty cell is None or ''."""

Row = tuple[int, list[Cell]]
"""The row's number as Excel shows it (from 1), and its cells from column A."""


class CellError(str):
    """The text of an error a cell shows ('#N/A', '#REF!'): never a value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: rows as Excel numbers them, columns from 0, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts of text cells, kept only in books that use a font of a legacy character set.

    `columns`: the font most of a column's cells are set in. `cells`: cells (row, column) set in another.
    """

    columns: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def at(self, row: int, column: int) -> str | None:
        """The font of one cell, None when not known."""
        return self.cells.get((row, column)) or self.columns.get(column)

    def __bool__(self) -> bool:
        return bool(self.columns or self.cells)


NO_FONTS = Fonts()
"""Of a book without a legacy font."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows()` starts again from the top at each call, in order, without gaps being promised.

    `outlay` counts the cells that a copy with all formatting must hold: also blank ones, and merged ones.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    fonts: Fonts = NO_FONTS
    date1904: bool = False
    height: int = 0
    widths: Mapping[int, float] = field(default_factory=dict)
    outlay: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """A book: its true format, its sheets' names, and its sheets one after the other."""

    format: str
    sheet_names: tuple[str, ...]
    sheets: Callable[[], Iterator[Sheet]]


def letter(column: int) -> str:
    """0 → 'A', 25 → 'Z', 26 → 'AA'."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(letters: str) -> int:
    """'A' → 0, 'AA' → 26; ValueError for anything else."""
    number = 0
    for character in letters.strip().upper():
        if not "A" <= character <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(character) - 64
    if not number:
        raise ValueError(letters)
    return number - 1


def text_of(cell: Cell) -> str:
    """The cell as a reader of the sheet would say it: whole numbers without '.0', dates as dd/mm/yyyy."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, date):  # a datetime is a date
        return cell.strftime("%d/%m/") + f"{cell.year:04d}"
    return str(cell)


def is_empty(cells: list[Cell]) -> bool:
    """Whether no cell of a row holds anything but white space."""
    return not any(
        cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in cells
    )
