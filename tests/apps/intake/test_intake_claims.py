"""What lists say of accounts, totals that offices report, and the verbs of the command line."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError

from bacung.areas.models import Area
from bacung.board.queries import reported
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, Grant, Viewer
from bacung.intake import books, jobs
from bacung.intake.actions import accept, read_batch, receive
from bacung.intake.commands import intake
from bacung.intake.models import Batch, ReportedTotal
from bacung.ledger.models import Entry
from bacung.registry.models import Person
from tests.apps.intake.books import FAMILY, HEADER, NEIGHBOURS, changed, workbook

pytestmark = pytest.mark.django_db
Read = Callable[[Any], Batch]
MARKED = (*HEADER, "Đã thu nhận", "Đã kích hoạt", "Ngày kích hoạt")
EVENING = datetime(2023, 5, 31, 17, 0, tzinfo=clock.VIETNAM)


def marked(row: tuple[Any, ...], collected: str = "", activated: str = "", on: str = "") -> tuple[Any, ...]:
    return (*row, collected, activated, on)


def test_what_a_list_says_of_accounts_is_declared_once(read_book: Read, officer: Viewer) -> None:
    """Marks become claims with their day; a later book that says the same again says nothing new."""
    book = [marked(FAMILY[0], "x", "x", "20/05/2023"), marked(FAMILY[1], "x"), marked(FAMILY[2])]
    accept(officer, read_book(workbook(book, MARKED)))
    said = sorted(Entry.objects.values_list("person__name", "kind", "source", "mark"))
    assert said == [
        ("Nguyễn Văn An", "activated", "list", "declared"),
        ("Nguyễn Văn An", "collected", "list", "declared"),
        ("Trần Thị Bình", "collected", "list", "declared"),
    ]
    activated = Entry.objects.get(kind="activated")
    assert clock.local(activated.occurred_at).date().isoformat() == "2023-05-20"
    book[2] = marked(FAMILY[2], "x")
    accept(officer, read_book(workbook(book, MARKED)))
    assert Entry.objects.count() == 4
    assert Entry.objects.get(person__name="Nguyễn Thị Chi").kind == "collected"


TOTALS = ("STT", "Đơn vị", "Chỉ tiêu", "Thu nhận", "Kích hoạt")


def totals(figures: list[tuple[Any, ...]]) -> Any:
    return workbook(figures, TOTALS, title="BÁO CÁO tính đến 17h00 ngày 31/5/2023")


def test_reported_totals_are_facts_with_their_source(
    officer: Viewer, drive: Drive, commune: Area, other_commune: Area
) -> None:
    """Figures of known communes are taken over as of 17:00 of their day; sums and strange places stay behind;
    a later report of the same day stands before the earlier one, and only what it says otherwise is written.
    """
    district = Area.objects.get(code="448")
    wide = Viewer(user_id=None, name="Điều phối", grants=(Grant("coordinator", district.path),))
    book = totals(
        [
            (1, "Xã Phù Lưu", 4363, 3970, 3644),
            (2, "Ích Hậu", 4000, 3000, 2000),
            (3, "Xã Lạ", 1, 1, 1),
            ("", "Tổng cộng", 8364, 6971, 5645),
        ]
    )
    with clock.at(EVENING + timedelta(hours=1)):
        batch = accept(wide, read_batch(receive(wide, drive, district, book, "totals")))
    assert batch.state == "accepted"
    assert ReportedTotal.objects.filter(area=commune).count() == 3
    assert not ReportedTotal.objects.exclude(area__in=(commune, other_commune)).exists()
    assert {line["verdict"] for line in batch.understood["totals"]} == {
        "accepted",
        "question",
        "not-a-person",
    }
    with clock.at(EVENING + timedelta(days=1)):
        again = read_batch(
            receive(wide, drive, district, totals([(1, "Phù Lưu", 4363, 3970, 3650)]), "totals")
        )
        assert [line["before"] for line in again.understood["totals"]] == [4363, 3970, 3644]
        assert accept(wide, again).rows_accepted == 1
    assert reported(CONSOLE, drive, at=EVENING + timedelta(hours=2))[commune.pk]["activated"].value == 3644
    assert reported(CONSOLE, drive, at=EVENING + timedelta(days=2))[commune.pk]["activated"].value == 3650
    assert reported(CONSOLE, drive, at=EVENING) == {}
    with pytest.raises(DatabaseError):
        ReportedTotal.objects.update(value=1)


def test_books_of_other_kinds_are_handed_over(
    officer: Viewer, drive: Drive, commune: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at first, taken over once, by whoever the site names; unknown kinds are refused."""
    taken: list[bytes] = []
    handler = books.Handler(
        look=lambda viewer, batch, book: {"confirmed": len(book.read(2))},
        take=lambda viewer, batch, book: {"confirmed": taken.append(book.read(2)) or 1},
    )
    monkeypatch.setitem(books.HANDLERS, "visits", handler)
    batch = read_batch(receive(officer, drive, commune, workbook(FAMILY), "visits"))
    assert batch.counts == {"confirmed": 2}
    accept(officer, accept(officer, batch))
    assert taken == [b"PK"]
    monkeypatch.delitem(books.HANDLERS, "visits")
    with pytest.raises(Problem, match=r"intake\.not-taken-here"):
        receive(officer, drive, commune, workbook(NEIGHBOURS), "visits")


@pytest.fixture
def run(drive: Drive) -> Callable[..., Any]:
    """The verb, run as on the command line; its JSON."""

    def run(*arguments: str) -> Any:
        done = CliRunner().invoke(intake, [*arguments, "--json"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return json.loads(done.output)

    return run


def test_the_command_line_reads_and_accepts(run: Callable[..., Any], tmp_path: Path) -> None:
    """Rows in the shape of `core.sheets`, complaints with value and proposal, the returned book beside."""
    file, out = tmp_path / "ds.xlsx", tmp_path / "out.xlsx"
    file.write_bytes(workbook([changed(FAMILY[0], Số_CCCD="42054001234"), *FAMILY[1:]]).getvalue())
    where = ("--drive", "ha-tinh-2023", "--commune", "18571")
    told = run("read", str(file), *where, "--returned", str(out))
    assert told["rows_in"] == told["rows_out"] == len(told["rows"]) == 5
    assert told["counts"] == {"accepted": 2, "repaired": 1, "not-a-person": 2}
    person = told["rows"][2]
    assert (person["verdict"], person["row"], person["match"]) == ("repaired", 4, "new")
    assert person["values"]["citizen_number"] == "042054001234"
    [complaint] = told["complaints"]
    assert complaint == {
        "sheet": "Sheet",
        "row": 4,
        "column": "E",
        "code": "lost-zeros",
        "value": "42054001234",
        "proposal": "042054001234",
    }
    assert out.read_bytes()[:2] == b"PK"
    done = run("accept", str(told["batch"]))
    assert (done["state"], done["rows_accepted"]) == ("accepted", 3)
    assert run("accept", str(told["batch"])) == done
    assert Person.admitted.count() == 3
    assert run("read", str(file), *where)["batch"] == told["batch"]


def test_a_book_that_cannot_be_read_leaves_nothing_behind(run: Callable[..., Any], tmp_path: Path) -> None:
    """Refused with a problem; no batch in a state to be accepted, no file, no row."""
    file = tmp_path / "ds.xlsx"
    file.write_bytes(workbook(FAMILY).getvalue()[:2000])
    with pytest.raises(Problem, match=r"sheets\.truncated"):
        run("read", str(file), "--drive", "ha-tinh-2023", "--commune", "18571")
    assert set(Batch.objects.values_list("state", "file")) == {("undone", "")}


def test_reading_and_taking_over_are_jobs(officer: Viewer, drive: Drive, commune: Area) -> None:
    """Asked for in the background, the same happens, with the asker's own rights."""
    from bacung.ground.jobs import enqueue
    from bacung.ground.jobs import run as do
    from bacung.ground.models import Job

    batch = receive(officer, drive, commune, workbook(FAMILY))
    for kind in (jobs.READING, jobs.ACCEPTING):
        job = enqueue(kind, officer, batch=batch.pk)
        do.func(job.pk)
        assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert Person.admitted.count() == 3
