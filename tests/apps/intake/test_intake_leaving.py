"""What a book leaves behind: nothing when taken back, no values after its time, a clean copy to send."""

import io
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.intake import storage
from bacung.intake.actions import (
    accept,
    cancel,
    decide_rows,
    forget_expired,
    give_back,
    read_batch,
    receive,
    undo,
)
from bacung.intake.models import Batch, StagedComplaint, StagedRow
from bacung.registry.models import Person
from tests.apps.intake.books import FAMILY, NEIGHBOURS, changed, workbook

pytestmark = pytest.mark.django_db
Read = Callable[[Any], Batch]
ODD = [changed(FAMILY[0], Số_CCCD="42054001234"), FAMILY[1], changed(FAMILY[2], Giới_tính="Nam")]


def cells(returned: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(returned)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_returned_book_says_what_became_of_every_row(read_book: Read, officer: Viewer) -> None:
    """Its own layout, three columns more, numbers as text with their zeros back, the open question named."""
    batch = accept(officer, read_book(workbook(ODD)))
    with translation.override("vi"):
        rows = cells(give_back(officer, batch))
    assert rows[2][-3:] == ["Trạng thái", "Lý do", "Việc cần làm"]
    assert rows[3][4] == "042054001234"
    assert rows[3][-3] == "Đã nhận, có sửa"
    assert rows[4][-3:-1] == ["Đã nhận", None]
    assert rows[5][-3] == "Cần trả lời"
    assert "khác giới tính" in rows[5][-2]


def test_formulas_do_not_come_back(read_book: Read, officer: Viewer) -> None:
    """What a spreadsheet would run is handed back as text that begins with an apostrophe."""
    evil = changed(FAMILY[0], Quan_hệ_với_chủ_hộ='=HYPERLINK("http://x","y")', Chủ_hộ="@SUM(1)")
    returned = cells(give_back(officer, read_book(workbook([evil]))))
    held = [value for row in returned for value in row if isinstance(value, str)]
    assert not any(value.startswith(("=", "+", "-", "@")) for value in held)


def test_a_book_taken_back_leaves_nothing(read_book: Read, officer: Viewer) -> None:
    """File, rows and complaints are gone; the same book may be sent again and is read anew."""
    batch = read_book(workbook(ODD))
    undo(officer, batch)
    assert not StagedRow.objects.exists()
    assert not StagedComplaint.objects.exists()
    assert not list(storage.folder().glob(batch.file or "none"))
    again = read_book(workbook(ODD))
    assert again.pk != batch.pk
    assert again.state == "read"


def test_an_accepted_book_cannot_be_taken_back(read_book: Read, officer: Viewer) -> None:
    """Its people are on the list; a corrected book corrects them."""
    batch = accept(officer, read_book(workbook(FAMILY)))
    with pytest.raises(Problem, match=r"intake\.wrong-state"):
        undo(officer, batch)
    assert Person.admitted.count() == 3


def test_an_acceptance_that_broke_off_goes_on_and_is_not_taken_back(
    read_book: Read, officer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The people written so far are seen by nobody; called again, it ends where it would have ended."""
    batch = read_book(workbook(FAMILY))

    def broken(*args: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules[accept.__module__], "open_admission", broken)
        with pytest.raises(OSError, match="disk full"):
            accept(officer, batch)
    assert (Person.objects.count(), Person.admitted.count()) == (3, 0)
    batch.refresh_from_db()
    with pytest.raises(Problem, match=r"intake\.wrong-state"):
        undo(officer, batch)
    accept(officer, batch)
    assert Person.admitted.count() == 3


def test_a_cancelled_reading_stops_before_its_next_chunk(
    officer: Viewer, drive: Drive, commune: Area
) -> None:
    """Whoever reads finds the turn gone, clears up and says so."""
    batch = receive(officer, drive, commune, workbook(FAMILY))
    with pytest.raises(Problem, match=r"sheets\.stopped"):
        read_batch(batch, on_progress=lambda done: cancel(officer, batch))
    batch.refresh_from_db()
    assert (batch.state, batch.file, batch.rows.count()) == ("cancelled", "", 0)


def test_after_its_day_a_book_is_forgotten(read_book: Read, officer: Viewer, drive: Drive) -> None:
    """An open book goes whole; of an accepted one stays which row a person came from, without any value."""
    taken = accept(officer, read_book(workbook(FAMILY)))
    left = read_book(workbook(NEIGHBOURS))
    files = [storage.folder() / taken.file, storage.folder() / left.file]
    assert all(file.exists() for file in files)
    with clock.at(clock.now() + timedelta(days=drive.retention_days)):
        assert forget_expired() == 0
    with clock.at(clock.now() + timedelta(days=drive.retention_days + 1)):
        assert forget_expired() == 2
    assert not any(file.exists() for file in files)
    assert set(taken.rows.values_list("sealed", flat=True)) == {b""}
    assert taken.rows.filter(person__isnull=False).count() == 3
    left.refresh_from_db()
    assert (left.state, left.rows.count()) == ("expired", 0)


def test_a_book_given_back_after_acceptance_is_forgotten_the_next_day(
    read_book: Read, officer: Viewer
) -> None:
    """Its use is over; the day is left for a download that broke off."""
    batch = accept(officer, read_book(workbook(FAMILY)))
    give_back(officer, batch)
    assert give_back(officer, batch)
    with clock.at(clock.now() + timedelta(days=1)):
        assert forget_expired() == 1


def test_the_officer_next_door_cannot_send_a_list_here(
    other_officer: Viewer, drive: Drive, commune: Area
) -> None:
    """For somebody without rights in the commune it does not exist, and nothing is kept."""
    before = set(storage.names())
    with pytest.raises(Problem, match=r"ground\.not-found"):
        receive(other_officer, drive, commune, workbook(FAMILY))
    assert set(storage.names()) == before


def test_somebody_on_the_list_next_door_is_a_question_that_names_nobody(
    read_book: Read, officer: Viewer, other_officer: Viewer, drive: Drive, other_commune: Area
) -> None:
    """The number is known in another commune: the row waits, and says neither where nor who."""
    accept(officer, read_book(workbook(FAMILY)))
    book = [changed(FAMILY[0], Họ_và_tên="Nguyễn Văn An", Thôn="Thôn Nam")]
    batch = read_batch(receive(other_officer, drive, other_commune, workbook(book)))
    row = batch.rows.get(match="ask")
    assert (row.verdict, row.person) == ("question", None)
    [complaint] = batch.complaints.filter(severity="question")
    assert complaint.code == "intake.known-elsewhere"
    with pytest.raises(Problem, match=r"intake\.answer-does-not-fit"):
        decide_rows(other_officer, batch, code=complaint.code, answer="new")


def test_a_reading_that_was_overtaken_leaves_the_rows_of_the_other(
    officer: Viewer, drive: Drive, commune: Area
) -> None:
    """Somebody starts to read a book that is being read: the first reader stops, and takes no row along."""
    batch = receive(officer, drive, commune, workbook((*FAMILY, *NEIGHBOURS)), name="phu-luu.xlsx")
    with pytest.raises(Problem):
        read_batch(batch, on_progress=lambda done: read_batch(Batch.objects.get(pk=batch.pk)) and None)
    batch.refresh_from_db()
    assert batch.state == "read"
    assert 0 < batch.rows_staged == batch.rows.count()
