"""While it serves: a new address brings a new certificate and new options by itself."""

import os
import queue
import urllib.request
from dataclasses import replace
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509

from bacung.site.lan import addresses, opening
from bacung.site.lan.certificate import Tls, named
from bacung.site.lan.opening import Asked, Lan, kept_fresh, kept_open, open_lan
from tests.apps.site.test_lan_page import free_port

WAIT = 20  # seconds, on a busy machine


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A machine called pc-01 at 192.168.1.5, looked at many times a second; its options are put back."""
    monkeypatch.setattr(opening, "LOOK_EVERY_SECONDS", 0.05)
    monkeypatch.setattr(addresses, "machine_name", lambda: "pc-01")
    monkeypatch.setattr(addresses, "finds", lambda name, there: False)
    at(monkeypatch, "192.168.1.5")
    for name in ("BACUNG_HTTPS", "BACUNG_HSTS", "BACUNG_LAN", "BACUNG_HOSTS"):
        monkeypatch.setenv(name, "")
    return Asked(tmp_path / "lan", "127.0.0.1", 8443, free_port())


def at(monkeypatch: pytest.MonkeyPatch, *here: str) -> None:
    monkeypatch.setattr(addresses, "listening_on", lambda host: tuple(map(IPv4Address, here)))


def page(asked: Asked) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{asked.setup_port}/en", timeout=5) as answer:
        content: bytes = answer.read()
        return content.decode()


def test_the_options_of_the_web_process_are_those_of_the_network(asked: Asked):
    """Secure cookies, no HSTS, every name it may be called, the one phones use first."""
    with kept_open(asked, open_lan(asked), lambda now: None):
        assert os.environ["BACUNG_HTTPS"] == "1"
        assert os.environ["BACUNG_HSTS"] == "0"
        assert os.environ["BACUNG_LAN"] == f"http://192.168.1.5:{asked.setup_port}/"
        hosts = os.environ["BACUNG_HOSTS"].split(",")
    assert hosts[0] == "192.168.1.5"
    assert {"pc-01", "pc-01.local", "localhost", "127.0.0.1", "[::1]"} <= set(hosts)


def test_another_address_is_taken_up_while_serving(asked: Asked, monkeypatch: pytest.MonkeyPatch):
    """And without a network what was true before stays; phones of the old address are warned."""
    renewed: queue.Queue[Lan] = queue.Queue()
    first = open_lan(asked)
    with kept_open(asked, first, renewed.put):
        at(monkeypatch)
        with pytest.raises(queue.Empty):
            renewed.get(timeout=0.5)
        at(monkeypatch, "192.168.7.7")
        now = renewed.get(timeout=WAIT)
        assert now.home.origin == "https://192.168.7.7:8443"
        assert now.home.gone == ("https://192.168.1.5:8443",)
        assert os.environ["BACUNG_HOSTS"].startswith("192.168.7.7,")
        found = x509.load_pem_x509_certificate(now.tls.certificate.read_bytes())
        assert "192.168.7.7" in named(found)
        assert now.authority.fingerprint == first.authority.fingerprint
        assert "https://192.168.1.5:8443" in page(asked)
        with pytest.raises(queue.Empty):
            renewed.get(timeout=0.5)


def test_a_certificate_of_ones_own_is_taken_up_once_its_key_is_there_too(asked: Asked, tmp_path: Path):
    """As certbot leaves them, one file after the other: a server with half a pair would stand still."""
    given = Tls(tmp_path / "fullchain.pem", tmp_path / "privkey.pem")
    first, second = (open_lan(replace(asked, folder=tmp_path / name)).tls for name in ("first", "second"))
    given.certificate.symlink_to(first.certificate)
    given.key.symlink_to(first.key)
    renewed: queue.Queue[Path] = queue.Queue()
    with kept_fresh(given, lambda: renewed.put(given.certificate.resolve())):
        for link, target in ((given.certificate, second.certificate), (given.key, second.key)):
            with pytest.raises(queue.Empty):
                renewed.get(timeout=0.3)
            link.unlink()
            link.symlink_to(target)
        assert renewed.get(timeout=WAIT) == second.certificate.resolve()


def test_a_pair_that_does_not_fit_is_refused(asked: Asked, tmp_path: Path):
    """Before anything is served with it."""
    first, second = (open_lan(replace(asked, folder=tmp_path / name)).tls for name in ("first", "second"))
    assert first.fits()
    assert not Tls(first.certificate, second.key).fits()
    assert not Tls(tmp_path / "none.pem", first.key).fits()
