"""A power cut in the middle of an import: all or nothing, and it goes on afterwards."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.apps.intake.killed import PEOPLE

ROOT = Path(__file__).resolve().parents[3]


class Machine:
    """One computer: each step is a process of its own on the same disk."""

    def __init__(self, home: Path) -> None:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("BACUNG_")}
        self.environment = {**plain, "BACUNG_HOME": str(home)}

    def run(self, step: str, dies_after: int = 0) -> dict[str, Any] | None:
        """What the step says at its end; None if it was killed."""
        command = [sys.executable, "-m", "tests.apps.intake.killed", step, str(dies_after)]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if dies_after:
            assert done.returncode == -signal.SIGKILL, done.stderr
            return None
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A computer with one book received and nothing read."""
    made = Machine(tmp_path)
    made.run("prepare")
    return made


def test_a_book_is_read_and_accepted_whole_however_often_the_power_fails(machine: Machine) -> None:
    """Killed inside the second transaction of the reading and inside the third of the acceptance: nothing is
    seen in between, and afterwards everybody is there once.
    """
    machine.run("read", dies_after=2)
    halfway = machine.run("look")
    assert halfway is not None
    assert (halfway["state"], halfway["staged"], halfway["seen"]) == ("reading", 1000, 0)
    read = machine.run("read")
    assert read is not None
    assert (read["state"], read["staged"]) == ("read", PEOPLE + 2)
    machine.run("accept", dies_after=3)
    halfway = machine.run("look")
    assert halfway is not None
    assert (halfway["state"], halfway["seen"]) == ("accepting", 0)
    assert 0 < halfway["written"] < PEOPLE
    accepted = machine.run("accept")
    assert accepted is not None
    assert accepted["state"] == "accepted"
    assert accepted["seen"] == accepted["written"] == accepted["accepted"] == PEOPLE
