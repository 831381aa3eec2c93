"""Sealing events as a phone does: AES-256-GCM under a key of its own, wrapped for the organisation."""

import base64
import os
import uuid
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bacung.ground.escrow import public_key
from tests.apps.fieldsync.calls import Json, packed


def text(raw: bytes) -> str:
    """In standard base64."""
    return base64.b64encode(raw).decode()


@dataclass
class Box:
    """The data key of one life of a phone's data."""

    inc: str = field(default_factory=lambda: str(uuid.uuid4()))
    key: bytes = field(default_factory=lambda: os.urandom(32))

    def wrapped(self) -> Json:
        """The key, wrapped for the server."""
        key_id, spki = public_key()
        public = serialization.load_der_public_key(base64.b64decode(spki))
        assert isinstance(public, rsa.RSAPublicKey)
        oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
        return {"inc": self.inc, "kid": key_id, "wrapped": text(public.encrypt(self.key, oaep))}

    def seal(self, event: Json, **changes: object) -> Json:
        """An event as a ciphertext record."""
        label = {"id": event["id"], "inc": self.inc, "n": event["n"], "v": 1} | changes
        bound_to = f"{label['id']}|{label['inc']}|{label['n']}|{label['v']}".encode()
        iv = os.urandom(12)
        return label | {"iv": text(iv), "ct": text(AESGCM(self.key).encrypt(iv, packed(event), bound_to))}
