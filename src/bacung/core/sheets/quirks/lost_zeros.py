"""Leading zeros eaten by a spreadsheet that took the citizen number for an amount."""

from bacung.core.people.citizen_numbers import Sex, compact, parts, restore_zeros
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def put_back(draft: Draft) -> None:
    """'42054001234' → '042054001234'; '1054001234', of Hà Nội, → '001054001234'.

    Where the number so made does not fit the row's sex and year, it is proposed and asked about.
    """
    digits = compact(draft.text("citizen_number"))
    if len(digits) not in (10, 11) or not digits.isascii() or not digits.isdigit() or digits[0] == "0":
        return
    sex: Sex | None = "male" if draft.sex == "male" else "female" if draft.sex == "female" else None
    number = restore_zeros(digits, sex=sex, year=draft.born.year if draft.born else None)
    if number:
        draft.citizen_number = number
        draft.complain("citizen_number", "lost-zeros", digits, number, "repair")
    else:
        proposal = digits.zfill(12)
        plausible = parts(proposal).century_start < 2100
        draft.complain("citizen_number", "lost-zeros", digits, proposal if plausible else None, "question")
    draft.settle("citizen_number")


quirk = Quirk("lost-zeros", stage="citizen_number", order=40, look_at=put_back)
