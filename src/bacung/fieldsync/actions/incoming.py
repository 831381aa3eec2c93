"""From a push to the events in it, each with the life of data it belongs to, opened where it was sealed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from bacung.core.syncing import clocks
from bacung.core.syncing.events import MOST_N, Envelope, Event, Fault, read_event
from bacung.core.syncing.wire import MOST_KEPT_LIVES, Push, Sealed, from_base64, read_sealed
from bacung.fieldsync.actions.pairing import learn_key, new_life
from bacung.fieldsync.convert import from_ms, to_ms
from bacung.fieldsync.models import Device, Incarnation
from bacung.ground.escrow import open_record, unwrap
from bacung.rounds.models import Round


@dataclass(frozen=True)
class Taken:
    """A push as it arrived: from which device, and when. `carried`: a file brought it, not the phone, so it
    says nothing of how the phone is now.
    """

    device_id: UUID
    push: Push
    received_at: datetime
    carried: bool = False


@dataclass(slots=True)
class Item:
    """An event on its way in, and what is becoming of it.

    `life` is None where its numbers are not the sender's to give. `state` is empty until it is settled.
    """

    read: Event | Fault
    sender: Device
    taken: Taken
    life: Incarnation | None
    round: Round | None = None
    pair_number: int = 0
    occurred_at: datetime | None = None
    is_doubtful: bool = False
    state: str = ""
    code: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    seq: int | None = None
    counted: bool | None = None
    digest: bytes = b""

    id: UUID | None = field(init=False)  # of the event, if that can be read
    n: int | None = field(init=False)  # its number in its life, if that can be read
    owner: Device = field(init=False)  # the phone that saved it, which need not be the one that brings it

    def __post_init__(self) -> None:
        read = self.read
        self.digest = read.digest
        self.id, self.n = (read.at.id, read.at.n) if isinstance(read, Event) else (read.id, read.n)
        self.owner = self.life.device if self.life else self.sender

    def belong_to(self, life: Incarnation) -> None:
        """File it under this life of a phone's data."""
        self.life, self.owner = life, life.device

    def refuse(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        """Put it into quarantine."""
        self.state, self.code, self.facts = "quarantined", code, dict(facts or {})


@dataclass(frozen=True)
class Parcel:
    """A push with everything in it read, nothing sealed opened yet."""

    taken: Taken
    events: tuple[Event | Fault, ...]
    sealed: tuple[tuple[bytes, Sealed | Fault], ...]

    @property
    def lives(self) -> set[UUID]:
        """Every life of a phone's data that is spoken of."""
        push = self.taken.push
        named = {push.inc} | {one.inc for one in push.keeps[:MOST_KEPT_LIVES]}
        named |= {one.inc for one in (push.wrapped, push.lost) if one}
        named |= {read.at.inc if isinstance(read, Event) else read.inc or push.inc for read in self.events}
        return named | {key for _, sealed in self.sealed if (key := _life_of(sealed))}


def unpack(taken: Taken) -> Parcel:
    """Read what is in a push."""
    records = [bytes(raw) for raw in taken.push.sealed]
    return Parcel(
        taken,
        tuple(read_event(bytes(raw)) for raw in taken.push.events),
        tuple((raw, read_sealed(raw)) for raw in records),
    )


def register(taken: Taken, device: Device, lives: dict[UUID, Incarnation]) -> list[Incarnation]:
    """The lives heard of for the first time in this push: they are this device's from now on."""
    push = taken.push
    named = [push.inc, *(one.inc for one in push.keeps[:MOST_KEPT_LIVES])]
    named += [one.inc for one in (push.wrapped, push.lost) if one]
    fresh = [new_life(key, device) for key in dict.fromkeys(named) if key not in lives]
    lives.update({life.pk: life for life in fresh})
    if push.wrapped and lives[push.wrapped.inc].device_id == device.pk:  # nobody gives a key for another's
        learn_key(lives[push.wrapped.inc], push.wrapped)
    return fresh


def items_of(parcel: Parcel, sender: Device, lives: Mapping[UUID, Incarnation]) -> Iterator[Item]:
    """The events of a push, then what it carries sealed, in its order."""
    taken, push = parcel.taken, parcel.taken.push
    for read in parcel.events:
        inc = read.at.inc if isinstance(read, Event) else read.inc
        life = lives.get(inc or push.inc)
        own = life is not None and life.device_id == sender.pk
        item = Item(read, sender, taken, life if own else None)
        if isinstance(read, Event) and not own:
            item.refuse("other-phone")
        yield item
    for raw, sealed in parcel.sealed:
        yield _opened(raw, sealed, taken, sender, lives)


def _opened(
    raw: bytes, sealed: Sealed | Fault, taken: Taken, sender: Device, lives: Mapping[UUID, Incarnation]
) -> Item:
    """The event in a ciphertext. What cannot be opened stays as it came: its key may turn up."""
    life_id = _life_of(sealed)
    life = lives.get(life_id or taken.push.inc) if isinstance(sealed, Sealed) else None
    plain = _decrypted(sealed, life) if isinstance(sealed, Sealed) and life else None
    if plain is None:
        own = life is not None and life.device_id == sender.pk
        return Item(_unopenable(raw, sealed, life), sender, taken, life if own else None)
    read = read_event(plain)
    item = Item(read, sender, taken, life)
    if isinstance(sealed, Sealed) and isinstance(read, Event) and life:
        labelled = (_uuid(sealed.id), life.pk, sealed.n)
        if labelled != (read.id, read.at.inc, read.at.n):
            item.refuse("unopenable")
    return item


def _decrypted(sealed: Sealed, life: Incarnation) -> bytes | None:
    key = unwrap(life.key_id, bytes(life.wrapped)) if life.wrapped else None
    iv, text = from_base64(sealed.iv), from_base64(sealed.ct)
    if key is None or iv is None or text is None:
        return None
    bound_to = f"{sealed.id}|{sealed.inc or life.pk}|{sealed.n}|{sealed.v}"
    return open_record(key, iv, text, bound_to.encode())


def _unopenable(raw: bytes, sealed: Sealed | Fault, life: Incarnation | None) -> Fault:
    if isinstance(sealed, Fault):
        return sealed
    n = sealed.n if 1 <= sealed.n <= MOST_N else None
    return Fault("unopenable", raw, _uuid(sealed.id), life.pk if life else _life_of(sealed), n)


def _life_of(sealed: Sealed | Fault) -> UUID | None:
    return _uuid(sealed.inc) if isinstance(sealed, Sealed) and sealed.inc else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def newest_clock(push: Push, items: Iterable[Item]) -> int:
    """The clock epoch in which a push was sent."""
    if push.ck is not None:
        return push.ck
    told = (item.read.at for item in items if isinstance(item.read, Event))
    return max((at.ck for at in told if at.inc == push.inc), default=0)


def tell_time(item: Item, at: Envelope, newest: int) -> None:
    """Correct the phone's time of an event by its clock as it was when it sent."""
    received = to_ms(item.taken.received_at)
    carried = item.taken.carried or item.owner.pk != item.sender.pk
    sent = received - (item.owner.clock_offset_ms or 0) if carried else item.taken.push.sent
    seen = item.life.first_seen_at if item.life else item.taken.received_at
    moment, item.is_doubtful = clocks.occurred(
        at.t,
        sent=sent,
        received=received,
        same_clock=not carried and at.inc == item.taken.push.inc and at.ck == newest,
        last_heard=at.last_heard,
        first_seen=to_ms(seen),
    )
    item.occurred_at = from_ms(moment)
