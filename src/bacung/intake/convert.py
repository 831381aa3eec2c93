"""Between a row as it was read and a row as it is staged: sealed, complained about, answered."""

from dataclasses import replace

import msgspec

from bacung.core.people.citizen_numbers import compact, is_citizen_number
from bacung.core.people.dates import parse_born
from bacung.core.people.names import clean, titled
from bacung.core.people.phones import normalise
from bacung.core.problems import Problem
from bacung.core.sheets.answers import Complaint, Values
from bacung.ground import clock, vault

CORRECTABLE = ("name", "sex", "born", "citizen_number", "phone", "hamlet", "household", "relation", "address")
"""What a user may type over, in the order people read it."""

WEIGHTY = ("question", "refusal")
"""Severities that keep a row out until somebody answers."""


class Staged(msgspec.Struct, omit_defaults=True):
    """What is sealed of a row: its values as they stand, and what was said and answered about it.

    `answers` holds the answer to complaint 0, 1, … under its place; `typed` the fields a user has typed over.
    Of somebody met at a door: `candidates` are people on the list it may be, the likeliest first, and `home`
    the household there behind whose door it was, if that is on the list.
    """

    values: Values
    complaints: list[Complaint] = []
    answers: dict[int, str] = {}
    typed: list[str] = []
    candidates: list[int] = []
    home: int | None = None

    @property
    def ready(self) -> bool:
        """Whether this may go in: everything weighty answered, and nobody said to leave it."""
        if "drop" in self.answers.values() or not self.values.name:
            return False
        return all(
            complaint.severity not in WEIGHTY or place in self.answers
            for place, complaint in enumerate(self.complaints)
        )


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Staged).decode


def seal_row(batch_id: int, position: int, staged: Staged) -> bytes:
    """The sealed row, bound to its batch and its place."""
    return vault.seal(_encode(staged), f"intake.row:{batch_id}:{position}")


def open_row(batch_id: int, position: int, sealed: bytes | memoryview) -> Staged:
    """What `seal_row` was given; an emptied row says nothing."""
    if not sealed:
        return Staged(Values())
    return _decode(vault.open_sealed(bytes(sealed), f"intake.row:{batch_id}:{position}"))


def typed_value(field: str, text: str) -> str | None:
    """What a user typed for `field`, brought to form; empty is None. Refuses what cannot be such a value."""
    text = clean(text)
    if not text:
        return None
    value = _READ[field](text) if field in _READ else text
    if value is None:
        raise Problem("intake.not-a-value", field=field, value=text)
    return value


def _sex(text: str) -> str | None:
    return {"male": "male", "nam": "male", "female": "female", "nữ": "female"}.get(text.lower())


def _born(text: str) -> str | None:
    born = parse_born(text, pivot=clock.today().year)
    return born.iso if born else None


def _number(text: str) -> str | None:
    digits = compact(text)
    return digits if is_citizen_number(digits) else None


_READ = {
    "name": titled,
    "sex": _sex,
    "born": _born,
    "citizen_number": _number,
    "phone": lambda text: normalise(text).number,
}


def with_value(values: Values, field: str, value: str | None) -> Values:
    """`values` with one field said otherwise; a birth keeps its precision beside it."""
    if field == "born":
        precision = {4: "year", 7: "month", 10: "day"}[len(value)] if value else None
        return replace(values, born=value, born_precision=precision)
    return replace(values, **{field: value})  # type: ignore[arg-type]
