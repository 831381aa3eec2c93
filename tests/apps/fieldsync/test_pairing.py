"""A phone is bound by a code that works once; one phone of a pair records; a token is kept as a hash."""

import base64
import json
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from bacung.core.problems import Problem
from bacung.core.syncing import handover
from bacung.fieldsync.actions import pairing
from bacung.fieldsync.actions.pairing import make_code, pair
from bacung.fieldsync.bundle import handover_key
from bacung.fieldsync.models import Device, Incarnation, PairingCode
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from tests.apps.fieldsync.calls import Json, TestPhone, paired
from tests.cast import Cast
from tests.village import EVENING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def ask(said: Json, address: str = "198.51.100.7") -> tuple[int, Json]:
    """What the call answers: status and body."""
    answer = Client(REMOTE_ADDR=address).post(
        "/sync/v1/pair", json.dumps(said), content_type="application/json"
    )
    return answer.status_code, answer.json()


def test_a_code_works_once_and_the_token_it_gives_is_only_on_the_phone(tonight: Round, cast: Cast):
    code = make_code(CONSOLE, cast.em, tonight)
    inc = str(uuid.uuid4())
    life = {"inc": inc, "kid": "e1", "wrapped": base64.b64encode(b"w" * 384).decode()}

    status, said = ask(
        {"v": 1, "code": code.lower(), "app": "1.0", "about": {"installed": True}, "inc": life}
    )

    assert status == 200
    device = Device.objects.get(pk=said["device"])
    assert (device.member, device.round, device.pair_number, device.is_recording) == (
        cast.em,
        tonight,
        1,
        True,
    )
    assert said["member"] == {"name": cast.em.full_name}
    assert said["token"] not in str(Device.objects.values())
    assert code not in str(PairingCode.objects.values())
    assert bytes(Incarnation.objects.get(pk=inc).wrapped or b"") == b"w" * 384
    assert ask({"v": 1, "code": code})[1]["code"] == "fieldsync.code-unknown"


def test_a_newer_code_makes_the_older_void_and_time_makes_both(tonight: Round, cast: Cast):
    older, newer = make_code(CONSOLE, cast.em, tonight), make_code(CONSOLE, cast.em, tonight)

    assert ask({"code": older})[0] == 403
    with clock.at(EVENING + timedelta(days=1)):
        assert ask({"code": newer})[0] == 403
    assert ask({"code": newer})[0] == 200


def test_guessing_codes_is_stopped_for_one_address_and_not_for_the_next(tonight: Round, cast: Cast):
    code = make_code(CONSOLE, cast.em, tonight)
    tries = [ask({"code": f"WRONG{n:03}"})[0] for n in range(21)]

    assert tries == [403] * 20 + [429]
    assert ask({"code": code})[1]["retry_after"] == 30
    assert ask({"code": code}, address="203.0.113.9")[0] == 200


@pytest.mark.parametrize("said", [{}, {"code": 5}, {"code": "A", "keeps": 7}, [], None])
def test_what_is_no_asking_is_not_understood(said: Json):
    assert ask(said)[0] == 400


def test_only_who_walks_in_the_round_gets_a_code(tonight: Round, cast: Cast):
    with pytest.raises(Problem, match=r"fieldsync\.not-in-a-pair"):
        make_code(CONSOLE, cast.chi, tonight)
    tonight.state = "cancelled"
    with pytest.raises(Problem, match=r"fieldsync\.round-over"):
        make_code(CONSOLE, cast.em, tonight)


def test_the_second_phone_of_a_pair_is_the_backup_until_recording_is_handed_over(tonight: Round, cast: Cast):
    first, second = paired(cast.em, tonight), paired(cast.an, tonight)
    assert [phone.push()["device"]["recording"] for phone in (first, second)] == [True, False]

    wrong = second.push(second.says("handover.taken", None, {"code": "000000"}))
    assert (wrong["results"][0]["s"], wrong["device"]["recording"]) == ("stored", False)

    key = handover_key(tonight.pk, 1)
    taken = second.push(second.says("handover.taken", None, {"code": handover.code(key, tonight.pk, 0)}))

    assert taken["device"]["recording"]
    assert not first.push(first.says("handover.given", None, {"to": None}))["device"]["recording"]


def test_a_phone_paired_again_keeps_its_data_and_goes_on_recording(
    phone: TestPhone, tonight: Round, cast: Cast
):
    phone.push(phone.says("note.added", None, {"text": "Trước"}))
    code = make_code(CONSOLE, cast.em, tonight)

    device, token = pair(code, life=None, keeps=[_keeps(phone.inc)])
    again = TestPhone(token, device, inc=phone.inc, n=phone.n)

    answer = again.push(again.says("note.added", None, {"text": "Sau"}))
    assert (answer["results"][0]["s"], answer["have"]) == ("stored", [[1, 2]])
    assert answer["device"]["recording"]
    assert not phone.push()["device"]["recording"]


def test_nobody_takes_over_the_data_of_another_walker(phone: TestPhone, tonight: Round, cast: Cast):
    phone.push(phone.says("note.added", None, {"text": "Của Em"}))

    pair(make_code(CONSOLE, cast.an, tonight), keeps=[_keeps(phone.inc)])

    assert Incarnation.objects.get(pk=phone.inc).device_id == phone.device.pk


def test_a_phone_bound_anew_asks_for_its_evening(
    phone: TestPhone, tonight: Round, cast: Cast, village: object
):
    from tests.apps.fieldsync.evenings import planned

    where = f"pull?round={tonight.pk}&epoch=1&after=0"
    phone.push(phone.says("note.added", None, {"text": "a"}))
    assert phone.get(where)["next"] == 1
    tomorrow = planned(village, cast, on=(EVENING + timedelta(days=1)).date())  # type: ignore[arg-type]

    pairing.rebind(phone.device, tomorrow)

    refused = phone.get(where, status=409)
    assert (refused["code"], refused["epoch"], refused["round"]) == ("fieldsync.epoch", 2, tomorrow.pk)
    assert phone.pull()["rows"] == []


@pytest.mark.parametrize("token", ["", "bc1", "bc1." + "0" * 32 + "." + "A" * 43, "bc1.x.y", "\0" * 80])
def test_an_unknown_token_opens_nothing(tonight: Round, token: str):
    said = TestPhone(token, Device())
    assert said.post("push", b"{}", status=401)["code"] == "fieldsync.token-unknown"
    assert said.get("bootstrap", status=401)["code"] == "fieldsync.token-unknown"


def test_a_cut_token_is_no_token(phone: TestPhone):
    phone.token = phone.token[:-1]
    phone.post("push", b"{}", status=401)


def _keeps(inc: str) -> "pairing.Keeps":
    return pairing.Keeps(uuid.UUID(inc), 2, 0)


def test_a_phone_hears_that_its_next_evening_is_there(
    phone: TestPhone, tonight: Round, cast: Cast, village: object
):
    from tests.apps.fieldsync.evenings import planned

    assert phone.push()["remarks"] == []
    planned(village, cast)  # type: ignore[arg-type]  # tonight once more: the first plan gives way

    assert phone.push()["remarks"] == ["bundle-changed"]
    assert phone.get("bootstrap")["epoch"] == 2
    assert phone.push()["remarks"] == []
    with clock.at(EVENING + timedelta(days=1)):
        assert phone.push()["remarks"] == []  # it is over, and there is none yet
