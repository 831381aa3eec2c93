"""The papers of stays: what is printed is what was done, and what may not be read is not on them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pypdfium2
import pytest
from django.test import Client

from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.postings.actions.assess import assess, hand_in
from bacung.postings.actions.brief import NewBriefing, hold_briefing, note_attendance
from bacung.postings.actions.stay import NewDiaryEntry, write_diary
from bacung.postings.models import Host
from bacung.postings.stay_printing import muster_summary
from tests.apps.postings.staying import BEFORE, SATURDAY_NIGHT, SUNDAY, WEEK, Staying, stay
from tests.cast import Cast, as_, viewer
from tests.village import Village

SATURDAY = date(2023, 6, 3)
LINES = (
    NewDiaryEntry("station-shift", SATURDAY, 4, "Trực cùng Công an xã"),
    NewDiaryEntry("station-shift", SATURDAY, 2),
    NewDiaryEntry("lessons", SATURDAY, None, "Nên đi sau 19 giờ"),
    NewDiaryEntry("note-to-next", SATURDAY, None, "Bác Tư giữ chìa khóa"),
)


@pytest.fixture
def staying(village: Village, cast: Cast) -> Iterator[Staying]:
    """Students in commune A; it is the night of the second day, and Em has written."""
    made = stay(village, cast, kind="wave")
    with clock.at(SATURDAY_NIGHT):
        write_diary(viewer(cast.em), made.posting, LINES)
        yield made


def text_of(pdf: bytes) -> str:
    """All that can be read on a paper, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(words.split())


def test_the_summary_of_a_stay_says_what_was_done(staying: Staying, cast: Cast, client: Client):
    """Summed by kind, with words, lessons and the note; taking it is noted, and reading for the office."""
    page = f"/postings/stays/{staying.posting.pk}/summary.pdf"
    said = text_of(as_(client, cast.em).get(page).content)
    for words in ("6 giờ trực", "Trực cùng Công an xã", "Nên đi sau 19 giờ", "Bác Tư giữ chìa khóa"):
        assert words in said
    assert "Đỗ Thị Em (tổ trưởng)" in said
    taken = AuditEntry.objects.filter(action="postings.summary")
    read = AuditEntry.objects.filter(action="postings.diary.read")
    assert (taken.count(), read.count()) == (1, 0)
    assert as_(client, cast.an).get(page).status_code == 200
    assert (taken.count(), read.count()) == (2, 1)
    with clock.at(BEFORE):
        assert client.get(page).status_code == 409


def test_a_muster_is_added_up(staying: Staying, cast: Cast):
    """Only what has begun: two people, two duties, one stay; a week later three duties of the same two."""
    held = hold_briefing(viewer(cast.binh), staying.muster, NewBriefing("area", BEFORE, "Huyện"))
    note_attendance(viewer(cast.binh), held, {cast.em.pk: True, cast.hoa.pk: False})
    now = muster_summary(staying.muster)
    assert (now.stays, now.communes, now.people, now.duties) == (1, 1, 2, 2)
    assert [(each.lines, each.total) for each in now.work] == [(2, 6)]
    assert [(each.present, each.absent) for each in now.sessions] == [(1, 1)]
    assert [count for _topic, count in now.lacking] == [1, 2]
    assert now.lessons == (("Xã Phù Lưu", "Nên đi sau 19 giờ"),)
    with clock.at(SUNDAY + WEEK):
        later = muster_summary(staying.muster)
    assert (later.stays, later.people, later.duties) == (2, 2, 3)
    assert [(unit.people, unit.duties) for unit in later.units] == [(2, 3)]


def test_essays_and_grades_are_counted_and_nobody_is_ranked(staying: Staying, cast: Cast, client: Client):
    """No name of a student stands on the closing summary."""
    hand_in(viewer(cast.em), staying.of_em, "Bài của em")
    assess(viewer(cast.an), staying.of_em, grade="good", words="Tốt")
    ended = muster_summary(staying.muster).ended
    assert ended is not None
    assert (ended.students, ended.essays, dict(ended.grades)["Hoàn thành tốt"]) == (2, 1, 1)
    said = text_of(as_(client, cast.binh).get(f"/postings/{staying.muster.pk}/closing.pdf").content)
    assert "50,0 % (1/2) sinh viên" in said
    assert "Đỗ Thị Em" not in said
    assert AuditEntry.objects.filter(action="postings.closing").count() == 1


def test_whoever_has_a_part_of_a_muster_does_not_close_it(
    staying: Staying, village: Village, cast: Cast, client: Client
):
    Host.objects.create(muster=staying.muster, commune=village.commune_b)
    page = f"/postings/{staying.muster.pk}/closing.pdf"
    assert as_(client, cast.binh).get(page).status_code == 200
    cast.binh.grants.update(area=village.commune_a)
    assert client.get(page).status_code == 403


def test_a_stay_nobody_wrote_of_is_printed_all_the_same(staying: Staying, cast: Cast, client: Client):
    with clock.at(SUNDAY + WEEK + timedelta(hours=1)):
        page = f"/postings/stays/{staying.after.pk}/summary.pdf"
        assert "Nhật ký chưa ghi việc nào" in text_of(as_(client, cast.hoa).get(page).content)
