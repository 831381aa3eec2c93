"""What a thief of the disk finds: no citizen number, no phone, and names only where people are kept."""

import base64
import io
import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from bacung.desk.actions import serve
from bacung.ground import clock, vault
from bacung.ground.kept import kept
from bacung.ground.permissions import CONSOLE
from bacung.intake.actions import accept, decide_rows, give_back, read_batch
from bacung.intake.models import Batch, ReportedTotal
from bacung.rounds.actions import NewPair, plan_round
from bacung.site.health import append_only_tables, report
from bacung.visits.actions import NewOutcome, NewVisit, record_visits
from tests.apps.fieldsync.calls import paired
from tests.apps.intake.books import FAMILY, NEIGHBOURS, changed, workbook
from tests.cast import Cast, as_, viewer
from tests.village import EVENING, Village

KEEPS_NAMES = {
    ("registry_person", "name"),
    ("registry_household", "label"),  # what the list calls a household: its head
}
NOTE = "chó dữ, gọi 0977112233"


def cells() -> Iterator[tuple[str, str, str]]:
    """Every value of every table as text, with where it stands."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, memoryview | bytes):
                        value = bytes(value).decode("latin-1")
                    yield table, column, str(value)


MET = {
    "found": str(uuid4()),
    "hamlet": None,
    "address": "sau nhà có chó dữ",
    "head": "Lê Văn Dũng",
    "people": [{"found": str(uuid4()), "name": "Lê Văn Dũng", "phone": "0977112233"}],
}
"""What a phone says of a household on no list."""


@pytest.fixture
def lived(village: Village, cast: Cast) -> Batch:
    """A book sent, read, answered and accepted; an evening visited, also by phone; numbers looked at."""
    browser = as_(Client(), cast.an)
    rows = [changed(FAMILY[0], Số_CCCD="42054001234"), *FAMILY[1:], changed(NEIGHBOURS[0], Giới_tính="Nữ")]
    file = SimpleUploadedFile("so.xlsx", workbook(rows).getvalue())
    place = f"{village.drive.pk}:{village.commune_a.pk}"
    browser.post("/lists/", {"place": place, "kind": "people", "file": file})
    book = read_batch(Batch.objects.get(), viewer=viewer(cast.an))
    for code in ("number-sex-disagrees", "lost-zeros"):
        if code in book.counts["code"]:
            decide_rows(viewer(cast.an), book, code=code, answer="accept")
    accept(viewer(cast.an), book)
    person = village.person("Phan Đình Đức")
    pairs = [NewPair((cast.em.pk,))]
    made = plan_round(CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=pairs)
    told = (NewOutcome(person.pk, "reason", "WORKING_AWAY"),)
    visit = NewVisit(person.household_id, "home", EVENING, told, note=NOTE, round_id=made.pk, pair_number=1)
    with clock.at(EVENING + timedelta(hours=2)):
        phone = paired(cast.em, made)
        phone.push(phone.visit(person.household_id, note=NOTE), phone.says("hh.created", None, MET))
        record_visits(viewer(cast.an), village.drive, [visit])
        serve(viewer(cast.an), drive=village.drive, person_id=person.pk, service="collected")
    browser.get("/people/?q=042090000031")
    browser.post(f"/people/{person.pk}/number/")
    browser.post(f"/desk/serve/{person.pk}/", {"service": "activated"})
    give_back(viewer(cast.an), book)
    return book


def test_no_number_and_no_phone_lies_open_in_the_database(lived: Batch) -> None:
    """Neither in people, nor in facts, staged rows, jobs, sessions, plans or the trail; names keep to two."""
    numbers = {row[4] for row in (*FAMILY, *NEIGHBOURS)} | {"42054001234", "042090000031", "042081000021"}
    phones = {row[5] for row in (*FAMILY, *NEIGHBOURS) if row[5]} | {"0912345678", "0987654321", "0977112233"}
    secret = re.compile("|".join(each.lstrip("0") for each in numbers | phones))
    found = {(table, column) for table, column, text in cells() if secret.search(text)}
    assert found == set()
    names = re.compile("Phan Đình Đức|Nguyễn Thị Chi|Lê Văn Dũng|chó dữ")
    assert {(table, column) for table, column, text in cells() if names.search(text)} <= KEEPS_NAMES


def test_the_kept_book_cannot_be_read_and_is_its_owners_alone(lived: Batch) -> None:
    """A sealed workbook is no workbook, and nobody else on the machine may open it."""
    book = Path(settings.BACUNG_HOME) / "sealed" / "books" / lived.file
    assert not book.read_bytes().startswith(b"PK")
    assert book.stat().st_mode & 0o077 == 0


def test_the_check_tells_no_secret(lived: Batch) -> None:
    """Neither keys nor the signing secret stand in what is sent to whoever helps."""
    told = json.dumps(report())
    ring = json.loads((Path(settings.BACUNG_HOME) / "keys.json").read_text())
    for secret in (*ring["sealing"].values(), ring["index"], settings.SECRET_KEY):
        assert secret not in told


def key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture
def ring(settings: Any) -> Iterator[dict[str, Any]]:
    """A key ring of the test's own; `vault._keys` reads it anew."""
    made = {"current": 1, "sealing": {"1": key()}, "index": key()}
    settings.BACUNG_KEYS = json.dumps(made)
    vault._keys.cache_clear()
    yield made
    vault._keys.cache_clear()


def test_a_new_key_seals_and_the_old_one_still_opens(ring: dict[str, Any], settings: Any) -> None:
    """Keys are changed by adding one; what is found by its blind index is still found."""
    old, index = vault.seal_text("042081000021", "tests"), vault.blind_index("042081000021", "tests")
    ring["sealing"]["2"], ring["current"] = key(), 2
    settings.BACUNG_KEYS = json.dumps(ring)
    vault._keys.cache_clear()
    new = vault.seal_text("042081000021", "tests")
    assert (old[0], new[0]) == (1, 2)
    assert vault.open_text(old, "tests") == vault.open_text(new, "tests") == "042081000021"
    assert vault.blind_index("042081000021", "tests") == index
    with pytest.raises(InvalidTag):
        vault.open_text(new, "another purpose")


def test_a_secret_is_made_once_and_whole(tmp_path: Path) -> None:
    """A draft left by a power cut hinders nobody; what is there is never overwritten."""
    path = tmp_path / "new" / "keys.json"
    assert kept(path, lambda: "first") == "first"
    assert path.stat().st_mode & 0o777 == 0o600
    (path.parent / f".{path.name}.left").write_text("half")
    assert kept(path, lambda: "second") == "first"


def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    """Web process and worker begin at the same moment in an empty folder."""
    script = "import sys, secrets, pathlib; from bacung.ground.kept import kept\n"
    script += "print(kept(pathlib.Path(sys.argv[1]), secrets.token_hex))"
    started = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path / "k"], stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in started}) == 1


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    """A file that cannot be written whole is not there at all, and the one before it stays."""
    script = """
import resource, sys, pathlib, signal
from bacung.core.problems import Problem
from bacung.ground.commands import write_out
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_out(pathlib.Path(sys.argv[1]), b"x" * 5000)
except Problem as problem:
    print(problem.code)
"""
    target = tmp_path / "bao-cao.txt"
    target.write_text("before")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bacung.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script, target], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "ground.cannot-write"
    assert [each.name for each in tmp_path.iterdir()] == ["bao-cao.txt"]
    assert target.read_text() == "before"


def test_a_book_that_does_not_fit_on_the_disk_leaves_nothing(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half of a sealed book stays, and no row speaks of it."""
    from bacung.intake import storage
    from bacung.intake.actions import receive

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    before = set(storage.names())
    with pytest.raises(OSError, match="No space"):
        receive(CONSOLE, village.drive, village.commune_a, io.BytesIO(b"x" * 100), name="a.xlsx")
    assert set(storage.names()) == before
    assert not Batch.objects.exists()


def test_the_database_itself_refuses_to_edit_a_fact(lived: Batch, village: Village) -> None:
    """Whoever gets at a connection cannot quietly change what was recorded, on either database."""
    ReportedTotal.objects.create(
        batch=lived,
        drive=village.drive,
        area=village.commune_a,
        on=EVENING.date(),
        measure="activated",
        value=1,
        sheet="1",
        row=1,
        occurred_at=EVENING,
        recorded_at=EVENING,
    )
    tables = append_only_tables()
    assert len(tables) >= 7
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0], table
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(f"UPDATE {table} SET id = id")
