"""The known ways in which lists go wrong, one a file.

A quirk is found by being here, not by being listed: its file holds `quirk = Quirk(...)`. Every quirk says
what it changes as before → after, and what it cannot know it asks. Text quirks see one text at a time, those
of a field only cells that did not read cleanly, row quirks the whole row.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from bacung.core.sheets.answers import Severity
from bacung.core.sheets.draft import Draft

Stage = Literal["citizen_number", "born", "phone", "row"]


@dataclass(frozen=True, slots=True)
class TextContext:
    """What a text quirk may know: the charset and font its cell is set in, and whether it is a name."""

    charset: str | None
    font: str | None
    is_name: bool


@dataclass(frozen=True, slots=True)
class TextQuirk:
    """A way a text goes wrong. `repair` gives the text back, changed or not; earlier `order` goes first."""

    code: str
    order: int
    repair: Callable[[str, TextContext], str]
    severity: Severity = "repair"


@dataclass(frozen=True, slots=True)
class Quirk:
    """A way a field or a row goes wrong. `look_at` sets values of the draft and complains with `code`s.

    Field stages run only while that field is open, and in `order`.
    """

    code: str
    stage: Stage
    order: int
    look_at: Callable[[Draft], None]


@cache
def _found() -> tuple[Quirk | TextQuirk, ...]:
    modules = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    return tuple(sorted((module.quirk for module in modules), key=lambda quirk: (quirk.order, quirk.code)))


@cache
def text_quirks() -> tuple[TextQuirk, ...]:
    """The quirks of texts, in their order."""
    return tuple(quirk for quirk in _found() if isinstance(quirk, TextQuirk))


@cache
def quirks_of(stage: Stage) -> tuple[Quirk, ...]:
    """The quirks of one stage, in their order."""
    return tuple(quirk for quirk in _found() if isinstance(quirk, Quirk) and quirk.stage == stage)
