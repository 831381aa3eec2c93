"""The only clock. Whoever needs the time asks here, so a test or a demo can say what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bacung.core.problems import Problem

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
YEARS = range(1900, 2200)
"""The years one may ask for: at the ends of the calendar there is no day before, and no other time zone."""

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


def parse(text: str) -> datetime:
    """A moment as people write it, on a Vietnamese wall clock: 2023-05-31 17:00, 31/5/2023 17h00, or a day
    alone (its 17:00). Raises `ground.bad-moment`.
    """
    written = text.strip().replace("h", ":")
    for shape in (
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M",
        "%d/%m/%Y %H:%M",
        "%H:%M %d/%m/%Y",
        "%Y-%m-%d",
        "%d/%m/%Y",
    ):
        try:
            moment = datetime.strptime(written, shape).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
        return _thinkable(moment if "%H" in shape else moment.replace(hour=17), text)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Problem("ground.bad-moment", text=text) from None
    return _thinkable(moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM), text)


def _thinkable(moment: datetime, text: str) -> datetime:
    if moment.year not in YEARS:
        raise Problem("ground.bad-moment", text=text)
    return moment


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

    Actions that write facts say `ground.recording` instead, which holds the clock too.
    """
    with at(now()):
        yield
