"""`bacung serve --lan` in a real Chromium: a secure context for who trusts the authority, else nothing."""

import hashlib
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from bacung.site.lan.authority import authority as open_authority
from bacung.site.lan.certificate import served_by
from tests.browser.conftest import launch

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Served:
    """A server on this machine's own network, and what it said of itself."""

    process: subprocess.Popen[str]
    told: dict[str, Any]
    folder: Path

    @property
    def address(self) -> str:
        return str(self.told["address"])


def free_port() -> int:
    with socket.socket() as any_socket:
        any_socket.bind(("0.0.0.0", 0))
        return int(any_socket.getsockname()[1])


def wait_for(address: str) -> None:
    """Until somebody listens there; at most half a minute."""
    place = urlsplit(address)
    for _ in range(300):
        try:
            socket.create_connection((str(place.hostname), place.port or 0), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Started as an operator does, in a data folder nobody has used."""
    folder = tmp_path_factory.mktemp("served")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("BACUNG_", "DJANGO_"))}
    ports = ("--port", str(free_port()), "--setup-port", str(free_port()))
    command = [sys.executable, "-m", "bacung", "serve", "--lan", *ports, "--json"]
    process = subprocess.Popen(
        command,
        env=ours | {"BACUNG_HOME": str(folder), "LANG": "en_US.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stderr
    said = process.stdout.readline()
    if not said:
        fault = process.stderr.read()
        if "site.lan-no-network" in fault:
            pytest.skip("NO LAN TESTS: this machine is on no network")
        pytest.fail(fault)
    found = Served(process, json.loads(said), folder)
    wait_for(found.address)
    wait_for(found.told["setup"])
    yield found
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=40)


@pytest.fixture(scope="module")
def authority(served: Served) -> bytes:
    """The certificate, fetched as a phone fetches it."""
    with urllib.request.urlopen(f"{served.told['setup']}bacung-ca.crt", timeout=10) as answer:
        content: bytes = answer.read()
    assert hashlib.sha256(content).hexdigest().upper() == served.told["fingerprint"].replace(":", "")
    return content


@contextmanager
def user(browser: Browser, folder: Path, trusts: bytes | None) -> Iterator[BrowserContext]:
    """A Chromium of somebody whose own certificates are this one, or none."""
    if shutil.which("certutil") is None:
        pytest.skip("NO TRUST TESTS: certutil (libnss3-tools) is not here")
    database = folder / ".pki" / "nssdb"
    database.mkdir(parents=True)
    certutil = ["certutil", "-d", f"sql:{database}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True)
    if trusts:
        (folder / "ca.crt").write_bytes(trusts)
        added = ["-A", "-n", "bacung", "-t", "C,,", "-i", str(folder / "ca.crt")]
        subprocess.run([*certutil, *added], check=True)
    chromium = launch(browser.browser_type, home=folder)
    try:
        context = chromium.new_context(locale="vi-VN")
        context.set_default_timeout(20_000)
        yield context
    finally:
        chromium.close()


WORKS_OFFLINE = """async () => {
    const script = '/static/field/built/sw.js'
    const found = await navigator.serviceWorker.register(script)
    const scope = found.scope
    await found.unregister()
    return [isSecureContext, typeof crypto.subtle.encrypt, new URL(scope).origin]
}"""


def test_who_trusts_the_authority_has_a_place_to_work_offline(
    browser: Browser, served: Served, authority: bytes, tmp_path: Path
):
    """A secure context: a service worker registers, WebCrypto is there; by number and by localhost."""
    with user(browser, tmp_path, authority) as context:
        page = context.new_page()
        for host in (urlsplit(served.address).hostname, "localhost"):
            address = f"https://{host}:{urlsplit(served.address).port}"
            answer = page.goto(f"{address}/account/login/")
            assert answer
            assert "strict-transport-security" not in answer.headers
            assert page.evaluate(WORKS_OFFLINE) == [True, "function", address]


def test_who_does_not_trust_it_is_refused(browser: Browser, served: Served, tmp_path: Path):
    """Nobody works behind a certificate that vouches for itself."""
    with user(browser, tmp_path, None) as context, pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        context.new_page().goto(served.address)


def test_an_officer_begins_and_shows_what_to_scan(
    browser: Browser, served: Served, authority: bytes, tmp_path: Path
):
    """Forms are taken over HTTPS, cookies are for HTTPS alone, and the page shows the same fingerprint."""
    with user(browser, tmp_path, authority) as context:
        page = context.new_page()
        page.goto(served.told["first_run"])
        page.fill("[name=code]", served.told["code"])
        page.fill("[name=full_name]", "Nguyễn Thị Bình")
        page.fill("[name=username]", "binh")
        page.fill("[name=password]", "mùa lúa chín vàng")
        page.fill("[name=again]", "mùa lúa chín vàng")
        page.press("[name=again]", "Enter")
        page.fill("[name=login]", "binh")
        page.fill("[name=password]", "mùa lúa chín vàng")
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{served.address}**")
        page.goto(f"{served.address}phone-setup/")
        expect(page.get_by_text(served.told["fingerprint"])).to_be_visible()
        expect(page.get_by_text(served.told["setup"], exact=True)).to_be_visible()
        expect(page.locator("svg.qr")).to_be_visible()
        assert all(cookie["secure"] for cookie in context.cookies())


@pytest.mark.parametrize("path", ["", "en"])
def test_the_set_up_page_reads_on_a_small_phone(
    browser: Browser, served: Served, barriers: Callable[[Page], list[str]], path: str
):
    """360 pixels wide, nothing runs over, nothing in anybody's way."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served.told["setup"] + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("a.button").first.bounding_box()["height"] >= 48  # type: ignore[index]
    assert barriers(page) == []
    context.close()


def certificate_at(served: Served, authority: bytes) -> bytes:
    """What the server shows itself with to somebody who trusts it."""
    with greeted(served, authority) as talk:
        return talk.getpeercert(binary_form=True) or b""


def greeted(served: Served, authority: bytes) -> ssl.SSLSocket:
    """A connection over which the two have greeted each other."""
    place = urlsplit(served.address)
    plain = socket.create_connection((str(place.hostname), place.port or 0), timeout=20)
    trusting = ssl.create_default_context(cadata=authority)
    return trusting.wrap_socket(plain, server_hostname=place.hostname)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signal here")
def test_a_new_certificate_is_taken_up_without_a_new_start(served: Served, authority: bytes):
    """As when an address is added: phones that trust the authority notice nothing."""
    before = certificate_at(served, authority)
    kept = open_authority(served.folder / "lan", "any", datetime.now(UTC))
    served_by(kept, served.folder / "lan", [*served.told["hosts"], "10.9.8.7"], datetime.now(UTC))
    served.process.send_signal(signal.SIGHUP)
    seen: list[bytes] = []
    turned_away = 0
    for _ in range(180):  # until the old web process has gone
        try:
            seen.append(certificate_at(served, authority))
        except OSError:  # greeted at the very moment it went: a phone tries again
            turned_away += 1
        if len(seen) > 10 and before not in seen[-10:]:
            break
        time.sleep(0.5)
    assert b"\x0a\x09\x08\x07" in seen[-1]
    assert before not in seen[-10:]
    assert turned_away <= 1


def test_one_that_is_stopped_ends_what_it_has_begun_and_leaves_nothing_behind(
    served: Served, authority: bytes
):
    """Half of what a phone says has arrived: it may finish and is answered. Then both ports are free."""
    with greeted(served, authority) as talk:
        asked = f"POST /account/login/ HTTP/1.1\r\nHost: {urlsplit(served.address).netloc}\r\n"
        talk.sendall(f"{asked}Content-Length: 10\r\n\r\nlogin".encode())
        time.sleep(1)
        served.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        talk.sendall(b"=binh")
        assert talk.recv(100).startswith(b"HTTP/1.1 403")
    served.process.communicate(timeout=40)
    assert served.process.returncode == 0
    for address in (served.address, served.told["setup"]):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=2)
