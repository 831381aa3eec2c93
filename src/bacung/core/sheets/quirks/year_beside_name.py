"""The birth year written behind the name, as newspapers do."""

import re

from bacung.core.people.dates import Born
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_BEHIND = re.compile(
    r"(?P<name>[^\d(),;]+?)\s*[(,;\-–]*\s*(?:s\.?n\.?|sinh năm|năm sinh|sinh)?\s*[:.]?\s*"
    r"(?P<year>(?:19|20)\d\d)\s*\)?",
    re.IGNORECASE,
)


def part(draft: Draft) -> None:
    """'Nguyễn Văn An (SN 1981)' → name 'Nguyễn Văn An', born 1981 where the row has no other birth date."""
    name = draft.name
    if name is None or name.isalpha() or not (match := _BEHIND.fullmatch(name)):
        return
    year = int(match["year"])
    if year > draft.look.year:
        return
    draft.name = match["name"].strip()
    draft.complain("name", "year-beside-name", name, draft.name, "repair")
    if draft.born is None:
        draft.born = Born(year)


quirk = Quirk("year-beside-name", stage="row", order=5, look_at=part)
