"""Two lists side by side, to save paper: a second person in the same row."""

from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk
from bacung.core.sheets.told_apart import NAME_BESIDE


def tell(draft: Draft) -> None:
    """'Bùi Văn Tám | … | Bùi Văn Mười | …': the left one is read, the right one is asked about."""
    if NAME_BESIDE in draft.look.fields and (name := draft.text(NAME_BESIDE)):
        draft.complain(NAME_BESIDE, "person-beside", name, None, "question")


quirk = Quirk("person-beside", stage="row", order=40, look_at=tell)
