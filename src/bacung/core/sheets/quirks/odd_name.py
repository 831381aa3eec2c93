"""A name's cell that holds no name: a formula, markup, a tick, a whole paragraph."""

import re

from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk
from bacung.core.sheets.rowkinds import is_ditto

LONGEST_NAME = 80
# What no name is written with; U+FFFD stands for letters that a damaged file has lost.
_ODD = re.compile(r"[^\w\s.,;:*()/'’‘`´\-–—\"“”]|\ufffd|^[=+@]")


def ask(draft: Draft) -> None:
    """'=cmd|…', 'B\ufffd\ufffdi Văn', 'x', '-nt- Bình': kept as they stand, and asked about."""
    name = draft.name
    if name is None:
        return
    ditto = is_ditto(name) or is_ditto(name.split(None, 1)[0])
    if ditto or len(name) < 2 or len(name) > LONGEST_NAME or _ODD.search(name):
        draft.complain("name", "odd-name", name[:LONGEST_NAME], None, "question")


quirk = Quirk("odd-name", stage="row", order=31, look_at=ask)
