"""The organisation's key ring, which opens what a phone sealed when nobody knows its PIN any more.

RSA-3072 with OAEP and SHA-256, as browsers wrap keys. The ring lies outside the database (`escrow.json` in
the data folder, or BACUNG_ESCROW): every key ever given to a phone, by its id, and which is given now.
"""

import base64
import json
from dataclasses import dataclass
from functools import cache, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from bacung.ground.kept import kept

_BITS = 3072
_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
_KEY_BYTES = 32


@dataclass(frozen=True)
class Ring:
    """Every key by its id, and the id of the one that is given now."""

    current: str
    keys: dict[str, rsa.RSAPrivateKey]


def _fresh() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    text = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return json.dumps({"current": "e1", "keys": {"e1": base64.b64encode(text).decode()}})


@cache
def _ring() -> Ring:
    raw = json.loads(settings.BACUNG_ESCROW or kept(settings.BACUNG_HOME / "escrow.json", _fresh))
    return Ring(raw["current"], {name: _private(text) for name, text in raw["keys"].items()})


def _private(text: str) -> rsa.RSAPrivateKey:
    key = serialization.load_der_private_key(base64.b64decode(text), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("an escrow key is an RSA key")
    return key


@cache
def public_key() -> tuple[str, str]:
    """The id of the key that is given now, and its public half (SPKI DER in base64)."""
    ring = _ring()
    text = (
        ring.keys[ring.current]
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return ring.current, base64.b64encode(text).decode()


@lru_cache(maxsize=4096)
def unwrap(key_id: str, wrapped: bytes) -> bytes | None:
    """The data key wrapped for the key of that id, or None where it cannot be opened."""
    key = _ring().keys.get(key_id)
    try:
        plain = key.decrypt(wrapped, _OAEP) if key else b""
    except ValueError:
        return None
    return plain if len(plain) == _KEY_BYTES else None


def open_record(data_key: bytes, iv: bytes, sealed: bytes, bound_to: bytes) -> bytes | None:
    """The bytes sealed under a data key (AES-256-GCM) and bound to `bound_to`, or None if they were not."""
    try:
        return AESGCM(data_key).decrypt(iv, sealed, bound_to)
    except (InvalidTag, ValueError):
        return None
