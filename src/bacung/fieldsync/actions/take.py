"""Taking in what phones push: several phones at once, in one transaction, an answer for every event.

Nothing is answered that is not committed. What cannot be taken goes into quarantine, which is as durable, so
that it never holds up what is behind it. Numbers of a round are given while its counter is locked: they
become visible in their order, and whoever pulls misses none.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import InterfaceError, OperationalError
from msgspec import structs

from bacung.core.syncing import clocks
from bacung.core.syncing.events import Event, plain
from bacung.core.syncing.ranges import gaps, together
from bacung.core.syncing.wire import MOST_KEPT_LIVES, DeviceState, Held, PushAnswer, Result
from bacung.fieldsync.actions.incoming import (
    Item,
    Taken,
    items_of,
    newest_clock,
    register,
    tell_time,
    unpack,
)
from bacung.fieldsync.actions.pairing import bounded, told
from bacung.fieldsync.actions.sorting import is_revoked, sort
from bacung.fieldsync.actions.storing import store
from bacung.fieldsync.actions.timing import keep_order
from bacung.fieldsync.convert import is_over, to_ms
from bacung.fieldsync.models import Device, Incarnation
from bacung.fieldsync.queries.loading import devices_on_evenings
from bacung.fieldsync.queries.loading import lives as lives_known
from bacung.fieldsync.queries.walking import next_pair
from bacung.ground import bulk, clock
from bacung.ground.recording import recording

log = logging.getLogger(__name__)

Answer = PushAnswer | Exception


def take(pushes: Sequence[Taken]) -> list[Answer]:
    """An answer for each push, in order. If they cannot be taken together, each is taken by itself, and if
    one of them breaks, event by event; what breaks then goes into quarantine. An exception for an answer says
    that nothing was taken.
    """
    try:
        return list(take_together(pushes))
    except (OperationalError, InterfaceError) as fault:
        return [fault] * len(pushes)  # the database is in trouble, whoever pushes
    except Exception as fault:
        log.exception("%s pushes cannot be taken together", len(pushes))
        if len(pushes) > 1:
            return [answer for push in pushes for answer in take([push])]
        return [_event_by_event(pushes[0], fault)]


def _event_by_event(taken: Taken, fault: Exception) -> Answer:
    """Take each event of a push by itself, so that the one that breaks everything is found."""
    push, answers = taken.push, []
    parts = [structs.replace(push, events=[raw], sealed=[]) for raw in push.events]
    parts += [structs.replace(push, events=[], sealed=[raw]) for raw in push.sealed]
    try:
        for part in parts:
            answers.append(_one_event(replace(taken, push=part)))
    except Exception as broken:
        return broken
    if not answers:
        return fault
    return structs.replace(answers[-1], results=[each.results[0] for each in answers])


def _one_event(taken: Taken) -> PushAnswer:
    try:
        return take_together([taken])[0]
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("an event cannot be taken")
        return take_together([taken], broken=True)[0]


@recording()
def take_together(pushes: Sequence[Taken], *, broken: bool = False) -> list[PushAnswer]:
    """All of these pushes in one transaction, or none; `broken` ones whole into quarantine."""
    parcels = [unpack(push) for push in pushes]
    lives = lives_known({key for parcel in parcels for key in parcel.lives})
    senders = {push.device_id for push in pushes}
    devices = devices_on_evenings(senders | {life.device_id for life in lives.values()})
    for life in lives.values():
        life.device = devices[life.device_id]
    fresh_lives = [life for push in pushes for life in register(push, devices[push.device_id], lives)]
    bulk.insert(fresh_lives)
    parts = [list(items_of(parcel, devices[parcel.taken.device_id], lives)) for parcel in parcels]
    items = [item for part in parts for item in part]
    for item in items if broken else ():
        item.refuse("not-taken")
    fresh = sort(items)
    clock_of = {id(push): newest_clock(push.push, part) for push, part in zip(pushes, parts, strict=True)}
    for item in fresh:
        if isinstance(item.read, Event):
            tell_time(item, item.read.at, clock_of[id(item.taken)])
    keep_order(fresh)
    store(items, fresh)
    for push, part in zip(pushes, parts, strict=True):
        _note_device(devices[push.device_id], push, lives, part)
    _note_numbers(items)
    _save(devices, lives)
    return [_answer(push, part, devices, lives) for push, part in zip(pushes, parts, strict=True)]


def _note_device(
    device: Device, taken: Taken, lives: Mapping[UUID, Incarnation], items: Sequence[Item]
) -> None:
    """What a phone told of itself and of its lives; what came with it waits there no more."""
    push = taken.push
    if taken.carried:
        life = lives[push.inc]
        life.next_n = max(life.next_n, bounded(push.next_n))
        return
    device.last_seen_at = taken.received_at
    device.app = plain(push.app, 40) or device.app
    device.about = {**device.about, **told(push.about)}
    device.clock_offset_ms = max(min(to_ms(taken.received_at) - push.sent, 2**62), -(2**62))
    said = [(push.inc, push.next_n, push.outbox_count)]
    said += [(one.inc, one.next_n, one.outbox_count) for one in push.keeps[:MOST_KEPT_LIVES]]
    came = Counter(item.life.pk for item in items if item.life)
    for key, next_n, outbox_count in said:
        life = lives[key]
        if life.device_id == device.pk:
            life.next_n, life.outbox_count = max(bounded(next_n), 1), bounded(outbox_count - came[key])
            life.last_seen_at = taken.received_at
    # What was wiped took its token along: the phone has been paired anew, for the same walker.
    if push.lost and lives[push.lost.inc].device.member_id == device.member_id:
        gone = lives[push.lost.inc]
        gone.erased_at = gone.erased_at or taken.received_at
        gone.erased_count, gone.next_n = (
            bounded(push.lost.outbox),
            max(bounded(push.lost.next_n), gone.next_n),
        )


def _note_numbers(items: Iterable[Item]) -> None:
    """What is stored or in quarantine is had, as far as its own phone said so, or its seal."""
    numbers: dict[UUID, tuple[Incarnation, list[int]]] = {}
    for item in items:
        if item.life is not None and item.n is not None:
            numbers.setdefault(item.life.pk, (item.life, []))[1].append(item.n)
    for life, added in numbers.values():
        life.have = together(life.have, added)


_OF_LIFE = (
    "have",
    "next_n",
    "outbox_count",
    "last_seen_at",
    "erased_at",
    "erased_count",
    "key_id",
    "wrapped",
)
_OF_DEVICE = ("last_seen_at", "app", "about", "clock_offset_ms")


def _save(devices: Mapping[UUID, Device], lives: Mapping[UUID, Incarnation]) -> None:
    bulk.update(devices.values(), _OF_DEVICE)
    bulk.update(lives.values(), _OF_LIFE)


def _answer(
    taken: Taken,
    items: Sequence[Item],
    devices: Mapping[UUID, Device],
    lives: Mapping[UUID, Incarnation],
) -> PushAnswer:
    push, device = taken.push, devices[taken.device_id]
    mine = _held(lives[push.inc])
    keeps = [one.inc for one in push.keeps[:MOST_KEPT_LIVES]]
    return PushAnswer(
        now=to_ms(clock.now()),
        results=[_result(item) for item in items],
        have=mine.have,
        gaps=mine.gaps,
        others=[_held(lives[key]) for key in dict.fromkeys(keeps)],
        device=DeviceState(device.epoch, device.round_id, device.is_recording),
        remarks=list(_remarks(taken, device)),
    )


def _remarks(taken: Taken, device: Device) -> Iterator[str]:
    """What the phone should know: its clock is wrong; its walker's next evening is there to be loaded."""
    if clocks.is_wrong(taken.push.sent, to_ms(taken.received_at)):
        yield "clock-wrong"
    over = is_over(device.round, taken.received_at) and not is_revoked(device)
    if over and next_pair(device) is not None:
        yield "bundle-changed"


def _held(life: Incarnation) -> Held:
    """Told to whoever knows a life's secret id: the phone itself, or one that carries for it."""
    return Held(life.pk, life.have, gaps(life.have, life.next_n - 1))


def _result(item: Item) -> Result:
    if item.state == "quarantined":
        return Result(item.id, "quarantined", code=item.code)
    return Result(item.id, item.state, item.seq, counted=item.counted)  # type: ignore[arg-type]
