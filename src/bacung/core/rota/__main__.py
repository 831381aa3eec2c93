"""Who goes where, from the command line: `python -m bacung.core.rota solve PROBLEM.json --json`."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from bacung.core.command_line import alarm, refuse, seconds
from bacung.core.problems import Problem as Refusal
from bacung.core.rota import moves, wave, waves, weekends
from bacung.core.rota.answer import Rota
from bacung.core.rota.moves import Moves, MovesProblem
from bacung.core.rota.problem import Season
from bacung.core.rota.wave import Allocation
from bacung.core.rota.wire import decode, malformed

Answer = Rota | Allocation | Moves


def main(arguments: list[str] | None = None) -> int:
    """Solve one problem file; exit code 2 and one clear line on bad input."""
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
        return refuse(f"{given.problem}: {refusal}")
    print(json.dumps(answer.to_json(), ensure_ascii=False) if given.json else _spoken(answer))
    return 0


def _solve(value: object, stop: Callable[[], bool], seed: int) -> Answer:
    kind = value.get("kind", "weekends") if isinstance(value, dict) else "weekends"
    if kind == "weekends":
        return weekends.plan(Season.from_json(value), stop=stop, seed=seed)
    if kind == "wave":
        return waves.allocate(wave.Wave.from_json(value), stop=stop, seed=seed)
    if kind == "moves":
        return moves.propose(MovesProblem.from_json(value), seed=seed)
    raise malformed("kind", kind)


def _spoken(answer: Answer) -> str:
    if isinstance(answer, Rota):
        lines = [
            f"{len(answer.teams)} teams, {len(answer.unfilled)} unfilled, {len(answer.breaches)} breaches"
        ]
        lines += [
            f"{team.weekend} {team.host}: {team.unit} {', '.join(team.members)}" for team in answer.teams
        ]
    elif isinstance(answer, Allocation):
        lines = [f"{sum(len(group.students) for group in answer.groups)} students placed"]
        lines += [
            f"{group.host}: {', '.join(group.students)} ({group.supervisor})" for group in answer.groups
        ]
    else:
        lines = [f"{len(answer.moves)} moves"]
        lines += [f"{move.pairs} from {move.source} to {move.target}" for move in answer.moves]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
