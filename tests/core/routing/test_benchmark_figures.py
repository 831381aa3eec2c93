"""What the benchmarks rest on: communes made again from their seeds, scores that are true, honest gaps."""

from pathlib import Path
from typing import Any

import pytest

from bacung.core.routing.plan import plan
from benchmarks.communes import SHAPES, commune
from benchmarks.plans.figures import best_values, gap, shares
from benchmarks.rivals.constant import score
from tests.core.routing.checker import breaches

SHARED = Path(__file__).parents[4] / "shared" / "data" / "instances"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_commune_is_the_same_from_the_same_seed_and_only_then(shape: str) -> None:
    assert commune(shape, 3, households=200) == commune(shape, 3, households=200)
    assert commune(shape, 3, households=200) != commune(shape, 4, households=200)


@pytest.mark.parametrize("shape", SHAPES)
def test_walks_are_scored_as_the_planner_scores_itself(shape: str) -> None:
    problem = commune(shape, 1, households=400, promising=0.02)
    answer = plan(problem)
    number = {door.id: at for at, door in enumerate(problem.doors)}
    walks = [[number[halt.door] for halt in route.stops] for route in answer.routes]
    assert score(problem, walks) == (pytest.approx(answer.totals.prize), answer.totals.promises_kept)
    assert breaches(problem.to_json(), answer.to_json()) == []


def test_known_habits_make_prizes_depend_on_the_hour() -> None:
    def steepest(habits: float) -> float:
        doors = commune("town", 0, households=300, habits=habits, promising=0).doors
        lists = [door.prize for door in doors if isinstance(door.prize, tuple) and max(door.prize) > 0]
        return max(max(prizes) / max(min(prizes), 1e-4) for prizes in lists)

    assert steepest(0.0) < 1.2 < 5 < steepest(0.3)


def _row(instance: str, pairs: int, objective: float, **more: Any) -> dict[str, Any]:
    kind = "cvrp" if pairs == 0 else "toptw"
    return {
        "format": kind,
        "instance": instance,
        "pairs": pairs,
        "objective": objective,
        "faults": [],
        **more,
    }


def test_gaps_are_to_the_table_or_to_a_better_run_but_never_to_an_unlawful_one() -> None:
    ours = _row("c101", 1, 304)
    assert gap(ours, best_values([ours])) == pytest.approx(5.0)  # 320 in the table
    assert gap(ours, best_values([ours, _row("c101", 1, 380)])) == pytest.approx(20.0)
    assert gap(ours, best_values([ours, _row("c101", 1, 999, faults=["late"])])) == pytest.approx(5.0)
    dear = _row("Leuven1", 0, 192848 * 1.02)
    assert gap(dear, best_values([dear])) == pytest.approx(2.0)


def test_shares_say_mean_worst_and_how_many_are_at_best_known() -> None:
    assert shares([0.0, 0.0, 1.5, 0.5]) == ("0.50", "1.50", "50")


@pytest.mark.skipif(not SHARED.exists(), reason="the public instances are not beside the project")
def test_every_public_case_has_a_best_known_value() -> None:
    known = best_values([])
    toptw = [_row(path.stem, pairs, 0) for path in (SHARED / "toptw").glob("*.txt") for pairs in (1, 2, 3, 4)]
    assert len(toptw) == 156
    assert all(known(row) for row in toptw)
    assert all(known(_row(path.stem, 0, 0)) for path in (SHARED / "cvrp").glob("*.vrp"))
