"""For each invariant a mutant: one fault, as it was found in a trusted system or is easily made, in server or
phone for as long as a test lasts. A machine that does not notice it proves nothing.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import msgspec
from django.db import connection, transaction
from django.db.models import F

from bacung.core.merging import doors
from bacung.core.syncing import clocks
from bacung.core.syncing.events import Event, Fault, read_event
from bacung.core.syncing.ranges import RangeList, gaps
from bacung.core.syncing.wire import Push, PushAnswer, Result, read_push
from bacung.fieldsync import api, writing
from bacung.fieldsync.actions import incoming, sorting, storing, take
from bacung.fieldsync.actions.incoming import Item, Taken
from bacung.fieldsync.models import Device, Received, RoundLog
from bacung.fieldsync.queries import pull
from tests.proof import server
from tests.proof.phone import Answer, Phone, Request
from tests.proof.phone import Push as Sent

Mutant = Callable[[], AbstractContextManager[Any]]

_items_of, _unclashed, _opened = take.items_of, sorting._unclashed, incoming._opened
_write_down, _result, _seq = storing._write_down, take._result, pull._seq
_push, _heard_bootstrap = Phone.push, Phone.heard_bootstrap


def _relabelled(item: Item, *, n: int, key: uuid.UUID | None = None) -> Item:
    assert isinstance(item.read, Event)
    at = msgspec.structs.replace(item.read.at, n=n, id=key or item.read.at.id)
    item.read, item.id, item.n = msgspec.structs.replace(item.read, at=at), at.id, at.n
    return item


def every_delivery_is_new(*asked: Any) -> Iterator[Item]:
    """I1: what comes again is stored again, under another id and number."""
    for item in _items_of(*asked):
        known = Received.objects.filter(digest=item.digest).count()
        fresh = not known or isinstance(item.read, Fault)
        yield item if fresh else _relabelled(item, n=(item.n or 0) + 1000 * known, key=uuid.uuid4())


def a_taken_number_is_changed(fresh: Iterable[Item], stored: Any) -> list[Item]:
    """I2: an event whose number another bears is stored under the next that seems free."""
    taken, told = dict(stored.by_number), []
    for item in fresh:
        number = (item.life.pk, item.n) if item.life else None
        clashes = taken.setdefault(number, item.id) != item.id
        told.append(_relabelled(item, n=(item.n or 0) + 5000) if clashes else item)
    return _unclashed(told, stored)


def answered_before_commit(push: Taken) -> PushAnswer:
    """I3: the answer goes out, the work is done when there is time."""
    with transaction.atomic():
        [answer] = take.take([push])
        transaction.set_rollback(True)
    server.MEMORY.append(lambda: take.take([push]))
    assert isinstance(answer, PushAnswer)
    return answer


def stored_as_understood(raw: bytes) -> Event | Fault:
    """I4: what is kept is the event written anew, not the bytes that came."""
    read = read_event(raw)
    if isinstance(read, Fault):
        return read
    return msgspec.structs.replace(read, raw=json.dumps(json.loads(raw), sort_keys=True).encode())


_drawn: dict[uuid.UUID, int] = {}
_by: list[server.Server] = []  # whose numbers these are


def numbered_on_arrival(self: server.Server, request: Request) -> None:
    """I5: numbers of a round are drawn from a sequence when a request comes, not when it is written."""
    if _by != [self]:
        _drawn.clear()
        _by[:] = [self]
    for event in json.loads(request.body)["events"]:
        log = RoundLog.objects.filter(pk=event.get("r"))
        if log.update(last_seq=F("last_seq") + 1):
            _drawn[uuid.UUID(event["id"])] = log.get().last_seq


def written_as_drawn(stored: Sequence[Item]) -> None:
    for item in stored:
        item.seq = _drawn.pop(item.id, item.seq) if item.id else item.seq
    _write_down(stored)


def sent_is_sent(self: Phone, true: int, **more: Any) -> Sent:
    """I6: the phone clears its outbox when it sends, whatever becomes of it."""
    push = _push(self, true, **more)
    for record in push.records:
        push.life.records.pop(record.n, None)
    return push


def quarantine_is_no_answer(item: Item) -> Result:
    """I7: what could not be taken is refused, so that the phone sends it for ever."""
    answer = _result(item)
    quarantined = answer.s == "quarantined"
    return msgspec.structs.replace(answer, s="refused") if quarantined else answer  # type: ignore[arg-type]


def last_to_arrive_wins(facts: Iterable[Any]) -> list[Any]:
    """I8: visits are added up in the order in which they arrived."""
    return sorted(_live(facts), key=lambda fact: (fact.recorded_at, fact.id))


def withdrawn_still_counts(facts: Iterable[Any]) -> list[Any]:
    """I9: a withdrawn visit goes on counting beside the one told instead."""
    told = {fact.id: fact for fact in facts if not fact.is_void}
    return sorted(told.values(), key=lambda fact: (fact.occurred_at, fact.id))


def the_phone_knows_the_time(told: int, **known: Any) -> tuple[int, bool]:
    """I10: an event happened when the phone says, and never in the future."""
    return min(told, known["received"]), False


def all_rounds(device: Device, after: int, upto: int, limit: int) -> Iterable[Any]:
    """I11: a pull looks at the number only, not at the round."""
    rows = Received.objects.filter(seq__gt=after, seq__lte=upto).order_by("seq")
    columns = ("seq", "kind", "id", "household_id", "occurred_at", "incarnation__device__member")
    return [pull._New(*row) for row in rows.values_list(*columns)[: limit + 1]]


def begun_anew(self: Phone, answer: Answer) -> None:
    """I12: with a new evening the phone throws away what it had, also what it had not sent."""
    _heard_bootstrap(self, answer)
    for life in self.lives:
        life.records = {n: record for n, record in life.records.items() if record.answered_at is not None}


def one_too_few(have: RangeList, top: int) -> RangeList:
    """I13: the last number is taken for the next one, so a missing last record is not missed."""
    return gaps(have, top - 1)


def each_bringer_anew(raw: bytes, sealed: Any, taken: Taken, sender: Device, lives: Any) -> Item:
    """I14: what an export brings is stored once for each phone that brings it."""
    item = _opened(raw, sealed, taken, sender, lives)
    if isinstance(item.read, Fault) or item.id is None:
        return item
    return _relabelled(
        item, n=(item.n or 0) + sender.pk.int % 10_000 * 100, key=uuid.uuid5(item.id, sender.pk.hex)
    )


def newest_first_on_postgres(new: Any) -> int:
    """I15: one database gives rows in the order of its own liking."""
    seq = _seq(new)
    return -seq if connection.vendor == "postgresql" else seq


def the_new_field_is_needed(body: bytes) -> Push:
    """I16: a field that only newer apps send is asked of every push."""
    push = read_push(body)
    if push.ck is None:
        raise msgspec.ValidationError("Object missing required field `ck`")
    return push


_live = doors.live


class _OnArrival:
    """The two places where numbers drawn on arrival show."""

    def __enter__(self) -> None:
        self.patches = (
            patch.object(server.Server, "arrive", numbered_on_arrival),
            patch.object(storing, "_write_down", written_as_drawn),
        )
        for one in self.patches:
            one.start()

    def __exit__(self, *fault: object) -> None:
        for one in self.patches:
            one.stop()


MUTANTS: dict[str, Mutant] = {
    "I1": lambda: patch.object(take, "items_of", every_delivery_is_new),
    "I2": lambda: patch.object(sorting, "_unclashed", a_taken_number_is_changed),
    "I3": lambda: patch.object(writing, "submit", answered_before_commit),
    "I4": lambda: patch.object(incoming, "read_event", stored_as_understood),
    "I5": _OnArrival,
    "I6": lambda: patch.object(Phone, "push", sent_is_sent),
    "I7": lambda: patch.object(take, "_result", quarantine_is_no_answer),
    "I8": lambda: patch.object(doors, "live", last_to_arrive_wins),
    "I9": lambda: patch.object(doors, "live", withdrawn_still_counts),
    "I10": lambda: patch.object(clocks, "occurred", the_phone_knows_the_time),
    "I11": lambda: patch.object(pull, "_events", all_rounds),
    "I12": lambda: patch.object(Phone, "heard_bootstrap", begun_anew),
    "I13": lambda: patch.object(take, "gaps", one_too_few),
    "I14": lambda: patch.object(incoming, "_opened", each_bringer_anew),
    "I15": lambda: patch.object(pull, "_seq", newest_first_on_postgres),
    "I16": lambda: patch.object(api, "read_push", the_new_field_is_needed),
}
