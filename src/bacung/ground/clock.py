"""The only clock. Whoever needs the time asks here, so a test or a demo can say what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_said: ContextVar[datetime | None] = ContextVar("said", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _said.get() or datetime.now(UTC)


def today() -> date:
    """The present day as Vietnam counts it."""
    return now().astimezone(VIETNAM).date()


def local(moment: datetime) -> datetime:
    """The same instant on a Vietnamese wall clock."""
    return moment.astimezone(VIETNAM)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware `moment` for the code inside."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _said.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _said.reset(token)


@contextmanager
def held() -> Iterator[None]:
    """Let all that happens inside happen at one moment: what is recorded together has one `recorded_at`.

    Also a decorator: `@clock.held()` above an action, inside its transaction.
    """
    with at(now()):
        yield
