"""Whatever bytes come, they are an event or a fault that says why, and nothing is raised."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bacung.core.syncing.events import LARGEST, MOST_N, Event, Fault, plain, read_event
from bacung.core.syncing.kinds import KINDS, QUARANTINE
from bacung.core.syncing.payloads import PAYLOADS, VisitRecorded

ID = "018f3b9e-0000-7000-8000-000000000001"
INC = "018f3b9e-0000-4000-8000-0000000000aa"
TEXT = {"text": "Mai mấy giờ?"}
FOUND = {"found": ID, "name": "Lê Thị Mơ"}
SAID: dict[str, dict[str, Any]] = {
    "visit.recorded": {"outcome": "home", "people": [{"person": 7, "outcome": "invited"}]},
    "visit.voided": {"voids": ID},
    "hh.created": {"found": ID, "address": "Số 9", "head": "Mơ", "hamlet": None, "people": [FOUND]},
    "person.created": {"people": [FOUND]},
    "note.added": TEXT,
    "question.asked": TEXT,
    "companion.named": {"name": "Bà Tư"},
    "handover.given": {"to": None},
    "handover.taken": {"code": "123456"},
}


def event(**changes: Any) -> bytes:
    """A question, changed; what is changed to ... is left out."""
    said = {
        "id": ID,
        "inc": INC,
        "n": 3,
        "sv": 1,
        "k": "question.asked",
        "hh": None,
        "t": 5,
        "ck": 0,
        "p": TEXT,
    }
    return json.dumps({name: value for name, value in (said | changes).items() if value is not ...}).encode()


def code_of(raw: bytes) -> str:
    read = read_event(raw)
    assert isinstance(read, Fault), read
    assert read.raw == raw
    return read.code


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read(kind: str):
    read = read_event(event(k=kind, p=SAID[kind]))

    assert isinstance(read, Event)
    assert type(read.said) is PAYLOADS[kind]


def test_bytes_and_digest_are_those_that_came():
    raw = (
        b' {"p":{"text":"a"},"t":1,"k":"note.added","n":1,"inc":"'
        + INC.encode()
        + b'","id":"'
        + ID.encode()
        + b'"} '
    )
    read = read_event(raw)

    assert isinstance(read, Event)
    assert read.raw == raw
    assert read.digest == Fault("", raw).digest


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"k": "hh.merged"}, "kind-not-from-a-phone"),
        ({"k": "consent.given"}, "kind-not-from-a-phone"),
        ({"k": "hh.painted"}, "kind-unknown"),
        ({"sv": 2}, "version-unknown"),
        ({"sv": 0}, "version-unknown"),
        ({"n": 0}, "event-malformed"),
        ({"n": 2**40}, "event-malformed"),
        ({"n": "3"}, "event-malformed"),
        ({"n": ...}, "event-malformed"),
        ({"id": "yes"}, "event-malformed"),
        ({"hh": 0}, "event-malformed"),
        ({"hh": 2**63}, "event-malformed"),
        ({"hh": "H1"}, "event-malformed"),
        ({"r": -1}, "event-malformed"),
        ({"p": {}}, "event-malformed"),
        ({"p": {"text": "a\0b"}}, "event-malformed"),
        ({"p": {"text": "a" * 501}}, "event-malformed"),
        ({"p": {"text": "a", "x": "b" * LARGEST}}, "event-too-large"),
        ({"k": "visit.recorded", "p": {"outcome": "void"}}, "event-malformed"),
        (
            {"k": "visit.recorded", "p": {"outcome": "home", "back_at": "0001-01-01T00:00:00+07:00"}},
            "event-malformed",
        ),
        (
            {"k": "visit.recorded", "p": {"outcome": "home", "back_at": "2023-06-02T19:00:00"}},
            "event-malformed",
        ),
    ],
)
def test_what_is_wrong_has_its_code(changes: dict[str, Any], code: str):
    assert code_of(event(**changes)) == code
    assert code in QUARANTINE


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"NaN",
        b'{"n":NaN}',
        b'{"id":"\xff"}',
        b'{"a":' * 3000,
        b"\x00",
        b'{"k":"\\ud800"}',
        event(t=0).replace(b'"t": 0', b'"t": 1e999'),
    ],
)
def test_what_is_no_event_is_malformed(raw: bytes):
    assert code_of(raw) == "event-malformed"


def test_a_fault_says_which_event_it_is_as_far_as_that_can_be_read():
    read = read_event(event(p={"text": 5}))
    assert isinstance(read, Fault)
    assert (str(read.id), str(read.inc), read.n, read.facts) == (ID, INC, 3, {"at": "$.text"})

    torn = read_event(event(n=2**40, id="x"))
    assert isinstance(torn, Fault)
    assert (torn.id, str(torn.inc), torn.n) == (None, INC, None)


@given(st.integers())
@example(10**18)
@example(-(10**30))
def test_no_time_is_a_fault(told: int):
    assert isinstance(read_event(event(t=told)), Event)


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes):
    read_event(raw)
    read_event(event().replace(b"text", raw[:20].replace(b'"', b"")))


@given(
    st.dictionaries(
        st.sampled_from(["id", "inc", "n", "sv", "k", "hh", "t", "ck", "p", "r", "ls"]),
        st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=2),
        max_size=4,
    )
)
def test_no_field_raises(changes: dict[str, Any]):
    read = read_event(event(**changes))
    if isinstance(read, Fault):
        assert read.code in QUARANTINE
        assert all(value.isprintable() for value in read.facts.values())
        assert read.n is None or 1 <= read.n <= MOST_N


def test_an_old_version_is_lifted_and_its_bytes_stay():
    def with_text(said: dict[str, object]) -> dict[str, object]:
        return said | {"sv": 2, "p": {"outcome": said.pop("door")}}

    raw = event(k="visit.recorded", door="nobody", p=...)

    read = read_event(raw, upcasters={1: with_text}, newest=2)

    assert isinstance(read, Event)
    assert isinstance(read.said, VisitRecorded)
    assert (read.said.outcome, read.raw) == ("nobody", raw)


def test_a_version_without_a_way_up_is_unknown():
    assert isinstance(read := read_event(event(), upcasters={}, newest=2), Fault)
    assert read.code == "version-unknown"


def test_words_for_a_column_have_no_control_characters():
    assert plain("Bà\0 Tư\n\u202e" + "a" * 200, 8) == "Bà Tưaaa"
