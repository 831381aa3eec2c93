"""The opponents on Cordeau's instances with four pairs, and PyVRP on the others, with the same CPU time."""

from collections.abc import Callable
from functools import partial
from statistics import mean

from benchmarks.machine import table
from benchmarks.plans.case import INSTANCES, Case, Kind, Row, timed
from benchmarks.plans.figures import best_values, gap
from benchmarks.plans.public import SETTLED
from benchmarks.public import engine, tours, visits, warm
from benchmarks.public.clock import Budget
from benchmarks.public.visits import Visits

SECONDS = 10.0
SEEDS = 3
SEEDED = ("here", "pyvrp", "nearest")
METHODS = ("here", "pyvrp", "ortools", "vroom", "greedy", "nearest")


def _searches(instance: Visits, pairs: int, seed: int) -> dict[str, Callable[[], engine.Routes]]:
    from benchmarks.rivals import ortools_gls, plain, pyvrp_ils, vroom_search

    return {
        "here": lambda: engine.visit(instance, pairs, stop=Budget(SECONDS), work=None, seed=seed),
        "pyvrp": partial(pyvrp_ils.visit, instance, pairs, SECONDS, seed),
        "ortools": partial(ortools_gls.visit, instance, pairs, SECONDS),
        "vroom": partial(vroom_search.visit, instance, pairs, SECONDS),
        "greedy": partial(plain.greedy, instance, pairs),
        "nearest": partial(plain.nearest, instance, pairs, seed),
    }


def _run(method: str, name: str, pairs: int, seed: int) -> Row:
    from tests.core.routing.public_checker import faults

    file = INSTANCES / "toptw" / f"{name}.txt"
    instance = visits.read(file)
    row: Row = {"format": "toptw", "instance": name, "pairs": pairs, "method": method, "seed": seed}
    if method == "here":
        warm.evening()
    with timed(row):
        found = [route for route in _searches(instance, pairs, seed)[method]() if route]
    profit = engine.profit(instance, found)
    routes = [[instance.ids[at] for at in route] for route in found]
    answer = {"routes": routes, "objective": profit}
    return row | {"objective": profit, "faults": faults("toptw", file.read_text(), answer, pairs)[:3]}


def _cases() -> list[Case]:
    return [
        Case("rivals", f"{method} pr{number:02d} m4 seed{seed}", (method, f"pr{number:02d}", 4, seed))
        for seed in range(SEEDS)
        for number in range(1, 11)
        for method in METHODS
        if not seed or method in SEEDED
    ]


def _sums(rows: list[Row], every: list[Row]) -> str:
    """By instance the mean over seeds, then mean gaps; an opponent without seeds has one run."""
    best = best_values(every)
    lines = []
    for name in sorted({row["instance"] for row in rows}):
        here = [row for row in rows if row["instance"] == name]
        value = best(here[0])
        lines.append((name, f"{value:.0f}" if value else "-", *(_mean(here, method) for method in METHODS)))
    gaps = [[gap(row, best) for row in rows if row["method"] == method] for method in METHODS]
    lines.append(("mean gap %", "", *(f"{mean(some):.2f}" if some else "-" for some in gaps)))
    return table(["m = 4", "best known", *METHODS], lines)


def _mean(rows: list[Row], method: str) -> str:
    values = [row["objective"] for row in rows if row["method"] == method]
    return f"{mean(values):.1f}" if values else "-"


def _tour(kind: str, name: str, seconds: float) -> Row:
    """PyVRP on a PC-VRPTW or CVRP instance, from its best start; one thread, as it has no more."""
    from benchmarks.rivals import pyvrp_ils
    from tests.core.routing.public_checker import faults

    file = INSTANCES / kind / f"{name}.vrp"
    instance = tours.read(file, prizes=kind == "pcvrptw")
    row: Row = {"format": kind, "instance": name, "pairs": 0, "method": "pyvrp", "seconds": seconds}
    with timed(row):
        found = pyvrp_ils.tour(instance, seconds, 0)
    cost = engine.cost(instance, found)
    answer = {"routes": [[instance.ids[at] for at in route] for route in found], "objective": cost}
    return row | {"objective": cost, "faults": faults(kind, file.read_text(), answer)[:3]}


def _tour_cases() -> list[Case]:
    prizes = [("pcvrptw", path.stem, 60.0) for path in sorted((INSTANCES / "pcvrptw").glob("*.vrp"))]
    travel = [("cvrp", name, float(seconds)) for name, seconds in SETTLED.items()]
    return [Case("rivals-tours", f"pyvrp {name}", (kind, name, s)) for kind, name, s in prizes + travel]


def _tour_sums(rows: list[Row], every: list[Row]) -> str:
    """PyVRP's gap beside that of our runs of as many seconds, the mean over their seeds."""
    best = best_values(every)
    lines = []
    for row in rows:
        same = [one for one in every if one["set"] == row["format"] and one["seconds"] == row["seconds"]]
        ours = [gap(one, best) for one in same if one["instance"] == row["instance"]]
        here = f"{mean(ours):.2f}" if ours else "-"
        lines.append((row["instance"], f"{row['seconds']:.0f}", here, f"{gap(row, best):.2f}"))
    return table(["gap %", "CPU-s", "here (2 processes)", "PyVRP"], lines)


KINDS = {
    "rivals": Kind(_cases, _run, _sums),
    "rivals-tours": Kind(_tour_cases, _tour, _tour_sums),
}
