"""How a student's stay ends: the essay, the commune's assessment, and who may read them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.postings.actions.assess import assess, hand_in, read_student
from bacung.postings.actions.forgetting import forget_stays
from bacung.postings.actions.stay import NewDiaryEntry, write_diary
from bacung.postings.models import Absence, Assessment, Essay
from bacung.postings.queries.stays import forgotten_from
from bacung.postings.queries.students import people
from tests.apps.postings.staying import SUNDAY, WEEK, Staying, stay
from tests.cast import Cast, as_, viewer
from tests.village import Village

WORDS = "Em học được cách lắng nghe bà con."
SAID = "Chăm chỉ, hòa nhã, đúng giờ."
AFTER = SUNDAY + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _after_the_stay() -> Iterator[None]:
    with clock.at(AFTER):
        yield


@pytest.fixture
def staying(village: Village, cast: Cast) -> Staying:
    """Em and Hoa as students in commune A."""
    return stay(village, cast, kind="wave")


def test_an_essay_is_changed_until_the_commune_has_spoken(staying: Staying, cast: Cast):
    em = viewer(cast.em)
    hand_in(em, staying.of_em, "Bản nháp")
    hand_in(em, staying.of_em, WORDS)
    assess(viewer(cast.an), staying.of_em, grade="good", words=SAID)
    with pytest.raises(Problem, match=r"postings\.essay-assessed"):
        hand_in(em, staying.of_em, "Khác")
    told = read_student(em, staying.of_em)
    assert (told.essay, told.assessment) == (WORDS, SAID)
    assert WORDS.encode() not in bytes(Essay.objects.get().words)
    assert SAID.encode() not in bytes(Assessment.objects.get().words)


def test_nobody_writes_for_another(staying: Staying, cast: Cast):
    """Neither a companion nor the office writes the essay; only the commune's officer gives the grade."""
    for member in (cast.hoa, cast.an, cast.dung, cast.binh):
        with pytest.raises(Problem, match=r"postings\.not-yours-to-write"):
            hand_in(viewer(member), staying.of_em, WORDS)
    for member in (cast.em, cast.chi, cast.dung, cast.binh, cast.giang):
        with pytest.raises(Problem, match=r"postings\.not-yours-to-write"):
            assess(viewer(member), staying.of_em, grade="excellent", words=SAID)


def test_who_reads_them_and_what_is_noted(staying: Staying, cast: Cast, client: Client):
    """The companion sees nothing, the auditor no words."""
    hand_in(viewer(cast.em), staying.of_em, WORDS)
    assess(viewer(cast.an), staying.of_em, grade="fair", words=SAID)
    page = f"/postings/people/{staying.of_em.pk}/"
    read = AuditEntry.objects.filter(action="postings.student.read")
    for member, noted in ((cast.em, 0), (cast.an, 1), (cast.dung, 2), (cast.binh, 3)):
        shown = as_(client, member).get(page).content.decode()
        assert (WORDS in shown, SAID in shown, read.count()) == (True, True, noted)
    masked = as_(client, cast.giang).get(page).content.decode()
    assert (WORDS in masked, SAID in masked, "Hoàn thành" in masked) == (False, False, True)
    for member in (cast.hoa, cast.chi):
        assert as_(client, member).get(page).status_code == 404


def test_weekends_have_neither(village: Village, cast: Cast):
    weekend = stay(village, cast)
    with pytest.raises(Problem, match=r"postings\.no-essay-here"):
        hand_in(viewer(cast.em), weekend.of_em, WORDS)
    with pytest.raises(Problem, match=r"postings\.no-essay-here"):
        assess(viewer(cast.an), weekend.of_em, grade="good", words=SAID)


def test_the_pages_take_both(staying: Staying, cast: Cast, client: Client):
    page = f"/postings/people/{staying.of_em.pk}/"
    as_(client, cast.em)
    assert client.post(f"{page}essay/", {"words": "   "}).status_code == 400
    assert client.post(f"{page}essay/", {"words": WORDS}).status_code == 302
    assert client.post(f"{page}assessment/", {"grade": "good", "words": SAID}).status_code == 403
    as_(client, cast.an)
    assert client.post(f"{page}assessment/", {"grade": "best", "words": SAID}).status_code == 400
    assert client.post(f"{page}assessment/", {"grade": "good", "words": SAID}).status_code == 302
    assert Assessment.objects.get().grade == "good"


def test_a_supervisor_sees_what_is_missing_of_each(staying: Staying, cast: Cast):
    """Before anything is done all of it, afterwards nothing."""
    (em, hoa, later) = people(viewer(cast.dung), staying.muster)
    assert em.missing == ("no-area", "no-training", "no-diary", "no-essay", "no-assessment")
    assert later.missing == ("no-area", "no-training")  # has not begun: nothing to hand in yet
    with clock.at(SUNDAY):
        write_diary(viewer(cast.em), staying.posting, [NewDiaryEntry("meals", date(2023, 6, 4), 1)])
    hand_in(viewer(cast.em), staying.of_em, WORDS)
    assess(viewer(cast.an), staying.of_em, grade="good", words=SAID)
    for topic in ("area", "training"):
        held = staying.muster.briefings.create(topic=topic, held_at=AFTER, place="Huyện")
        held.attendances.create(member=cast.em, present=True, noted_at=AFTER)
    Absence.objects.create(
        member=cast.hoa,
        begins_on=(SUNDAY + WEEK).date(),
        ends_on=(SUNDAY + WEEK).date(),
        reason="exam",
    )
    (em, hoa, later) = people(viewer(cast.dung), staying.muster)
    assert (em.missing, em.diary_on, em.beds) == ((), date(2023, 6, 4), 2)
    assert hoa.missing == ("no-area", "no-training", "no-essay", "no-assessment")
    assert later.missing == ("no-area", "no-training", "away")


def test_one_looks_after_ones_own_people_and_no_others(staying: Staying, cast: Cast):
    """Another commune's officer is no supervisor; a supervisor without a right has those the muster gives."""
    assert people(viewer(cast.chi), staying.muster) == []
    cast.dung.grants.all().delete()
    assert len(people(viewer(cast.dung), staying.muster)) == 3
    staying.after.supervisor = None
    staying.after.save()
    assert len(people(viewer(cast.dung), staying.muster)) == 2
    assert len(people(CONSOLE, staying.muster)) == 3


def test_the_questions_asked_do_not_grow_with_the_people(
    staying: Staying, cast: Cast, django_assert_num_queries: object
):
    """However many there are, as many questions as there are kinds of it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            people(viewer(cast.binh), staying.muster)
        return len(told)

    before = asked()
    for member in (cast.an, cast.chi, cast.giang):
        staying.posting.assignments.create(member=member)
    assert asked() == before


def test_words_go_and_grades_stay(staying: Staying, cast: Cast):
    hand_in(viewer(cast.em), staying.of_em, WORDS)
    assess(viewer(cast.an), staying.of_em, grade="good", words=SAID)
    with clock.at(forgotten_from(staying.posting)):
        assert forget_stays() == 2
        told = read_student(viewer(cast.em), staying.of_em)
    assert (told.essay, told.assessment, Assessment.objects.get().grade) == ("", "", "good")
