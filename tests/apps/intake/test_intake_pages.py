"""The pages of lists, as an officer, a stranger and an auditor meet them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from bacung.areas.models import Area
from bacung.drives.models import Drive
from bacung.ground.models import AuditEntry, Job
from bacung.intake.actions import accept, read_batch
from bacung.intake.models import Batch
from bacung.registry.models import Person
from bacung.staff.models import Grant, Member
from tests.apps.intake.books import FAMILY, NEIGHBOURS, changed, workbook

pytestmark = pytest.mark.django_db
Read = Callable[[Any], Batch]
LogIn = Callable[[str, Area], Client]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def log_in() -> LogIn:
    """A browser of somebody with one role in one area."""

    def as_somebody(role: str, area: Area) -> Client:
        member = Member.objects.create(username=f"{role}-{area.pk}", full_name=role)
        Grant.objects.create(member=member, role=role, area=area, since=date(2020, 1, 1))
        client = Client()
        client.cookies["django_language"] = "en"
        client.force_login(member)
        return client

    return as_somebody


def text(response: Any) -> str:
    assert response.status_code == 200, response.content[:500]
    return " ".join(response.content.decode().split())


def test_an_officer_sends_a_book_and_finds_it_waiting_to_be_read(
    log_in: LogIn, commune: Area, drive: Drive
) -> None:
    """The upload is kept sealed and a reading is asked for; sent twice, the first one is shown."""
    browser = log_in("officer", commune)
    assert "Drop a workbook here" in text(browser.get("/lists/"))
    file = workbook(FAMILY).getvalue()
    for _ in range(2):
        sent = SimpleUploadedFile("../../dân.xlsx", file)
        answer = browser.post(
            "/lists/", {"place": f"{drive.pk}:{commune.pk}", "kind": "people", "file": sent}
        )
        assert answer.status_code == 302
    batch = Batch.objects.get()
    assert (batch.name, batch.state, Job.objects.filter(kind="intake.read").exists()) == (
        "dân.xlsx",
        "waiting",
        True,
    )
    assert "0 rows were read so far" in text(browser.get(f"/lists/{batch.pk}/")) or Job.objects.exists()


def test_the_page_of_a_book_shows_what_was_understood_and_what_is_asked(
    log_in: LogIn, read_book: Read, commune: Area
) -> None:
    """Columns, counts, a repair before → after, a question with its answers, a button that says how many."""
    odd = [changed(FAMILY[0], Số_CCCD="42054001234"), FAMILY[1], changed(FAMILY[2], Giới_tính="Nam")]
    batch = read_book(workbook(odd))
    page = text(log_in("officer", commune).get(f"/lists/{batch.pk}/"))
    assert "Take over 2 rows" in page
    assert "42054001234" not in page
    assert "042•••••1234" in page
    assert "The citizen number and the row say different sexes" in page
    assert "Leave it as it is, in all of them" in page
    assert "Citizen number" in page


def test_questions_are_answered_undone_and_the_rows_taken_over(
    log_in: LogIn, read_book: Read, commune: Area
) -> None:
    """One click answers all rows of a code; a single row can be written right; a repair can be undone."""
    odd = [changed(FAMILY[0], Số_CCCD="42054001234"), FAMILY[1], changed(FAMILY[2], Giới_tính="Nam")]
    batch, browser = read_book(workbook(odd)), log_in("officer", commune)
    code = "number-sex-disagrees"
    assert "Nguyễn Thị Chi" in text(browser.get(f"/lists/{batch.pk}/complaints/{code}/"))
    row = batch.complaints.get(code=code).position
    wrong = browser.post(
        f"/lists/{batch.pk}/complaints/{code}/answer/",
        {"single": f"{row}:correct", f"value-{row}": "12"},
        follow=True,
    )
    assert "cannot stand there" in text(wrong)
    browser.post(f"/lists/{batch.pk}/complaints/{code}/answer/", {"scope": "all", "answer": "keep"})
    browser.post(f"/lists/{batch.pk}/complaints/lost-zeros/answer/", {"scope": "all", "answer": "undo"})
    assert "Take over 3 rows" in text(browser.get(f"/lists/{batch.pk}/"))
    assert "Rows in which it was undone" in text(browser.get(f"/lists/{batch.pk}/"))
    for page in ("rows/", "rows/?verdict=question", "differences/", f"complaints/{code}/?all=1"):
        text(browser.get(f"/lists/{batch.pk}/{page}"))
    browser.post(f"/lists/{batch.pk}/accept/")
    assert Job.objects.filter(kind="intake.accept", arguments={"batch": batch.pk}).exists()


def test_an_address_or_an_answer_nobody_offered_breaks_nothing(
    log_in: LogIn, read_book: Read, commune: Area
) -> None:
    """A code there is not, a row there is not, an answer that does not fit: said, and nothing changed."""
    batch, browser = (
        read_book(workbook([changed(FAMILY[0], Số_CCCD="42054001234")])),
        log_in("officer", commune),
    )
    assert browser.get(f"/lists/{batch.pk}/complaints/no-such-code/").status_code == 404
    address = f"/lists/{batch.pk}/complaints/lost-zeros/answer/"
    for said in (
        {"single": "x:undo"},
        {"single": "999:undo"},
        {"row": "999", "answer": "undo"},
        {"answer": "new", "scope": "all"},
        {},
    ):
        assert browser.post(address, said).status_code == 302
    assert not batch.complaints.exclude(answer="").exists()


def test_hamlets_written_otherwise_are_chosen_or_made(
    log_in: LogIn, read_book: Read, commune: Area, officer: Any
) -> None:
    """Once a commune keeps hamlets, an unknown one is asked about, each way of writing once."""
    accept(officer, read_book(workbook(FAMILY)))
    book = [changed(row, Thôn="Thôn Dông Cũ") for row in NEIGHBOURS]
    batch, browser = read_book(workbook(book)), log_in("officer", commune)
    address = f"/lists/{batch.pk}/complaints/intake.hamlet-unknown/"
    assert "Thôn Dông Cũ" in text(browser.get(address))
    browser.post(address + "answer/", {"written": "Thôn Dông Cũ", "answer": "correct", "value": "Thôn Đông"})
    batch.refresh_from_db()
    accept(officer, batch)
    assert {person.household.hamlet.name for person in Person.admitted.all()} == {"Thôn Đông"}


def test_a_corrected_column_is_read_again_and_remembered(
    log_in: LogIn, read_book: Read, commune: Area
) -> None:
    """What a user says of a column holds for this book and for the commune's next with the same header."""
    header = (
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Mã",
        "Số điện thoại",
        "Thôn",
        "Chủ hộ",
        "Quan hệ",
    )
    batch, browser = read_book(workbook(FAMILY, header)), log_in("officer", commune)
    browser.post(f"/lists/{batch.pk}/mapping/", {"column-E": "citizen_number", "before-E": ""})
    batch.refresh_from_db()
    assert batch.state == "waiting"
    read_batch(batch)
    assert batch.complaints.filter(code="number-sex-disagrees").count() == 0
    following = read_book(workbook(NEIGHBOURS, header))
    assert following.mapping == {"E": "citizen_number"}


def test_who_is_not_of_the_commune_finds_nothing(
    log_in: LogIn, read_book: Read, commune: Area, other_commune: Area
) -> None:
    """The neighbouring officer is told that no such book exists, at every address; walkers are sent away."""
    batch = read_book(workbook(FAMILY))
    stranger = log_in("officer", other_commune)
    assert str(batch.name) not in text(stranger.get("/lists/"))
    for page in ("", "rows/", "differences/", "totals/", "complaints/lost-zeros/"):
        assert stranger.get(f"/lists/{batch.pk}/{page}").status_code == 404
    for deed in ("accept/", "undo/", "read/", "mapping/", "returned/", "complaints/lost-zeros/answer/"):
        assert stranger.post(f"/lists/{batch.pk}/{deed}", {"answer": "undo"}).status_code == 404
    for role in ("walker", "supervisor"):
        assert log_in(role, commune).get(f"/lists/{batch.pk}/").status_code == 403


def test_an_auditor_sees_counts_alone(log_in: LogIn, read_book: Read, commune: Area) -> None:
    """No name, no row, no button."""
    odd = changed(FAMILY[2], Giới_tính="Nam")
    batch, auditor = read_book(workbook([*FAMILY[:2], odd])), log_in("auditor", commune)
    page = text(auditor.get(f"/lists/{batch.pk}/"))
    assert "What became of the rows" in page
    assert "Nguyễn Thị Chi" not in page
    assert "Take over" not in page
    assert auditor.get(f"/lists/{batch.pk}/rows/").status_code == 403
    assert auditor.post(f"/lists/{batch.pk}/accept/").status_code == 403
    assert auditor.post("/lists/").status_code == 403


def test_the_returned_book_is_handed_out_and_written_down(
    log_in: LogIn, read_book: Read, commune: Area
) -> None:
    """It comes as a file nobody caches, and the trail says so."""
    batch = read_book(workbook(FAMILY))
    answer = log_in("officer", commune).post(f"/lists/{batch.pk}/returned/")
    assert answer.content[:2] == b"PK"
    assert answer.headers["Cache-Control"] == "no-store"
    assert AuditEntry.objects.filter(action="intake.give-back").exists()
