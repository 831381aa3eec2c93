"""The public instances: TOPTW for 10 and 60 CPU-seconds, PC-VRPTW for 10 and 60, CVRP for 60 and 120."""

from functools import partial
from itertools import groupby
from typing import Any

from benchmarks.machine import table
from benchmarks.plans.case import INSTANCES, Case, Kind, Row, timed
from benchmarks.plans.figures import best_values, gap, shares
from benchmarks.public import warm
from benchmarks.public.__main__ import solve
from benchmarks.public.clock import PATIENT

FIXED = tuple(
    (instance, pairs)
    for pairs, instances in {
        1: ("c103", "r108", "rc104", "pr05", "pr06"),
        2: ("c108", "r104", "rc108", "pr04", "pr10"),
        3: ("c103", "r112", "rc103", "pr03", "pr09"),
        4: ("c104", "r109", "rc104", "pr06", "pr10"),
    }.items()
    for instance in instances
)
"""The twenty cases of the longer runs: five of each number of pairs, all families, easy ones and hard."""

SETTLED = {"Leuven1": 60, "Leuven2": 60, "Antwerp1": 120}
SMALLER = {"X-n101-k25": 10, "X-n200-k36": 10, "X-n502-k39": 30, "X-n957-k87": 60, "X-n1001-k43": 60}


def _run(kind: str, instance: str, pairs: int, seconds: float, seed: int) -> Row:
    """One instance solved, judged by the independent checker of the tests."""
    from tests.core.routing.public_checker import faults

    folder = INSTANCES / kind
    file = folder / f"{instance}.{'txt' if kind == 'toptw' else 'vrp'}"
    row: Row = {"format": kind, "instance": instance, "pairs": pairs, "seconds": seconds, "seed": seed}
    warm.evening() if kind == "toptw" else warm.fleet()
    with timed(row):
        routes, objective = solve(
            file,
            kind,
            pairs=pairs,
            seconds=seconds,
            seed=seed,
            processes=1 if kind == "toptw" else 2,
            guard=PATIENT,
        )
    answer = {"routes": routes, "objective": objective}
    return row | {"objective": objective, "faults": faults(kind, file.read_text(), answer, pairs)[:3]}


def _toptw(seconds: float, seeds: int) -> list[Case]:
    names = sorted(path.stem for path in (INSTANCES / "toptw").glob("*.txt"))
    # Round by round over the families, so that a part of the set tells of the whole.
    every = sorted(((name, pairs) for name in names for pairs in (1, 2, 3, 4)), key=_mixed)
    asked = every if seeds == 1 else FIXED
    return [
        _case(f"toptw{seconds:.0f}", "toptw", instance, pairs, seconds, seed)
        for seed in range(seeds)
        for instance, pairs in asked
    ]


def _mixed(case: tuple[str, int]) -> tuple[int, str]:
    name, pairs = case
    number = int("".join(filter(str.isdigit, name)))
    return (7 * number + 3 * pairs) % 10, name


def _costs(kind: str, budgets: dict[str, tuple[float, ...]], seeds: int) -> list[Case]:
    return [
        _case(kind, kind, instance, 0, seconds, seed)
        for seed in range(seeds)
        for instance, all_seconds in budgets.items()
        for seconds in all_seconds
    ]


def _pcvrptw() -> list[Case]:
    names = sorted(path.stem for path in (INSTANCES / "pcvrptw").glob("*.vrp"))
    return _costs("pcvrptw", dict.fromkeys(names, (10.0, 60.0)), 3)


def _cvrp() -> list[Case]:
    return _costs("cvrp", {name: (float(s),) for name, s in (SETTLED | SMALLER).items()}, 3)


def _case(which: str, kind: str, instance: str, pairs: int, seconds: float, seed: int) -> Case:
    name = f"{instance} m{pairs} {seconds:.0f}s seed{seed}"
    return Case(which, name, (kind, instance, pairs, seconds, seed))


def _by_pairs(rows: list[Row], every: list[Row]) -> str:
    best = best_values(every)
    lines: list[tuple[Any, ...]] = []
    for pairs in (1, 2, 3, 4, 0):
        gaps = [gap(row, best) for row in rows if row["pairs"] == pairs or not pairs]
        lines.append((f"m = {pairs}" if pairs else "all", len(gaps), *shares(gaps)))
    worst = sorted(rows, key=lambda row: -gap(row, best))[:6]
    told = ", ".join(f"{row['instance']} m{row['pairs']} {gap(row, best):.2f}" for row in worst)
    head = ["", "cases", "mean gap %", "worst gap %", "at best known %"]
    above = [row for row in rows if gap(row, best_values([])) < -0.005]
    names = ", ".join(f"{row['instance']} m{row['pairs']} {row['objective']:.0f}" for row in above[:12])
    higher = f" Above the table's value: {len(above)} ({names})." if above else ""
    return f"{table(head, lines)}\n\nFarthest: {told}.{higher}{_broken(rows)}"


def _by_instance(rows: list[Row], every: list[Row]) -> str:
    best = best_values(every)
    lines: list[tuple[Any, ...]] = []
    order = sorted(rows, key=lambda row: (row["seconds"], row["instance"]))
    for (seconds, instance), group in groupby(order, key=lambda row: (row["seconds"], row["instance"])):
        some = list(group)
        mean, worst, _ = shares([gap(row, best) for row in some])
        lines.append((instance, f"{seconds:.0f}", len(some), mean, worst))
    for seconds in sorted({row["seconds"] for row in rows}):
        mean, worst, _ = shares([gap(row, best) for row in rows if row["seconds"] == seconds])
        lines.append(("all", f"{seconds:.0f}", "", mean, worst))
    return table(["", "CPU-s each of 2", "seeds", "mean gap %", "worst gap %"], lines) + _broken(rows)


def _broken(rows: list[Row]) -> str:
    broken = [f"{row['instance']}: {row['faults'][0]}" for row in rows if row["faults"]]
    return f"\n\n**Unlawful answers**: {'; '.join(broken)}" if broken else ""


KINDS = {
    "toptw10": Kind(partial(_toptw, 10.0, 1), _run, _by_pairs),
    "toptw60": Kind(partial(_toptw, 60.0, 3), _run, _by_pairs),
    "pcvrptw": Kind(_pcvrptw, _run, _by_instance, processes=2),
    "cvrp": Kind(_cvrp, _run, _by_instance, processes=2),
}
