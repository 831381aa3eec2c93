"""Pushes of several phones in one transaction: the same as one after the other, whatever one of them is."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.db import OperationalError

from bacung.core.syncing.wire import PushAnswer, read_push
from bacung.fieldsync.actions.incoming import Item, Taken
from bacung.fieldsync.actions.storing import store
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


def test_a_database_in_trouble_is_nobodys_answer(phone: TestPhone, partner: TestPhone):
    asked = patch("bacung.fieldsync.actions.take.sort", side_effect=OperationalError("gone"))
    with asked as sort:
        told = take([taken(phone, phone.says("note.added", None, {"text": "a"})), taken(partner)])

    assert [type(each) for each in told] == [OperationalError, OperationalError]
    assert sort.call_count == 1
    assert not Received.objects.exists()


def test_an_event_that_breaks_what_nobody_foresaw_goes_apart_and_the_others_in(
    phone: TestPhone, partner: TestPhone
):
    good, bad, last = (phone.says("note.added", None, {"text": word}) for word in ("Một", "Hai", "Ba"))
    other = partner.says("note.added", None, {"text": "Khác"})

    def breaks(items: object, fresh: list[Item]) -> None:
        if any(str(item.id) == bad["id"] for item in fresh):
            raise RuntimeError("nobody foresaw this")
        store(items, fresh)  # type: ignore[arg-type]

    with patch("bacung.fieldsync.actions.take.store", breaks):
        first, second = answers(taken(phone, good, bad, last), taken(partner, other))

    assert [each.code or each.s for each in first.results] == ["stored", "not-taken", "stored"]
    assert (first.have, second.results[0].s) == ([[1, 3]], "stored")
    again = answers(taken(phone, good, bad))[0]
    assert [each.code or each.s for each in again.results] == ["duplicate", "not-taken"]


def test_a_heartbeat_that_breaks_is_no_answer(phone: TestPhone):
    with patch("bacung.fieldsync.actions.take.store", side_effect=RuntimeError("broken")):
        assert [type(each) for each in take([taken(phone)])] == [RuntimeError]
