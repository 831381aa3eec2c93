"""How facts are written: all or nothing, one writer after the other, and all at one moment.

SQLite has a single writer at any time. PostgreSQL is asked for the same, by a lock that ends with the
transaction: whoever counts people again must have seen everything recorded before, and two desks that write
about the same door must not wait for one another in a ring. Reading is never kept waiting.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from bacung.ground import clock

_THE_PEN = 0xBAC0  # any number will do, as long as nobody else locks it

Follow = Callable[[Collection[int]], None]
_to_follow: ContextVar[dict[Follow, set[int]] | None] = ContextVar("to_follow", default=None)


@contextmanager
def recording() -> Iterator[None]:
    """Also a decorator, above every action that writes facts. Inside another recording it is part of it.

    The clock is read once the pen is held, so that what is recorded later also bears a later moment.
    """
    with transaction.atomic():
        if _to_follow.get() is not None:
            yield
            return
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_THE_PEN])
        with clock.held():
            following: dict[Follow, set[int]] = {}
            token = _to_follow.set(following)
            try:
                yield
                while following:
                    follow, keys = following.popitem()
                    follow(keys)
            finally:
                _to_follow.reset(token)


def follow_once(follow: Follow, keys: Collection[int]) -> None:
    """Have a shadow follow the facts about `keys`, once for all that is recorded together: before the
    recording under way ends, or at once where there is none.
    """
    following = _to_follow.get()
    if following is None:
        follow(keys)
    else:
        following.setdefault(follow, set()).update(keys)
