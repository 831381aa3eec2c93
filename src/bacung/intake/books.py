"""Books that are not lists of people: they are handed to the rooms that understand them.

Visits and reconciliation lists belong to rooms below this one, so whoever puts the whole
together fills `HANDLERS`, kind → handler.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from bacung.core.problems import Problem
from bacung.ground.permissions import Viewer
from bacung.intake.models import Batch

Told = Mapping[str, int]
"""What was found or done, by outcome: "confirmed": 812, "contradicts": 3."""


@dataclass(frozen=True)
class Handler:
    """`look` says what a book holds and changes nothing; `take` takes it over, and twice is as once."""

    look: Callable[[Viewer, Batch, BinaryIO], Told]
    take: Callable[[Viewer, Batch, BinaryIO], Told]


HANDLERS: dict[str, Handler] = {}


def handler_of(kind: str) -> Handler:
    """Who takes in books of this kind."""
    if kind not in HANDLERS:
        raise Problem("intake.not-taken-here", kind=kind)
    return HANDLERS[kind]
