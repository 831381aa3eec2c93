"""What travels between a phone and the server: the envelope of a push, and every answer.

The envelope is read leniently: what is not needed and not understood is passed over, and each event is read
by itself (`events.read_event`), so that nothing that is wrong stops what is behind it.
"""

import base64
import binascii
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType, field

from bacung.core.syncing.events import Fault
from bacung.core.syncing.ranges import RangeList

PROTOCOL = 1
MOST_EVENTS = 200
LARGEST_BODY = 256 * 1024
LARGEST_INFLATED = 1024 * 1024
LARGEST_KEPT = 64 * 1024
MOST_KEPT_LIVES = 50


class Wrapped(Struct, frozen=True):
    """The key of a life of the phone's data, wrapped (RSA-OAEP, base64) for our escrow key `kid`."""

    inc: UUID
    kid: str
    wrapped: str


class Sealed(Struct, frozen=True):
    """An event as ciphertext: AES-256-GCM, `iv` and `ct` in base64, authenticating "id|inc|n|v"."""

    id: str
    n: int
    iv: str
    ct: str
    v: int = 1
    inc: str | None = None


class Keeps(Struct, frozen=True):
    """Another life of whose events the phone still keeps some."""

    inc: UUID
    next_n: int
    outbox_count: int = 0


class Lost(Struct, frozen=True):
    """A life whose data the phone found erased, and what it then knew of it."""

    inc: UUID
    next_n: int = 1
    outbox: int = 0


class About(Struct, frozen=True, omit_defaults=True):
    """How the phone is: whether storage is persistent, the app installed, free megabytes, locked by PIN."""

    persisted: bool | None = None
    installed: bool | None = None
    free_mb: int | None = None
    locked: bool | None = None


class Push(Struct, frozen=True, kw_only=True):
    """What a phone sends: events, ciphertext, and how it is. An empty one says that it lives.

    `sent` is the phone's time now, `ck` its newest clock epoch; `next_n` the number its next event will bear;
    `outbox_count` how many events wait there, these included; `cursor` how far it has pulled.
    """

    v: int
    inc: UUID
    sent: int
    outbox_count: int
    next_n: int
    app: str
    events: list[Raw]
    sealed: list[Raw] = []
    wrapped: Wrapped | None = None
    keeps: list[Keeps] = []
    lost: Lost | None = None
    about: About | None = None
    cursor: int | None = None
    ck: int | None = None


class _BarePush(Struct, frozen=True, kw_only=True):
    v: int
    inc: UUID
    sent: int
    outbox_count: int
    next_n: int
    app: str
    events: list[Raw]


def _unsaid() -> Raw:
    return Raw(b"null")


class _Extras(Struct, frozen=True):
    sealed: Raw = field(default_factory=_unsaid)
    wrapped: Raw = field(default_factory=_unsaid)
    keeps: Raw = field(default_factory=_unsaid)
    lost: Raw = field(default_factory=_unsaid)
    about: Raw = field(default_factory=_unsaid)
    cursor: Raw = field(default_factory=_unsaid)
    ck: Raw = field(default_factory=_unsaid)


class Result(Struct, frozen=True, omit_defaults=True):
    """What became of one event. `code` says why it is in quarantine; `counted`, whether it counts already."""

    id: UUID | None
    s: Literal["stored", "duplicate", "quarantined"]
    seq: int | None = None
    code: str | None = None
    counted: bool | None = None


class Held(Struct, frozen=True):
    """What the server has of another life the phone keeps, and what it misses."""

    inc: UUID
    have: RangeList
    gaps: RangeList


class DeviceState(Struct, frozen=True):
    """What the phone is bound to now, and whether it is the one of its pair that records."""

    epoch: int
    round: int
    recording: bool


class PushAnswer(Struct, frozen=True):
    """One result for each event, then each ciphertext, in the order of the push."""

    now: int
    results: list[Result]
    have: RangeList
    gaps: RangeList
    others: list[Held]
    device: DeviceState
    remarks: list[str]


class Row(Struct, frozen=True, omit_defaults=True):
    """Something that became known of the round: an event of this phone's walker (`mine`, without `p`), of
    another pair, or an echo of what was done at the office.
    """

    seq: int
    k: str
    id: UUID | None = None
    hh: int | None = None
    t: int | None = None
    mine: bool = False
    counted: bool | UnsetType = UNSET
    pair: int | None = None
    p: dict[str, Any] | None = None


class PullAnswer(Struct, frozen=True):
    """Rows in the order of `seq`, from behind the cursor asked for up to `next`."""

    now: int
    epoch: int
    round: int
    rows: list[Row]
    next: int
    more: bool


class Hello(Struct, frozen=True):
    """Who serves: its time, the versions that may pull, its name, and the escrow key (SPKI DER, base64)."""

    now: int
    v: list[int]
    name: str
    kid: str
    key: str


class Pairing(Struct, frozen=True, kw_only=True):
    """A phone asks to be bound with a one-time code."""

    v: int = PROTOCOL
    code: str
    app: str = ""
    about: About | None = None
    inc: Wrapped | None = None
    keeps: list[Keeps] = []


class Me(Struct, frozen=True):
    """Whose phone it is."""

    name: str


class Paired(Struct, frozen=True):
    """The phone's token, shown this once, and the device it stands for."""

    now: int
    token: str
    device: UUID
    member: Me


class Refusal(Struct, frozen=True, omit_defaults=True):
    """Why a call was refused. `wipe`: what was given to the phone is to go, once its outbox is empty."""

    code: str
    message: str
    retry_after: int | None = None
    wipe: bool = False
    epoch: int | None = None
    round: int | None = None


_PUSH = msgspec.json.Decoder(Push)
_BARE = msgspec.json.Decoder(_BarePush)
_EXTRAS = msgspec.json.Decoder(_Extras)
_SEALED = msgspec.json.Decoder(Sealed)
_SHAPES: dict[str, Any] = {
    "sealed": list[Raw],
    "wrapped": Wrapped,
    "keeps": list[Keeps],
    "lost": Lost,
    "about": About,
    "cursor": int,
    "ck": int,
}
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def read_push(body: bytes) -> Push:
    """The push in `body`. Raises one of `UNREADABLE` if what is needed of it cannot be read."""
    try:
        return _PUSH.decode(body)
    except msgspec.ValidationError:
        needed = msgspec.structs.asdict(_BARE.decode(body))
        extras = msgspec.structs.asdict(_EXTRAS.decode(body))
        return Push(**needed, **{name: value for name, raw in extras.items() for value in _extra(name, raw)})


def _extra(name: str, raw: Raw) -> list[Any]:
    """The value, or none where there is none that can be understood."""
    try:
        return [msgspec.json.decode(raw, type=_SHAPES[name])]
    except UNREADABLE:
        return []


def read_sealed(raw: bytes) -> Sealed | Fault:
    """The ciphertext record in these bytes, or why there is none."""
    try:
        return _SEALED.decode(raw)
    except UNREADABLE:
        return Fault("unopenable", raw)


def from_base64(text: str) -> bytes | None:
    """The bytes written in standard base64, or None."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
