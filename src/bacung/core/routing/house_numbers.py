"""House numbers in the order in which one walks past them."""

import re
import unicodedata

_RUNS = re.compile(r"\d+|[^\W\d_]+")

Key = tuple[tuple[int, int, str], ...]


def order(number: str) -> Key:
    """A key that sorts 2, 12, 12A, 12B, 13, 3/5, 3/12 and Ngõ 3/5 as a person would; no number comes last.

    >>> sorted(["Ngõ 3/12", "13", "12A", "2", "Ngõ 3/5", "12"], key=order)
    ['2', '12', '12A', '13', 'Ngõ 3/5', 'Ngõ 3/12']
    """
    text = unicodedata.normalize("NFC", number).casefold()
    runs = _RUNS.findall(text)
    if not runs:
        return ((2, 0, text),)
    return tuple((0, int(run), "") if run.isdecimal() else (1, 0, run) for run in runs)
