"""The diary of a stay: kept at night by those who are there, read by who looks after them, then forgotten."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.postings.actions.forgetting import forget_stays
from bacung.postings.actions.stay import NewDiaryEntry, read_diary, strike_entry, write_diary
from bacung.postings.models import Assignment, DiaryEntry
from bacung.postings.queries.stays import diary, forgotten_from, part_of, stays, writing_day
from tests.apps.postings.staying import FRIDAY, SATURDAY_NIGHT, SUNDAY, WEEK, Staying, stay
from tests.cast import Cast, as_, viewer
from tests.village import Village

SATURDAY = date(2023, 6, 3)
SHIFT = NewDiaryEntry("station-shift", SATURDAY, 4, "Trực cùng Công an xã")
NOTE = NewDiaryEntry("note-to-next", SATURDAY, None, "Thôn Đông Châu về sau 19 giờ")


@pytest.fixture(autouse=True)
def _at_night() -> Iterator[None]:
    with clock.at(SATURDAY_NIGHT):
        yield


@pytest.fixture
def staying(village: Village, cast: Cast) -> Staying:
    """Em and Hoa in commune A."""
    return stay(village, cast)


def test_whoever_is_there_writes_and_who_looks_after_them_reads(staying: Staying, cast: Cast):
    """Kinds with their figures; the words lie sealed; only reading somebody else's words is noted."""
    write_diary(viewer(cast.em), staying.posting, [SHIFT, NewDiaryEntry("meals", SATURDAY, 2)])
    entries = diary(staying.posting)
    assert [(entry.kind, entry.count) for entry in entries] == [("station-shift", 4), ("meals", 2)]
    assert "Trực".encode() not in bytes(entries[0].words)
    read = AuditEntry.objects.filter(action="postings.diary.read")
    assert read_diary(viewer(cast.hoa), staying.posting, entries) == {entries[0].pk: SHIFT.words}
    assert not read.exists()
    for member in (cast.an, cast.dung, cast.binh):
        assert read_diary(viewer(member), staying.posting, entries) == {entries[0].pk: SHIFT.words}
    assert read.count() == 3
    assert read_diary(viewer(cast.giang), staying.posting, entries) == {}


def test_a_companion_who_was_replaced_is_out(staying: Staying, cast: Cast):
    """From the moment of the release, for reading as for writing."""
    Assignment.objects.filter(pk=staying.of_hoa.pk).update(released_at=clock.now())
    assert not stays(viewer(cast.hoa)).filter(pk=staying.posting.pk).exists()
    with pytest.raises(Problem, match=r"postings\.not-yours-to-write"):
        write_diary(viewer(cast.hoa), staying.posting, [SHIFT])


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (NewDiaryEntry("meals", date(2023, 6, 4), 1), "outside-the-stay"),  # has not come yet
        (NewDiaryEntry("meals", date(2023, 6, 1), 1), "outside-the-stay"),
        (NewDiaryEntry("meals", SATURDAY, None, "  "), "nothing-said"),
        (NewDiaryEntry("beer", SATURDAY, 1), "unknown-word"),
    ],
)
def test_what_cannot_be_written(staying: Staying, cast: Cast, entry: NewDiaryEntry, code: str):
    """Of several lines none is kept."""
    with pytest.raises(Problem, match=rf"postings\.{code}"):
        write_diary(viewer(cast.em), staying.posting, [SHIFT, entry])
    assert not DiaryEntry.objects.exists()


def test_before_the_stay_and_after_it_was_called_off(staying: Staying, cast: Cast):
    em = viewer(cast.em)
    with (
        clock.at(FRIDAY - timedelta(minutes=1)),
        pytest.raises(Problem, match=r"postings\.not-begun"),
    ):
        write_diary(em, staying.posting, [SHIFT])
    staying.posting.cancelled_because = "bão"
    with pytest.raises(Problem, match=r"postings\.stay-cancelled"):
        write_diary(em, staying.posting, [SHIFT])


def test_only_the_writer_takes_a_line_back(staying: Staying, cast: Cast):
    (line,) = write_diary(viewer(cast.em), staying.posting, [SHIFT])
    for member in (cast.hoa, cast.an, cast.binh):
        with pytest.raises(Problem, match=r"postings\.not-yours-to-write"):
            strike_entry(viewer(member), staying.posting, line)
    strike_entry(viewer(cast.em), staying.posting, line)
    assert diary(staying.posting) == []


def test_after_midnight_one_writes_of_the_day_before(staying: Staying):
    """Until five in the morning; never of a day outside the stay."""
    expected = {"2023-06-04T00:40": SATURDAY, "2023-06-04T05:10": date(2023, 6, 4), "2023-06-20T12:00": None}
    for at, day in expected.items():
        with clock.at(clock.parse(at)):
            assert writing_day(staying.posting) == (day or date(2023, 6, 4))


def test_the_next_pair_finds_the_note_and_nothing_else(staying: Staying, cast: Cast, client: Client):
    """On top of their stay; the auditor and the earlier diary stay apart."""
    secret = NewDiaryEntry("lessons", SATURDAY, None, "Nên đi sớm hơn")
    write_diary(viewer(cast.em), staying.posting, [NOTE, secret])
    page = f"/postings/stays/{staying.after.pk}/"
    with clock.at(SUNDAY + WEEK - timedelta(days=1)):
        shown = as_(client, cast.hoa).get(page).content.decode()
        assert NOTE.words in shown
        assert secret.words not in shown
        assert NOTE.words not in as_(client, cast.giang).get(page).content.decode()
        assert as_(client, cast.em).get(page).status_code == 404  # Em does not come again


def test_the_page_takes_a_line_and_says_what_is_wrong(staying: Staying, cast: Cast, client: Client):
    """With the words that were written."""
    page = f"/postings/stays/{staying.posting.pk}/"
    as_(client, cast.em)
    wrong = client.post(f"{page}diary/meals/", {"on": "2023-06-03", "count": "-1", "words": "Bữa tối"})
    assert (wrong.status_code, "Bữa tối" in wrong.content.decode()) == (400, True)
    assert client.post(f"{page}diary/meals/", {"on": "2023-06-03", "count": "2"}).status_code == 302
    assert client.post(f"{page}diary/note-to-next/", {"on": "2023-06-03"}).status_code == 400
    assert client.post(f"{page}diary/beer/", {"on": "2023-06-03", "count": "2"}).status_code == 400
    (line,) = diary(staying.posting)
    assert client.post(f"{page}strike/{line.pk}/").status_code == 302
    assert diary(staying.posting) == []


def test_somebody_without_any_right_keeps_what_is_theirs(staying: Staying, cast: Cast, client: Client):
    """Hoa's own stays and no other page of postings; the stay of the village next door is not there."""
    as_(client, cast.hoa)
    shown = client.get("/postings/stays/").content.decode()
    assert f"/postings/stays/{staying.posting.pk}/" in shown
    assert client.get("/postings/people/").status_code == 403
    assert client.get(f"/postings/stays/{staying.posting.pk + 999}/").status_code == 404


def test_a_supervisor_without_a_right_there_still_has_the_own_stays(staying: Staying, cast: Cast):
    """Because the muster says so; another's they have not."""
    cast.dung.grants.all().delete()
    dung = viewer(cast.dung)
    assert part_of(dung, staying.posting).reads_words
    staying.posting.supervisor = None
    staying.posting.save()
    assert not part_of(dung, staying.posting).reads_words
    assert [each.pk for each in stays(dung)] == [staying.after.pk]


def test_words_are_erased_when_the_drive_is_over_for_so_long(staying: Staying, cast: Cast):
    """A day later than its days of keeping; figures stay, and those of a demonstration stay whole."""
    write_diary(viewer(cast.em), staying.posting, [SHIFT, NOTE])
    last = forgotten_from(staying.posting)
    with clock.at(last - timedelta(minutes=1)):
        assert forget_stays() == 0
        write_diary(viewer(cast.em), staying.posting, [SHIFT])
    with clock.at(last):
        Drive.objects.update(is_demo=True)
        assert forget_stays() == 0
        Drive.objects.update(is_demo=False)
        assert (forget_stays(), forget_stays()) == (3, 0)
        with pytest.raises(Problem, match=r"postings\.stay-forgotten"):
            write_diary(viewer(cast.em), staying.posting, [SHIFT])
    entries = diary(staying.posting)
    assert [(entry.count, bytes(entry.words)) for entry in entries] == [(4, b""), (None, b""), (4, b"")]
