"""Twelve digits with spaces, dots or an apostrophe between them."""

from bacung.core.people.citizen_numbers import compact, is_citizen_number
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def join(draft: Draft) -> None:
    """'042 054 001 234' → '042054001234': the same digits."""
    text = draft.text("citizen_number")
    digits = compact(text)
    if is_citizen_number(digits):
        draft.citizen_number = digits
        draft.complain("citizen_number", "digits-apart", text, digits, "repair")
        draft.settle("citizen_number")


quirk = Quirk("digits-apart", stage="citizen_number", order=30, look_at=join)
