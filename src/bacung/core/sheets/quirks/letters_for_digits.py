"""The letters O and l typed for the digits 0 and 1."""

from bacung.core.people.citizen_numbers import compact, is_citizen_number
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


def read_as_digits(draft: Draft) -> None:
    """'O42054OO1234' → '042054001234'."""
    text = draft.text("citizen_number")
    digits = compact(text).translate(_LOOKALIKES)
    if is_citizen_number(digits) and digits != compact(text):
        draft.citizen_number = digits
        draft.complain("citizen_number", "letters-for-digits", text, digits, "repair")
        draft.settle("citizen_number")


quirk = Quirk("letters-for-digits", stage="citizen_number", order=35, look_at=read_as_digits)
