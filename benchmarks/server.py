"""A real server on a database of its own, as `bacung serve` starts it, and what it costs by /proc."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.homes import child

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Made:
    """A made district: the data folder, and the server of PostgreSQL that holds it ("" for SQLite)."""

    home: Path
    postgres: str = ""

    @property
    def name(self) -> str:
        """What a table calls it."""
        return "PostgreSQL" if self.postgres else "SQLite FULL"

    def address(self, database: str) -> dict[str, str]:
        """The options of a process that works on the made database, or on a copy."""
        home = self.home if database == "made" else self.home.with_name(f"{self.home.name}-{database}")
        url = f"{self.postgres.rsplit('/', 1)[0]}/{database}" if self.postgres else ""
        return {"BACUNG_HOME": str(home), "BACUNG_DATABASE_URL": url}

    def run(self, module: str, *arguments: str, database: str = "copy") -> dict[str, Any]:
        """Run a module on it; the JSON on its last line."""
        options = self.address(database)
        home, url = Path(options["BACUNG_HOME"]), options["BACUNG_DATABASE_URL"]
        return child(module, home, *arguments, database=url)

    @contextmanager
    def copied(self) -> Iterator[None]:
        """A fresh copy of what was made, gone at the end."""
        copy = Path(self.address("copy")["BACUNG_HOME"])
        shutil.copytree(self.home, copy)
        self._sql("CREATE DATABASE copy TEMPLATE made")
        try:
            yield
        finally:
            self._sql("DROP DATABASE copy WITH (FORCE)")
            shutil.rmtree(copy)

    def create(self) -> None:
        """An empty database to make the district in."""
        self.home.mkdir(parents=True)
        self._sql("CREATE DATABASE made")

    def _sql(self, statement: str) -> None:
        if self.postgres:
            import psycopg

            with psycopg.connect(self.postgres, autocommit=True) as database:
                database.execute(statement)

    def postmaster(self) -> int | None:
        """The process above all of PostgreSQL's."""
        if not self.postgres:
            return None
        import psycopg

        with psycopg.connect(self.postgres) as database:
            return _parents()[database.info.backend_pid]


class Meter:
    """CPU seconds of the server's processes and of PostgreSQL's, and how busy the whole machine was."""

    def __init__(self, server: int, postmaster: int | None) -> None:
        self._roots = (server, postmaster)
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        self._begun = [_tree_seconds(root) for root in self._roots], _machine()

    def read(self) -> tuple[float, float, float]:
        """Server's and PostgreSQL's seconds, and the busy share, since the beginning."""
        (server, database), (busy, whole) = self._begun
        now_busy, now_whole = _machine()
        share = (now_busy - busy) / max(now_whole - whole, 1e-9)
        return _tree_seconds(self._roots[0]) - server, _tree_seconds(self._roots[1]) - database, share


@contextmanager
def serving(made: Made, before: Callable[[], object] = lambda: None) -> Iterator[tuple[int, Meter]]:
    """`bacung serve` on a copy, after `before` was done to it; its port, and a meter."""
    with made.copied():
        before()
        port = _free_port()
        options = {**os.environ, **made.address("copy")}
        command = [sys.executable, "-m", "bacung", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=options, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port, server)
            yield port, Meter(server.pid, made.postmaster())
        finally:
            server.terminate()
            server.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            calling = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            calling.request("GET", "/sync/v1/hello")
            if calling.getresponse().status == 200:
                time.sleep(1)  # the worker beside it comes up
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def _parents() -> dict[int, int]:
    return {int(path.parent.name): int(_stat(path)[1]) for path in _stats() if _stat(path)}


def _stats() -> Iterator[Path]:
    return (path for path in Path("/proc").glob("[0-9]*/stat"))


def _stat(path: Path) -> list[str]:
    """The fields behind the command's name; empty for a process that has gone."""
    try:
        return path.read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def _tree_seconds(root: int | None) -> float:
    """What a process and all below it have used, the ended ones included."""
    if root is None:
        return 0.0
    rows = {int(path.parent.name): _stat(path) for path in _stats()}
    tree, fresh = {root}, {root}
    while fresh:
        fresh = {key for key, row in rows.items() if row and int(row[1]) in fresh} - tree
        tree |= fresh
    return sum(sum(map(int, rows[key][11:15])) for key in tree if rows.get(key)) / _TICK


def _machine() -> tuple[float, float]:
    """Busy and all seconds of all cores."""
    fields = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / _TICK, sum(fields) / _TICK
