"""The server's processes: started in a group of their own, killed as one, by the id of that group."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
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

    def start(self, before: Sequence[str] = (), *, wait: bool = True) -> None:
        """Start it, under another program if one is named, and wait until it answers."""
        command = [*before, sys.executable, "-m", "torture.serving", str(self.port), str(self.workers)]
        with self.words.open("ab") as words:
            self.process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        if wait and not until(self.answers, START_SECONDS):
            self.kill()
            raise NotUp(self.words.read_text(errors="replace")[-3000:])

    def answers(self) -> bool:
        """Whether it is there."""
        answer = Air(self.port).send(Request("GET", "/sync/v1/hello", ""))
        return answer is not None and answer.status == 200

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
