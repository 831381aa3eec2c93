"""The set-up page shows how to trust and nothing else; what cannot be served is refused at once."""

import http.client
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.db import connection
from django.test import Client, override_settings
from pytest_django import Settings

from bacung.core.problems import Problem
from bacung.site import commands
from bacung.site.lan import setup_page
from bacung.site.lan.authority import Authority, authority
from bacung.site.lan.home import Home
from bacung.site.serving import refuse_more_writers

if TYPE_CHECKING:
    from tests.cast import Cast

HOME = Home(
    "https://bacung.lan:8443",
    ("https://192.168.1.4:8443",),
    True,
    "192.168.1.5",
    ("bacung.lan", "192.168.1.5"),
)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("lan"), "pc-01", datetime.now(UTC))


@pytest.fixture(scope="module")
def port(ours: Authority) -> Iterator[int]:
    """Where the page is shown."""
    port = free_port()
    with setup_page.shown("127.0.0.1", port, setup_page.sheets(HOME, ours, port)):
        yield port


def free_port() -> int:
    with socket.socket() as any_socket:
        any_socket.bind(("127.0.0.1", 0))
        return int(any_socket.getsockname()[1])


def ask(port: int, path: str, method: str = "GET") -> tuple[int, str, bytes]:
    """Status, kind and content of an answer."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    asking.request(method, path, headers={"Cookie": "sessionid=x"})
    answer = asking.getresponse()
    return answer.status, answer.headers["Content-Type"], answer.read()


def test_the_certificate_is_what_a_phone_installs(port: int, ours: Authority):
    """As DER, of the kind that opens the phone's own installer; its fingerprint is the one on the page."""
    status, kind, content = ask(port, "/bacung-ca.crt")
    assert (status, kind) == (200, "application/x-x509-ca-cert")
    assert (
        x509.load_der_x509_certificate(content).fingerprint(hashes.SHA256()).hex(":").upper()
        in ask(port, "/")[2].decode()
    )


@pytest.mark.parametrize(("path", "words"), [("/", "So dấu vân tay"), ("/en", "Compare the fingerprint")])
def test_the_page_leads_from_the_certificate_to_the_app(port: int, path: str, words: str):
    """In Vietnamese and in English; who used an address that is gone is stopped."""
    said = ask(port, path)[2].decode()
    for needed in (words, "/bacung-ca.crt", "https://bacung.lan:8443/phone/", "https://192.168.1.4:8443"):
        assert needed in said
    assert f"http://bacung.lan:{port}/found.svg" in said
    assert "<script" not in said


@pytest.mark.parametrize(
    "path",
    [
        "/authority.key",
        "/bacung-ca.crt/",
        "/../lan/authority.key",
        "/%2e%2e/authority.key",
        "/phone/",
        "/account/login/",
        "/sync/v1/hello",
        "/?next=/",
    ],
)
def test_nothing_else_is_there(port: int, path: str):
    """No log-in, no data, no file of the folder."""
    assert ask(port, path)[::2] == (404, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT"])
def test_nothing_can_be_sent(port: int, method: str):
    """There is nothing to do here but read."""
    assert ask(port, "/", method)[0] == 501


def test_a_crowd_of_silent_callers_makes_no_threads_without_end(port: int):
    """They are hung up on, and when they go the page answers again."""
    crowd = [socket.create_connection(("127.0.0.1", port)) for _ in range(3 * setup_page.CALLERS_AT_ONCE)]
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        ask(port, "/")
    for caller in crowd:
        caller.close()
    for _ in range(50):
        try:
            assert ask(port, "/")[0] == 200
            break
        except (http.client.RemoteDisconnected, ConnectionError):
            continue
    else:
        pytest.fail("the page never came back")


@pytest.fixture
def refusal(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What `bacung serve` is refused with, before it makes anything ready."""
    settings.BACUNG_HOME = tmp_path
    made: list[bool] = []
    monkeypatch.setattr(commands, "_make_ready", lambda: made.append(True))

    def refused(*arguments: str) -> str:
        fault = CliRunner().invoke(commands.serve, arguments, standalone_mode=False).exception
        assert made == []
        return fault.code if isinstance(fault, Problem) else type(fault).__name__

    return refused


@pytest.mark.parametrize("option", ["--port", "--setup-port"])
def test_a_taken_port_is_refused_by_its_option(refusal: Callable[..., str], option: str):
    """Each of the two that phones need."""
    ports = {"--port": str(free_port()), "--setup-port": str(free_port())}
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        ports[option] = str(other.getsockname()[1])
        assert refusal("--lan", *(word for pair in ports.items() for word in pair)) == "site.port-taken"


def test_what_cannot_be_served_is_refused(refusal: Callable[..., str], tmp_path: Path):
    """Names of the internet, no network, keys that cannot be read, options that do not go together."""
    here = ("--lan", "--port", str(free_port()), "--setup-port", str(free_port()))
    assert refusal(*here, "--name", "bacung.vn") == "site.lan-name-elsewhere"
    assert refusal(*here, "--host", "127.0.0.1") == "site.lan-no-network"
    assert refusal("--moved") == refusal("--name", "bacung.lan") == "UsageError"
    assert refusal("--certificate", __file__) == "UsageError"
    (tmp_path / "lan" / "authority.key").write_text("?")
    assert refusal(*here) == "site.lan-key-unreadable"


def test_sqlite_has_one_web_process(refusal: Callable[..., str], db: None):
    """PostgreSQL may have more."""
    asked = ("--workers", "2", "--port", str(free_port()))
    if connection.vendor == "sqlite":
        assert refusal(*asked) == "site.one-writer"
    else:
        refuse_more_writers(2)


def test_the_officers_page_shows_what_to_scan_or_what_to_do(cast: "Cast"):
    """By the way this server is served."""
    from tests.cast import as_

    an = as_(Client(), cast.an)
    plain = an.get("/phone-setup/").content.decode()
    assert "bacung serve --lan" in plain
    assert "<svg" not in plain
    named = an.get("/phone-setup/", secure=True).content.decode()
    assert "https://testserver/phone/" in named
    with override_settings(BACUNG_LAN="http://192.168.1.5:8080/", ALLOWED_HOSTS=["bacung.lan", "testserver"]):
        by_lan = an.get("/phone-setup/", secure=True).content.decode()
    assert "http://192.168.1.5:8080/" in by_lan
    assert "https://bacung.lan:443/phone/" in by_lan
