"""Phones as people write them: +84, a zero missing, eleven digits of before 2018, two in a cell."""

from bacung.core.people.phones import normalise
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_CODES = {"phone-prefix-converted": "old-mobile-prefix"}


def bring_to_form(draft: Draft) -> None:
    """'01662345678' → '0362345678' (renumbered in 2018); '912345678' → '0912345678'; '+84 91…' → '091…'."""
    text = draft.text("phone")
    phone = normalise(text)
    for finding in phone.findings:
        code = _CODES.get(finding.code, finding.code)
        draft.complain("phone", code, text, phone.number, finding.severity)
    plain = text.translate(str.maketrans("", "", " .-()'\u00a0"))
    if phone.number and not phone.findings and plain != phone.number:
        draft.complain("phone", "phone-form", text, phone.number, "repair")
    draft.phone = phone.number
    draft.settle("phone")


quirk = Quirk("phone-form", stage="phone", order=50, look_at=bring_to_form)
