"""Evenings of invented communes: the planner beside PyVRP with twice the time, greedy and the bound."""

from collections.abc import Callable
from functools import partial
from statistics import mean
from typing import Any

from bacung.core.routing.plan import Plan, plan
from bacung.core.routing.problem import Problem
from benchmarks.communes import SHAPES, commune
from benchmarks.machine import table
from benchmarks.plans.case import Case, Kind, Row, timed
from benchmarks.public import warm
from benchmarks.public.clock import Budget

SECONDS = 15.0
SEEDS = 3
BOUNDED = 120.0
"""CPU seconds the bound may take at most."""

Method = Callable[[Problem, Plan, int], tuple[float, int]]


def _here(problem: Problem, first: Plan, seed: int) -> tuple[float, int]:
    from benchmarks.rivals.constant import score

    answer = plan(problem, stop=Budget(SECONDS), seed=seed)
    number = {door.id: at for at, door in enumerate(problem.doors)}
    return score(problem, [[number[halt.door] for halt in route.stops] for route in answer.routes])


def _greedy(problem: Problem, first: Plan, seed: int) -> tuple[float, int]:
    return first.totals.prize, first.totals.promises_kept


def _constant(constant: str, problem: Problem, first: Plan, seed: int) -> tuple[float, int]:
    from benchmarks.rivals.constant import Rival, score

    return score(problem, Rival(problem, first).walks(constant, 2 * SECONDS, seed))


def _bound(problem: Problem, first: Plan, seed: int) -> tuple[float, int]:
    from bacung.core.routing.bound import upper_bound

    return upper_bound(problem, stop=Budget(BOUNDED)), 0


METHODS: dict[str, Method] = {
    "here": _here,
    "greedy": _greedy,
    "pyvrp mean": partial(_constant, "mean"),
    "pyvrp highest": partial(_constant, "highest"),
    "bound": _bound,
}


def _run(method: str, shape: str, seed: int, habits: float, mode: str) -> Row:
    problem = commune(shape, seed, habits=habits, mode=mode)
    row: Row = {"shape": shape, "seed": seed, "habits": habits, "method": method}
    first: Row = {}
    with timed(first):
        greedy = plan(problem)
    if method == "here":
        warm.evening()
    with timed(row):
        prize, kept = METHODS[method](problem, greedy, seed)
    return row | {"prize": round(prize, 2), "kept": kept, "first": first["cpu"]}


def _cases(which: str, habits: float, mode: str, seeds: int) -> list[Case]:
    return [
        Case(which, f"{method} {shape} seed{seed}", (method, shape, seed, habits, mode))
        for seed in range(seeds)
        for shape in SHAPES
        for method in METHODS
    ]


def _sums(rows: list[Row], every: list[Row]) -> str:
    """By shape and seed: prizes, and how many times the opponents' ours is."""
    lines: list[tuple[Any, ...]] = []
    for shape, seed in sorted({(row["shape"], row["seed"]) for row in rows}):
        got = {row["method"]: row for row in rows if (row["shape"], row["seed"]) == (shape, seed)}
        if {"here", "greedy"} <= set(got):
            lines.append(_line(shape, seed, got))
    head = ["", "here", "promises", "greedy", "PyVRP", "promises", "bound", "× greedy", "× PyVRP", "gap %"]
    over = [[float(line[at]) for line in lines if line[at] != "-"] for at in (7, 8, 9)]
    lines.append(("mean", *[""] * 6, *(f"{mean(some):.3f}" if some else "-" for some in over)))
    lines.append(("lowest", *[""] * 6, *(f"{min(some):.3f}" if some else "-" for some in over[:2]), ""))
    longest = max((row["first"] for row in rows), default=0)
    return f"{table(head, lines)}\n\nFirst plan: at most {longest:.2f} CPU-s."


def _line(shape: str, seed: int, got: dict[str, Row]) -> tuple[Any, ...]:
    here, greedy = got["here"], got["greedy"]
    theirs = [row for method, row in got.items() if method.startswith("pyvrp")]
    best = max(theirs, key=lambda row: row["prize"], default=None)
    bound = got["bound"]["prize"] if "bound" in got else None
    return (
        f"{shape} {seed}",
        f"{here['prize']:.1f}",
        here["kept"],
        f"{greedy['prize']:.1f}",
        f"{best['prize']:.1f}" if best else "-",
        best["kept"] if best else "-",
        f"{bound:.1f}" if bound else "-",
        f"{here['prize'] / greedy['prize']:.3f}",
        f"{here['prize'] / best['prize']:.3f}" if best else "-",
        f"{100 * (bound - here['prize']) / bound:.2f}" if bound else "-",
    )


KINDS = {
    "communes": Kind(partial(_cases, "communes", 0.3, "", SEEDS), _run, _sums),
    "communes-foot": Kind(partial(_cases, "communes-foot", 0.3, "foot", SEEDS), _run, _sums),
    "communes-plain": Kind(partial(_cases, "communes-plain", 0.0, "", 1), _run, _sums),
}
