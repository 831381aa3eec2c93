"""Where a table begins: its header of one to three storeys, and what each column under it holds."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bacung.core.people.names import clean, fold
from bacung.core.sheets.columns import FORBIDDEN, IGNORED, Column, Guess, guess
from bacung.core.sheets.told_apart import told_apart
from bacung.core.sheets.workbook import Cell, Merge, Row, text_of

Guesser = Callable[[str], Guess | None]
Label = Callable[[int, int, Cell], str]
"""Row number, column and cell → its label, decoded if it was set in a legacy font."""

STOREYS = 3
GOOD = 3
"""Fields that make a header beyond doubt."""
_NUMBER = re.compile(r"[\d\s.,/\-]+")
_INDEX = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐ])\s*\)?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: the numbers of its rows, its columns, and how well it speaks."""

    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    score: float

    def fields(self) -> dict[str, int]:
        """Field → column, each field once; ignored and forbidden columns are left out."""
        return {
            column.field: column.index
            for column in self.columns
            if column.field and not column.is_forbidden and column.field != IGNORED
        }


def plain_label(row: int, column: int, cell: Cell) -> str:
    """A cell as a label: short text only; a number, a date or a sentence is none."""
    if not isinstance(cell, str):
        return ""
    text = clean(cell)
    return text if text and len(text) <= 120 and not _NUMBER.fullmatch(text) else ""


def find_header(
    rows: Sequence[Row],
    merges: Iterable[Merge],
    *,
    label: Label = plain_label,
    guesser: Guesser = guess,
    needs: frozenset[str],
    hidden: frozenset[int] = frozenset(),
) -> Header | None:
    """The best header among `rows`: at least two fields known, one of them in `needs`.

    The first good one counts, so that people above a second table are not taken for titles; only storeys next
    to it may better it. A poorer one counts where there is no good one.
    """
    spans = _Spans(merges)
    best: Header | None = None
    good_at: int | None = None
    for start, (number, cells) in enumerate(rows):
        if good_at is not None and (start >= good_at + STOREYS or not _all_labels(number, cells, label)):
            break
        for storeys in range(1, STOREYS + 1):
            window = rows[start : start + storeys]
            if len(window) < storeys:
                break
            paths = _paths(window, spans, label)
            if paths is None:
                break
            header = _header(window, paths, guesser, hidden)
            if (
                not needs.isdisjoint(header.fields())
                and header.score >= 2
                and (best is None or header.score > best.score + 0.5)
            ):
                best = header
                if good_at is None and len(header.fields()) >= GOOD:
                    good_at = start
    return best


def _all_labels(number: int, cells: Sequence[Cell], label: Label) -> bool:
    """Whether every filled cell of a row is a label: not so in rows of data."""
    return all(label(number, column, cell) for column, cell in enumerate(cells) if text_of(cell).strip())


class _Spans:
    """Merged ranges, asked by row."""

    def __init__(self, merges: Iterable[Merge]) -> None:
        self.by_row: dict[int, list[Merge]] = {}
        for merge in merges:
            if merge.bottom - merge.top < 50:
                for row in range(merge.top, merge.bottom + 1):
                    self.by_row.setdefault(row, []).append(merge)

    def labels(self, number: int, texts: dict[int, str]) -> tuple[dict[int, str], set[int]]:
        """Labels of a row with merged cells filled to the right, and the columns a wide merge covers."""
        filled = dict(texts)
        wide: set[int] = set()
        for merge in self.by_row.get(number, ()):
            if merge.right > merge.left and merge.right - merge.left < 40:
                span = range(merge.left, merge.right + 1)
                wide.update(span)
                if merge.top == number and merge.left in texts:
                    filled.update(dict.fromkeys(span, texts[merge.left]))
        return filled, wide


def _paths(window: Sequence[Row], spans: _Spans, label: Label) -> dict[int, list[str]] | None:
    """Labels from the top storey to the lowest, by column; None if these rows are not one header."""
    paths: dict[int, list[str]] = {}
    open_columns: set[int] = set()
    before = window[0][0] - 1
    for storey, (number, cells) in enumerate(window):
        texts = {column: text for column, cell in enumerate(cells) if (text := label(number, column, cell))}
        filled_cells = sum(1 for cell in cells if cell is not None and text_of(cell).strip())
        # A number or a date in it, or a gap above it: this is not a storey of a header.
        if storey and (number - before > 1 or len(texts) < filled_cells or not texts):
            return None
        if not storey and len(texts) < max(2, filled_cells * 0.6):
            return None
        before = number
        labels, wide = spans.labels(number, texts)
        if storey:
            # A storey stands below wide labels or below nothing; a row of data stands below everything.
            astray = sum(
                column in paths and column not in open_columns and not text.startswith("(")
                for column, text in texts.items()
            )
            if astray * 2 > len(texts) or (astray and not open_columns):
                return None
        else:
            wide |= _spread(labels, window, label)
        for column, text in labels.items():
            paths.setdefault(column, []).append(text)
        open_columns = wide
    return paths


def _spread(labels: dict[int, str], window: Sequence[Row], label: Label) -> set[int]:
    """Without merges: a label spreads over the blank cells right of it that have labels below them."""
    if len(window) < 2:
        return set()
    number, cells = window[1]
    below = {column for column, cell in enumerate(cells) if label(number, column, cell)}
    spread: set[int] = set()
    for column in sorted(labels):
        right = column + 1
        while right in below and right not in labels:
            labels[right] = labels[column]
            spread.update((column, right))
            right += 1
    return spread


def _header(
    window: Sequence[Row], paths: Mapping[int, list[str]], guesser: Guesser, hidden: frozenset[int]
) -> Header:
    children: dict[str, set[str]] = {}
    for path in paths.values():
        if len(path) > 1:
            children.setdefault(path[-2], set()).add(fold(path[-1]))
    columns = []
    for index, path in sorted(paths.items()):
        found = field_of_path(path, children.get(path[-2], set()) if len(path) > 1 else set(), guesser)
        columns.append(
            Column(
                index=index,
                label=" / ".join(dict.fromkeys(path)),
                field=found.field if found else None,
                confidence=found.confidence if found else 0.0,
                hidden=index in hidden,
            )
        )
    unique = told_apart(columns)
    known = {column.field: column.confidence for column in unique if column.field}
    return Header(tuple(number for number, _ in window), tuple(unique), sum(known.values()))


def field_of_path(path: Sequence[str], siblings: set[str], guesser: Guesser) -> Guess | None:
    """The field of one column, from its labels of all storeys; `siblings`: folded labels beside."""
    own = guesser(path[-1])
    if len(path) == 1:
        return own
    above = guesser(path[-2])
    if above and above.field.startswith(FORBIDDEN):
        return above
    if above and above.field == "born" and (part := _part_of_birth(path[-1], siblings)):
        return Guess(part, 1.0)
    whole = guesser(" ".join(path[-2:]))
    if whole and whole.confidence == 1.0:
        return whole
    if own and own.confidence >= 0.8:
        return own
    candidates = [found for found in (own, above, *map(guesser, path[:-2])) if found]
    return max(candidates, key=lambda found: found.confidence, default=None)


def _part_of_birth(text: str, siblings: set[str]) -> str | None:
    """'Nam' under 'Năm sinh' is a man's birth year; 'Năm' beside 'Tháng' is the year."""
    folded = fold(text)
    dated = {"ngay", "thang"} & siblings
    if folded == "nam":
        return "born_year" if text.lower() == "năm" or dated else "born_male"
    return {"nu": "born_female", "ngay": "born_day", "thang": "born_month"}.get(folded)


def is_index_row(cells: Sequence[Cell]) -> bool:
    """'(1) (2) (3)…' or 'A B 1 2 3': the row that only numbers the columns."""
    texts = [text_of(cell).strip() for cell in cells if cell is not None and text_of(cell).strip()]
    if len(texts) < 3 or not all(_INDEX.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.strip("() ")) for text in texts if text.strip("() ").isdigit()]
    letters = [text.strip("() ") for text in texts if not text.strip("() ")[:1].isdigit()]
    rising = all(later - earlier in (1, 2) for earlier, later in pairwise(numbers))
    return (rising and len(numbers) >= 3) or (rising and len(letters) >= 2 and numbers[:1] in ([], [1]))
