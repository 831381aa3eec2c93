"""One measurement: what is run, and the row it becomes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

INSTANCES = Path(__file__).resolve().parents[3] / "shared" / "data" / "instances"
"""Where the public instances lie beside the project; nothing of them is part of it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a set; `name` is unique within it and `arguments` are what `Kind.run` takes."""

    set: str
    name: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A set: its cases, how one is run, how many processes one case uses, and how its rows are summed up.

    `sums` gets the rows of the set and all rows there are (for the best value ever found).
    """

    cases: Callable[[], list[Case]]
    run: Callable[..., Row]
    sums: Callable[[list[Row], list[Row]], str]
    processes: int = 1


@contextmanager
def timed(row: Row) -> Iterator[None]:
    """Put CPU and wall seconds of this process into the row."""
    cpu, wall = time.process_time(), time.monotonic()
    yield
    row["cpu"] = round(time.process_time() - cpu, 2)
    row["wall"] = round(time.monotonic() - wall, 2)
