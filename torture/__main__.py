"""`python -m torture --minutes M`: every scenario within so many minutes, and one table in the end."""

import argparse
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from torture import drills
from torture.scenarios import killed_at_a_sync, killed_at_random, set_back
from torture.stage import Stage, Told, build

Scenario = Callable[[Stage, float, Random, Callable[[str], None]], Told]

# Shares of the time; the state machines with the mutants have the rest.
PLAYED: tuple[tuple[str, tuple[tuple[Scenario, float], ...]], ...] = (
    ("SQLite", ((killed_at_random, 0.17), (killed_at_a_sync, 0.17), (set_back, 0.08))),
    ("PostgreSQL", ((killed_at_random, 0.17), (set_back, 0.08))),
)
DRILLS = 0.33
PLAYING = 0.5
"""So much of its time a scenario plays; the rest heals and counts."""


def main() -> int:
    """Play, print, and say by the exit code whether everything holds."""
    parser = argparse.ArgumentParser(prog="dev.py torture", description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=None, help="to play the same again, as far as that goes")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # tidying up on the way
    seed = asked.seed if asked.seed is not None else time.time_ns() % 1_000_000
    seconds = asked.minutes * 60
    print(f"· torture for {asked.minutes:g} minutes, seed {seed}", flush=True)
    rows: list[Told] = []
    budget = Budget(time.monotonic() + seconds)
    for on, scenarios in PLAYED:
        rows += _play(on, scenarios, budget, seed)
    rows += drills.play(budget.take(DRILLS), seed, _say)
    print(table(rows))
    return 0 if all(row.holds for row in rows) else 1


@dataclass
class Budget:
    """The time that is left, given out by share: who takes longer takes it from those who come after."""

    ends: float
    left: float = 1.0

    def take(self, share: float) -> float:
        """Seconds for somebody whose share of the whole this is."""
        seconds = max(0.0, self.ends - time.monotonic()) * share / max(self.left, share)
        self.left -= share
        return seconds


def _play(on: str, scenarios: tuple[tuple[Scenario, float], ...], budget: Budget, seed: int) -> list[Told]:
    _say(f"settling a village on {on}")
    stage = build(on, seed)
    rows = []
    try:
        for play, share in scenarios:
            rows.append(play(stage, budget.take(share) * PLAYING, Random(seed), _say))
            _say(rows[-1].line)
    finally:
        stage.close()
    return rows


def _say(text: str) -> None:
    print(f"· {text}", flush=True)


HEAD = ("scenario", "seconds", "kills", "created", "acked", "stored", "apart", "lost", "doubled", "missed")


def table(rows: list[Told]) -> str:
    """All rows under one head, what is broken below them."""
    cells = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEAD))]
    lines = [
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    ]
    faults = [f"{row.scenario}: {fault}" for row in rows for fault in row.broken]
    verdict = "Everything holds." if all(row.holds for row in rows) else "It does not hold."
    return "\n".join(["", *lines, "", *faults, verdict])


if __name__ == "__main__":
    sys.exit(main())
