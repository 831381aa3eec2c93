"""`python -m benchmarks.public solve FILE --format toptw|pcvrptw|cvrp --seconds S --seed N --json`."""

import argparse
import json
import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from bacung.core.problems import Problem as Refusal
from benchmarks.public import engine, tours, visits, warm
from benchmarks.public.clock import GUARD, Budget
from benchmarks.public.reading import Fault

ABOUT = """Solve one public instance with the planner.

--seconds are CPU seconds that each process may use, counted after compiling and loading; a run by the clock
takes at most four times as long. --work instead is a number of rounds that makes a run repeatable.

Routes name vertices (toptw) or nodes (pcvrptw, cvrp) by the numbers the FILE gives them; the depot is never
named. Note that .sol files of VRPLIB count clients from 1 without the depot: their k is node k + 1 here.
Objective: toptw the profit collected; pcvrptw distance + prizes not collected, in tenths of the file's unit;
cvrp the distance, each leg rounded to the nearest whole number."""


def main(arguments: list[str] | None = None) -> int:
    """Solve and print; exit code 2 and one sentence for a file or wish that cannot be used."""
    given = _parser().parse_args(arguments)
    try:
        routes, objective = solve(
            given.file,
            given.format,
            pairs=given.pairs,
            seconds=given.seconds if given.seconds or given.work is not None else 10.0,
            work=given.work,
            seed=given.seed,
            processes=given.processes or (1 if given.format == "toptw" else 2),
        )
    except (Fault, Refusal) as fault:
        print(f"{given.file}: {fault}", file=sys.stderr)
        return 2
    shown = int(objective) if objective == int(objective) else objective
    if given.json:
        print(json.dumps({"routes": routes, "objective": shown}))
    else:
        lines = [f"{at}: {' '.join(map(str, route))}" for at, route in enumerate(routes, start=1)]
        print("\n".join([*lines, f"objective {shown}"]))
    return 0


def solve(
    file: Path,
    kind: str,
    *,
    pairs: int = 1,
    seconds: float | None = None,
    work: int | None = None,
    seed: int = 0,
    processes: int = 1,
    guard: float = GUARD,
) -> tuple[list[list[int]], float]:
    """Routes in the file's own numbers, and their objective. Raises `Fault`."""
    if kind == "toptw":
        stops = visits.read(file)
        warm.evening()
        found = _visit(partial(_search, stops, pairs, seconds, guard, work), stops, seed, processes)
        return [[stops.ids[at] for at in route] for route in found], engine.profit(stops, found)
    network = tours.read(file, prizes=kind == "pcvrptw")
    warm.fleet()
    with ProcessPoolExecutor(processes) if processes > 1 else nullcontext() as pool:
        budget = None if seconds is None else Budget(seconds, _workers, guard)
        spread: Any = pool.map if pool else map
        found = engine.tour(network, budget=budget, work=work, seed=seed, spread=spread)
    return [[network.ids[at] for at in route] for route in found], engine.cost(network, found)


def _visit(
    search: Callable[[int], engine.Routes], stops: visits.Visits, seed: int, processes: int
) -> engine.Routes:
    """The best of as many searches, each with its own seed, as there are processes."""
    if processes == 1:
        return search(seed)
    with ProcessPoolExecutor(processes) as pool:
        return max(pool.map(search, range(seed, seed + processes)), key=partial(engine.profit, stops))


def _search(
    stops: visits.Visits, pairs: int, seconds: float | None, guard: float, work: int | None, seed: int
) -> engine.Routes:
    stop = None if seconds is None else Budget(seconds, guard=guard)
    return engine.visit(stops, pairs, stop=stop, work=work, seed=seed)


def _workers() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.public",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked = parser.add_subparsers(dest="verb", required=True).add_parser(
        "solve", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("file", type=Path)
    asked.add_argument("--format", choices=("toptw", "pcvrptw", "cvrp"), required=True)
    asked.add_argument("--pairs", type=partial(_count, most=1000), default=1, help="toptw: routes at most")
    asked.add_argument("--seconds", type=_seconds, help="CPU seconds for each process (10 without --work)")
    asked.add_argument("--work", type=partial(_count, most=10**9), help="rounds of search at most")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--processes", type=partial(_count, most=64), help="1 for toptw, else 2")
    asked.add_argument("--json", action="store_true")
    return parser


def _count(text: str, most: int) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {most}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError("seconds between 0 and 86400")
    return value


if __name__ == "__main__":
    sys.exit(main())
