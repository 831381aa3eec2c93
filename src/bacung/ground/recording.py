"""How facts are written: all or nothing, one writer after the other, and all at one moment.

SQLite has a single writer at any time. PostgreSQL is asked for the same, by a lock that ends with the
transaction: whoever counts people again must have seen everything recorded before, and two desks that write
about the same door must not wait for one another in a ring. Reading is never kept waiting.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from bacung.ground import clock

_THE_PEN = 0xBAC0  # any number will do, as long as nobody else locks it

Follow = Callable[[Collection[int]], None]


@dataclass
class _UnderWay:
    """One recording: what is to follow before it ends, and what was worked out in it so far."""

    following: dict[Follow, set[int]] = field(default_factory=dict)
    remembered: dict[str, dict[Any, Any]] = field(default_factory=dict)


_under_way: ContextVar[_UnderWay | None] = ContextVar("under_way", default=None)


@contextmanager
def recording() -> Iterator[None]:
    """Also a decorator, above every action that writes facts. Inside another recording it is part of it.

    The clock is read once the pen is held, so that what is recorded later also bears a later moment.
    """
    with transaction.atomic():
        if _under_way.get():
            yield
            return
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_THE_PEN])
        with clock.held():
            now = _UnderWay()
            token = _under_way.set(now)
            try:
                yield
                while now.following:
                    follow, keys = now.following.popitem()
                    follow(keys)
            finally:
                _under_way.reset(token)


def follow_once(follow: Follow, keys: Collection[int]) -> None:
    """Have a shadow follow the facts about `keys`, once for all that is recorded together: before the
    recording under way ends, or at once where there is none.
    """
    now = _under_way.get()
    if now is None:
        follow(keys)
    else:
        now.following.setdefault(follow, set()).update(keys)


def remembered(of_what: str) -> dict[Any, Any]:
    """What was worked out from facts in the recording under way, so that it is worked out once. Who records
    such facts forgets what was worked out from them before. Outside a recording nothing is remembered.
    """
    now = _under_way.get()
    return now.remembered.setdefault(of_what, {}) if now else {}
