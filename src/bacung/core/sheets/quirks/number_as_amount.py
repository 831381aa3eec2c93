"""Citizen numbers dressed as amounts: '42054001234.0', '42,054,001,234'."""

import re

from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_AMOUNT = re.compile(r"(\d{8,12}|\d{1,3}(?:,\d{3}){2,3})(?:[.,]0{1,2})?")

# A fraction or a debt: an amount indeed, and joined by no later quirk.
_NO_IDENTITY = re.compile(r"-[1-9]\d*(?:[.,]\d+)?|\d+[.,]\d{1,2}")


def undress(draft: Draft) -> None:
    """'42054001234.0' → '42054001234', for the quirks that follow: the tail is no digit of the number."""
    text = draft.text("citizen_number")
    if text.isdigit():
        return
    if match := _AMOUNT.fullmatch(text):
        draft.texts["citizen_number"] = match[1].replace(",", "")
    elif _NO_IDENTITY.fullmatch(text):
        draft.complain("citizen_number", "number-malformed", text, None, "question")
        draft.settle("citizen_number")


quirk = Quirk("number-as-amount", stage="citizen_number", order=2, look_at=undress)
