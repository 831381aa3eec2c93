"""Where a scenario's database lives, and how it is killed, copied and set back."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psycopg

from tools import postgres
from torture.air import until


class Place(Protocol):
    """A database."""

    name: str
    workers: int

    def url(self) -> str: ...
    def kill(self) -> bool: ...
    def start(self) -> None: ...
    def copy(self) -> None: ...
    def set_back(self) -> None: ...


@dataclass
class OnSqlite:
    """A file in the data folder. It dies with the server."""

    home: Path
    name: str = "SQLite"
    workers: int = 1  # exactly one writer

    def url(self) -> str:
        return ""

    def kill(self) -> bool:
        return False

    def start(self) -> None:
        pass

    def copy(self) -> None:
        """While nobody writes: the file, and the log beside it."""
        for path in self.home.glob("bacung.sqlite3*"):
            shutil.copy2(path, self._kept / path.name)

    def set_back(self) -> None:
        for path in self.home.glob("bacung.sqlite3*"):
            path.unlink()
        for path in self._kept.iterdir():
            shutil.copy2(path, self.home / path.name)

    @property
    def _kept(self) -> Path:
        kept = self.home / "older"
        kept.mkdir(exist_ok=True)
        return kept


@dataclass
class OnPostgres:
    """A cluster of its own that syncs as in earnest, run as a child of ours."""

    cluster: postgres.Cluster = field(default_factory=lambda: postgres.make("-c", "max_connections=60"))
    name: str = "PostgreSQL"
    workers: int = 2
    process: subprocess.Popen[bytes] | None = None

    def url(self) -> str:
        return self.cluster.url

    def start(self) -> None:
        """Start it; after a kill the old processes must have gone first."""
        if self.process is None and not until(self._up, 60.0):
            raise postgres.NoPostgres((self.cluster.data.parent / "words").read_text()[-2000:])

    def _up(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            self.process = self.cluster.process()
        time.sleep(0.1)
        try:
            psycopg.connect(self.cluster.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> bool:
        """SIGKILL to the process all others come from; whether there was one."""
        if self.process is None:
            return False
        self.process.kill()
        self.process.wait()
        self.process = None
        return True

    def copy(self) -> None:
        self._at_rest(lambda: self._mirror(self.cluster.data, self._kept))

    def set_back(self) -> None:
        self._at_rest(lambda: self._mirror(self._kept, self.cluster.data))

    def _at_rest(self, work: Callable[[], None]) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)  # a fast, orderly stop
        self.process.wait()
        self.process = None
        work()
        self.start()

    def _mirror(self, source: Path, target: Path) -> None:
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["cp", "-a", str(source), str(target)], check=True)

    @property
    def _kept(self) -> Path:
        return self.cluster.data.parent / "older"
