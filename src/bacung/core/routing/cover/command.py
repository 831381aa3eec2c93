"""`python -m bacung.core.routing cover PROBLEM.json --seconds S --seed N --json`."""

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bacung.core.routing.cover.coverage import Coverage
from bacung.core.routing.cover.mending import repair
from bacung.core.routing.cover.problem import CoverProblem
from bacung.core.routing.cover.whole import cover
from bacung.core.routing.wire import read_bytes

PROCESSORS = 2
"""How many groups of routes are searched at once; the search lets other threads run."""


def answer(given: argparse.Namespace) -> str:
    """What the command prints: the coverage of the problem file, as JSON or in a few lines.

    Raises OSError for a file that cannot be read, `Problem` for one that cannot be used.
    """
    problem = CoverProblem.from_bytes(given.problem.read_bytes())
    if given.repair is not None:
        found = repair(read_bytes(Coverage, given.repair.read_bytes()), problem, seed=given.seed)
    else:
        begun = time.monotonic()
        gone = (lambda: (time.monotonic() - begun) / given.seconds) if given.seconds else None
        with ThreadPoolExecutor(PROCESSORS) as threads:
            found = cover(problem, gone=gone, work=given.work, seed=given.seed, spread=threads.map)
    return json.dumps(found.to_json(), ensure_ascii=False) if given.json else _spoken(found)


def describe(
    parser: argparse.ArgumentParser, seconds: Callable[[str], float], rounds: Callable[[str], int]
) -> None:
    """The arguments of the command; `seconds` and `rounds` read theirs."""
    parser.add_argument("problem", type=Path, help="the problem as JSON")
    parser.add_argument("--repair", type=Path, metavar="COVERAGE", help="mend this coverage instead, as JSON")
    parser.add_argument("--seconds", type=seconds, help="search for so many seconds for better routes")
    parser.add_argument("--work", type=rounds, help="search for so many slices, which is repeatable")
    parser.add_argument("--seed", type=int, default=0, help="number that makes a run repeatable")
    parser.add_argument("--json", action="store_true", help="the whole coverage as JSON")


def _spoken(found: Coverage) -> str:
    sums = found.sums
    lines = [
        f"{sums.routes} evenings for {sums.doors} doors, {found.left_out.total} left out",
        f"at least {sums.evenings_by_service} evenings by service, {sums.evenings_by_travel} with the way",
    ]
    for route in found.routes:
        when = f"{route.evening} {route.pair}" if route.evening else "no evening"
        lines.append(f"{route.id} {when}: {len(route.doors)} doors, turf {route.turf}")
    return "\n".join(lines)
