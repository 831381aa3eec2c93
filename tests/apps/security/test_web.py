"""What a browser, a neighbour at the same machine, and a forger of forms meet."""

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bacung.areas.actions import change_hamlet
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.intake.actions import give_back, read_batch, receive
from bacung.intake.models import Batch
from bacung.registry.models import Person
from bacung.rounds.actions import NewPair, plan_round
from bacung.visits.actions import NewVisit, record_visits
from tests.apps.intake.books import FAMILY, changed, workbook
from tests.apps.test_who_may_see_what import NAMES, pages
from tests.apps.who_may import World
from tests.cast import PASSWORD, Cast, as_
from tests.village import EVENING, Village

EVIL = "\"'><script>alert(1)</script>"


@pytest.mark.parametrize("name", [name for name in NAMES if not pages()[name].public])
def test_every_page_refuses_a_form_from_elsewhere(name: str, village: Village, cast: Cast) -> None:
    """Without our token no page takes a form, and every answer carries its policy."""
    browser = as_(Client(enforce_csrf_checks=True, raise_request_exception=False), cast.binh)
    address = reverse(name, args=pages()[name].args(World(village, cast)))
    answer = browser.post(address, {"q": "x"})
    assert answer.status_code in (401, 403, 405)  # 401: of a phone's calls, to which a log-in means nothing
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(cast: Cast) -> None:
    """The session is HttpOnly and stays with our own pages."""
    browser = Client()
    browser.get("/account/login/")
    browser.post("/account/login/", {"login": "an", "password": PASSWORD})
    session = browser.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_astray_after_the_log_in(there: str, cast: Cast) -> None:
    """Neither the log-in nor the choice of language leads to another site."""
    said = {"login": "an", "password": PASSWORD, "next": there}
    assert Client().post("/account/login/", said).headers["Location"] == "/"
    chosen = as_(Client(), cast.an).post("/i18n/setlang/", {"language": "en", "next": there})
    assert chosen.headers["Location"] == "/"


def test_a_foreign_host_is_not_answered(cast: Cast) -> None:
    """Links in mails and reports are made from the host, so only our own names count."""
    browser = as_(Client(raise_request_exception=False), cast.an)
    assert browser.get("/", headers={"host": "evil.example"}).status_code == 400


def test_guessing_passwords_is_slowed_and_tells_nothing(cast: Cast) -> None:
    """A wrong name and a wrong password look alike; after a few tries there is a pause."""
    from django.core.cache import cache

    cache.clear()

    def tried(name: str, at: int) -> Any:
        forged = {"x-forwarded-for": f"10.0.0.{at}"}
        return Client().post("/account/login/", {"login": name, "password": "sai rồi nhé"}, headers=forged)

    def told(answer: Any) -> list[str]:
        return [line.strip() for line in answer.content.decode().splitlines() if "notice" in line]

    assert told(tried("an", 0)) == told(tried("khong-co-ai", 1))
    answers = [tried("an", at) for at in range(2, 14)]
    assert answers[-1].status_code == 429 or told(answers[-1]) != told(answers[0])
    cache.clear()


@pytest.fixture
def troubled(village: Village, cast: Cast) -> Batch:
    """A book whose names, hamlets, households and file name are attacks, read and accepted."""
    rows = [
        changed(FAMILY[0], Họ_và_tên=f"Lê {EVIL}", Thôn=f"Thôn {EVIL}", Chủ_hộ=f"Hộ {EVIL}"),
        changed(FAMILY[1], Họ_và_tên="=HYPERLINK(1)", Số_điện_thoại="+cmd|' /C calc'!A0"),
        changed(FAMILY[2], Họ_và_tên="@Nguyễn \u202eiahT", Quan_hệ_với_chủ_hộ=EVIL),
    ]
    book = receive(CONSOLE, village.drive, village.commune_a, workbook(rows), name=f"d{EVIL}\r\nX-A: b.xlsx")
    return read_batch(book)


def test_nothing_people_wrote_becomes_a_part_of_a_page(troubled: Batch, village: Village, cast: Cast) -> None:
    """Names, hamlets, files and notes stand on every page as they were written, and run nowhere."""
    browser = as_(Client(), cast.binh)
    change_hamlet(CONSOLE, village.hamlets_a[0], name=f"Thôn {EVIL}", aliases=[EVIL])
    Person.objects.filter(name="Nguyễn Văn An").update(name=f"Nguyễn {EVIL}", sort_key="a")
    person = Person.objects.filter(name__contains="<script>", commune=village.commune_a).get()
    planned = plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=EVENING.date(),
        pairs=[NewPair(companion=EVIL)],
        station_phone=EVIL,
    )
    visit = NewVisit(person.household_id, "nobody", EVENING, note=EVIL)
    record_visits(CONSOLE, village.drive, [visit])
    book, drive = troubled.pk, village.drive.code
    for address in (
        "/lists/",
        f"/lists/{book}/",
        f"/lists/{book}/rows/",
        *(f"/lists/{book}/complaints/{code}/" for code in troubled.counts["code"]),
        f"/areas/{village.commune_a.pk}/",
        f"/areas/hamlet/{village.hamlets_a[0].pk}/",
        f"/people/{person.pk}/",
        f"/people/households/{person.household_id}/",
        "/people/?q=nguyen",
        "/desk/?q=nguyen",
        f"/tonight/{planned.pk}/",
        f"/tonight/{planned.pk}/pairs/1/",
        f"/visits/enter/{planned.pk}/1/",
        f"/visits/{visit.id}/",
        "/visits/",
        f"/board/{drive}/people/?measure=listed",
        f"/board/{drive}/{village.commune_a.pk}/",
    ):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.content.decode(), address
        assert 'style="' not in answer.content.decode(), address
    for paper in (f"/tonight/{planned.pk}/sheets.pdf", f"/tonight/{planned.pk}/pairs/1/sheet.xlsx"):
        answer = browser.get(paper)
        assert answer.status_code == 200, paper
        assert "\r" not in answer.headers["Content-Disposition"]


def formulas(content: bytes) -> list[str]:
    """What a spreadsheet program would compute or follow in this workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "/worksheets/sheet" in name]
    found = [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet]
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        found += [str(cell.value) for row in sheet for cell in row if cell.data_type == "f"]
    return found


def test_no_workbook_of_ours_computes_what_was_written(troubled: Batch, village: Village, cast: Cast) -> None:
    """The returned book, the evening's sheet and the report hold texts, not formulas."""
    returned = give_back(CONSOLE, troubled)
    assert formulas(returned) == []
    cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(returned)).active for cell in row]
    started = [cell for cell in cells if isinstance(cell, str) and cell[:1] in "=+@-"]
    assert not [cell for cell in started if "HYPERLINK" in cell or "calc" in cell]
    Person.objects.filter(commune=village.commune_a).update(name="=1+1")
    planned = plan_round(
        CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
    )
    browser = as_(Client(), cast.binh)
    assert formulas(browser.get(f"/tonight/{planned.pk}/pairs/1/sheet.xlsx").content) == []
    with clock.at(datetime(2023, 6, 5, 17, tzinfo=clock.VIETNAM)):
        report = browser.get(f"/papers/{village.drive.code}/evening.xlsx?at=2023-06-04")
    assert formulas(report.content) == []


def test_an_upload_never_lies_open_on_the_disk(
    village: Village, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """However large, a workbook is in memory until it is sealed; one beyond the limit is refused in words."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    tmp_path.chmod(0o500)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", None)
    browser = as_(Client(), cast.an)
    place = f"{village.drive.pk}:{village.commune_a.pk}"
    large = SimpleUploadedFile("a.xlsx", b"0" * (3 << 20))
    assert browser.post("/lists/", {"place": place, "kind": "people", "file": large}).status_code == 302
    monkeypatch.setattr(settings, "BACUNG_UPLOAD_BYTES", 1 << 20)
    larger = SimpleUploadedFile("b.xlsx", b"1" * (3 << 20))
    answer = browser.post("/lists/", {"place": place, "kind": "people", "file": larger})
    assert answer.status_code == 413
