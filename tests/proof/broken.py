"""The sixteen sentences that are to be true, and the exception that says which of them is not."""

from collections.abc import Iterator
from contextlib import contextmanager

INVARIANTS = {
    "I1": "an event is stored at most once",
    "I2": "a number of an incarnation is stored at most once, and is the event's own",
    "I3": "what was answered is in the store or in quarantine, after any death of the server",
    "I4": "the bytes that are kept are the bytes that were made",
    "I5": "no row appears later at or below a cursor that was handed out",
    "I6": "what a phone made is in its outbox or was answered, at all times",
    "I7": "when the network heals every outbox empties",
    "I8": "any order and any repetition of the events add up to the same",
    "I9": "a household counts once where a valid visit stands, and not otherwise",
    "I10": "a clock that is ten years off changes no status, no count and no order",
    "I11": "a pull never brings another round's row, nor one of another's doors",
    "I12": "revoking, binding anew, logging out and moving house never shrink an outbox",
    "I13": "the report of gaps is exactly the set of missing numbers",
    "I14": "an export brought in any number of times by any number of phones is stored as if sent once",
    "I15": "SQLite and PostgreSQL answer one trace alike",
    "I16": "what an old version of the app sent is understood for ever",
}


class Broken(AssertionError):
    """An invariant does not hold; `name` is its number."""

    def __init__(self, name: str, what: object) -> None:
        super().__init__(f"{name} ({INVARIANTS[name]}): {what}")
        self.name = name


_watched: str | None = None


def holds(name: str, truth: bool, what: object = "") -> None:
    """Say that an invariant holds here, or raise `Broken`."""
    if not truth and _watched in (None, name):
        raise Broken(name, what)


@contextmanager
def watching(name: str) -> Iterator[None]:
    """Look at one invariant only: what a mutant breaks besides is passed over."""
    global _watched
    before, _watched = _watched, name
    try:
        yield
    finally:
        _watched = before
