"""The page on plain HTTP that says how a phone comes to trust this server. It shows that and nothing else: no
log-in, no data, no other address; what is asked with it is not looked at.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET, AF_INET6, socket
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from bacung.site.lan.authority import Authority
from bacung.site.lan.home import Home

CERTIFICATE = "bacung-ca.crt"
SECONDS_A_CALLER_HAS = 10
CALLERS_AT_ONCE = 32
_TICK = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">'
    b'<path d="M4 13l5 5L20 6" fill="none" stroke="#009e73" stroke-width="4"/></svg>'
)


@dataclass(frozen=True)
class Sheet:
    """One address's content."""

    kind: str
    body: bytes


def sheets(home: Home, authority: Authority, setup_port: int) -> dict[str, Sheet]:
    """Everything the page consists of, by path."""
    by_name = f"http://{home.host}:{setup_port}"
    facts = {
        "home": home,
        "gone": ", ".join(home.gone),
        "fingerprint": authority.fingerprint,
        "certificate": CERTIFICATE,
        "tick": f"{by_name}/found.svg" if home.host != home.address else "",
    }
    return {
        "/": _page("vi", facts),
        "/en": _page("en", facts),
        "/setup.css": Sheet("text/css; charset=utf-8", _style()),
        "/found.svg": Sheet("image/svg+xml", _TICK),
        f"/{CERTIFICATE}": Sheet("application/x-x509-ca-cert", authority.der),
    }


@contextmanager
def shown(host: str, port: int, first: dict[str, Sheet]) -> Iterator[dict[str, Sheet]]:
    """Serve `first` from a thread while the block lasts. Change the dictionary it gives to show others."""
    here = dict(first)
    server = _Server((host, port), _answering(here))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()


def _page(language: str, facts: dict[str, Any]) -> Sheet:
    with translation.override(language):
        return Sheet("text/html; charset=utf-8", render_to_string("site/lan/setup.html", facts).encode())


def _style() -> bytes:
    parts = (str(finders.find(name)) for name in ("ground/tokens.css", "site/setup.css"))
    return b"\n".join(Path(part).read_bytes() for part in parts)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, place: tuple[str, int], answer: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = AF_INET6 if ":" in place[0] else AF_INET
        self.places = threading.BoundedSemaphore(CALLERS_AT_ONCE)
        super().__init__(place, answer)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Hang up on one caller too many, so that nobody can make threads without end."""
        if self.places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.places.release()

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """A caller that hangs up is no fault of ours."""


def _answering(here: dict[str, Sheet]) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        timeout = SECONDS_A_CALLER_HAS

        def version_string(self) -> str:
            return "BaCung"

        def do_GET(self) -> None:
            sheet = here.get(self.path)
            self.send_response(200 if sheet else 404)
            sheet = sheet or Sheet("text/plain; charset=utf-8", b"")
            self.send_header("Content-Type", sheet.kind)
            self.send_header("Content-Length", str(len(sheet.body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src http:; base-uri 'none'; form-action 'none'; "
                "frame-ancestors 'none'",
            )
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(sheet.body)

        do_HEAD = do_GET

        def log_message(self, format: str, *arguments: Any) -> None:
            """Who asked is nobody's business."""

    return Answer
