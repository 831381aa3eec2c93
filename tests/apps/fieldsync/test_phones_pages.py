"""The pages about phones as people in the office open them."""

import html
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bacung.core.syncing import handover
from bacung.core.syncing.kinds import QUARANTINE
from bacung.core.syncing.wire import Keeps
from bacung.fieldsync.actions.forgetting import forget_told
from bacung.fieldsync.actions.pairing import make_code, pair, revoke
from bacung.fieldsync.bundle import handover_key
from bacung.fieldsync.models import Device, PairingCode, Quarantined, Received
from bacung.fieldsync.wording import REASONS
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import Json, TestPhone, packed, paired
from tests.apps.fieldsync.evenings import AFTERNOON, planned
from tests.apps.fieldsync.exports import export
from tests.cast import Cast, also, as_
from tests.village import DAY, EVENING, Village

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(village: Village, cast: Cast) -> Iterator[Round]:
    """The evening of Em and An, and of Dũng in the second pair."""
    with clock.at(AFTERNOON):
        also(cast.dung, "walker", village.commune_a)
        round_ = planned(village, cast, more=[NewPair((cast.dung.pk,))])
    with clock.at(EVENING):
        yield round_


@pytest.fixture
def phone(tonight: Round, cast: Cast) -> TestPhone:
    """Em's phone."""
    return paired(cast.em, tonight)


@pytest.fixture
def home(village: Village) -> int:
    return village.person("Phan Đình Đức").household_id


def page(member: Any, name: str, /, *args: Any, **asked: str) -> str:
    """What a member reads there."""
    answer = as_(Client(), member).get(reverse(f"fieldsync:{name}", args=args), asked)
    assert answer.status_code == 200, answer.content
    return html.unescape(answer.content.decode())


def post(member: Any, name: str, /, *args: Any, **sent: Any) -> "HttpResponse":
    """What a member is answered there."""
    return as_(Client(), member).post(reverse(f"fieldsync:{name}", args=args), sent)  # type: ignore[return-value]


def test_a_pair_with_nothing_missing_is_one_calm_line(phone: TestPhone, home: int, cast: Cast) -> None:
    phone.push(phone.visit(home), phone.says("note.added", home, {"text": "Đi cổng sau"}))

    shown = page(cast.dung, "index")

    assert "2 đã ghi, 2 đã lên máy chủ" in shown
    assert "vừa xong" in shown
    assert "Cần xem" not in shown
    assert "Đi cổng sau" not in shown


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


def test_a_record_kept_apart_is_read_on_asking_and_that_leaves_a_line(
    phone: TestPhone, village: Village, home: int, cast: Cast
) -> None:
    revoke(CONSOLE, phone.device)
    duc = village.person("Phan Đình Đức")
    phone.push(phone.visit(home, [{"person": duc.pk, "outcome": "invited"}], note="Hẹn sáng thứ hai"))
    row = Quarantined.objects.get()

    assert "Hẹn sáng" not in page(cast.an, "apart") + page(cast.an, "apart_record", row.pk)
    assert not AuditEntry.objects.filter(action="fieldsync.look").exists()
    opened = post(cast.an, "apart_record", row.pk).content.decode()

    assert "Hẹn sáng thứ hai" in opened
    assert "Phan Đình Đức" in opened
    assert AuditEntry.objects.get(action="fieldsync.look").who == cast.an.full_name


def test_who_lives_elsewhere_is_not_named_in_a_record(phone: TestPhone, village: Village, cast: Cast) -> None:
    there = village.person("Nguyễn Văn An", village.commune_b)
    phone.push(phone.visit(there.household_id, [{"person": there.pk, "outcome": "invited"}]))
    row = Quarantined.objects.get()

    assert "Nguyễn Văn An" not in post(cast.an, "apart_record", row.pk).content.decode()
    assert "Nguyễn Văn An" in post(cast.binh, "apart_record", row.pk).content.decode()


@pytest.mark.parametrize("content", [b'{"id":1', b"\xff\xfe<b>", b'["<script>"]'])
def test_what_cannot_be_read_is_shown_as_it_came_and_does_no_harm(
    content: bytes, phone: TestPhone, cast: Cast
) -> None:
    phone.post("push", b'{"v":1,"events":[' + content, status=400)
    row = Quarantined.objects.get()

    opened = post(cast.an, "apart_record", row.pk).content.decode()

    assert "Nguyên văn" in opened
    assert "<script>" not in opened.split("<main")[1]


def test_all_of_one_phone_with_one_reason_are_taken_at_once(
    phone: TestPhone, village: Village, home: int, cast: Cast
) -> None:
    """Those that cannot be true stay, and the page says why."""
    revoke(CONSOLE, phone.device)
    bad = phone.visit(home, [{"person": village.person("Trần Văn Bảy").pk, "outcome": "invited"}])
    phone.push(phone.visit(home), bad, phone.visit(village.person("Trần Văn Bảy").household_id))
    assert "Nhận cả 3 bản ghi" in page(cast.an, "apart")

    sent = {"device": str(phone.device.pk), "code": "revoked", "remedy": "accepted"}
    said = as_(Client(), cast.an).post(reverse("fieldsync:answer_alike"), sent, follow=True).content.decode()

    assert Visit.objects.count() == 2
    assert "Đã nhận 2 bản ghi" in said
    assert "Có người ghi ở đây không thuộc hộ này." in said
    assert Quarantined.objects.get(answered_at=None).event_id is not None


def test_every_reason_has_its_words(tonight: Round) -> None:
    assert set(REASONS) == set(QUARANTINE)


def test_a_question_is_asked_and_answered_on_the_page(phone: TestPhone, cast: Cast) -> None:
    phone.push(phone.says("question.asked", None, {"text": "Mai tập trung mấy giờ?"}))
    asked = Received.objects.get()
    assert "Mai tập trung mấy giờ?" in page(cast.dung, "questions")
    assert "1 câu hỏi" in page(cast.dung, "index")

    post(cast.dung, "answer_question", asked.pk, **{f"q-{asked.pk.hex}-text": "Bảy giờ tối."})

    shown = page(cast.dung, "questions")
    assert "Bảy giờ tối." in shown
    assert "Gửi câu trả lời" not in shown
    with clock.at(EVENING + 120 * DAY):
        forget_told()
        assert "Gửi câu trả lời" not in page(cast.dung, "questions")


def test_two_records_of_one_door_stand_side_by_side(
    phone: TestPhone, tonight: Round, village: Village, home: int, cast: Cast
) -> None:
    duc = village.person("Phan Đình Đức")
    for each, outcome in ((phone, "activated"), (paired(cast.dung, tonight), "invited")):
        each.push(each.visit(home, [{"person": duc.pk, "outcome": outcome}]))

    shown = page(cast.an, "questions")

    for words in ("Nhà Phan Đình Đức", cast.em.full_name, cast.dung.full_name, "cặp 1", "cặp 2"):
        assert words in shown


def test_an_export_file_is_taken_in_on_the_page(phone: TestPhone, home: int, cast: Cast) -> None:
    file = export(phone, [phone.visit(home)])
    for words in ("1 đã nhận", "1 đã có từ trước"):
        sent = {"file": SimpleUploadedFile("export.json", file)}
        assert words in post(cast.an, "carry", **sent).content.decode()
    damaged = {"file": SimpleUploadedFile("export.json", file[:-40])}
    answer = post(cast.an, "carry", **damaged)

    assert answer.status_code == 400
    assert "bị cụt" in answer.content.decode()
    assert Received.objects.count() == 1


def test_a_file_of_another_commune_is_as_strange_as_any(phone: TestPhone, home: int, cast: Cast) -> None:
    sent = {"file": SimpleUploadedFile("export.json", export(phone, [phone.visit(home)]))}
    assert post(cast.chi, "carry", **sent).status_code == 400
    assert not Received.objects.exists()


def test_an_auditor_sees_phones_and_nothing_of_residents(phone: TestPhone, home: int, cast: Cast) -> None:
    phone.push(phone.says("question.asked", home, {"text": "Ông Đức đâu?"}))
    revoke(CONSOLE, phone.device)
    phone.push(phone.visit(home))

    shown = page(cast.giang, "index") + page(cast.giang, "phone", phone.device.pk)

    assert "Máy đã bị thu hồi khi gửi bản ghi này." in shown
    for hidden in ("Phan Đình Đức", "Ông Đức", reverse("fieldsync:apart"), "Thu hồi máy này"):
        assert hidden not in shown


def test_nothing_of_a_is_seen_or_done_from_b(phone: TestPhone, tonight: Round, home: int, cast: Cast) -> None:
    """Chi is officer of commune B: no phone, no count, no record, and no bulk remedy reaches A."""
    phone.push(phone.says("question.asked", home, {"text": "Ông Đức đâu?"}))
    revoke(CONSOLE, phone.device)
    phone.push(phone.visit(home), phone.visit(home))

    for name in ("index", "apart", "questions", "choose"):
        shown = page(cast.chi, name, on="2/6/2023")
        for hidden in (cast.em.full_name, "Phù Lưu", "Ông Đức", str(phone.device.pk), "2 bản ghi"):
            assert hidden not in shown
    sent = {"device": str(phone.device.pk), "code": "revoked", "remedy": "set-aside"}
    assert post(cast.chi, "answer_alike", **sent).status_code == 404
    assert not Quarantined.objects.exclude(answered_at=None).exists()


def test_a_right_in_b_does_not_open_a(phone: TestPhone, village: Village, home: int, cast: Cast) -> None:
    """Em walks in A and supervises in B: she decides about no phone of A."""
    also(cast.em, "supervisor", village.commune_b)
    phone.push(phone.visit(home))

    assert cast.em.full_name not in page(cast.em, "index", on="2/6/2023").split("<main")[1]
    assert post(cast.em, "revoke", phone.device.pk).status_code == 404
