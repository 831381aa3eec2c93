"""What a phone hands over when it cannot send: its records, sealed under a key wrapped for the office."""

import base64
import hashlib
import json
import os
from collections.abc import Sequence
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bacung.ground.escrow import public_key
from tests.apps.fieldsync.calls import Json, TestPhone, packed


def wrapped(key: bytes) -> tuple[str, str]:
    """The id of the office's key, and a data key as a phone wraps it for that."""
    kid, text = public_key()
    public = serialization.load_der_public_key(base64.b64decode(text))
    assert isinstance(public, rsa.RSAPublicKey)
    oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    return kid, written(public.encrypt(key, oaep))


def sealed(key: bytes, inc: str, event: Json) -> Json:
    """An event as ciphertext, bound to its identity."""
    iv, bound_to = os.urandom(12), f"{event['id']}|{inc}|{event['n']}|1"
    text = AESGCM(key).encrypt(iv, packed(event), bound_to.encode())
    return {"id": event["id"], "n": event["n"], "v": 1, "iv": written(iv), "ct": written(text)}


def export(phone: TestPhone, events: Sequence[Json], key: bytes = b"k" * 32, **other: Any) -> bytes:
    """The export file of a phone that holds these events."""
    kid, text = wrapped(key)
    records = [sealed(key, phone.inc, event) for event in events]
    file = {
        "format": "bacung-carry-1",
        "made": "2023-06-02T22:00:00+07:00",
        "device": str(phone.device.pk),
        "inc": phone.inc,
        "kid": kid,
        "wrapped": text,
        "next_n": phone.n + 1,
        "records": records,
        "sha256": hashlib.sha256(json.dumps(records, separators=(",", ":")).encode()).hexdigest(),
    }
    return json.dumps(file | other).encode()


def written(some: bytes) -> str:
    """As base64."""
    return base64.b64encode(some).decode()
