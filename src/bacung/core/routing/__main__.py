"""The planner from the command line: `python -m bacung.core.routing solve PROBLEM.json --json`."""

import argparse
import json
import sys
from pathlib import Path

from bacung.core.command_line import alarm, refuse, seconds
from bacung.core.problems import Problem as Refusal
from bacung.core.routing.cover import command as covering
from bacung.core.routing.plan import Plan, plan
from bacung.core.routing.problem import Problem
from bacung.core.routing.wire import read_bytes


def main(arguments: list[str] | None = None) -> int:
    """Solve one problem file; exit code 2 and one clear line on bad input."""
    parser = argparse.ArgumentParser(prog="python -m bacung.core.routing", description="Tonight's doors.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    solve = verbs.add_parser("solve", help="plan the evening of one problem file")
    solve.add_argument("problem", type=Path, help="the problem as JSON")
    solve.add_argument("--seconds", type=seconds, help="search for so many seconds for a better plan")
    solve.add_argument("--work", type=_rounds, help="search for at most so many rounds, which is repeatable")
    solve.add_argument("--seed", type=int, default=0, help="number that makes a run repeatable")
    solve.add_argument("--json", action="store_true", help="the whole plan as JSON")
    covers = verbs.add_parser("cover", help="cover a whole commune with routes and turfs")
    covering.describe(covers, seconds=seconds, rounds=_rounds)
    verbs.add_parser("warm", help="compile the searches once, so that no plan has to wait for it")
    given = parser.parse_args(arguments)
    if given.verb == "warm":
        from bacung.core.routing.warm import warm

        warm()
        return 0
    try:
        if given.verb == "cover":
            print(covering.answer(given))
            return 0
        problem = read_bytes(Problem, given.problem.read_bytes())
    except OSError as fault:
        return refuse(f"{given.problem}: {fault.strerror}")
    except Refusal as refusal:
        return refuse(f"{given.problem}: {refusal}")
    stop = alarm(given.seconds) if given.seconds is not None else None
    answer = plan(problem, stop=stop, work=given.work, seed=given.seed)
    print(json.dumps(answer.to_json(), ensure_ascii=False) if given.json else _spoken(answer))
    return 0


def _spoken(answer: Plan) -> str:
    lines = [f"{answer.totals.visits} visits, {answer.left_out.total} doors left out"]
    for route in answer.routes:
        doors = ", ".join(f"{stop.door} {stop.starts}" for stop in route.stops)
        lines.append(f"{route.pair}: {doors or 'nothing'}")
    return "\n".join(lines)


def _rounds(text: str) -> int:
    rounds = int(text)
    if not 0 <= rounds <= 10**12:
        raise argparse.ArgumentTypeError("rounds between 0 and 10^12")
    return rounds


if __name__ == "__main__":
    sys.exit(main())
