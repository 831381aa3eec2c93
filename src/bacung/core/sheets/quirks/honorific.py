"""'Ông', 'Bà', 'Cụ' written before a name."""

import re

from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_PARTED = re.compile(r"(?:Ông\s*/\s*Bà|Ông\s*\(\s*Bà\s*\)|Ông|Bà|Cụ|Anh|Chị)\s*[:.]\s*(?=\w)", re.IGNORECASE)
# Without a colon only before a whole name: "Ông Văn Nam" may be of the family Ông.
_PLAIN = re.compile(r"(?:Ông|Bà|Cụ)\s+(?=(?!Văn\b|Thị\b)\w+(?:\s+\w+){2,}$)", re.IGNORECASE)


def drop(draft: Draft) -> None:
    """'Ông: Nguyễn Văn An' → 'Nguyễn Văn An'."""
    name = draft.name
    if name is None or name[0] not in "ÔôBbCcAa":
        return
    if match := _PARTED.match(name) or _PLAIN.match(name):
        draft.name = name[match.end() :]
        draft.complain("name", "honorific", name, draft.name, "repair")


quirk = Quirk("honorific", stage="row", order=4, look_at=drop)
