"""Whoever is on one stay learns and changes nothing of another, by no address and no number in it."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.postings.actions.assess import assess, hand_in
from bacung.postings.actions.brief import NewBriefing, hold_briefing, note_attendance
from bacung.postings.actions.stay import NewDiaryEntry, read_diary, strike_entry, write_diary
from bacung.postings.models import Assignment, Attendance, DiaryEntry, Host, Muster, Posting
from bacung.postings.queries.stays import stays
from tests.apps.postings.staying import SATURDAY_NIGHT, Staying, stay
from tests.cast import Cast, also, as_, viewer
from tests.village import Village

SECRET = "Chuyện riêng của tổ này"
LINE = NewDiaryEntry("lessons", SATURDAY_NIGHT.date(), None, SECRET)


@pytest.fixture
def here(village: Village, cast: Cast) -> Iterator[Staying]:
    """Em and Hoa in A, on the second night; Em has written, handed in, and been assessed."""
    made = stay(village, cast, kind="wave")
    with clock.at(SATURDAY_NIGHT):
        write_diary(viewer(cast.em), made.posting, [LINE])
        hand_in(viewer(cast.em), made.of_em, SECRET)
        assess(viewer(cast.an), made.of_em, grade="good", words=SECRET)
        yield made


@pytest.fixture
def there(here: Staying, village: Village, cast: Cast) -> Posting:
    """Another stay of the same muster, in B; Hoa has a twin duty there instead."""
    Host.objects.create(muster=here.muster, commune=village.commune_b)
    made = Posting.objects.create(
        muster=here.muster,
        commune=village.commune_b,
        begins_at=here.posting.begins_at,
        ends_at=here.posting.ends_at,
    )
    Assignment.objects.filter(pk=here.of_hoa.pk).update(posting=made)
    return made


def test_a_walker_with_a_right_in_the_commune_does_not_read_the_stays_there(here: Staying, cast: Cast):
    """The right to walk is none to read: Chi as a walker in A is not posted there."""
    also(cast.chi, "walker", here.posting.commune)
    assert not stays(viewer(cast.chi)).filter(pk=here.posting.pk).exists()
    assert read_diary(viewer(cast.chi), here.posting, list(DiaryEntry.objects.all())) == {}
    with pytest.raises(Problem, match=r"postings\.not-yours-to-write"):
        write_diary(viewer(cast.chi), here.posting, [LINE])


def test_who_is_posted_elsewhere_in_the_muster_sees_nothing_here(here: Staying, there: Posting, cast: Cast):
    """Hoa in B: page, paper, line and student of A are as if they did not exist."""
    hoa = as_(Client(), cast.hoa)
    line = DiaryEntry.objects.get()
    gets = (
        reverse("postings:stay", args=[here.posting.pk]),
        reverse("postings:summary", args=[here.posting.pk]),
        reverse("postings:student", args=[here.of_em.pk]),
    )
    posts = (
        reverse("postings:write", args=[here.posting.pk, "meals"]),
        reverse("postings:strike", args=[here.posting.pk, line.pk]),
        reverse("postings:strike", args=[there.pk, line.pk]),  # their own stay, another's line
        reverse("postings:hand_in", args=[here.of_em.pk]),
        reverse("postings:assess", args=[here.of_em.pk]),
    )
    assert {hoa.get(address).status_code for address in gets} == {404}
    said = {"on": "2023-06-03", "count": "1", "words": "x", "grade": "fair"}
    assert {hoa.post(address, said).status_code for address in posts} == {404}
    assert DiaryEntry.objects.count() == 1


def test_a_line_is_struck_on_its_own_stay_alone(here: Staying, there: Posting, cast: Cast):
    """Even by its writer: a number of another stay in the address leads nowhere."""
    Assignment.objects.create(posting=there, member=cast.em)
    with pytest.raises(Problem, match=r"postings\.not-yours-to-write"):
        strike_entry(viewer(cast.em), there, DiaryEntry.objects.get())


def test_a_session_is_ticked_under_its_own_muster_alone(here: Staying, village: Village, cast: Cast):
    """A supervisor of A puts the number of another muster's session into the address of the own."""
    other = Muster.objects.create(
        drive=village.drive,
        kind="weekends",
        name="Khác",
        starts_on=here.muster.starts_on,
        ends_on=here.muster.ends_on,
    )
    Host.objects.create(muster=other, commune=village.commune_b)
    begun = clock.now() - timedelta(days=1)
    held = hold_briefing(CONSOLE, other, NewBriefing("area", begun, "Huyện"))
    dung = as_(Client(), cast.dung)
    address = reverse("postings:briefing", args=[here.muster.pk, held.pk])
    assert dung.post(address, {"present": [cast.em.pk]}).status_code == 404
    with pytest.raises(Problem, match=r"postings\.not-called-up"):
        note_attendance(viewer(cast.dung), held, {cast.em.pk: True})
    assert not Attendance.objects.exists()


def test_the_commune_next_door_and_the_auditor_read_no_word(here: Staying, cast: Cast):
    """On no page of postings they may open, whatever they ask for."""
    pages = (
        "/postings/",
        "/postings/stays/?past=1",
        "/postings/people/",
        f"/postings/people/?muster={here.muster.pk}",
        f"/postings/stays/{here.posting.pk}/",
        f"/postings/stays/{here.posting.pk}/summary.pdf",
        f"/postings/people/{here.of_em.pk}/",
        f"/postings/{here.muster.pk}/",
        f"/postings/{here.muster.pk}/closing.pdf",
    )
    for member in (cast.chi, cast.giang):
        browser = as_(Client(), member)
        assert not [page for page in pages if SECRET in browser.get(page).content.decode("utf-8", "replace")]


def test_the_trail_holds_no_word_and_no_name(here: Staying, cast: Cast):
    as_(Client(), cast.an).get(f"/postings/stays/{here.posting.pk}/")
    as_(Client(), cast.an).get(f"/postings/people/{here.of_em.pk}/")
    facts = json.dumps([each.facts for each in AuditEntry.objects.all()], ensure_ascii=False)
    assert AuditEntry.objects.filter(action="postings.diary.read").exists()
    assert not [words for words in (SECRET, "Đỗ Thị Em", "Phù Lưu") if words in facts]


def test_words_lie_sealed_on_the_disk(here: Staying):
    """Diary, essay and assessment: none of their bytes are the words."""
    stored = [
        bytes(each)
        for each in (
            DiaryEntry.objects.get().words,
            here.of_em.essay.words,
            here.of_em.assessment.words,
        )
    ]
    assert len(set(stored)) == 3
    assert not [each for each in stored if SECRET.encode() in each or not each]
