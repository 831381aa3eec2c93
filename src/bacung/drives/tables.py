"""Small tables people paste into a page: one line a row, columns apart by tab, semicolon or bar. Pure."""

import re
from collections.abc import Iterator

from bacung.core.people.names import clean, fold

RANKS = {
    "truong ban": "head",
    "truong": "head",
    "head": "head",
    "pho truong ban": "deputy",
    "pho ban": "deputy",
    "pho": "deputy",
    "deputy": "deputy",
    "uy vien": "member",
    "thanh vien": "member",
    "member": "member",
}
_APART = re.compile(r"\s*[\t;|]\s*")
_NUMBER = re.compile(r"\d{1,3}(?:[., \u00a0]\d{3})+|\d+")


def rows(pasted: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every line that is not empty; lines counted from 1, cells cleaned."""
    for place, line in enumerate(pasted.splitlines(), 1):
        cells = [clean(cell) for cell in _APART.split(line.strip())]
        if any(cells):
            yield place, cells


def whole_number(text: str) -> int | None:
    """A count as offices write it: "4363", "4.363", "4 363"; None for anything else, "4,5" too."""
    if not _NUMBER.fullmatch(text.strip()):
        return None
    return int(re.sub(r"\D", "", text))


def rank(text: str) -> str | None:
    """head, deputy or member, from what an office writes; None for anything else."""
    return RANKS.get(fold(text))
