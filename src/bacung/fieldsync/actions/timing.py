"""Times that are doubtful, brought into the order of the numbers a phone gave its events, and before what the
events promise: no clock decides whether a visit counts.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from bacung.core.syncing import clocks
from bacung.core.syncing.events import Event
from bacung.core.syncing.payloads import VisitRecorded
from bacung.fieldsync.actions.incoming import Item
from bacung.fieldsync.convert import from_ms, to_ms
from bacung.fieldsync.models import Received

NEAR = 200
"""So many numbers to both sides are looked at."""

_A_MOMENT = timedelta(seconds=1)
_Known = tuple[int, int, Item | None]  # number, time, the event if its time is doubtful and still to be told


def keep_order(fresh: Iterable[Item]) -> None:
    """A clock that jumped does not turn round what happened at a door: of two events of one life the lower
    number came first, and a promise was made before its hour. The database is asked only for doubtful ones.
    """
    lives: dict[UUID, list[Item]] = defaultdict(list)
    for item in fresh:
        if isinstance(item.read, Event) and item.life:
            _put_before_promises(item, item.read)
            lives[item.life.pk].append(item)
    for life, items in lives.items():
        doubtful = [item.n or 0 for item in items if item.is_doubtful]
        if doubtful:
            _bring_into_order(_around(life, min(doubtful), max(doubtful)) + [_known(item) for item in items])


def _known(item: Item) -> _Known:
    assert item.n is not None
    assert item.occurred_at is not None
    return item.n, to_ms(item.occurred_at), item if item.is_doubtful else None


def _around(life: UUID, first: int, last: int) -> list[_Known]:
    near = Received.objects.filter(incarnation=life, n__gte=first - NEAR, n__lte=last + NEAR)
    return [(n, to_ms(at), None) for n, at in near.values_list("n", "occurred_at")]


def _bring_into_order(known: list[_Known]) -> None:
    known.sort(key=lambda one: one[0])
    upto = min(to_ms(item.taken.received_at) for _, _, item in known if item)
    times = clocks.in_order([(time, item is not None) for _, time, item in known], upto)
    for (_, _, item), time in zip(known, times, strict=True):
        if item and isinstance(item.read, Event):
            item.occurred_at = from_ms(time)
            _put_before_promises(item, item.read)


def _put_before_promises(item: Item, event: Event) -> None:
    """A visit that came late, or was told by a clock that jumped, cannot have been after what it promises.
    One whose clock is certain, and whose promise was over when we were last heard, stays impossible.
    """
    said, heard = event.said, event.at.last_heard
    if not isinstance(said, VisitRecorded) or item.occurred_at is None:
        return
    promised = [at for at in (said.back_at, *(one.slot_at for one in said.people or ())) if at]
    earliest = min(promised, default=None)
    if earliest is None or item.occurred_at < earliest:
        return
    if item.is_doubtful or (heard is not None and heard < to_ms(earliest)):
        item.occurred_at, item.is_doubtful = earliest - _A_MOMENT, True
