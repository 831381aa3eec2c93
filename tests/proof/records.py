"""What a phone keeps: events frozen as bytes, lives of its local database, what it carries for others."""

import base64
import hashlib
import json
import uuid
from dataclasses import dataclass, field
from random import Random
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Json = dict[str, Any]

_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def b64(raw: bytes) -> str:
    """Standard base64, as the wire has it."""
    return base64.b64encode(raw).decode()


def packed(value: object) -> bytes:
    """JSON as a browser writes it: no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def event_id(device_ms: int, rng: Random) -> str:
    """A UUIDv7 whose time bits are the phone's own clock, which may lie."""
    stamp = max(device_ms, 0) & 0xFFFFFFFFFFFF
    return str(
        uuid.UUID(int=stamp << 80 | 0x7 << 76 | rng.getrandbits(12) << 64 | 0x2 << 62 | rng.getrandbits(62))
    )


@dataclass
class Record:
    """One event from the moment it was saved: its number, its bytes, and what the server answered.

    answered_at: server milliseconds of the answer; None while it is in the outbox. `wanted` is the code a
    tampered event must be quarantined with; None for an honest one, which must be stored.
    """

    id: str
    inc: str
    n: int
    raw: bytes
    made_at: int  # true milliseconds: what no phone knows, and what the clock is judged by
    offset: int  # of the phone's clock then, milliseconds
    ck: int
    wanted: str | None = None
    answered_at: int | None = None
    answer: str = ""
    code: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def event(self) -> Json:
        event: Json = json.loads(self.raw)
        return event


@dataclass
class Life:
    """One life of a phone's local database: an incarnation, its key, and its records by number."""

    device: str  # the binding under which it began
    inc: str
    dek: bytes
    kid: str = ""
    wrapped: str = ""
    next_n: int = 1
    records: dict[int, Record] = field(default_factory=dict)
    pruned: set[str] = field(default_factory=set)  # digests of what was answered long ago and is erased here

    @property
    def waiting(self) -> list[Record]:
        """The outbox, in the order of its numbers."""
        return [record for _, record in sorted(self.records.items()) if record.answered_at is None]

    @property
    def envelope_key(self) -> Json:
        return {"inc": self.inc, "kid": self.kid, "wrapped": self.wrapped}

    def wrap_for(self, kid: str, public: str) -> None:
        """Wrap the key for the organisation: `public` is its SPKI in base64."""
        key = serialization.load_der_public_key(base64.b64decode(public))
        assert isinstance(key, rsa.RSAPublicKey)
        self.kid, self.wrapped = kid, b64(key.encrypt(self.dek, _OAEP))

    def sealed(self, record: Record, rng: Random) -> Json:
        """A record as any phone may carry it and none may read it."""
        iv = rng.randbytes(12)
        bound = f"{record.id}|{self.inc}|{record.n}|1".encode()
        closed = AESGCM(self.dek).encrypt(iv, record.raw, bound)
        return {
            "inc": self.inc,
            "id": record.id,
            "n": record.n,
            "v": 1,
            "iv": b64(iv),
            "ct": b64(closed),
        }

    def export(self, made: int, rng: Random) -> Json:
        """The carry file of all this life still keeps, answered or not."""
        records = [self.sealed(record, rng) for _, record in sorted(self.records.items())]
        return {
            "format": "bacung-carry-1",
            "made": made,
            "device": self.device,
            "inc": self.inc,
            "kid": self.kid,
            "wrapped": self.wrapped,
            "next_n": self.next_n,
            "records": records,
            "sha256": hashlib.sha256(packed(records)).hexdigest(),
        }


@dataclass
class Carried:
    """Another phone's export on this phone: ciphertext, and which of it the server has answered."""

    file: Json
    answered: set[str] = field(default_factory=set)

    @property
    def waiting(self) -> list[Json]:
        return [each for each in self.file["records"] if each["id"] not in self.answered]

    @property
    def envelope_key(self) -> Json:
        return {name: self.file[name] for name in ("inc", "kid", "wrapped")}
