"""A whole commune of 8,000 households in evenings of one pair: first routes, and those after two minutes.

The bar by bicycle is 1.08 x pure service: all visits' minutes divided by an evening's, as if nobody had to go
anywhere. Beside it stands what no plan can be below, for the pairs must reach their doors and come back.

The commune for which the bar was set is not kept; it is told as delta is, and its plain savings are 358
evenings by bicycle and 645 on foot. From the middle of delta (seed 0) they are 346 and 458; from two
kilometres north of it, the shape `apart`, 357 and 520. The answer is read back: every door once, every
evening within its hours, by great-circle ways.
"""

import math
import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from bacung.core.routing.cover import Coverage, CoverDoor, CoverPair, CoverProblem, cover
from bacung.core.routing.problem import Place
from benchmarks.communes import METRE, SHAPES, commune
from benchmarks.machine import table
from benchmarks.plans.case import Case, Kind, Row, timed
from benchmarks.public import warm
from benchmarks.public.clock import Budget

SECONDS = 120.0
EVENINGS = 240
SEEDS = 3
BAR = 1.08
APART, NORTH = "apart", 2_000.0
"""The delta commune with its pairs starting so many metres north of the middle."""


def whole(shape: str, seed: int, mode: str) -> CoverProblem:
    """All households of an invented commune, six pairs going by `mode` from its first start."""
    tonight = commune("delta" if shape == APART else shape, seed)
    start = tonight.pairs[0].start
    if shape == APART:
        start = replace(start, lat=(start.lat or 0) + NORTH * METRE)
    return CoverProblem(
        evenings=tuple(date(2026, 3, 2) + timedelta(days=day) for day in range(EVENINGS)),
        pairs=tuple(
            CoverPair(id=pair.id, begins=pair.begins, ends=pair.ends, start=start, mode=mode)
            for pair in tonight.pairs
        ),
        doors=tuple(
            CoverDoor(id=door.id, place=door.place, service_minutes=door.service_minutes)
            for door in tonight.doors
        ),
    )


def faults(problem: CoverProblem, answer: Coverage) -> list[str]:
    """What is wrong with a coverage, recounted."""
    doors = {door.id: door for door in problem.doors}
    times = Counter(door for route in answer.routes for door in route.doors)
    times.update(left.door for left in answer.left_out.doors)
    found = [f"{door} {times[door]} times" for door in doors if times[door] != 1][:2]
    pair = problem.pairs[0]
    speed = problem.travel.speeds[pair.mode] / problem.travel.detour
    for route in answer.routes:
        places = [pair.start, *(doors[door].place for door in route.doors), pair.start]
        way = sum(_metres(a, b) for a, b in pairwise(places)) / speed
        seconds = way + 60 * sum(doors[door].service_minutes for door in route.doors)
        if seconds > pair.ends - pair.begins + 5:
            found.append(f"{route.id} takes {seconds / 60:.1f} minutes")
    return found[:3]


def _metres(a: Place, b: Place) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(x) for x in (a.lat or 0, a.lon or 0, b.lat or 0, b.lon or 0))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def _run(shape: str, mode: str, seed: int) -> Row:
    problem = whole(shape, seed, mode)
    warm.fleet()
    cover(replace(problem, doors=problem.doors[:300]), work=2)
    row: Row = {"shape": shape, "mode": mode, "seed": seed}
    with timed(row):
        first = cover(problem)
    row["first_cpu"], row["first"] = row.pop("cpu"), first.sums.routes
    with ProcessPoolExecutor(2) as pool:
        budget = Budget(SECONDS, _workers)
        answer = cover(problem, gone=budget.gone, stop=budget, seed=seed, spread=pool.map)
        row["cpu"] = round(budget.used(), 1)
    row |= {"routes": answer.sums.routes, "service": answer.sums.evenings_by_service}
    row |= {"bound": answer.sums.evenings_by_travel, "turf95": answer.sums.turf_metres_95}
    return row | {"faults": faults(problem, answer)}


def _workers() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def _cases() -> list[Case]:
    modes = [(shape, mode) for mode in ("bicycle", "foot") for shape in SHAPES]
    return [
        Case("coverage", f"{shape} {mode} seed{seed}", (shape, mode, seed))
        for seed in range(SEEDS)
        for shape, mode in modes
        if not seed or mode == "bicycle"
    ] + [Case("coverage", f"{APART} bicycle seed0", (APART, "bicycle", 0))]


def _reached(row: Row) -> str:
    """Whether the bar is reached, and if not, whether it can be; it is set for bicycles."""
    if row["mode"] != "bicycle":
        return "-"
    if row["routes"] <= BAR * row["service"]:
        return "yes"
    return "no plan can" if math.ceil(row["bound"]) > BAR * row["service"] else "no"


def _sums(rows: list[Row], every: list[Row]) -> str:
    lines = [
        (
            f"{row['shape']} {row['seed']}",
            row["mode"],
            f"{row['first_cpu']:.1f}",
            row["first"],
            f"{row['cpu']:.0f}",
            row["routes"],
            f"{row['service']:.1f}",
            f"{row['routes'] / row['service']:.3f}",
            f"{math.ceil(row['bound']) / row['service']:.3f}",
            _reached(row),
        )
        for row in sorted(rows, key=lambda row: (row["mode"], row["shape"], row["seed"]))
    ]
    head = ["", "", "first CPU-s", "evenings", "CPU-s each of 2", "evenings"]
    broken = [f"{row['name']}: {row['faults'][0]}" for row in rows if row["faults"]]
    wrong = f"\n\n**Unlawful**: {'; '.join(broken)}" if broken else ""
    return table([*head, "pure service", "×", "× at least", f"≤ {BAR}"], lines) + wrong


KINDS = {"coverage": Kind(_cases, _run, _sums, processes=2)}
