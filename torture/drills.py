"""The state machines and their mutants, again and again with other seeds, as long as there is time."""

import re
import subprocess
import sys
import time
from collections.abc import Callable

from torture.stage import Told

LEAST = 1
"""Each database is drilled at least so often, however little time there is."""


def play(seconds: float, seed: int, say: Callable[[str], None]) -> list[Told]:
    """One row for each database."""
    rows = []
    for place, (name, database) in enumerate((("SQLite", "sqlite"), ("PostgreSQL", "postgres"))):
        started, times, passed = time.monotonic(), 0, 0
        row = Told(f"state machines and mutants, {name}", drills=True)
        while times < LEAST or time.monotonic() - started < seconds / 2:
            done = _drill(database, seed + 1000 * place + times)
            times += 1
            if done.returncode:
                row.broken.append("\n".join((done.stdout + done.stderr).splitlines()[-40:]))
                break
            passed += int((re.findall(r"(\d+) passed", done.stdout) or ["0"])[-1])
            say(f"{name}: the machines ran {times} times, {passed} tests passed")
        row.seconds = time.monotonic() - started
        rows.append(row)
    return rows


def _drill(database: str, seed: int) -> subprocess.CompletedProcess[str]:
    pytest = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n", "auto"]
    pytest += ["--hypothesis-profile", "deep", f"--hypothesis-seed={seed}", "--database", database]
    return subprocess.run([*pytest, "tests/proof"], capture_output=True, text=True)
