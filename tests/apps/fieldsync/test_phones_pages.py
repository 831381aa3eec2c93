"""The pages about phones as people in the office open them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bacung.core.syncing import handover
from bacung.core.syncing.wire import Keeps
from bacung.drives.models import Drive
from bacung.fieldsync.actions.pairing import make_code, pair
from bacung.fieldsync.bundle import handover_key
from bacung.fieldsync.models import Device, PairingCode
from bacung.fieldsync.queries import phones
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Round
from tests.apps.fieldsync.calls import Json, TestPhone, packed, paired
from tests.apps.fieldsync.evenings import AFTERNOON, planned
from tests.apps.fieldsync.office import page, post
from tests.cast import Cast, also, as_
from tests.village import DAY, EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(tonight_of_two: Round) -> Round:
    return tonight_of_two


def test_a_pair_with_nothing_missing_is_one_calm_line(phone: TestPhone, home: int, cast: Cast) -> None:
    phone.push(phone.visit(home), phone.says("note.added", home, {"text": "Đi cổng sau"}))

    shown = page(cast.dung, "index")

    assert "2 đã ghi, 2 đã lên máy chủ" in shown
    assert "vừa xong" in shown
    assert "Cần xem" not in shown
    assert "Đi cổng sau" not in shown


def test_an_evening_without_phones_leads_to_the_last_that_had_some(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    with clock.at(AFTERNOON + DAY):
        planned(village, cast, on=EVENING.date() + DAY)
        shown = page(cast.dung, "index")

    assert "Buổi này chưa ghép máy nào." in shown
    assert "?on=02/06/2023" in shown


def test_what_the_phone_still_holds_is_no_alarm(phone: TestPhone, home: int, cast: Cast) -> None:
    phone.n = 2
    phone.push(phone.visit(home), outbox_count=3)

    shown = page(cast.an, "index")

    assert "3 đã ghi, 1 đã lên máy chủ, 2 còn trong máy" in shown
    assert "Cần xem" not in shown


def test_records_that_nobody_holds_are_missing_and_named(phone: TestPhone, home: int, cast: Cast) -> None:
    first, _, third = phone.visit(home), phone.visit(home), phone.visit(home)
    phone.n = 5
    phone.push(first, third, outbox_count=2)

    assert "Thiếu 3 bản ghi" in page(cast.an, "index")
    assert "2, 4–5" in page(cast.an, "phone", phone.device.pk)


@pytest.mark.parametrize("told", [True, False])
def test_erased_data_is_an_alarm_whether_the_phone_told_or_not(
    told: bool, phone: TestPhone, home: int, cast: Cast
) -> None:
    """A new life begins while the old one still had records."""
    phone.n = 2
    phone.push(phone.visit(home), outbox_count=3)
    old, phone.inc, phone.n = phone.inc, "01890000-0000-7000-8000-000000000001", 0
    with clock.at(EVENING + timedelta(minutes=30)):
        lost = {"lost": {"inc": old, "next_n": 6, "outbox": 4}} if told else {}
        phone.push(phone.visit(home), **lost)
        shown = page(cast.an, "index")

    missing = 4 if told else 2
    assert f"bị xóa khi còn {missing} bản ghi chưa gửi" in shown
    assert f"thiếu {missing}" in shown


def test_an_older_life_of_which_the_phone_still_tells_is_no_alarm(
    phone: TestPhone, home: int, cast: Cast
) -> None:
    phone.n = 2
    phone.push(phone.visit(home), outbox_count=3)
    old, phone.inc, phone.n = phone.inc, "01890000-0000-7000-8000-000000000001", 0
    with clock.at(EVENING + timedelta(minutes=30)):
        phone.push(phone.visit(home), keeps=[{"inc": old, "next_n": 4, "outbox_count": 2}])
        shown = page(cast.an, "index")

    assert "2 còn trong máy" in shown
    assert "bị xóa" not in shown


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"about": {"persisted": False}}, "Máy có thể xóa dữ liệu"),
        ({"about": {"installed": False}}, "đang chạy trong trình duyệt"),
        ({"about": {"free_mb": 4}}, "Máy gần hết chỗ trống"),
        ({"sent": 2_090_000_000_000}, "Đồng hồ máy nhanh 4."),
        ({"sent": 1_685_700_000_000}, "Đồng hồ máy chậm 1 giờ"),
    ],
)
def test_what_a_phone_tells_of_itself_is_looked_at(
    told: Json, words: str, phone: TestPhone, cast: Cast
) -> None:
    phone.push(**told)
    assert words in page(cast.an, "index")


def test_a_phone_that_is_silent_with_records_on_it(phone: TestPhone, home: int, cast: Cast) -> None:
    phone.push(phone.visit(home), outbox_count=1)
    phone.n = 4
    phone.push(outbox_count=3)
    with clock.at(EVENING + 2 * DAY):
        assert "Một ngày chưa liên lạc, trong máy còn 3 bản ghi" in page(cast.an, "index")


def test_what_came_before_a_phone_moved_on_counts_with_its_evening(
    phone: TestPhone, village: Village, home: int, cast: Cast
) -> None:
    """The phone goes with its walker to the next evening; the line of the first stays as it was."""
    phone.push(phone.visit(home))
    with clock.at(AFTERNOON + DAY):
        planned(village, cast, on=EVENING.date() + DAY)
        phone.get("bootstrap")
        assert "1 đã ghi, 1 đã lên máy chủ" in page(cast.an, "index", on="2/6/2023")
        later = page(cast.an, "index", on="3/6/2023")

    assert "0 đã ghi, 0 đã lên máy chủ" in later


def test_a_page_of_many_phones_asks_no_more_than_one_of_few(
    phone: TestPhone, tonight: Round, home: int, cast: Cast
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(phones.seen([tonight]))
        return len(queries)

    phone.push(phone.visit(home))
    few = asked()
    for member in (cast.an, cast.dung, cast.dung):
        other = paired(member, tonight)
        other.push(other.visit(home))
        other.inc, other.n = str(uuid4()), 0
        other.push(other.visit(home))

    assert asked() == few


def test_a_phone_is_paired_with_the_code_shown_and_the_code_works_once(
    tonight: Round, cast: Cast, client: Client
) -> None:
    shown = post(cast.an, "code", tonight.pk, member=cast.em.pk)
    code = "".join(shown.context["codes"][0].groups)
    body = packed({"v": 1, "code": code, "app": "test"})

    first = client.post("/sync/v1/pair", body, content_type="application/json")
    again = client.post("/sync/v1/pair", body, content_type="application/json")

    assert shown.headers["Cache-Control"].find("no-store") >= 0
    assert len(code) == 8
    assert not set(code) & set("0O1IL")
    assert "<svg" in shown.content.decode()
    assert first.json()["member"]["name"] == cast.em.full_name
    assert again.status_code == 403
    assert Device.objects.get().member == cast.em


def test_only_a_demonstration_offers_the_app_in_a_plain_tab(tonight: Round, cast: Cast) -> None:
    """There is nothing to lose in it; records of real people need the installed app."""
    assert "browser=1" not in post(cast.an, "code", tonight.pk, member=cast.em.pk).content.decode()
    Drive.objects.filter(pk=tonight.drive_id).update(is_demo=True)
    assert "/phone/?browser=1#pair=" in post(cast.an, "code", tonight.pk, member=cast.em.pk).content.decode()


def test_a_code_is_of_no_use_after_a_quarter_of_an_hour(tonight: Round, cast: Cast, client: Client) -> None:
    shown = post(cast.an, "code", tonight.pk, member=cast.em.pk)
    body = packed({"v": 1, "code": "".join(shown.context["codes"][0].groups)})
    with clock.at(EVENING + timedelta(minutes=16)):
        answer = client.post("/sync/v1/pair", body, content_type="application/json")

    assert answer.status_code == 403
    assert not Device.objects.exists()


def test_the_picture_leads_to_the_name_phones_know(tonight: Round, cast: Cast, settings: Any) -> None:
    """Also where the officer sits at the server itself; without such a name the page says so."""
    settings.BACUNG_LAN, settings.ALLOWED_HOSTS = "http://192.168.1.5:8080/", ["192.168.1.5", "localhost"]
    client = as_(Client(HTTP_HOST="localhost:8443"), cast.an)
    address = reverse("fieldsync:code", args=[tonight.pk])
    shown = client.post(address, {"member": cast.em.pk}, secure=True)
    settings.BACUNG_LAN = ""
    alone = client.post(address, {"member": cast.em.pk}, secure=True)

    assert shown.context["address"] == "https://192.168.1.5:8443/phone/"
    assert (shown.context["unreachable"], alone.context["unreachable"]) == (False, True)


def test_what_a_phone_sent_in_another_commune_is_not_listed(
    phone: TestPhone, village: Village, home: int, cast: Cast
) -> None:
    """Em walks in B the next evening and brings the phone's data along."""
    phone.push(phone.visit(home))
    also(cast.em, "walker", village.commune_b)
    with clock.at(AFTERNOON + DAY):
        there = plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_b,
            on=EVENING.date() + DAY,
            pairs=[NewPair((cast.em.pk,))],
        )
        device, _ = pair(make_code(CONSOLE, cast.em, there), keeps=[Keeps(UUID(phone.inc), 2)])
        assert "một lần đến nhà" not in page(cast.chi, "phone", device.pk)
        assert "một lần đến nhà" in page(cast.binh, "phone", device.pk)


def test_the_sheet_has_a_code_for_each_walker_without_a_phone(
    phone: TestPhone, tonight: Round, cast: Cast
) -> None:
    shown = post(cast.an, "codes", tonight.pk)

    assert {each.member for each in shown.context["codes"]} == {cast.an, cast.dung}
    assert shown.content.decode().count("<svg") == 2


def test_nobody_is_paired_who_does_not_walk_in_the_round(tonight: Round, cast: Cast) -> None:
    assert post(cast.an, "code", tonight.pk, member=cast.chi.pk).status_code == 400
    assert not PairingCode.objects.exists()


def test_revoking_says_what_it_does_and_is_done_once(phone: TestPhone, cast: Cast) -> None:
    assert "không mất gì" in page(cast.an, "revoke", phone.device.pk)
    for _ in range(2):
        assert post(cast.an, "revoke", phone.device.pk).status_code == 302

    phone.device.refresh_from_db()
    assert phone.device.revoked_at == EVENING
    assert "đã thu hồi" in page(cast.an, "phone", phone.device.pk)
    assert AuditEntry.objects.filter(action="fieldsync.revoke").count() == 1


def test_the_office_shows_the_very_code_the_dead_phone_would_have_shown(
    phone: TestPhone, tonight: Round, cast: Cast
) -> None:
    """And the backup phone that types it records from then on."""
    backup = paired(cast.an, tonight)
    code = post(cast.dung, "handover", phone.device.pk).context["code"].replace(" ", "")

    assert code == handover.code(handover_key(tonight.pk, 1), tonight.pk, 0)
    assert backup.push(backup.says("handover.taken", None, {"code": code}))["device"]["recording"]
    assert AuditEntry.objects.filter(action="fieldsync.handover", who=cast.dung.full_name).exists()
