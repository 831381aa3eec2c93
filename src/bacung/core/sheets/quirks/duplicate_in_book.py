"""One person listed twice in the same book, often in two hamlets."""

from bacung.core.people.names import fold
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def compare(draft: Draft) -> None:
    """The second row with one citizen number, or with one name, birth date and sex, is asked about.

    `after` of the complaint names the earlier row as sheet!row.
    """
    here = (draft.look.sheet, draft.row)
    number, memory = draft.citizen_number, draft.memory
    if number is not None:
        first = memory.numbers.setdefault(number, here)
        if first != here:
            draft.complain(
                "citizen_number", "duplicate-in-book", number, f"{first[0]}!{first[1]}", "question"
            )
            return
    if draft.name is None or draft.born is None or draft.born.day is None:
        return
    # Accents are left out, which are typed at will: Hoà and Hòa, Nguyen and Nguyễn.
    key = hash((fold(draft.name), draft.born, draft.sex))
    before = memory.people.get(key)
    if before is None:
        memory.people[key] = (*here, number is not None)
    elif number is None or not before[2]:
        draft.complain("name", "duplicate-in-book", draft.name, f"{before[0]}!{before[1]}", "question")


quirk = Quirk("duplicate-in-book", stage="row", order=90, look_at=compare)
