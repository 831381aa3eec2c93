"""Dates an English Excel wrote into a .csv: '1-Jan-60'."""

import re

from bacung.core.people.dates import parse_born
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(r"(\d{1,2})[\s\-/]([a-z]{3})[a-z]*[\s\-/,]+(\d{4}|\d{2})", re.IGNORECASE)


def translate(draft: Draft) -> None:
    """'2-Jul-54' → 02/07/1954."""
    text = draft.text("born") if "born" in draft.open else ""
    match = _WRITTEN.fullmatch(text)
    if match and (month := match[2].lower()) in _MONTHS:
        born = parse_born(f"{match[1]}/{_MONTHS.index(month) + 1}/{match[3]}", pivot=draft.look.year)
        if born is not None:
            draft.born = born
            draft.complain("born", "english-month", text, born.text, "repair")
            draft.settle("born")


quirk = Quirk("english-month", stage="born", order=15, look_at=translate)
