"""A filled sheet given back: recorded once, corrected by what changed, complained about row by row."""

import json
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, Grant, Viewer
from bacung.intake.actions import accept, read_batch, receive
from bacung.ledger.models import Account
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Door, Round, Stop
from bacung.rounds.printing import pair_workbook
from bacung.visits.actions import NewVisit, SheetTaken, import_sheet, record_visits, void_visit
from bacung.visits.models import Event
from bacung.visits.queries import live_events, note_of
from bacung.visits.returned import moment_in
from tests.cast import Cast, as_, viewer
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

LATER = EVENING + timedelta(hours=12)
wall = datetime.fromisoformat
COLUMN = {"code": 0, "name": 1, "result": 3, "reason": 4, "back": 5, "note": 6}


@pytest.fixture
def walked(village: Village) -> Round:
    """One pair went to the three doors of commune A, hamlet by hamlet."""
    with clock.at(EVENING - timedelta(hours=2)):
        planned = plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
        )
    stops = Stop.objects.filter(pair__round=planned)
    stops.update(position=F("position") + 10)
    for position, stop in enumerate(stops.order_by("household__hamlet__position", "household"), start=1):
        stops.filter(pk=stop.pk).update(position=position)
    return planned


def filled(walked: Round, said: dict[str, dict[str, Any]]) -> BytesIO:
    """The pair's workbook with these cells filled, by row code."""
    book = load_workbook(BytesIO(pair_workbook(CONSOLE, walked, 1)))
    for row in book.active.iter_rows():
        for column, value in said.get(str(row[0].value), {}).items():
            row[COLUMN[column]].value = value
    target = BytesIO()
    book.save(target)
    target.seek(0)
    return target


def take(village: Village, book: BytesIO, by: Viewer = CONSOLE) -> SheetTaken:
    """Give it back the next morning."""
    with clock.at(LATER):
        return import_sheet(by, village.drive, book, "phieu.xlsx")


FULL = {
    "01": {"result": "Có nhà", "back": wall("2023-06-04 19:00"), "note": "cổng xanh"},
    "01a": {"result": "Đã kích hoạt"},
    "01b": {"result": "Chưa được", "reason": "SIM không chính chủ"},
    "02": {"result": "Vắng nhà"},
}


def test_what_was_filled_in_is_recorded_and_the_rest_left(walked: Round, village: Village) -> None:
    """Two doors filled, one left empty: the pair did not get there."""
    taken = take(village, filled(walked, FULL))
    first = Event.objects.get(household__people__name="Trần Văn Bảy")

    assert (taken.recorded, taken.empty, taken.complaints) == (2, 1, ())
    assert first.comes_back_at == datetime(2023, 6, 4, 19, 0, tzinfo=clock.VIETNAM)
    assert note_of(first) == "cổng xanh"
    assert first.source == "sheet"
    assert Account.objects.get(person__name="Trần Văn Bảy").declared


def test_the_same_sheet_twice_changes_nothing(walked: Round, village: Village) -> None:
    """Not the second time, nor the third from a copy saved anew."""
    take(village, filled(walked, FULL))
    before = list(Event.objects.order_by("pk").values())
    again = [take(village, filled(walked, FULL)) for _ in range(2)]

    assert [(taken.recorded, taken.replaced, taken.unchanged) for taken in again] == [(0, 0, 2)] * 2
    assert list(Event.objects.order_by("pk").values()) == before


def test_a_corrected_row_replaces_what_its_door_said(walked: Round, village: Village) -> None:
    """There and back again: each correction has the last word, one knock counts."""
    changed = FULL | {"02": {"result": "Có nhà"}, "02a": {"reason": "Từ chối"}}
    for said, expected in ((FULL, "nobody"), (changed, "home"), (FULL, "nobody"), (changed, "home")):
        taken = take(village, filled(walked, said))
        assert taken.recorded + taken.replaced in (1, 2)
        (live,) = live_events(Event.objects.filter(household__people__name="Phan Đình Đức"))
        assert live.outcome == expected
        assert take(village, filled(walked, said)).unchanged == 2
    assert Door.objects.get(household=live.household_id).knocks == 1


def test_a_withdrawn_visit_stays_withdrawn(walked: Round, village: Village) -> None:
    """Giving back the same sheet does not bring back what somebody took away."""
    take(village, filled(walked, FULL))
    event = Event.objects.get(household__people__name="Phan Đình Đức")
    with clock.at(LATER):
        void_visit(CONSOLE, village.drive, event)
    taken = take(village, filled(walked, FULL))

    assert (taken.recorded, taken.replaced) == (0, 0)
    assert not live_events(Event.objects.filter(household=event.household_id)).exists()


@pytest.mark.parametrize(
    ("row", "cells", "column", "code"),
    [
        ("01a", {"result": "Kích hoạt rồi"}, "D", "result-unknown"),
        ("01b", {"result": "Chưa được", "reason": "không thích"}, "E", "reason-unknown"),
        ("01b", {"result": "Chưa được"}, "E", "reason-missing"),
        ("01", {"result": "Có nhà", "back": "bữa nào rảnh"}, "F", "hour-unknown"),
        ("01", {"result": "Có nhà", "back": wall("2023-06-04 22:30")}, "D", "impossible"),
        ("01a", {"name": "Hồ Quý Ly", "result": "Đã kích hoạt"}, "B", "name-differs"),
        ("01a", {"code": "01x", "result": "Đã kích hoạt"}, "A", "row-unknown"),
        ("01", {"note": "có chó"}, "D", "result-missing"),
        ("01a", {"result": "Đã thu nhận"}, "D", "impossible"),
    ],
)
def test_a_row_not_understood_is_said_and_holds_its_door_back(
    walked: Round, village: Village, row: str, cells: dict[str, Any], column: str, code: str
) -> None:
    """The other doors are recorded all the same."""
    taken = take(village, filled(walked, {row: cells, "02": {"result": "Vắng nhà"}}))

    assert [(each.column, each.code) for each in taken.complaints] == [(column, code)]
    assert (taken.recorded, taken.held_back) == (1, 1)


def test_a_complaint_proposes_what_may_be_meant(walked: Round, village: Village) -> None:
    """ "Kích hoạt rồi" may be "Đã kích hoạt"."""
    taken = take(village, filled(walked, {"01a": {"result": "Kích hoạt rồi"}}))

    assert taken.complaints[0].proposal == "Đã kích hoạt"


def test_a_door_entered_on_the_page_is_not_entered_again(walked: Round, village: Village) -> None:
    """Somebody typed it already: a question, not a second knock."""
    home = village.person("Phan Đình Đức").household_id
    with clock.at(LATER):
        typed = NewVisit(home, "nobody", EVENING, round_id=walked.pk, pair_number=1)
        record_visits(CONSOLE, village.drive, [typed])
    taken = take(village, filled(walked, FULL))

    assert [each.code for each in taken.complaints] == ["already-entered"]
    assert Door.objects.get(household=home).knocks == 1


def test_an_invitation_with_an_hour_is_a_desk_slot(walked: Round, village: Village) -> None:
    """The hour on the row of somebody invited is when they come to the station."""
    take(
        village,
        filled(walked, {"01a": {"result": "Mời lên trụ sở", "back": "8h30 5/6"}}),
    )
    event = Event.objects.get()

    assert event.people.get().desk_slot_at == datetime(2023, 6, 5, 8, 30, tzinfo=clock.VIETNAM)
    assert event.comes_back_at is None


def test_please_do_not_come_again_closes_the_door(walked: Round, village: Village) -> None:
    """It is an outcome like any other, and it holds."""
    take(village, filled(walked, {"02": {"result": "Xin đừng đến nữa"}}))

    assert Door.objects.get(household__people__name="Phan Đình Đức").never


def test_a_strange_workbook_or_anothers_sheet_is_refused(walked: Round, village: Village) -> None:
    """Without a number of a round one may see, nothing is read."""
    book = load_workbook(filled(walked, FULL))
    book.active["G1"].value = None
    target = BytesIO()
    book.save(target)
    with pytest.raises(Problem, match=r"visits\.not-a-sheet"):
        take(village, target)
    chi = Viewer(1, "Chi", (Grant("officer", village.commune_b.path),))
    with pytest.raises(Problem, match=r"visits\.not-a-sheet"):
        take(village, filled(walked, FULL), chi)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("04/06/2023 19:00", wall("2023-06-04 19:00")),
        ("19h30 4/6", wall("2023-06-04 19:30")),
        ("19h", wall("2023-06-02 19:00")),
        ("20 giờ", wall("2023-06-02 20:00")),
        (time(20, 15), wall("2023-06-02 20:15")),
        ("1/1 8h", wall("2024-01-01 08:00")),
        ("tối mai", None),
        ("31/2 19h", None),
        (wall("2023-06-04 00:00"), None),
    ],
)
def test_hours_are_read_as_people_write_them(written: Any, meant: datetime | None) -> None:
    """With or without the day, the year, the minutes; a day without an hour is asked about."""
    assert moment_in(written, date(2023, 6, 2)) == meant


def test_a_sheet_that_comes_in_among_the_lists_is_taken_alike(
    walked: Round, village: Village, cast: Cast
) -> None:
    """Looked at it changes nothing; accepted it is recorded."""
    an = viewer(cast.an)
    with clock.at(LATER):
        batch = receive(
            an, village.drive, village.commune_a, filled(walked, FULL), "visits", name="phieu.xlsx"
        )
        looked = read_batch(batch)
        assert looked.counts == {"doors": 3, "filled": 2, "not-understood": 0}
        assert not Event.objects.exists()
        accept(an, looked)

    assert Event.objects.count() == 2


def test_the_page_takes_a_sheet_and_says_what_became_of_it(
    walked: Round, village: Village, cast: Cast
) -> None:
    """Counts, and the rows to correct."""
    content = filled(walked, FULL | {"03": {"result": "bận"}}).getvalue()
    with clock.at(LATER):
        page = as_(Client(), cast.an).post(
            reverse("visits:give_back"),
            {"drive": village.drive.code, "file": SimpleUploadedFile("phieu.xlsx", content)},
        )
    text = page.content.decode()

    assert "ghi mới 2" in text
    assert "result-unknown" in text


def test_the_verb_takes_a_sheet_and_answers_as_json(walked: Round, village: Village, tmp_path: Path) -> None:
    """Stable keys, and the same again says unchanged."""
    from bacung.visits.commands import visits

    path = tmp_path / "phieu.xlsx"
    path.write_bytes(filled(walked, FULL).getvalue())
    arguments = ["import", str(path), "--drive", village.drive.code, "--json"]
    with clock.at(LATER):
        told = [json.loads(CliRunner().invoke(visits, arguments).output) for _ in range(2)]

    assert told[0]["recorded"] == 2
    assert told[1] == told[0] | {"recorded": 0, "unchanged": 2}
    assert told[0]["complaints"] == []
