"""Reading one event, of any version ever released, from the very bytes the phone froze when it saved it."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta, Raw, Struct, field

from bacung.core.syncing.kinds import is_server_kind
from bacung.core.syncing.payloads import PAYLOADS, Key, Payload, VisitRecorded

NEWEST = 1
"""The version of events that phones write today."""

LARGEST = 16 * 1024
"""So many bytes an event may have."""

MOST_N = 2**31 - 1
YEARS = range(2000, 2200)

Number = Annotated[int, Meta(ge=1, le=MOST_N)]
Upcaster = Callable[[dict[str, object]], dict[str, object]]

UPCASTERS: Mapping[int, Upcaster] = {}
"""From an old version of events to the next one. None is ever taken out."""


class Envelope(Struct, frozen=True, kw_only=True, rename={"round": "r", "last_heard": "ls"}):
    """An event as it travels: who saved it (`inc`, `n`), what kind (`k`) and version (`sv`), about which
    household (`hh`), when by the phone's clock (`t`, ms; `ck` counts its jumps), and what it says (`p`).

    `prev`: the event whose value the walker saw. `r`: the round it belongs to, if not the phone's own now.
    `ls`: our latest time the phone had heard.
    """

    id: UUID
    inc: UUID
    n: Number
    sv: int = 1
    k: str
    hh: Key | UUID | None = None
    prev: UUID | None = None
    t: int
    ck: int = 0
    p: Raw = field(default_factory=lambda: Raw(b"{}"))
    round: Key | None = None
    last_heard: int | None = None


class Event(Struct, frozen=True):
    """An event that was understood, with the bytes it came in."""

    at: Envelope
    said: Payload
    raw: bytes

    @property
    def id(self) -> UUID:
        """Made on the phone."""
        return self.at.id

    @property
    def digest(self) -> bytes:
        """SHA-256 of the frozen bytes."""
        return digest(self.raw)


class Fault(Struct, frozen=True):
    """What cannot be read as an event, with as much of its identity as could be."""

    code: str
    raw: bytes
    id: UUID | None = None
    inc: UUID | None = None
    n: int | None = None
    facts: dict[str, str] = {}

    @property
    def digest(self) -> bytes:
        """SHA-256 of the bytes."""
        return digest(self.raw)


class _Head(Struct):
    sv: int = 1
    k: str = ""


class _Identity(Struct):
    id: object = None
    inc: object = None
    n: object = None


_HEAD = msgspec.json.Decoder(_Head)
_IDENTITY = msgspec.json.Decoder(_Identity)
_ENVELOPE = msgspec.json.Decoder(Envelope)
_SAID = {kind: msgspec.json.Decoder(shape) for kind, shape in PAYLOADS.items()}
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError, OverflowError)
_NOUGHT = rb"\u0000"  # nobody types it, and PostgreSQL takes it in no text
_PLACE = re.compile(r"at `(\$[^`]*)`")


def digest(raw: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(raw).digest()


def read_event(
    raw: bytes, upcasters: Mapping[int, Upcaster] = UPCASTERS, newest: int = NEWEST
) -> Event | Fault:
    """The event in these bytes, lifted to today's version, or why there is none. Never raises."""
    if len(raw) > LARGEST:
        return _fault("event-too-large", raw, size=str(len(raw)))
    if _NOUGHT in raw:
        return _fault("event-malformed", raw, at=_NOUGHT.decode())
    try:
        head = _HEAD.decode(raw)
        if not _is_readable(head.sv, upcasters, newest):
            return _fault("version-unknown", raw, version=str(head.sv)[:20])
        text = raw if head.sv == newest else _lifted(raw, head.sv, upcasters, newest)
        at = _ENVELOPE.decode(text)
        if at.k not in _SAID:
            code = "kind-not-from-a-phone" if is_server_kind(at.k) else "kind-unknown"
            return _fault(code, raw, kind=at.k)
        said = _SAID[at.k].decode(at.p)
        if not all(moment.astimezone(UTC).year in YEARS for moment in _moments(said)):
            return _fault("event-malformed", raw, at="$.p")
    except _UNREADABLE as fault:
        place = _PLACE.search(str(fault))
        return _fault("event-malformed", raw, at=place.group(1) if place else "$")
    return Event(at, said, raw)


def _is_readable(version: int, upcasters: Mapping[int, Upcaster], newest: int) -> bool:
    return 1 <= version <= newest and all(old in upcasters for old in range(version, newest))


def _lifted(raw: bytes, version: int, upcasters: Mapping[int, Upcaster], newest: int) -> bytes:
    said = msgspec.json.decode(raw)
    for old in range(version, newest):
        said = upcasters[old](said)
    return msgspec.json.encode(said)


def _moments(said: Payload) -> Iterator[datetime]:
    if isinstance(said, VisitRecorded):
        yield from (
            moment for moment in (said.back_at, *(one.slot_at for one in said.people or ())) if moment
        )


def plain(text: str, most: int) -> str:
    """Words from a phone for a column of the database: no control characters, and not too many."""
    return "".join(letter for letter in text[: 4 * most] if letter.isprintable()).strip()[:most]


def _fault(code: str, raw: bytes, **said: str) -> Fault:
    """A fault that still says which event it is, where those three fields can be read."""
    facts = {name: plain(value, 60) for name, value in said.items()}
    try:
        who = _IDENTITY.decode(raw)
    except _UNREADABLE:
        return Fault(code, raw, facts=facts)
    n = who.n if isinstance(who.n, int) and 1 <= who.n <= MOST_N else None
    return Fault(code, raw, _uuid(who.id), _uuid(who.inc), n, facts)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
