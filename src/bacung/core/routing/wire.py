"""Problem and Plan as JSON values: strict on the way in, stable on the way out."""

import re
from typing import Any, TypeVar

import msgspec

from bacung.core.problems import Problem as Refusal
from bacung.core.routing.hours import Hour

Shape = TypeVar("Shape")

_AT = re.compile(r"(?s)(.*?)(?: - at `\$\.?(.*)`)?")
_MISSING = re.compile(r"missing required field `(\w+)`")


def read(shape: type[Shape], value: object) -> Shape:
    """Make a frozen dataclass from JSON values; a fault is refused by the path of its field.

    Unknown fields are refused too: a misspelt wish must not be lost in silence.
    """
    try:
        made = msgspec.convert(value, shape, dec_hook=_hour)
    except msgspec.ValidationError as fault:
        raise _refusal(str(fault)) from None
    _no_unknown(value, write(made), "")
    return made


def read_bytes(shape: type[Shape], text: bytes) -> Shape:
    """Make a frozen dataclass from JSON text (UTF-8)."""
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise malformed("$", str(fault)) from None
    return read(shape, value)


def write(thing: object) -> Any:
    """The JSON values of a frozen dataclass; hours as "17:30", sets in order."""
    return msgspec.to_builtins(thing, enc_hook=str, order="deterministic")


def malformed(what: str, value: object) -> Refusal:
    """The refusal of a problem whose field `what` (a path such as doors[3].place.lat) cannot be used."""
    return Refusal("routing.malformed", what=what, value=value)


def _hour(kind: type, value: object) -> Hour:
    if kind is Hour and isinstance(value, str):
        return Hour.of(value)
    raise ValueError("Expected an hour like `17:30`")


def _refusal(message: str) -> Refusal:
    match = _AT.fullmatch(message)
    reason, path = (match[1], match[2] or "") if match else (message, "")
    if missing := _MISSING.search(reason):
        path = f"{path}.{missing[1]}".lstrip(".")
    return malformed(path or "$", reason)


def _no_unknown(given: object, understood: object, path: str) -> None:
    if isinstance(given, dict) and isinstance(understood, dict):
        for key, value in given.items():
            here = f"{path}.{key}".lstrip(".")
            if key not in understood:
                raise malformed(here, "unknown field")
            _no_unknown(value, understood[key], here)
    elif isinstance(given, (list, tuple)) and isinstance(understood, (list, tuple)):
        for number, (value, known) in enumerate(zip(given, understood, strict=False)):
            _no_unknown(value, known, f"{path}[{number}]")
