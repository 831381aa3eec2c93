"""A citizen number in the column of the older identity paper."""

from bacung.core.people.citizen_numbers import compact, is_citizen_number
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def take_over(draft: Draft) -> None:
    """CMND '042054001234', CCCD empty → CCCD '042054001234'; nine digits alone need a card first."""
    text = draft.text("old_number")
    if draft.citizen_number is not None or not text or draft.text("citizen_number"):
        return
    digits = compact(text)
    if is_citizen_number(digits) and digits.startswith("0"):
        draft.citizen_number = digits
        draft.complain("old_number", "number-in-old-column", text, digits, "repair")
    elif digits.isdigit():
        draft.complain("old_number", "old-identity-number", text, None, "question")


quirk = Quirk("number-in-old-column", stage="row", order=8, look_at=take_over)
