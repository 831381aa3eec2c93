"""Pushes of several phones in one transaction: the same as one after the other, whatever one of them is."""

from datetime import UTC, datetime

import pytest

from bacung.core.syncing.wire import PushAnswer, read_push
from bacung.fieldsync.actions.incoming import Taken
from bacung.fieldsync.actions.take import take
from bacung.fieldsync.models import Received
from bacung.ground import clock
from bacung.rounds.models import Round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import Json, TestPhone, packed, paired
from tests.cast import Cast
from tests.village import Village

pytestmark = pytest.mark.django_db


def taken(phone: TestPhone, *events: Json) -> Taken:
    """As the call hands it over."""
    said = {"v": 1, "inc": phone.inc, "sent": 0, "outbox_count": 0, "next_n": phone.n + 1, "app": ""}
    return Taken(phone.device.pk, read_push(packed(said | {"events": list(events)})), clock.now())


def answers(*pushes: Taken) -> list[PushAnswer]:
    told = take(pushes)
    assert all(isinstance(each, PushAnswer) for each in told), told
    return [each for each in told if isinstance(each, PushAnswer)]


@pytest.fixture
def partner(phone: TestPhone, tonight: Round, cast: Cast) -> TestPhone:
    return paired(cast.an, tonight)


def test_each_phone_is_answered_for_its_own(phone: TestPhone, partner: TestPhone, village: Village):
    home = village.person("Nguyễn Văn An").household_id
    one, two = phone.visit(home), partner.visit(home)

    first, second = answers(taken(phone, one), taken(partner, two, two))

    assert [(str(each.id), each.s, each.seq) for each in first.results] == [(one["id"], "stored", 1)]
    assert [(each.s, each.seq) for each in second.results] == [("stored", 2), ("duplicate", 2)]
    assert set(Visit.objects.values_list("recorded_by_id", flat=True)) == {
        phone.device.member_id,
        partner.device.member_id,
    }


def test_the_same_push_twice_in_one_lot_is_stored_once(phone: TestPhone, village: Village):
    event = phone.visit(village.person("Nguyễn Văn An").household_id)

    first, second = answers(taken(phone, event), taken(phone, event))

    assert [first.results[0].s, second.results[0].s] == ["stored", "duplicate"]
    assert first.have == second.have == [[1, 1]]
    assert Received.objects.count() == 1


def test_an_id_two_phones_use_is_the_firsts(phone: TestPhone, partner: TestPhone):
    one = phone.says("note.added", None, {"text": "Một"})
    two = partner.says("note.added", None, {"text": "Hai"}) | {"id": one["id"]}

    first, second = answers(taken(phone, one), taken(partner, two))

    assert (first.results[0].s, second.results[0].code) == ("stored", "id-clash")


def test_a_push_that_cannot_be_taken_fails_alone(phone: TestPhone, village: Village):
    nobody = TestPhone("", phone.device)
    said = taken(nobody)
    stranger = Taken(type(phone.device.pk)(int=1), said.push, datetime.now(UTC))
    event = phone.visit(village.person("Nguyễn Văn An").household_id)

    good, bad = take([taken(phone, event), stranger])

    assert isinstance(good, PushAnswer)
    assert good.results[0].s == "stored"
    assert isinstance(bad, KeyError)
