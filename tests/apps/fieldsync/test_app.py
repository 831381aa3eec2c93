"""The phone app is handed out below one address, small, and no more of the disk than the app."""

import gzip
import os
from pathlib import Path

import pytest
from django.test import Client

from bacung.drives.models import Drive
from bacung.fieldsync.views import app
from tests.village import Village


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small app: its page, a program with a hash in its name, the worker; and a secret beside it."""
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / "index.html").write_text("<title>Ba Cùng</title>" * 50, encoding="utf-8")
    (folder / "app-Ab3_x-9Z.js").write_text("void 0;" * 50)
    (folder / "sw.js").write_text("void 0;")
    (tmp_path / "secret.txt").write_text("keys")
    monkeypatch.setattr(app, "BUILT", folder)
    return folder


def test_the_page_and_its_worker_are_asked_for_anew(built: Path, client: Client):
    for name in ("", "sw.js"):
        answer = client.get(f"/phone/{name}")
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-cache")


def test_a_name_with_a_hash_may_be_kept_for_ever(built: Path, client: Client):
    answer = client.get("/phone/app-Ab3_x-9Z.js")
    assert answer["Content-Type"] == "text/javascript"
    assert "immutable" in answer["Cache-Control"]


def test_it_travels_packed_and_only_when_it_has_changed(built: Path, client: Client):
    answer = client.get("/phone/", headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(answer.content).startswith(b"<title>Ba C")
    assert len(answer.content) < 100
    again = client.get("/phone/", headers={"if-modified-since": answer["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_build_is_read_anew(built: Path, client: Client):
    client.get("/phone/sw.js")
    (built / "sw.js").write_text("void 1;")
    os.utime(built / "sw.js", (2_000_000_000, 2_000_000_000))
    assert client.get("/phone/sw.js").content == b"void 1;"


@pytest.mark.parametrize("name", ["../secret.txt", "%2e%2e/secret.txt", "/etc/passwd", "nothing.js", "."])
def test_nothing_else_of_the_disk_is_handed_out(built: Path, client: Client, name: str):
    answer = client.get(f"/phone/{name}")
    assert answer.status_code in (404, 301, 302)
    assert b"keys" not in answer.content


def test_the_policy_of_the_console_holds_for_the_app_too(built: Path, client: Client):
    assert "unsafe" not in client.get("/phone/")["Content-Security-Policy"]
    assert "default-src 'self'" in client.get("/phone/")["Content-Security-Policy"]


def test_a_tab_may_be_tried_only_where_all_figures_are_made_up(village: Village, client: Client):
    assert client.get("/phone/about.json").json() == {"demo": False}
    Drive.objects.update(is_demo=True)
    assert client.get("/phone/about.json").json() == {"demo": True}
