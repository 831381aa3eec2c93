"""CPU time, so that a figure does not depend on what else the machine does.

The budget is what a quiet machine's clock would show: the CPU seconds of this process plus those of the
busiest of its workers, who work side by side while it waits. A wall guard ends a run that a loaded machine
would draw out.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

GUARD = 4.0
"""Wall seconds a run may take at most, in CPU seconds allowed."""

PATIENT = 30.0
"""The same where figures are compared: other work on the machine must not cut anybody short."""


class Budget:
    """Says when `seconds` are used up, counted from its making. Ask it as `stop`."""

    def __init__(
        self, seconds: float, workers: Callable[[], list[int]] = list, guard: float = PATIENT
    ) -> None:
        self.seconds, self.guard = seconds, guard
        self._workers = workers
        self._before = {pid: cpu_of(pid) for pid in workers()}
        self._own, self._wall = time.process_time(), time.monotonic()

    def used(self) -> float:
        """CPU seconds so far."""
        own = time.process_time() - self._own
        return own + max((cpu_of(pid) - self._before.get(pid, 0.0) for pid in self._workers()), default=0.0)

    def wall(self) -> float:
        """Seconds by the clock so far."""
        return time.monotonic() - self._wall

    def gone(self) -> float:
        """The share of the budget that is used up, by CPU or, at the guard, by the clock."""
        return max(self.used(), self.wall() / self.guard) / self.seconds

    def __call__(self) -> bool:
        return self.gone() >= 1


def cpu_of(pid: int) -> float:
    """CPU seconds of a running process by /proc; 0 where there is no such thing."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
