"""A sheet put together cell by cell, for formats read as a stream of cells rather than as a grid."""

from collections import Counter
from collections.abc import Iterator

from bacung.core.people.charsets import charset_of_font
from bacung.core.sheets.limits import Limits
from bacung.core.sheets.workbook import Cell, Fonts, Merge, Row, Sheet


class Grid:
    """Rows as they come; blank ones cost nothing. `place` counts cells against the limits."""

    def __init__(self, name: str, limits: Limits, *, hidden: bool = False) -> None:
        self.name, self.limits, self.hidden = name, limits, hidden
        self.rows: dict[int, list[Cell]] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.fonts: list[tuple[int, int, str]] = []
        self.texts: Counter[int] = Counter()
        self.cells = 0

    def place(self, row: int, column: int, value: Cell, font: str | None = None) -> None:
        """Put a value at a row (from 1) and column (from 0); a row's cells come from left to right."""
        if value is None or value == "":
            return
        self.limits.refuse_above("rows", row)
        self.limits.refuse_above("columns", column + 1)
        cells = self.rows.setdefault(row, [])
        gap = column - len(cells)
        self.cells += gap + 1
        self.limits.refuse_above("cells", self.cells)
        if gap > 0:
            cells.extend([None] * gap)
        if gap < 0:
            cells[column] = value
        else:
            cells.append(value)
        if isinstance(value, str):
            self.texts[column] += 1
            if font:
                self.fonts.append((row, column, font))

    def merge(self, row: int, column: int, height: int, width: int) -> None:
        """Note a merged range by its first cell and its size."""
        if height > 1 or width > 1:
            self.merges.append(Merge(row, column, row + height - 1, column + width - 1))

    def sheet(self) -> Sheet:
        """The sheet as it stands."""
        rows = self.rows

        def again() -> Iterator[Row]:
            for number in sorted(rows):
                yield number, list(rows[number])

        return Sheet(
            name=self.name,
            rows=again,
            hidden=self.hidden,
            hidden_columns=frozenset(self.hidden_columns),
            hidden_rows=frozenset(self.hidden_rows),
            merges=tuple(self.merges),
            fonts=self._fonts(),
            height=max(rows, default=0),
        )

    def _fonts(self) -> Fonts:
        if not any(charset_of_font(font) for font in {font for _, _, font in self.fonts}):
            return Fonts()
        counts: dict[int, Counter[str]] = {}
        for _, column, font in self.fonts:
            counts.setdefault(column, Counter())[font] += 1
        main = {}
        for column, fonts in counts.items():
            # The font of one cell is not that of a column whose other cells name none.
            font, times = fonts.most_common(1)[0]
            if times * 2 >= self.texts[column]:
                main[column] = font
        others = {(row, at): font for row, at, font in self.fonts if font != main.get(at)}
        return Fonts(main, others)
