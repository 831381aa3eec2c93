"""Twelve digits with words or an older number beside them in one cell."""

import re

from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_FULL = re.compile(r"(?<!\d)0\d{11}(?!\d)")


def pick(draft: Draft) -> None:
    """'CCCD 042054001234 (CMND 183456789)' → '042054001234': the only one of twelve digits."""
    text = draft.text("citizen_number")
    found = set(_FULL.findall(text))
    if len(found) == 1:
        draft.citizen_number = found.pop()
        draft.complain("citizen_number", "number-among-words", text, draft.citizen_number, "repair")
        draft.settle("citizen_number")


quirk = Quirk("number-among-words", stage="citizen_number", order=36, look_at=pick)
