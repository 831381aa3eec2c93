"""Sealing what must not be read from a stolen disk.

AES-256-GCM under a versioned key kept outside the database (`keys.json` in the data folder, or BACUNG_KEYS).
A sealed value is: one byte key version, twelve bytes nonce, ciphertext with tag; its purpose is
authenticated, so a sealed phone cannot be passed off as a sealed citizen number. The blind index is a keyed
HMAC-SHA-256, cut to sixteen bytes: equal values have equal indexes, and nothing else can be asked of it.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from bacung.ground.kept import kept


@dataclass(frozen=True)
class Keys:
    """The ring: every key ever used, by version; the one that seals now; the key of the blind index."""

    current: int
    sealing: dict[int, AESGCM]
    index: bytes


def _fresh() -> str:
    def key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    return json.dumps({"current": 1, "sealing": {"1": key()}, "index": key()})


@cache
def _keys() -> Keys:
    raw = json.loads(settings.BACUNG_KEYS or kept(settings.BACUNG_HOME / "keys.json", _fresh))
    sealing = {int(version): AESGCM(base64.b64decode(key)) for version, key in raw["sealing"].items()}
    return Keys(current=int(raw["current"]), sealing=sealing, index=base64.b64decode(raw["index"]))


def seal(plain: bytes, purpose: str) -> bytes:
    """`plain`, encrypted under the current key and bound to `purpose`."""
    keys = _keys()
    nonce = os.urandom(12)
    return bytes([keys.current]) + nonce + keys.sealing[keys.current].encrypt(nonce, plain, purpose.encode())


def open_sealed(sealed: bytes, purpose: str) -> bytes:
    """What `seal` was given. Raises `cryptography.exceptions.InvalidTag` if touched or of another purpose."""
    sealed = bytes(sealed)
    return _keys().sealing[sealed[0]].decrypt(sealed[1:13], sealed[13:], purpose.encode())


def seal_text(text: str, purpose: str) -> bytes:
    """`seal` for text; the empty text stays empty."""
    return seal(text.encode(), purpose) if text else b""


def open_text(sealed: bytes, purpose: str) -> str:
    """What `seal_text` was given."""
    return open_sealed(sealed, purpose).decode() if sealed else ""


def blind_index(text: str, purpose: str) -> bytes:
    """Sixteen bytes, equal exactly when `text` and `purpose` are equal."""
    return hmac.new(_keys().index, f"{purpose}:{text}".encode(), hashlib.sha256).digest()[:16]


def derived(purpose: str) -> bytes:
    """A secret of thirty-two bytes that belongs to `purpose`: the same whenever it is asked for."""
    return hmac.new(_keys().index, f"derived:{purpose}".encode(), hashlib.sha256).digest()
