"""The server's processes: started in a group of their own, killed as one, by the id of that group."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.proof.phone import Request
from torture.air import Air, until

START_SECONDS = 60.0


class NotUp(Exception):
    """The server did not come up; says what it said."""


@dataclass
class Tree:
    """A web server on one data folder."""

    port: int
    environment: dict[str, str]
    words: Path
    workers: int = 1
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "torture.serving", str(self.port), str(self.workers)]
        with self.words.open("ab") as words:
            self.process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        if not until(self.answers, START_SECONDS):
            self.kill()
            raise NotUp(self.words.read_text(errors="replace")[-3000:])

    def answers(self) -> bool:
        """Whether it is there."""
        answer = Air(self.port).send(Request("GET", "/sync/v1/hello", ""))
        return answer is not None and answer.status == 200

    def processes(self) -> list[int]:
        """The ids of the group: ours alone, as it was started in a session of its own."""
        assert self.process is not None
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                group = stat.read_text().rpartition(")")[2].split()[2]
                if int(group) == self.process.pid:
                    found.append(int(stat.parent.name))
        return found

    def kill(self) -> None:
        """SIGKILL to every process of the group, all at once."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None
        self.kills += 1
        until(lambda: not self._listening(), 5.0)

    def _listening(self) -> bool:
        time.sleep(0.02)
        return self.answers()
