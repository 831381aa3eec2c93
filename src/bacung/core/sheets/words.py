"""The words by which offices say things, from `words.csv`: one row a meaning, its words parted by |."""

import csv
import re
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = resources.files("bacung.core.sheets").joinpath("words.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:], strict=True)
    return {what: tuple(spelt.split("|")) for what, spelt in rows}


def words(what: str) -> frozenset[str]:
    """All words of one meaning."""
    return frozenset(_table()[what])


def any_of(what: str) -> str:
    """A pattern that matches one of the words, the longest that fits; a space matches any run of spaces."""
    longest_first = sorted(_table()[what], key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in longest_first) + ")"


def containing(what: str) -> re.Pattern[str]:
    """A pattern that finds one of the words, whole, anywhere in a text."""
    return re.compile(rf"(?<!\w){any_of(what)}(?!\w)", re.IGNORECASE)
