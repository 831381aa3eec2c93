"""Numbers that passed through 4.2099E+10 and came back as 42099000000: long tails of zeros."""

from bacung.core.people.citizen_numbers import compact
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def quarantine(draft: Draft) -> None:
    """42099000000 → nothing: six random digits are not all zero."""
    digits = compact(draft.text("citizen_number"))
    if digits.isdigit() and 10 <= len(digits) <= 12 and digits.endswith("000000"):
        draft.complain("citizen_number", "rounded-number", digits, None, "question")
        draft.settle("citizen_number")


quirk = Quirk("rounded-number", stage="citizen_number", order=20, look_at=quarantine)
