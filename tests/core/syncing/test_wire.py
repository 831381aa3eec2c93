"""The envelope of a push is read leniently: what is not needed never stops what is."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.syncing.events import Fault
from bacung.core.syncing.wire import UNREADABLE, Push, Sealed, from_base64, read_push, read_sealed

INC = "018f3b9e-0000-4000-8000-0000000000aa"
NEEDED: dict[str, Any] = {
    "v": 1,
    "inc": INC,
    "sent": 5,
    "outbox_count": 1,
    "next_n": 2,
    "app": "1.0",
    "events": [{"any": "thing"}],
}
EXTRAS = ("sealed", "wrapped", "keeps", "lost", "about", "cursor", "ck")


def push(**changes: Any) -> Push:
    return read_push(json.dumps(NEEDED | changes).encode())


def test_what_is_needed_is_enough_and_events_stay_as_bytes():
    said = push()
    assert [bytes(raw) for raw in said.events] == [b'{"any": "thing"}']
    assert (said.sealed, said.keeps, said.wrapped, said.ck) == ([], [], None, None)


@given(
    st.dictionaries(st.sampled_from(EXTRAS), st.none() | st.integers() | st.text() | st.lists(st.integers()))
)
def test_an_extra_that_is_not_understood_is_passed_over(extras: dict[str, Any]):
    assert [bytes(raw) for raw in push(**extras).events] == [b'{"any": "thing"}']


def test_an_extra_that_is_understood_is_kept_beside_one_that_is_not():
    said = push(keeps=[{"inc": INC, "next_n": 4}], wrapped={"inc": 5}, later="field")
    assert (said.keeps[0].next_n, said.wrapped) == (4, None)


@pytest.mark.parametrize("missing", sorted(NEEDED))
def test_without_what_is_needed_it_is_no_push(missing: str):
    body = {name: value for name, value in NEEDED.items() if name != missing}
    with pytest.raises(UNREADABLE):
        read_push(json.dumps(body).encode())


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"[" * 5000, b'{"v":1', b'{"v":NaN}'])
def test_no_push_at_all(body: bytes):
    with pytest.raises(UNREADABLE):
        read_push(body)


def test_a_ciphertext_record_is_read_by_itself():
    read = read_sealed(b'{"id":"x","n":1,"iv":"","ct":""}')
    assert isinstance(read, Sealed)
    assert isinstance(read_sealed(b'{"id":5}'), Fault)


def test_base64_is_the_standard_one():
    assert from_base64("+/8=") == b"\xfb\xff"
    assert from_base64("-_8=") is None
    assert from_base64("ớ") is None
