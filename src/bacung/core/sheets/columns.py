"""What each column of a list holds, told from its header.

Aliases are kept folded (no accents, no punctuation) in `column_aliases.csv`. Columns that may not be held
are known by name so that they can be reported, and never read.
"""

import csv
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from bacung.core.people.names import fold
from bacung.core.sheets.workbook import letter

FORBIDDEN = "forbidden."
IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Guess:
    """A field and how sure the label is of it, from 0 to 1."""

    field: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: where it is, what its header says, what it is used for.

    `field` None: not known, not read. `field` 'forbidden.…': known, may not be held, not read.
    `chosen` tells that a person said so, not the header.
    """

    index: int
    label: str
    field: str | None
    confidence: float
    hidden: bool = False
    chosen: bool = False

    @property
    def letter(self) -> str:
        """The column as Excel letters it."""
        return letter(self.index)

    @property
    def is_forbidden(self) -> bool:
        """Whether this column may not be held."""
        return self.field is not None and self.field.startswith(FORBIDDEN)

    def as_json(self) -> dict[str, object]:
        """For a page on which the mapping is shown and corrected."""
        return {
            "column": self.letter,
            "label": self.label,
            "field": self.field,
            "confidence": round(self.confidence, 2),
            "hidden": self.hidden,
            "chosen": self.chosen,
        }

    def used_for(self, field: str | None) -> "Column":
        """The same column with the field a person chose."""
        return replace(self, field=field, confidence=1.0, chosen=True)


def table_of_aliases(file: str) -> dict[str, str]:
    """Folded alias → field, from a packaged table with the columns `field` and `aliases` (parted by |)."""
    text = resources.files("bacung.core.sheets").joinpath(file).read_text(encoding="utf-8")
    return {
        alias: row["field"]
        for row in csv.DictReader(text.splitlines())
        for alias in row["aliases"].split("|")
    }


@cache
def people_aliases() -> dict[str, str]:
    """The aliases of lists of people."""
    return table_of_aliases("column_aliases.csv")


FIELDS = frozenset(people_aliases().values())
"""Every field a column can be used for."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")
_LONGEST_LABEL = 120


@lru_cache(maxsize=4096)
def guess(label: str) -> Guess | None:
    """The field a header names in a list of people."""
    return guess_among(label, people_aliases())


def guess_among(label: str, aliases: dict[str, str]) -> Guess | None:
    """The field a header names: whole, without its brackets, or by the alias that stands first in it."""
    if not label or len(label) > _LONGEST_LABEL:
        return None
    folded = fold(label)
    if field := aliases.get(folded):
        return Guess(field, 1.0)
    bare = fold(_BRACKETS.sub(" ", label))
    if bare and (field := aliases.get(bare)):
        brackets = " ".join(_BRACKETS.findall(label))
        return Guess(_note_about(brackets, aliases) if field == "note" else field, 0.95)
    words = (bare or folded).split()
    # "Số CCCD/ĐDCN của công dân": the earliest alias counts, the longest of those that start there. One short
    # word inside a sentence proves nothing.
    for start in range(min(len(words), 8)):
        for end in range(min(len(words), start + 8), start, -1):
            alias = " ".join(words[start:end])
            field = aliases.get(alias)
            if field and (
                end - start > 1
                or (len(alias) > 3 and len(words) <= 4 and field != IGNORED)
                or field.startswith(FORBIDDEN)
            ):
                if field == "note":
                    field = _note_about(" ".join(words[end:]), aliases)
                return Guess(field, max(0.4, 0.85 - 0.1 * start - 0.03 * (len(words) - end + start)))
    return None


def _note_about(told: str, aliases: dict[str, str]) -> str:
    """'Ghi chú (bệnh tật)' asks for what may not be held and nothing else; 'Ghi chú (lý do)' is a note."""
    parts = [fold(part).removeprefix("ve ") for part in re.split("[,;/]", told)]
    fields = [aliases.get(part, "") for part in parts if part]
    return fields[0] if fields and all(field.startswith(FORBIDDEN) for field in fields) else "note"
