"""Short ways to say what was said of an account, in June 2023."""

from datetime import datetime

from hypothesis import strategies as st

from bacung.core.calendar import LOCAL, vietnam
from bacung.core.lifecycle.account import Account, reduce
from bacung.core.lifecycle.entries import Entry, Kind, Mark, Source
from bacung.core.lifecycle.rules import rules_of

OFFICE = vietnam(2022, 2026)
RULES = rules_of("2022-decree")


def june(day: int, hour: int = 0) -> datetime:
    return datetime(2023, 6, day, hour, tzinfo=LOCAL)


def by_desk(kind: Kind, day: int, hour: int = 9, *, id: str = "", voids: str | None = None) -> Entry:
    """Declared at the desk, and written down at once."""
    at = june(day, hour)
    return Entry(id or f"desk-{kind}-{day}-{hour}", kind, at, at, "desk", voids=voids)


def by_visit(kind: Kind, day: int, hour: int = 19, *, id: str = "") -> Entry:
    """Declared by a walker at the door, written down the same night."""
    return Entry(id or f"visit-{kind}-{day}", kind, june(day, hour), june(day, 22), "visit")


def by_list(kind: Kind, day: int, *, read: int = 20, mark: Mark = "confirmed", id: str = "") -> Entry:
    """Said by a reconciliation list, which gives days without hours, when it was read."""
    return Entry(id or f"list-{mark}-{kind}-{day}-{read}", kind, june(day), june(read, 8), "list", mark)


def account(*entries: Entry) -> Account:
    return reduce(entries, RULES, OFFICE)


_days = st.integers(1, 28)
_kinds: list[Kind] = ["collected", "approved", "rejected", "notified", "activated", "locked", "unlocked"]
_sources: list[tuple[Source, Mark]] = [
    ("visit", "declared"),
    ("desk", "declared"),
    ("list", "confirmed"),
    ("list", "denied"),
]


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Anything that may be said of one account, true or not."""
    source, mark = draw(st.sampled_from(_sources))
    kind: Kind = draw(st.sampled_from([*_kinds, "void"]))
    ids = st.sampled_from("abcdefgh")
    voids = draw(ids if kind == "void" else st.none() | ids)
    return Entry(
        id=draw(ids),
        kind=kind,
        occurred_at=june(draw(_days), draw(st.sampled_from([0, 9, 20]))),
        recorded_at=june(draw(_days), 22),
        source=source,
        mark=mark,
        voids=voids,
    )
