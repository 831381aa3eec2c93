"""What is compared: a row of a list, a known person, and the answer."""

from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from bacung.core.matching.likeness import Likeness, likeness
from bacung.core.people.citizen_numbers import Sex
from bacung.core.people.dates import Born

Key = TypeVar("Key")

#: What may differ between a row and a known person, in the order people read it.
FIELDS = ("name", "sex", "born", "citizen_number", "phone", "commune", "hamlet", "household", "relation")
_WORDS = frozenset(("name", "hamlet", "household", "relation"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, repaired; None where it says nothing.

    `citizen_number` and `phone` are only compared for equality, so they may be keyed hashes of the numbers.
    `household` is whatever names it in the list: the head's name or a house number.
    """

    name: str
    sex: Sex | None = None
    born: Born | None = None
    citizen_number: str | None = None
    phone: str | None = None
    commune: str | None = None
    hamlet: str | None = None
    household: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Key]):
    """A known person under the caller's own `key`, described as a row would."""

    key: Key
    known: Row


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """Who a row is.

    'same' is `person`; 'new' is nobody known; 'ask' may be `person` or one of `others`: somebody must say.
    `why` holds stable codes: agreements first, then what speaks against. `differences` is what the row would
    change about `person`: field → (before, after), birth dates as ISO text.
    """

    kind: Literal["same", "new", "ask"]
    person: Key | None = None
    why: tuple[str, ...] = ()
    differences: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    others: tuple[Key, ...] = ()


def differences(known: Row, row: Row) -> dict[str, tuple[str | None, str | None]]:
    """What `row` says otherwise than what is `known`.

    What it leaves out, says less exactly, or writes in other capitals or without accents is none.
    """
    found: dict[str, tuple[str | None, str | None]] = {}
    for name in FIELDS:
        before, after = getattr(known, name), getattr(row, name)
        if after is None or after == before:
            continue
        if name == "born":
            if before is not None and len(after.iso) < len(before.iso) and after.agrees_with(before):
                continue
            before, after = before and before.iso, after.iso
        elif name in _WORDS and before is not None and _written_otherwise(before, after):
            continue
        found[name] = (before, after)
    return found


def _written_otherwise(before: str, after: str) -> bool:
    """Whether two texts say the same and `after` adds no accents."""
    return likeness(before, after) is Likeness.SAME and (not before.isascii() or after.isascii())
