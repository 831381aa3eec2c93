"""Behind nginx: who asks and over what is believed from a proxy of one's own, and from nobody else."""

import importlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory, override_settings

from bacung.site import wsgi

pytestmark = pytest.mark.django_db
Ask = Callable[..., tuple[str, dict[str, str]]]


@pytest.fixture
def ask() -> Ask:
    """Ask the door granian opens, as it was with these proxies known."""

    def asked(proxies: list[str], sender: str, **headers: str) -> tuple[str, dict[str, str]]:
        with override_settings(BACUNG_PROXIES=proxies, ALLOWED_HOSTS=["bacung.example"]):
            door = importlib.reload(wsgi).application
            environ = RequestFactory().post("/account/login/", {"login": "x"}).environ
            environ |= {"REMOTE_ADDR": sender, "HTTP_HOST": "bacung.example", "wsgi.errors": io.StringIO()}
            token = "a" * 32
            environ |= {"HTTP_COOKIE": f"csrftoken={token}", "HTTP_X_CSRFTOKEN": token}
            environ |= {f"HTTP_{name}": value for name, value in headers.items()}
            said: list[str] = []

            def begin(status: str, answered: Any, fault: Any = None) -> Any:
                said.append(status)

            list(door(environ, begin))
        return said[0], {name: str(environ[name]) for name in ("REMOTE_ADDR", "wsgi.url_scheme")}

    return asked


FORWARDED = {
    "X_FORWARDED_FOR": "203.0.113.7",
    "X_FORWARDED_PROTO": "https",
    "ORIGIN": "https://bacung.example",
}


def test_a_form_over_https_is_taken_from_ones_own_proxy(ask: Ask):
    """It is the same site, and the audit trail names who asked, not the proxy."""
    status, told = ask(["127.0.0.1"], "127.0.0.1", **FORWARDED)
    assert status == "200 OK"
    assert told == {"REMOTE_ADDR": "203.0.113.7", "wsgi.url_scheme": "https"}


@pytest.mark.parametrize(
    ("proxies", "sender"), [([], "127.0.0.1"), (["127.0.0.1"], "198.51.100.9"), (["10.0.0.0/8"], "127.0.0.1")]
)
def test_nobody_else_is_believed(ask: Ask, proxies: list[str], sender: str):
    """A stranger cannot give themselves another address, nor plain HTTP the look of HTTPS."""
    status, told = ask(proxies, sender, **FORWARDED)
    assert status.startswith("403")
    assert told == {"REMOTE_ADDR": sender, "wsgi.url_scheme": "http"}
