"""The ways in which offices keep their lists, each with its own faults."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one office writes.

    `hamlets`: as a column, as one sheet each, or as separator rows with the household's head named only once.
    `letters`: Unicode, or TCVN3 under .VnTime fonts. `storeys` of the header: with two, birth stands under
    Nam | Nữ instead of a column for the sex. `numeric`: numbers and phones in number cells, zeros lost.
    `dates`: birth dates in date cells, years too, so that 1954 shows as 7/5/1905. `forbidden`: a column
    Dân tộc.
    `hands`: several clerks, each with a spelling of their own, and people written twice.
    """

    hamlets: Literal["column", "sheets", "rows"] = "column"
    letters: Literal["unicode", "tcvn3"] = "unicode"
    storeys: Literal[1, 2] = 1
    numeric: bool = False
    dates: bool = False
    forbidden: bool = False
    hands: bool = False


STYLES: dict[str, Style] = {
    "clean": Style(),
    "hamlet-sheets": Style(hamlets="sheets"),
    "hamlet-rows": Style(hamlets="rows"),
    "lost-zeros": Style(numeric=True),
    "old-fonts": Style(letters="tcvn3"),
    "year-cells": Style(dates=True),
    "two-storey": Style(storeys=2),
    "forbidden": Style(forbidden=True),
    "many-hands": Style(hands=True),
    "everything": Style(hamlets="rows", storeys=2, numeric=True, forbidden=True, hands=True),
}
