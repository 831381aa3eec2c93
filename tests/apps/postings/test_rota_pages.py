"""The pages of musters and rotas, as a coordinator, an officer and a posted walker meet them."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.postings import printing
from bacung.postings.actions.publish import publish
from bacung.postings.duties import duties_of
from bacung.postings.models import Assignment, Muster, Posting, Swap
from bacung.postings.papers import danh_sach
from bacung.postings.queries.stand_ins import stand_ins
from bacung.postings.queries.table import rota_table, token_of
from tests.apps.postings.season import BEFORE, FIRST, SECOND, THIRD, Season, published_season
from tests.cast import Cast, as_, viewer
from tests.village import Village


@pytest.fixture
def season(village: Village, cast: Cast) -> Season:
    return published_season(village)


@pytest.fixture
def binh(cast: Cast) -> Client:
    return english(as_(Client(), cast.binh))


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content[:500]
    return " ".join(response.content.decode().split())


def asked(season: Season, name: str, *args: object) -> str:
    return reverse(f"postings:{name}", args=[season.muster.pk, *args])


def test_the_calendar_shows_a_draft_to_who_plans_and_what_is_published_to_who_receives(
    season: Season, village: Village, binh: Client, cast: Cast
):
    """An changes nothing and sees commune A alone; the fairness of units is for who sees the whole."""
    with clock.at(BEFORE):
        season.place(THIRD, village.commune_a, "Hai", "Bốn", because="thử")
        draft = text(binh.get(asked(season, "rota")))
        seen = text(english(as_(Client(), cast.an)).get(asked(season, "rota")))
    assert "Hồ Thị Bốn" in draft
    assert "not published" in draft
    assert "How fairly it is shared" in draft
    assert "Hồ Văn Ba" in seen
    assert "Lê Thị Tám" in seen
    assert not any(words in seen for words in ("Hồ Thị Bốn", "Lê Văn Bảy", "Mai Phụ", "data-team", "fairly"))


def test_every_rule_answers_and_nothing_is_saved_before_it_is_confirmed(
    season: Season, village: Village, binh: Client
):
    """As a part of the page for the calendar, as a page of its own without script."""
    move = {
        "source": token_of(SECOND, village.commune_a.pk),
        "target": token_of(THIRD, village.commune_a.pk),
    }
    with clock.at(BEFORE):
        before = duties_of(season.fresh())
        part = text(binh.post(asked(season, "check"), move, headers={"HX-Request": "true"}))
        whole = text(binh.post(asked(season, "check"), move))
        assert duties_of(season.fresh()) == before
        assert "<html" not in part
        assert "<html" in whole
        for words in ("Everybody rests between weekends", "Needed languages are spoken", "Make this change"):
            assert words in part
            assert words in whole
        assert binh.post(asked(season, "change_duty"), move).status_code == 302
    assert {duty.friday for duty in duties_of(season.fresh())} == {FIRST, THIRD}


def test_what_breaks_a_rule_is_asked_for_its_reason(season: Season, village: Village, binh: Client):
    """Một was on the first weekend, and rests for three more."""
    keys = [str(season.member(name).pk) for name in ("Một", "Bốn")]
    change = {"cell": token_of(THIRD, village.commune_b.pk), "member": keys}
    with clock.at(BEFORE):
        page = text(binh.post(asked(season, "change_duty"), change), 400)
        assert "Write why it stands all the same" in page
        assert "serves again after 2 weeks" in page
        assert binh.post(asked(season, "change_duty"), change | {"because": "gấp"}).status_code == 302
        duty = text(binh.get(asked(season, "duty", THIRD, village.commune_b.pk)))
    assert "Why it stands though it breaks a rule: gấp" in duty


@pytest.mark.parametrize("asked_for", [{}, {"cell": "nonsense"}, {"source": "2023-06-02.1"}])
def test_a_change_that_says_nothing_is_not_understood(
    season: Season, binh: Client, asked_for: dict[str, str]
):
    assert "notice" in text(binh.post(asked(season, "check"), asked_for))


def test_a_duty_of_another_muster_or_commune_does_not_exist(season: Season, village: Village, cast: Cast):
    an = as_(Client(), cast.an)
    for friday, commune in ((FIRST, village.commune_b.pk), (FIRST + timedelta(days=1), village.commune_a.pk)):
        assert an.get(asked(season, "duty", friday, commune)).status_code == 404


def test_released_and_replaced_from_the_page(season: Season, village: Village, binh: Client):
    """Who keeps every rule stands first, and says why."""
    stay = Posting.objects.get(commune=village.commune_a, begins_at__date=FIRST)
    gone = stay.assignments.get(member=season.member("Một"))
    with clock.at(BEFORE):
        response = binh.post(reverse("postings:release", args=[gone.pk]), {"reason": "other"})
        page = text(binh.get(response.headers["Location"]))
        assert page.index("Send Hồ Thị Hai") < page.index("Send Hồ Thị Bốn")
        assert "can lead" in page
        assert "Send Hồ Văn Một" not in page
        chosen = {"member": str(season.member("Hai").pk)}
        assert binh.post(reverse("postings:stand_in", args=[stay.pk]), chosen).status_code == 302
    assert {each.member for each in stay.assignments.filter(released_at=None)} == {
        season.member("Ba"),
        season.member("Hai"),
    }


def test_a_team_without_its_leader_is_completed_best_by_who_can_lead(season: Season, village: Village):
    """Where Một is missed: Hai can lead as he did, Bốn cannot; nobody of another unit, not Một again."""
    with clock.at(BEFORE), translation.override("en"):
        season.place(SECOND, village.commune_a, "Ba", because="một người")
        found = stand_ins(season.fresh(), (SECOND, village.commune_a.pk))
    assert [(option.name, bool(option.breaks)) for option in found] == [
        ("Hồ Thị Hai", False),
        ("Hồ Thị Bốn", True),
        ("Hồ Văn Một", True),
    ]
    assert found[0].why == ("serves 0 times this season", "can lead")


def test_publishing_shows_the_changes_first(season: Season, village: Village, binh: Client):
    with clock.at(BEFORE):
        season.place(SECOND, village.commune_a, "Sáu", "Bảy", because="thử")
        page = text(binh.get(asked(season, "publish")))
        assert "Lê Thị Tám" in page
        assert "Lê Văn Bảy" in page
        assert "Publish this change" in page
        assert Assignment.objects.filter(member=season.member("Tám"), released_at=None).exists()
        binh.post(asked(season, "publish"))
        assert "Nothing to publish" in text(binh.get(asked(season, "publish")))


def test_a_posted_member_finds_the_duty_takes_it_along_and_asks_for_a_swap(season: Season, village: Village):
    """With a log-in and no right yet: the right begins with the stay."""
    three = season.member("Ba")
    client = english(as_(Client(), three))
    with clock.at(BEFORE):
        page = text(client.get(reverse("postings:mine")))
        assert "xã Phù Lưu" in page
        assert "Hồ Văn Một" in page
        assert "Mai Phụ" not in page
        own = client.get(reverse("postings:own_calendar"))
        assert own.headers["Content-Type"] == "text/calendar; charset=utf-8"
        content = own.content.decode().replace("\r\n ", "")
        assert "DTSTART:20230602T100000Z" in content
        assert "With: Hồ Văn Một" in content
        assert "Lê" not in content
        mine = Assignment.objects.get(member=three)
        page = text(client.get(reverse("postings:ask_swap", args=[mine.pk])))
        assert "Hồ Thị Bốn" in page
        assert "Lê Thị Tám" not in page
        said = {"substitute": str(season.member("Bốn").pk), "reason": "việc nhà"}
        client.post(reverse("postings:ask_swap", args=[mine.pk]), said)
        swap = Swap.objects.get()
        other = english(as_(Client(), season.member("Bốn")))
        assert "breaks no rule that was kept" in text(other.get(reverse("postings:swap", args=[swap.pk])))
        other.post(reverse("postings:answer_swap", args=[swap.pk]), {"say": "yes"})
    swap.refresh_from_db()
    assert swap.state == "agreed"


def test_a_released_duty_is_taken_off_the_calendar_again(season: Season):
    three = season.member("Ba")
    stay = Assignment.objects.get(member=three)
    Assignment.objects.filter(pk=stay.pk).update(released_at=BEFORE)
    content = as_(Client(), three).get(reverse("postings:own_calendar")).content.decode()
    assert "STATUS:CANCELLED" in content
    assert f"UID:posting-{stay.posting_id}-{three.pk}@bacung" in content


def test_people_are_enlisted_by_unit_one_by_one_and_by_a_workbook(season: Season, binh: Client, cast: Cast):
    unit = season.member("Một").unit
    type(cast.em).objects.filter(pk__in=[cast.em.pk, cast.an.pk]).update(unit=unit)
    assert "Đỗ Thị Em" in text(binh.get(asked(season, "enlisted")))
    binh.post(asked(season, "enlist"), {"unit": [str(unit.pk)]})  # type: ignore[union-attr]
    assert season.muster.enlistments.filter(member__in=[cast.em, cast.an]).count() == 2
    book = SimpleUploadedFile("ds.csv", "Họ tên;Đơn vị\nVũ Mới;Phòng Ba\n".encode())
    assert binh.post(asked(season, "call_up"), {"people": "", "file": book}).status_code == 302
    assert season.muster.enlistments.filter(member__full_name="Vũ Mới").exists()
    page = text(binh.post(asked(season, "call_up"), {"people": "Vũ Không Đơn Vị"}), 400)
    assert "Line 1: no unit for Vũ Không Đơn Vị." in page


def test_the_list_is_printed_as_far_as_one_may_see(
    season: Season, village: Village, cast: Cast, binh: Client
):
    """And taking it is noted with how many people it names."""
    with clock.at(BEFORE):
        an = as_(Client(), cast.an).get(asked(season, "list_paper", "xlsx"))
        rows = [
            [cell.value for cell in row]
            for row in load_workbook(BytesIO(an.content)).active.iter_rows(min_row=10)  # type: ignore[union-attr]
        ]
        assert [row[2] for row in rows] == ["Hồ Văn Một", "Hồ Văn Ba", "Lê Thị Sáu", "Lê Thị Tám"]
        assert rows[0][3:] == ["Phòng Một", "Tổ trưởng", "xã Phù Lưu", "Bác Tư"]
        assert AuditEntry.objects.filter(action="postings.list").latest("pk").facts["people"] == 4
        for name in ("list_paper", "rota_paper"):
            assert binh.get(asked(season, name, "pdf")).content.startswith(b"%PDF")
            assert binh.get(asked(season, name, "docx")).status_code == 404
        rota = load_workbook(BytesIO(binh.get(asked(season, "rota_paper", "xlsx")).content)).active
    assert [cell.value for cell in rota[4]] == ["Cuối tuần", "xã Mai Phụ", "xã Phù Lưu"]  # type: ignore[index]
    assert rota.cell(row=5, column=3).value == "Phòng Một\nHồ Văn Một*\nHồ Văn Ba"  # type: ignore[union-attr]


def test_the_plan_it_comes_with_is_named_once(season: Season, cast: Cast):
    """However its number was written down."""
    made = printing.assignment_list(viewer(cast.binh), season.fresh())
    for number in ("01/KH-BCĐ", "Kế hoạch số 01/KH-BCĐ"):
        assert danh_sach.basis(replace(made, plan_number=number)) == "(Kèm theo Kế hoạch số 01/KH-BCĐ)"
    assert danh_sach.basis(replace(made, plan_number="")) == ""


def test_the_only_drive_is_chosen_already(season: Season, village: Village, binh: Client):
    page = text(binh.get(reverse("postings:new")))
    assert f'<option value="{village.drive.code}" selected>' in page


def test_a_draft_is_printed_as_one(season: Season, village: Village, cast: Cast):
    with clock.at(BEFORE):
        assert not printing.assignment_list(viewer(cast.binh), season.fresh()).draft
        season.place(THIRD, village.commune_a, "Hai", "Bốn", because="thử")
        assert printing.assignment_list(viewer(cast.binh), season.fresh()).draft
        assert not printing.assignment_list(viewer(cast.an), season.fresh()).draft


def test_shares_say_how_often_each_serves(season: Season, cast: Cast):
    with clock.at(BEFORE):
        table = rota_table(viewer(cast.binh), season.fresh())
    assert [(share.name, share.times, share.fewest, share.busiest) for share in table.shares] == [
        ("Phòng Hai", 2, 1, 1),
        ("Phòng Một", 1, 0, 1),
    ]
    assert (table.filled, table.wanted) == (3, 8)


def test_a_muster_that_is_closed_offers_no_change(season: Season, binh: Client):
    binh.post(asked(season, "close"))
    assert "data-team" not in text(binh.get(asked(season, "rota")))
    with pytest.raises(Problem, match=r"postings\.closed"):
        publish(CONSOLE, Muster.objects.get(pk=season.muster.pk))
