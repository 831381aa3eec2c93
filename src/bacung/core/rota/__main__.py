"""Who goes where, from the command line: `python -m bacung.core.rota solve PROBLEM.json --json`."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from bacung.core.command_line import alarm, refuse, seconds
from bacung.core.problems import Problem as Refusal
from bacung.core.rota import moves, wave, waves, weekends
from bacung.core.rota.moves import MovesProblem
from bacung.core.rota.problem import Season
from bacung.core.rota.spoken import Answer, lines, remarks
from bacung.core.rota.wire import decode, malformed


def main(arguments: list[str] | None = None) -> int:
    """Solve one problem file; what is left open and why is said beside the answer, with `--json` on the
    error stream. Exit code 0 with an answer, also where not all rules can hold; 2 and one line on bad input.
    """
    parser = argparse.ArgumentParser(prog="python -m bacung.core.rota", description="Who goes where.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    solve = verbs.add_parser("solve", help="plan one problem file: weekends, a wave, or moves")
    solve.add_argument("problem", type=Path, help="the problem as JSON, its kind in the field `kind`")
    solve.add_argument("--seconds", type=seconds, help="stop between solves after so many seconds")
    solve.add_argument("--seed", type=int, default=0, help="number that makes a run repeatable")
    solve.add_argument("--json", action="store_true", help="the whole answer as JSON")
    given = parser.parse_args(arguments)
    stop = alarm(given.seconds)
    try:
        answer = _solve(decode(given.problem.read_bytes()), stop, given.seed)
    except OSError as fault:
        return refuse(f"{given.problem}: {fault.strerror}")
    except Refusal as refusal:
        what, value = refusal.facts["what"], refusal.facts["value"]
        return refuse(f"{given.problem}: {refusal.code}, the field {what} cannot be used: {value}")
    print(*([json.dumps(answer.to_json(), ensure_ascii=False)] if given.json else lines(answer)), sep="\n")
    for remark in remarks(answer):
        print(remark, file=sys.stderr if given.json else sys.stdout)
    return 0


def _solve(value: object, stop: Callable[[], bool], seed: int) -> Answer:
    kind = value.get("kind", "weekends") if isinstance(value, dict) else "weekends"
    if kind == "weekends":
        return weekends.plan(Season.from_json(value), stop=stop, seed=seed)
    if kind == "wave":
        return waves.allocate(wave.Wave.from_json(value), stop=stop, seed=seed)
    if kind == "moves":
        return moves.propose(MovesProblem.from_json(value), seed=seed)
    raise malformed("kind", f"{kind!r} is none of weekends, wave, moves")


if __name__ == "__main__":
    sys.exit(main())
