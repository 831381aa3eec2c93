"""Gaps to the best value known: of `best_known.csv`, or of any run here where that is better.

Each row of the table says where its value is from; "recalled" means from memory of the literature, not
checked against a printed table.
"""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean

from benchmarks.plans.case import Row

TABLE = Path(__file__).with_name("best_known.csv")
SMALLER = ("pcvrptw", "cvrp")
"""Formats whose objective is a cost."""

Best = Callable[[Row], float | None]


def best_values(rows: Iterable[Row]) -> Best:
    """The best known objective of a row's instance and number of pairs, or None."""
    best: dict[tuple[str, str, int], float] = {}

    def keep(kind: str, instance: str, pairs: int, value: float) -> None:
        better = min if kind in SMALLER else max
        key = (kind, instance, pairs)
        best[key] = better(value, best.get(key, value))

    with TABLE.open(encoding="utf-8") as lines:
        for told in csv.DictReader(lines):
            keep(told["format"], told["instance"], int(told["pairs"] or 0), float(told["best"]))
    for row in rows:
        if "objective" in row and not row.get("faults"):
            keep(row["format"], row["instance"], row["pairs"], row["objective"])
    return lambda row: best.get((row["format"], row["instance"], row["pairs"]))


def gap(row: Row, best: Best) -> float:
    """By how many per cent the row is worse than the best known value; nan where none is known."""
    value = best(row)
    if not value:
        return float("nan")
    worse = row["objective"] - value if row["format"] in SMALLER else value - row["objective"]
    return 100 * worse / value


def shares(gaps: list[float]) -> tuple[str, str, str]:
    """Mean, worst and share at best known, as text."""
    if not gaps:
        return "-", "-", "-"
    at_best = sum(one < 0.005 for one in gaps) / len(gaps)
    return f"{mean(gaps):.2f}", f"{max(gaps):.2f}", f"{100 * at_best:.0f}"
