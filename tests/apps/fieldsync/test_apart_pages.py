"""What waits for an answer, and files carried here, as people in the office open them; and who must not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bacung.core.syncing.kinds import QUARANTINE
from bacung.fieldsync.actions.forgetting import forget_told
from bacung.fieldsync.actions.pairing import revoke
from bacung.fieldsync.models import Quarantined, Received
from bacung.fieldsync.wording import REASONS
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import TestPhone, paired
from tests.apps.fieldsync.exports import export
from tests.apps.fieldsync.office import page, post
from tests.cast import Cast, also, as_
from tests.village import DAY, EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(tonight_of_two: Round) -> Round:
    return tonight_of_two


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
