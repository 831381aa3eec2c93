"""Numbers that Excel wrote as 4.2E+10 into a .csv: the digits are gone."""

import re

from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*[eE]\s*\+?\s*\d{1,2}")


def quarantine(draft: Draft) -> None:
    """'4.2E+10' → nothing: the number must be asked for, it cannot be worked out."""
    text = draft.text("citizen_number")
    if _SCIENTIFIC.fullmatch(text):
        draft.complain("citizen_number", "scientific-notation", text, None, "question")
        draft.settle("citizen_number")


quirk = Quirk("scientific-notation", stage="citizen_number", order=10, look_at=quarantine)
