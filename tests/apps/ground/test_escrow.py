"""The organisation's ring opens what was sealed for any of its keys, and is kept like the other keys."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from bacung.ground import escrow

OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
DATA_KEY = bytes(range(32))


def forget() -> None:
    for kept in (escrow._ring, escrow.public_key, escrow.unwrap):
        kept.cache_clear()


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A data folder without a ring."""
    settings.BACUNG_HOME, settings.BACUNG_ESCROW = tmp_path, ""
    forget()
    yield tmp_path
    forget()


def wrap(plain: bytes = DATA_KEY) -> tuple[str, bytes]:
    """As a phone wraps: the key's id, and the data key wrapped for it."""
    key_id, text = escrow.public_key()
    public = serialization.load_der_public_key(base64.b64decode(text))
    assert isinstance(public, rsa.RSAPublicKey)
    assert public.key_size == 3072
    return key_id, public.encrypt(plain, OAEP)


def test_a_ring_is_made_once_and_is_its_owners_alone(home: Path):
    wrapped = wrap()
    file = home / "escrow.json"
    assert file.stat().st_mode & 0o077 == 0
    forget()
    assert escrow.unwrap(*wrapped) == DATA_KEY


def test_an_older_key_still_opens_and_the_newer_is_given(home: Path, settings: Any):
    older = wrap()
    ring = json.loads((home / "escrow.json").read_text())
    (home / "escrow.json").unlink()
    forget()
    wrap()
    fresh = json.loads((home / "escrow.json").read_text())
    both = {"current": "e2", "keys": ring["keys"] | {"e2": fresh["keys"]["e1"]}}
    settings.BACUNG_ESCROW = json.dumps(both)
    forget()

    newer = wrap()

    assert newer[0] == "e2"
    assert escrow.unwrap(*older) == escrow.unwrap(*newer) == DATA_KEY


@pytest.mark.parametrize("wrapped", [("e1", b""), ("e1", b"x" * 384), ("e9", b"x" * 384), ("", b"")])
def test_what_is_not_for_us_opens_nothing(home: Path, wrapped: tuple[str, bytes]):
    assert escrow.unwrap(*wrapped) is None


def test_a_data_key_of_another_size_is_none(home: Path):
    assert escrow.unwrap(*wrap(b"short")) is None


def test_a_record_opens_with_its_key_and_its_label_alone():
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    iv = bytes(12)
    sealed = AESGCM(DATA_KEY).encrypt(iv, b"said", b"label")

    assert escrow.open_record(DATA_KEY, iv, sealed, b"label") == b"said"
    assert escrow.open_record(DATA_KEY, iv, sealed, b"other") is None
    assert escrow.open_record(DATA_KEY, b"", sealed, b"label") is None
    assert escrow.open_record(bytes(32), iv, sealed, b"label") is None
