"""A district's evening: 26 communes of all shapes, 52 pairs of students, planned by two processes."""

import time
from concurrent.futures import ProcessPoolExecutor

from bacung.core.routing.plan import plan
from benchmarks.communes import SHAPES, commune
from benchmarks.machine import table
from benchmarks.plans.case import Case, Kind, Row
from benchmarks.public import warm
from benchmarks.public.clock import Budget

COMMUNES, PAIRS = 26, 2
SECONDS = 60.0
"""What all rounds together may take, by the clock of a quiet machine with two cores."""

KEPT = 0.9
"""The share of it that searches may use; reading and explaining take the rest."""


def _one(number: int) -> tuple[int, float, float, float, int]:
    """Plan one commune: process, CPU seconds, prize, greedy's prize, visits."""
    import os

    shape = sorted(SHAPES)[number % len(SHAPES)]
    problem = commune(shape, 100 + number, households=1500 + 700 * (number % 10), pairs=PAIRS)
    warm.evening()
    begun = time.process_time()
    answer = plan(problem, stop=Budget(KEPT * SECONDS * 2 / COMMUNES), seed=0)
    used = time.process_time() - begun
    return os.getpid(), used, answer.totals.prize, plan(problem).totals.prize, answer.totals.visits


def _run() -> Row:
    wall = time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        rounds = list(pool.map(_one, range(COMMUNES)))
    busy = {process: sum(row[1] for row in rounds if row[0] == process) for process, *_ in rounds}
    return {
        "pairs": COMMUNES * PAIRS,
        "seconds": round(max(busy.values()), 1),
        "wall": round(time.monotonic() - wall, 1),
        "prize": round(sum(row[2] for row in rounds), 1),
        "greedy": round(sum(row[3] for row in rounds), 1),
        "visits": sum(row[4] for row in rounds),
    }


def _sums(rows: list[Row], every: list[Row]) -> str:
    head = ["pairs", "CPU-s of the busier process", "visits", "prize", "× greedy"]
    lines = [
        (r["pairs"], r["seconds"], r["visits"], r["prize"], f"{r['prize'] / r['greedy']:.3f}") for r in rows
    ]
    return table(head, lines)


KINDS = {"district": Kind(lambda: [Case("district", "26 communes", ())], _run, _sums, processes=2)}
