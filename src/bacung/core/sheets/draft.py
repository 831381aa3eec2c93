"""One row while it is being read: its cells, what has been made out so far, and the complaints."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bacung.core.people.charsets import charset_of_font
from bacung.core.people.dates import Born, Order
from bacung.core.sheets.answers import Complaint, Severity
from bacung.core.sheets.workbook import NO_FONTS, Cell, Fonts, letter, text_of


@dataclass(slots=True)
class BirthOrder:
    """How a column writes days and months, by the evidence of all its cells.

    `order`: how written dates are read. `contested`: both orders are proven in one column. `swapped`: date
    cells hold day and month exchanged ('surely', 'perhaps'), as an American Excel leaves them.
    """

    order: Order = "dmy"
    contested: bool = False
    swapped: str | None = None


@dataclass(slots=True)
class Look:
    """What is known of a table before its rows are read.

    `fields`: field → column. `charsets`: column → 'tcvn3' or 'vni', decided for the whole column.
    `fonts` of the sheet. `births`: column → its order, where it is not plainly day first. `year`: the latest
    year that can be meant. `date1904`: the sheet's epoch. `sexes`: what digits mean in the sex's column.
    """

    sheet: str
    fields: Mapping[str, int]
    year: int
    fonts: Fonts = NO_FONTS
    charsets: Mapping[int, str] = field(default_factory=dict)
    births: Mapping[int, BirthOrder] = field(default_factory=dict)
    date1904: bool = False
    sexes: Mapping[str, str] = field(default_factory=dict)

    def charset_at(self, row: int, column: int, text: str) -> str | None:
        """The charset of one cell: its column's, unless the cell is set in a font of another kind.

        A cell in an ordinary font inside a legacy column is Unicode, if it holds letters and no odd signs.
        """
        charset = self.charsets.get(column)
        font = self.fonts.cells.get((row, column))
        if font is None:
            return charset
        own = charset_of_font(font)
        return charset if own is None and any(_odd(character) for character in text) else own


_VIETNAMESE = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý")


def _odd(character: str) -> bool:
    """A sign of Latin-1 that no Vietnamese word is written with."""
    return "\x7f" < character <= "\xff" and character not in _VIETNAMESE


class Memory:
    """What a book has shown so far, for complaints that need two rows."""

    def __init__(self) -> None:
        self.numbers: dict[str, tuple[str, int]] = {}
        self.people: dict[int, tuple[str, int, bool]] = {}


class Draft:
    """A row in the making. Quirks read `cell` and `text`, set the values, and `complain`."""

    __slots__ = (
        "born",
        "cells",
        "citizen_number",
        "complaints",
        "look",
        "memory",
        "name",
        "open",
        "phone",
        "row",
        "sex",
        "texts",
    )

    def __init__(self, row: int, cells: list[Cell], look: Look, memory: Memory) -> None:
        self.row, self.cells, self.look, self.memory = row, cells, look, memory
        self.name: str | None = None
        self.sex: str | None = None
        self.born: Born | None = None
        self.citizen_number: str | None = None
        self.phone: str | None = None
        self.complaints: list[Complaint] = []
        # Text by field where it is not the cell's own any more: decoded, cleaned.
        self.texts: dict[str, str] = {}
        # Fields whose cell holds something that no reader or quirk has settled yet.
        self.open: set[str] = set()

    def cell(self, name: str) -> Cell:
        """The raw cell of a field; None where the table has no such column."""
        index = self.look.fields.get(name)
        return self.cells[index] if index is not None and index < len(self.cells) else None

    def text(self, name: str) -> str:
        """The text of a field as far as it is repaired by now."""
        held = self.texts.get(name)
        return text_of(self.cell(name)).strip() if held is None else held

    def complain(
        self, name: str | None, code: str, before: str | None, after: str | None, severity: Severity
    ) -> None:
        """Say something about a field's cell, or about the row (None)."""
        index = self.look.fields.get(name) if name else None
        if name == "name" and index is None:  # a name in two columns
            index = self.look.fields.get("given_name", self.look.fields.get("family_name"))
        column = letter(index) if index is not None else None
        self.complaints.append(Complaint(column, code, before, after, severity, name))

    def settle(self, name: str) -> None:
        """Nothing more needs to be made out of this field."""
        self.open.discard(name)
