"""Phone and citizen number typed into each other's column."""

from bacung.core.people.citizen_numbers import compact, is_citizen_number
from bacung.core.people.phones import normalise
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def swap_back(draft: Draft) -> None:
    """Citizen number '0912345678', phone '042054001234' → the other way round.

    A phone that stands in the number's column alone, or in both, leaves it: ten digits that begin with zero
    are no citizen number that lost its zeros.
    """
    if "citizen_number" not in draft.look.fields or "phone" not in draft.look.fields:
        return
    held, other = compact(draft.text("citizen_number")), compact(draft.text("phone"))
    if _is_mobile(held) and (not other or normalise(other).number == held):
        draft.phone = held
        draft.complain("citizen_number", "swapped-phone-and-number", held, None, "repair")
        draft.complain("phone", "swapped-phone-and-number", other or None, held, "repair")
        draft.settle("citizen_number")
        return
    if not is_citizen_number(other) or not other.startswith("0") or is_citizen_number(held):
        return
    phone = normalise(held).number if held else None
    if held and phone is None:
        return
    draft.citizen_number, draft.phone = other, phone
    draft.complain("citizen_number", "swapped-phone-and-number", held or None, other, "repair")
    draft.complain("phone", "swapped-phone-and-number", other, phone, "repair")
    draft.settle("citizen_number")
    draft.settle("phone")


def _is_mobile(digits: str) -> bool:
    if len(digits) != 10 or not digits.startswith("0"):
        return False
    phone = normalise(digits)
    return phone.number == digits and not phone.findings


quirk = Quirk("swapped-phone-and-number", stage="citizen_number", order=5, look_at=swap_back)
