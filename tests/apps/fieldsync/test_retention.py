"""Ninety days after its evening nothing a phone said in words can be read, and it is still known."""

from datetime import timedelta

import pytest

from bacung.fieldsync.actions.answers import answer_question
from bacung.fieldsync.actions.forgetting import KEPT_FOR, forget_told
from bacung.fieldsync.actions.pairing import make_code
from bacung.fieldsync.models import Answer, Body, PairingCode, Received
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import TestPhone
from tests.cast import Cast
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


def test_words_go_and_the_event_stays(phone: TestPhone, village: Village, tonight: Round, cast: Cast):
    visit = phone.visit(village.person("Nguyễn Văn An").household_id, note="Nhà có chó")
    asked = phone.says("question.asked", None, {"text": "Mai đi lúc nào?"})
    phone.push(visit, asked)
    answer_question(CONSOLE, Received.objects.get(pk=asked["id"]), "Sáu giờ")
    make_code(CONSOLE, cast.em, tonight)

    with clock.at(EVENING + KEPT_FOR):
        assert forget_told() == 0
    assert Body.objects.count() == 2

    with clock.at(EVENING + KEPT_FOR + timedelta(days=1)):
        assert forget_told() == 2
        assert forget_told() == 0
        late = phone.push(visit, asked, asked | {"p": {"text": "Khác"}})

    assert not Body.objects.exists()
    assert not Answer.objects.exists()
    assert not PairingCode.objects.exists()
    assert [each.get("code") or each["s"] for each in late["results"]] == [
        "duplicate",
        "duplicate",
        "id-clash",
    ]
    assert Received.objects.count() == 2
    assert Visit.objects.count() == 1


def test_the_chore_is_done(phone: TestPhone):
    from bacung.fieldsync import jobs  # noqa: F401 (declares its chores)
    from bacung.ground.chores import CHORES

    assert forget_told in CHORES
