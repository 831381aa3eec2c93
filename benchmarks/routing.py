"""The planner on public instances and invented communes, beside its opponents, in pieces that can be resumed.

    python3 dev.py bench routing --resume [--set toptw10,rivals] [--limit 20] [--only "pr10 m4"] [--summary]

Every case adds a line to var/bench/routing.jsonl as soon as it is done; with --resume what stands there is
not run again, without it the sets asked for begin anew. Two processes work side by side; a case of two
processes works alone. Budgets are CPU seconds, so that other work on the machine costs time, no quality.
"""

import argparse
import json
import traceback
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from benchmarks.machine import describe
from benchmarks.plans import against, coverage, district, evenings, mending, public
from benchmarks.plans.case import INSTANCES, Case, Kind, Row

PARTS = (public, against, evenings, mending, district, coverage)
KINDS: dict[str, Kind] = {name: kind for part in PARTS for name, kind in part.KINDS.items()}
RESULTS = Path(__file__).resolve().parents[1] / "var" / "bench" / "routing.jsonl"
SIDE_BY_SIDE = 2


def main() -> None:
    """Run what is missing, then print the tables."""
    given = _parser().parse_args()
    chosen = given.set or list(KINDS)
    if not INSTANCES.exists():
        print(f"The public instances are not there ({INSTANCES}): their sets are passed over.")
        chosen = [name for name in chosen if name not in (*public.KINDS, *against.KINDS)]
    rows = _rows() if RESULTS.exists() else []
    if not (given.resume or given.summary):
        rows = [row for row in rows if row["set"] not in chosen]
        _keep(rows, "w")
    if not given.summary:
        done = {(row["set"], row["name"]) for row in rows}
        for name in chosen:
            asked = [case for case in KINDS[name].cases() if (name, case.name) not in done]
            asked = [case for case in asked if given.only in case.name][: given.limit]
            rows += run(name, asked)
    print(f"\n{describe()}")
    for name in chosen:
        if some := [row for row in rows if row["set"] == name]:
            whole = len(KINDS[name].cases())
            print(f"\n### {name}: {len(some)} of {whole} cases\n\n{KINDS[name].sums(some, rows)}", flush=True)


def run(name: str, cases: list[Case]) -> list[Row]:
    """Run cases of one set, each row kept as soon as it is there; faults are told and not kept."""
    kind, rows = KINDS[name], list[Row]()
    with ProcessPoolExecutor(max(1, SIDE_BY_SIDE // kind.processes)) as pool:
        running = {pool.submit(kind.run, *case.arguments): case for case in cases}
        for number, done in enumerate(as_completed(running), start=1):
            case = running[done]
            if fault := done.exception():
                print(f"{name} {case.name}: {''.join(traceback.format_exception_only(fault)).strip()}")
                continue
            row = {"set": name, "name": case.name} | done.result()
            _keep([row], "a")
            rows.append(row)
            print(f"{number}/{len(cases)} {json.dumps(row)}", flush=True)
    return rows


def _rows() -> list[Row]:
    """The rows kept; a line cut short by an end of the machine is passed over."""
    rows = []
    for line in RESULTS.read_text().splitlines():
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return [row for row in rows if row["set"] in KINDS]


def _keep(rows: Iterable[Row], mode: str) -> None:
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    with RESULTS.open(mode, encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py bench routing",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--resume", action="store_true", help="run only what has no line yet")
    parser.add_argument("--set", type=_sets, help=f"of {', '.join(KINDS)}")
    parser.add_argument("--limit", type=int, help="at most so many cases of each set")
    parser.add_argument("--only", default="", help="only cases whose name has this in it")
    parser.add_argument("--summary", action="store_true", help="run nothing, print the tables")
    return parser


def _sets(text: str) -> list[str]:
    names = text.split(",")
    if unknown := sorted(set(names) - set(KINDS)):
        raise argparse.ArgumentTypeError(f"no set {', '.join(unknown)}; there are {', '.join(KINDS)}")
    return names


if __name__ == "__main__":
    main()
