"""Serving on the local network: what the other modules know, put together and kept true while serving."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.site.lan import addresses, setup_page
from bacung.site.lan.authority import Authority, authority
from bacung.site.lan.certificate import Tls, served_by
from bacung.site.lan.home import Home, settle

LOOK_EVERY_SECONDS = 60


@dataclass(frozen=True)
class Asked:
    """How the operator wants it: the folder for what is kept, where to listen, and by which name."""

    folder: Path
    host: str
    port: int
    setup_port: int
    name: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Lan:
    """What serving stands on now; `fresh` where the certificate was made just now."""

    home: Home
    authority: Authority
    tls: Tls
    setup: str
    fresh: bool

    @property
    def environment(self) -> dict[str, str]:
        """The options of the web process."""
        hosts = ",".join((*self.home.hosts, "[::1]"))
        return {"BACUNG_HTTPS": "1", "BACUNG_HSTS": "0", "BACUNG_LAN": self.setup, "BACUNG_HOSTS": hosts}


def open_lan(asked: Asked) -> Lan:
    """The authority, the address and the certificate, each as it was or newly made.

    Raises `site.lan-no-network`, `site.lan-name-elsewhere` and `site.lan-key-unreadable`.
    """
    machine, now = addresses.machine_name(), clock.now()
    listening = addresses.listening_on(asked.host)
    ours = authority(asked.folder, machine, now)
    home = settle(
        asked.folder,
        addresses=listening,
        machine=machine,
        port=asked.port,
        name=asked.name,
        moved=asked.moved,
        finds=addresses.finds,
        vouches=ours.vouches_for,
    )
    tls, fresh = served_by(ours, asked.folder, home.hosts, now)
    return Lan(home, ours, tls, f"http://{home.address}:{asked.setup_port}/", fresh)


@contextmanager
def kept_open(asked: Asked, first: Lan, renewed: Callable[[Lan], None]) -> Iterator[None]:
    """Show the set-up page, and look each minute whether addresses or the certificate want a new one; then
    the options are set anew and `renewed` is called.
    """
    over = threading.Event()

    def watch(here: dict[str, setup_page.Sheet]) -> None:
        while not over.wait(LOOK_EVERY_SECONDS):
            try:
                now = open_lan(replace(asked, moved=False))
            except Problem:  # the cable is out, say: what was true before stays until it is back
                continue
            if now.fresh:
                os.environ.update(now.environment)
                here.update(setup_page.sheets(now.home, now.authority, asked.setup_port))
                renewed(now)

    os.environ.update(first.environment)
    pages = setup_page.sheets(first.home, first.authority, asked.setup_port)
    with setup_page.shown(asked.host, asked.setup_port, pages) as here:
        threading.Thread(target=watch, args=(here,), daemon=True).start()
        try:
            yield
        finally:
            over.set()


@contextmanager
def kept_fresh(given: Tls, renewed: Callable[[], None]) -> Iterator[None]:
    """Call `renewed` when somebody has put a newer certificate, and the key that fits it, in the place of
    those given.
    """
    over = threading.Event()

    def watch(seen: tuple[float, ...]) -> None:
        while not over.wait(LOOK_EVERY_SECONDS):
            if (now := _written(given)) != seen and given.fits():
                seen = now
                renewed()

    threading.Thread(target=watch, args=(_written(given),), daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _written(given: Tls) -> tuple[float, ...]:
    """When the two files were last written; nothing while one of them is away."""
    with suppress(OSError):
        return given.certificate.stat().st_mtime, given.key.stat().st_mtime
    return ()
