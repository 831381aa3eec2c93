"""A phone keeps what was answered for a week: a server restored from a backup gets it again, once."""

import uuid

import pytest

from bacung.fieldsync.actions.pairing import pair_test_client
from bacung.fieldsync.models import Body, Device, Incarnation, Received
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from bacung.visits.models import Event as Visit
from bacung.visits.models import Note, PersonOutcome
from tests.apps.fieldsync.calls import TestPhone, paired
from tests.cast import Cast
from tests.village import Village

pytestmark = pytest.mark.django_db


def forget(*ids: str) -> None:
    """As if these events had never come: the backup is older."""
    Note.objects.filter(event__in=ids).delete()
    PersonOutcome.objects.filter(event__in=ids).delete()
    Visit.objects.filter(pk__in=ids).delete()
    Body.objects.filter(event__in=ids).delete()
    Received.objects.filter(pk__in=ids).delete()


def test_what_the_backup_lacks_is_told_by_have_and_comes_again(phone: TestPhone, village: Village):
    home = village.person("Nguyễn Văn An").household_id
    events = [phone.visit(home), phone.visit(home), phone.visit(home)]
    phone.push(*events)
    forget(*(each["id"] for each in events[1:]))
    Incarnation.objects.filter(pk=phone.inc).update(have=[[1, 1]])

    answer = phone.push()
    assert (answer["have"], answer["gaps"]) == ([[1, 1]], [[2, 3]])

    assert [each["s"] for each in phone.push(*events)["results"]] == ["duplicate", "stored", "stored"]
    assert Visit.objects.count() == 3


def test_every_life_a_phone_keeps_is_asked_after(phone: TestPhone):
    older = phone.inc
    old = phone.says("note.added", None, {"text": "Cũ"})
    phone.push(old)
    phone.inc, phone.n = str(uuid.uuid4()), 0
    forgotten = str(uuid.uuid4())
    keeps = [
        {"inc": older, "next_n": 3, "outbox_count": 1},
        {"inc": forgotten, "next_n": 2, "outbox_count": 0},
    ]

    answer = phone.push(keeps=keeps)

    assert answer["others"] == [
        {"inc": older, "have": [[1, 1]], "gaps": [[2, 2]]},
        {"inc": forgotten, "have": [], "gaps": [[1, 1]]},
    ]
    again = phone.says("note.added", None, {"text": "Quên"}) | {"inc": forgotten, "n": 1}
    assert [each["s"] for each in phone.push(old, again)["results"]] == ["duplicate", "stored"]


def test_a_phone_the_restored_server_does_not_know_pairs_again_and_loses_nothing(
    phone: TestPhone, tonight: Round, cast: Cast, village: Village
):
    events = [phone.visit(village.person("Nguyễn Văn An").household_id) for _ in range(3)]
    phone.push(*events)
    forget(*(each["id"] for each in events))
    Incarnation.objects.all().delete()
    Device.objects.all().delete()
    phone.post("push", b"{}", status=401)

    device, token = pair_test_client(CONSOLE, cast.em, tonight)
    phone.token, phone.device = token, device

    assert phone.push()["gaps"] == [[1, 3]]
    assert [each["s"] for each in phone.push(*events)["results"]] == ["stored"] * 3


@pytest.mark.parametrize("paired_anew", [False, True], ids=["same token", "paired anew"])
def test_data_that_was_erased_is_known_of(phone: TestPhone, tonight: Round, cast: Cast, paired_anew: bool):
    """A wiped phone has lost its token too: the same walker pairs it again, and it tells what is gone."""
    phone.push(phone.says("note.added", None, {"text": "a"}))
    older, phone.inc, phone.n = phone.inc, str(uuid.uuid4()), 0
    if paired_anew:
        phone.device, phone.token = pair_test_client(CONSOLE, cast.em, tonight)

    phone.push(lost={"inc": older, "next_n": 9, "outbox": 7})

    gone = Incarnation.objects.get(pk=older)
    assert (gone.erased_count, gone.next_n, gone.erased_at is None) == (7, 9, False)


def test_nobody_tells_what_another_walkers_phone_lost(phone: TestPhone, tonight: Round, cast: Cast):
    phone.push(phone.says("note.added", None, {"text": "a"}))
    stranger = paired(cast.an, tonight)
    stranger.push(lost={"inc": phone.inc, "next_n": 9, "outbox": 7})
    assert Incarnation.objects.get(pk=phone.inc).erased_at is None
