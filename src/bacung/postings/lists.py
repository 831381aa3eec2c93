"""Lists of people as offices keep them: pasted lines or a workbook become who is called up. Pure but for the
file given.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bacung.core.people.names import clean, fold
from bacung.core.sheets.limits import Limits, never
from bacung.core.sheets.readers import open_workbook
from bacung.core.sheets.sniff import opened
from bacung.core.sheets.workbook import text_of

CAPS = Limits(bytes=4 << 20, unpacked=32 << 20, rows=5_000, columns=32, cells=100_000, sheets=10)
MOST_PEOPLE = 2_000
COLUMNS = {
    "ho va ten": "name",
    "ho ten": "name",
    "full name": "name",
    "name": "name",
    "don vi": "unit",
    "khoa": "unit",
    "lop": "unit",
    "phong": "unit",
    "unit": "unit",
    "nhom truong": "leads",
    "truong nhom": "leads",
    "truong doan": "leads",
    "leads": "leads",
    "ngon ngu": "languages",
    "tieng": "languages",
    "tieng dan toc": "languages",
    "languages": "languages",
    "toc do": "pace",
    "nang suat": "pace",
    "pace": "pace",
}
IN_ORDER = ("name", "unit", "leads", "languages", "pace")
_APART = re.compile(r"\s*[\t;|]\s*")
_YES = {"x", "co", "yes", "1", "✓", "v", "nhom truong", "truong nhom", "truong doan"}
_LANGUAGES = re.compile(r"\s*[,/+]\s*")


@dataclass(frozen=True)
class Line:
    """One person of a list; `fault` is "unit", "name", "pace" or "" when all is understood."""

    number: int
    name: str
    unit: str
    leads: bool = False
    languages: tuple[str, ...] = ()
    pace: float = 1.0
    fault: str = ""


def pasted(text: str) -> list[Line]:
    """The people of pasted lines, columns apart by tab, semicolon or bar, with or without a head."""
    rows = ((number, _APART.split(line.strip())) for number, line in enumerate(text.splitlines(), 1))
    return list(_lines((number, [clean(cell) for cell in cells]) for number, cells in rows))


def uploaded(source: BinaryIO, name: str) -> list[Line]:
    """The people of a workbook's first sheet that has any. Raises what `core.sheets` refuses."""
    for sheet in open_workbook(opened(source, CAPS), name, CAPS, never).sheets():
        found = list(
            _lines((number, [clean(text_of(cell)) for cell in cells]) for number, cells in sheet.rows())
        )
        if found:
            return found
    return []


def _lines(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Line]:
    """Rows below their head; without one the columns are taken in order, a first one of numbers aside."""
    said = [(number, cells) for number, cells in rows if any(cells)]
    heads = [_head(cells) for _number, cells in said]
    at = next((place for place, head in enumerate(heads) if head), None)
    for number, cells in said if at is None else said[at + 1 :]:
        if any(letter.isalpha() for cell in cells for letter in cell):
            yield _line(number, cells, None if at is None else heads[at])


def _head(cells: list[str]) -> dict[str, int] | None:
    """Which column holds what, where a row says so of the name and one more."""
    named = {
        COLUMNS[fold(cell)]: at for at, cell in reversed(list(enumerate(cells))) if fold(cell) in COLUMNS
    }
    return named if "name" in named and len(named) > 1 else None


def _line(number: int, cells: list[str], places: dict[str, int] | None) -> Line:
    if places is None:
        bare = cells[1:] if cells[0].rstrip(".").isdecimal() else cells
        said = dict(zip(IN_ORDER, bare, strict=False))
    else:
        said = {name: cells[at] for name, at in places.items() if at < len(cells)}
    name, unit = said.get("name", ""), said.get("unit", "")
    pace = _pace(said.get("pace", ""))
    missing = "name" if not any(letter.isalpha() for letter in name) else "" if unit else "unit"
    return Line(
        number=number,
        name=name[:120],
        unit=unit[:120],
        leads=fold(said.get("leads", "")) in _YES,
        languages=tuple(part for part in _LANGUAGES.split(said.get("languages", "")) if part),
        pace=pace or 1.0,
        fault=missing or ("pace" if pace is None else ""),
    )


def _pace(text: str) -> float | None:
    """1,2 or 1.2; 1 where nothing is said, None for what nobody could mean."""
    if not text:
        return 1.0
    try:
        pace = float(text.replace(",", "."))
    except ValueError:
        return None
    return pace if 0.2 <= pace <= 3 else None
