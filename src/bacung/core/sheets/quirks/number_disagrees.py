"""What a citizen number says by its structure, against what the row says."""

from bacung.core.people.citizen_numbers import Sex, check
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def compare(draft: Draft) -> None:
    """Sex, century or year that disagree are questions; a province that is not known is a warning.

    There is no check digit, and the province is that of birth registration: neither is asked for here.
    """
    number = draft.citizen_number
    if number is None:
        return
    sex: Sex | None = "male" if draft.sex == "male" else "female" if draft.sex == "female" else None
    for finding in check(number, sex=sex, year=draft.born.year if draft.born else None):
        draft.complain("citizen_number", f"number-{finding.code}", number, finding.detail, finding.severity)


quirk = Quirk("number-disagrees", stage="row", order=20, look_at=compare)
