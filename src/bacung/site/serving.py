"""Serving on one machine: the database made ready, one web process, one worker beside it kept alive."""

import multiprocessing
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bacung.areas import actions as areas
from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.ground.permissions import CONSOLE
from bacung.site.lan.certificate import Tls

# A phone with one bar holds a thread while its push trickles in: as many as a commune's pairs record with.
THREADS = 16
# Phones that come back all at once wait in line instead of being turned away.
BACKLOG = 2048
# What runs when the server is stopped may end: a push commits and is answered.
SECONDS_TO_FINISH = 30
# A web process that takes over is ready by then, also on a slow machine; until then both answer.
SECONDS_TO_TAKE_OVER = 20
_ANYWHERE = {"0.0.0.0", "::"}


def pending_migrations() -> int:
    """How many steps the database is behind the code."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the database up to the code."""
    call_command("migrate", verbosity=0, interactive=False)


def seed_areas() -> bool:
    """Plant the country's units where there are none; whether that was needed."""
    if Area.objects.exists():
        return False
    areas.seed(CONSOLE)
    return True


def refuse_taken_port(host: str, port: int, option: str = "--port") -> None:
    """Say at once, in one sentence, that somebody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as fault:
            raise Problem(
                "site.port-taken", host=host, port=port, option=option, fault=fault.strerror
            ) from fault


def answer_to(host: str) -> None:
    """Let the web process answer to the name it is asked to listen on."""
    known = os.environ.get("BACUNG_HOSTS", "localhost,127.0.0.1,[::1]")
    if host not in _ANYWHERE and host not in known.split(","):
        os.environ["BACUNG_HOSTS"] = f"{known},{host}"


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker process, started anew whenever it ends, gone when the block ends or this process dies."""
    over = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not over.is_set():
            # Its stdin is our pipe: when we are killed the pipe closes and the worker goes too.
            child = subprocess.Popen(
                [sys.executable, "-m", "bacung", "worker", "--with-starter"], stdin=subprocess.PIPE
            )
            running[:] = [child]
            child.wait()
            over.wait(1)

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        for child in running:
            child.terminate()
        keeper.join(timeout=10)


def refuse_more_writers(workers: int) -> None:
    """SQLite has exactly one writer, so it has one web process."""
    if workers > 1 and connection.vendor == "sqlite":
        raise Problem("site.one-writer", workers=workers)


def serve(
    host: str,
    port: int,
    *,
    workers: int = 1,
    tls: Tls | None = None,
    beside: Callable[[Callable[[], None]], AbstractContextManager[None]] = lambda reload: nullcontext(),
) -> None:
    """Answer requests until told to stop, then let what runs end.

    What goes on `beside` is handed a way to start the web processes anew, with the options and the
    certificate as they then are; the old ones end what they have begun.
    """
    from granian import Granian
    from granian.constants import Interfaces, SSLProtocols
    from granian.log import LogLevels

    # A process of its own reads the options as they are set now; a fork would keep those of the command.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "bacung.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        workers_kill_timeout=SECONDS_TO_FINISH,
        respawn_interval=SECONDS_TO_TAKE_OVER,
        log_level=LogLevels.error,
        websockets=False,
        ssl_cert=tls.certificate if tls else None,
        ssl_key=tls.key if tls else None,
        ssl_protocol_min=SSLProtocols.tls12,  # phones of 2016 speak no newer one
    )
    with beside(server.signal_handler_reload), worker_beside():
        server.serve()
