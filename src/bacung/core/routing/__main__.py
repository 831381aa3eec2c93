"""The planner from the command line: `python -m bacung.core.routing solve PROBLEM.json --json`."""

import argparse
import json
import sys
import threading
from pathlib import Path

from bacung.core.problems import Problem as Refusal
from bacung.core.routing.plan import Plan, plan
from bacung.core.routing.problem import Problem
from bacung.core.routing.wire import read_bytes


def main(arguments: list[str] | None = None) -> int:
    """Solve one problem file; exit code 2 and one clear line on bad input."""
    parser = argparse.ArgumentParser(prog="python -m bacung.core.routing", description="Tonight's doors.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    solve = verbs.add_parser("solve", help="plan the evening of one problem file")
    solve.add_argument("problem", type=Path, help="the problem as JSON")
    solve.add_argument("--seconds", type=_seconds, help="stop after so many seconds with the plan so far")
    solve.add_argument("--seed", type=int, default=0, help="number that makes a run repeatable")
    solve.add_argument("--json", action="store_true", help="the whole plan as JSON")
    given = parser.parse_args(arguments)
    over = threading.Event()
    try:
        problem = read_bytes(Problem, given.problem.read_bytes())
    except OSError as fault:
        return _refuse(f"{given.problem}: {fault.strerror}")
    except Refusal as refusal:
        return _refuse(f"{given.problem}: {refusal}")
    if given.seconds is not None:
        timer = threading.Timer(given.seconds, over.set)
        timer.daemon = True
        timer.start()
    answer = plan(problem, stop=over.is_set, seed=given.seed)
    print(json.dumps(answer.to_json(), ensure_ascii=False) if given.json else _spoken(answer))
    return 0


def _spoken(answer: Plan) -> str:
    lines = [f"{answer.totals.visits} visits, {answer.left_out.total} doors left out"]
    for route in answer.routes:
        doors = ", ".join(f"{stop.door} {stop.starts}" for stop in route.stops)
        lines.append(f"{route.pair}: {doors or 'nothing'}")
    return "\n".join(lines)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError("seconds between 0 and 86400")
    return seconds


def _refuse(line: str) -> int:
    print(line, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
