"""The state machines and their mutants, again and again with other seeds, as long as there is time."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from torture.stage import Told

MACHINES = ("tests/proof/test_invariants.py", "tests/proof/test_orders.py", "tests/proof/test_exports.py")


def play(seconds: float, seed: int, say: Callable[[str], None]) -> list[Told]:
    """One row for each database: everything once, mutants too, then the machines as long as there is time."""
    rows = []
    for place, (name, database) in enumerate((("SQLite", "sqlite"), ("PostgreSQL", "postgres"))):
        started, times, passed = time.monotonic(), 0, 0
        row = Told(f"state machines and mutants, {name}", drills=True)
        while not row.broken and (times == 0 or time.monotonic() - started < seconds / 2):
            what = MACHINES if times else ("tests/proof",)
            done = _drill(database, seed + 1000 * place + times, what)
            times += 1
            passed += int((re.findall(r"(\d+) passed", done.stdout) or ["0"])[-1])
            if done.returncode:
                row.broken.append("\n".join((done.stdout + done.stderr).splitlines()[-40:]))
            say(f"{name}: the machines ran {times} times with other seeds, {passed} tests passed")
        row.seconds, row.kills = time.monotonic() - started, f"{times} ×"
        rows.append(row)
    return rows


def _drill(database: str, seed: int, what: Sequence[str]) -> subprocess.CompletedProcess[str]:
    pytest = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n", "auto"]
    pytest += [f"--hypothesis-seed={seed}", "--database", database]
    return subprocess.run([*pytest, *what], capture_output=True, text=True)
