"""The older identity paper (CMND) of nine digits: it cannot hold an account."""

from bacung.core.people.citizen_numbers import compact, restore_cmnd_zero
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def tell(draft: Draft) -> None:
    """'183456789' → no citizen number yet: the person needs a card first."""
    digits = compact(draft.text("citizen_number"))
    if not digits.isascii() or not digits.isdigit():
        return
    restored = restore_cmnd_zero(digits)
    if len(digits) == 9 or restored:
        draft.complain("citizen_number", "old-identity-number", digits, restored, "question")
        draft.settle("citizen_number")


quirk = Quirk("old-identity-number", stage="citizen_number", order=50, look_at=tell)
