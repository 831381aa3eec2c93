"""Ciphertext may be brought by any phone, is opened here alone, and counts for whoever saved it."""

import uuid
from datetime import timedelta

import pytest

from bacung.fieldsync.actions import pairing
from bacung.fieldsync.models import Incarnation, Quarantined, Received
from bacung.ground import clock, escrow
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import Json, TestPhone, paired
from tests.apps.fieldsync.sealing import Box, text
from tests.cast import Cast
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


def states(answer: Json) -> list[str]:
    return [each.get("code") or each["s"] for each in answer["results"]]


@pytest.fixture
def carrier(phone: TestPhone, tonight: Round, cast: Cast) -> TestPhone:
    """An's phone, which carries what others cannot send."""
    return paired(cast.an, tonight)


@pytest.fixture
def box(phone: TestPhone) -> Box:
    """The key of the phone's data."""
    return Box(phone.inc)


def test_a_locked_phone_sends_ciphertext(phone: TestPhone, box: Box, village: Village):
    home = village.person("Nguyễn Văn An").household_id
    event = phone.visit(home)

    answer = phone.push(sealed=[box.seal(event)], wrapped=box.wrapped())

    assert states(answer) == ["stored"]
    assert answer["have"] == [[1, 1]]
    assert Visit.objects.get().pk == uuid.UUID(event["id"])
    assert states(phone.push(event)) == ["duplicate"]


def test_whoever_carries_it_it_counts_for_who_saved_it_and_once(
    phone: TestPhone, box: Box, carrier: TestPhone, village: Village
):
    phone.push(wrapped=box.wrapped())
    event = phone.visit(village.person("Nguyễn Văn An").household_id)
    sealed = [box.seal(event)]

    with clock.at(EVENING + timedelta(hours=1)):
        assert states(carrier.push(sealed=sealed)) == ["stored"]
        assert states(carrier.push(sealed=sealed)) == ["duplicate"]
        assert states(phone.push(event, sealed=[box.seal(event)])) == ["duplicate", "duplicate"]

    visit = Visit.objects.get()
    assert (visit.recorded_by_id, visit.occurred_at) == (phone.device.member_id, EVENING)
    assert Received.objects.get().is_doubtful
    assert phone.push()["have"] == [[1, 1]]


def test_a_life_never_heard_of_is_registered_with_its_key(carrier: TestPhone, box: Box, village: Village):
    stranger = Box()
    event = carrier.visit(village.person("Nguyễn Văn An").household_id) | {"inc": stranger.inc, "n": 1}

    assert states(carrier.push(sealed=[stranger.seal(event)], wrapped=stranger.wrapped())) == ["stored"]


def test_what_no_key_opens_is_kept_as_it_came(phone: TestPhone, box: Box, carrier: TestPhone):
    phone.push(wrapped=box.wrapped())
    event = phone.says("note.added", None, {"text": "a"})
    sealed = box.seal(event)
    wrong = [
        sealed | {"n": 7},
        sealed | {"id": str(uuid.uuid4())},
        sealed | {"ct": text(b"\0" * 40)},
        sealed | {"ct": "no base64"},
        sealed | {"iv": ""},
        sealed | {"v": 2},
        Box(phone.inc).seal(event),
        Box().seal(event),
        box.seal(event, n=9),
        {"id": 5},
    ]

    answer = carrier.push(sealed=wrong)

    assert states(answer) == ["unopenable"] * len(wrong)
    assert Quarantined.objects.filter(code="unopenable").count() == len(wrong)
    assert not Received.objects.exists()
    assert states(phone.push(event)) == ["stored"]


def test_a_sealed_event_is_held_to_the_same_rules(phone: TestPhone, box: Box, village: Village):
    bad = phone.visit(village.person("Nguyễn Văn An").household_id, [{"person": 10**9, "outcome": "shown"}])
    torn = phone.says("note.added", None, {"words": 1})

    answer = phone.push(sealed=[box.seal(bad), box.seal(torn)], wrapped=box.wrapped())

    assert states(answer) == ["not-behind-this-door", "event-malformed"]
    assert answer["have"] == [[1, 2]]


def test_the_first_key_told_of_a_life_stays(phone: TestPhone, box: Box, carrier: TestPhone):
    phone.push(wrapped=box.wrapped())
    forged = Box(phone.inc)
    event = phone.says("note.added", None, {"text": "Giả"})

    assert states(carrier.push(sealed=[forged.seal(event)], wrapped=forged.wrapped())) == ["unopenable"]
    assert bytes(Incarnation.objects.get(pk=phone.inc).wrapped or b"") != b""


def test_nobody_gives_a_key_for_the_life_of_another_phone(phone: TestPhone, box: Box, carrier: TestPhone):
    phone.push()
    event = phone.says("note.added", None, {"text": "Giả"})

    assert states(carrier.push(sealed=[box.seal(event)], wrapped=box.wrapped())) == ["unopenable"]
    assert Incarnation.objects.get(pk=phone.inc).wrapped is None
    assert states(phone.push(event)) == ["stored"]


def test_a_revoked_phones_data_is_kept_apart_whoever_brings_it(
    phone: TestPhone, box: Box, carrier: TestPhone
):
    phone.push(wrapped=box.wrapped())
    pairing.revoke(CONSOLE, phone.device)

    assert states(carrier.push(sealed=[box.seal(phone.says("note.added", None, {"text": "a"}))])) == [
        "revoked"
    ]


def test_keys_wrapped_for_nobody_open_nothing():
    box = Box()
    wrapped = box.wrapped()
    key_id = wrapped["kid"]
    assert escrow.unwrap(key_id, b"x" * 384) is None
    assert escrow.unwrap("e9", b"x" * 384) is None
    assert escrow.unwrap(key_id, b"") is None
