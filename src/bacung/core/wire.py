"""Frozen dataclasses as JSON values: strict on the way in, stable on the way out.

Each small room of the core makes one `Wire` with the refusal code of its own.
"""

import re
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from bacung.core.problems import Problem as Refusal

Shape = TypeVar("Shape")

_AT = re.compile(r"(?s)(.*?)(?: - at `\$\.?(.*)`)?")
_MISSING = re.compile(r"missing required field `(\w+)`")


@dataclass(frozen=True, slots=True)
class Wire:
    """Reading and refusing with one `code`; classes in `spoken` are read by their `of(text)`.

    `of` raises ValueError for a text it cannot read; `str` of the value is what is written.
    """

    code: str
    spoken: tuple[type, ...] = ()

    def read(self, shape: type[Shape], value: object) -> Shape:
        """Make a frozen dataclass from JSON values; a fault is refused by the path of its field.

        Unknown fields are refused too: a misspelt wish must not be lost in silence.
        """
        try:
            made = msgspec.convert(value, shape, dec_hook=self._spoken)
        except msgspec.ValidationError as fault:
            raise self._refusal(str(fault)) from None
        self._no_unknown(value, write(made), "")
        return made

    def read_bytes(self, shape: type[Shape], text: bytes) -> Shape:
        """Make a frozen dataclass from JSON text (UTF-8)."""
        return self.read(shape, self.decode(text))

    def decode(self, text: bytes) -> Any:
        """JSON values of JSON text (UTF-8), refused alike."""
        try:
            return msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
            raise self.malformed("$", str(fault)) from None

    def malformed(self, what: str, value: object) -> Refusal:
        """The refusal of a problem whose field `what` (a path such as doors[3].place.lat) cannot be used."""
        return Refusal(self.code, what=what, value=value)

    def unique(self, path: str, names: list[str]) -> None:
        """Refuse a list in which a name stands twice, by the place of the second."""
        seen: set[str] = set()
        for number, name in enumerate(names):
            if name in seen:
                raise self.malformed(f"{path}[{number}]", f"{name!r} twice")
            seen.add(name)

    def _spoken(self, kind: type, value: object) -> Any:
        of = getattr(kind, "of", None)
        if kind in self.spoken and of is not None and isinstance(value, str):
            return of(value)
        raise ValueError(f"Expected the text of a `{kind.__name__}`")

    def _refusal(self, message: str) -> Refusal:
        match = _AT.fullmatch(message)
        reason, path = (match[1], match[2] or "") if match else (message, "")
        if missing := _MISSING.search(reason):
            path = f"{path}.{missing[1]}".lstrip(".")
        return self.malformed(path or "$", reason)

    def _no_unknown(self, given: object, understood: object, path: str) -> None:
        if isinstance(given, dict) and isinstance(understood, dict):
            for key, value in given.items():
                here = f"{path}.{key}".lstrip(".")
                if key not in understood:
                    raise self.malformed(here, "unknown field")
                self._no_unknown(value, understood[key], here)
        elif isinstance(given, (list, tuple)) and isinstance(understood, (list, tuple)):
            for number, (value, known) in enumerate(zip(given, understood, strict=False)):
                self._no_unknown(value, known, f"{path}[{number}]")


def write(thing: object) -> Any:
    """The JSON values of a frozen dataclass; spoken values as their text, sets in order."""
    return msgspec.to_builtins(thing, enc_hook=str, order="deterministic")
