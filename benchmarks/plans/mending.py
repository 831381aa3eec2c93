"""How soon a first plan is there, and an evening mended: CPU seconds on communes of 8,000 households."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Plan, plan
from bacung.core.routing.problem import Door, Place, Problem, Span
from bacung.core.routing.replan import Standing, replan
from benchmarks.communes import SHAPES, commune
from benchmarks.machine import table
from benchmarks.plans.case import Case, Kind, Row
from benchmarks.public import warm

SEEDS = 3
NOW = Hour.of("19:10")

Happening = tuple[Problem, tuple[Standing, ...]]


def standings(answer: Plan) -> tuple[Standing, ...]:
    """Where the pairs stand at `NOW`: at the door they are busy with, or were last."""
    found = []
    for route in answer.routes:
        done = [halt for halt in route.stops if halt.starts <= NOW]
        found.append(
            Standing(
                pair=route.pair,
                at=done[-1].door if done else "",
                free_at=Hour(max(int(done[-1].leaves), int(NOW))) if done else NOW,
                done=tuple(halt.door for halt in done[:-1]),
                ahead=tuple(halt.door for halt in route.stops[len(done) :]),
            )
        )
    return tuple(found)


def _nobody_home(problem: Problem, at: tuple[Standing, ...]) -> Happening:
    """The first pair stood before a closed door: it is free now instead of after the visit."""
    return problem, (replace(at[0], free_at=NOW), *at[1:])


def _refusal(problem: Problem, at: tuple[Standing, ...]) -> Happening:
    """The next door of the first pair called off."""
    return _changed(problem, at[0].ahead[0], lambda door: replace(door, do_not_visit=True)), at


def _promise(problem: Problem, at: tuple[Standing, ...]) -> Happening:
    """A household on nobody's way asks for half past eight."""
    ahead = {door for each in at for door in (*each.done, *each.ahead, each.at)}
    asks = next(door.id for door in problem.doors if door.id not in ahead and not door.promise)
    hour = Span(begins=Hour.of("20:30"), ends=Hour.of("21:00"))
    return _changed(problem, asks, lambda door: replace(door, promise=hour)), at


def _gone(problem: Problem, at: tuple[Standing, ...]) -> Happening:
    """The last pair goes home; its doors are the others' to take."""
    return problem, at[:-1]


HAPPENINGS = {"nobody home": _nobody_home, "refusal": _refusal, "new promise": _promise, "pair gone": _gone}


def _changed(problem: Problem, name: str, change: Callable[[Door], Door]) -> Problem:
    doors = tuple(change(door) if door.id == name else door for door in problem.doors)
    return replace(problem, doors=doors)


def _run(shape: str, seed: int) -> Row:
    problem = commune(shape, seed)
    warm.evening()
    row: Row = {"shape": shape, "seed": seed}
    row["first"], _ = _timed(partial(plan, problem))
    numbered = _by_number(problem)
    row["numbered"], _ = _timed(partial(plan, numbered))
    stand = standings(plan(problem, work=50, seed=seed))
    for name, happen in HAPPENINGS.items():
        known, standing = happen(problem, stand)
        replan(known, standing, seed=seed)
        row[name], mended = _timed(partial(replan, known, standing, seed=seed))
        assert mended.totals.visits
    return row


def _by_number(problem: Problem) -> Problem:
    """The same doors known by hamlet and house number only."""
    doors = tuple(
        replace(door, place=Place(hamlet=f"Thôn {at % 12 + 1}", number=str(at)))
        for at, door in enumerate(problem.doors)
    )
    return replace(problem, doors=doors)


def _timed(work: Callable[[], Plan]) -> tuple[float, Plan]:
    begun = time.process_time()
    answer = work()
    return round(time.process_time() - begun, 3), answer


def _cases() -> list[Case]:
    return [
        Case("mending", f"{shape} seed{seed}", (shape, seed)) for seed in range(SEEDS) for shape in SHAPES
    ]


def _sums(rows: list[Row], every: list[Row]) -> str:
    names = ("first", "numbered", *HAPPENINGS)
    lines = [(row["shape"], row["seed"], *(row[name] for name in names)) for row in rows]
    lines.append(("longest", "", *(max(row[name] for row in rows) for name in names)))
    head = ["CPU-s", "seed", "first plan", "by house number", *(f"mended: {name}" for name in HAPPENINGS)]
    return table(head, lines)


KINDS = {"mending": Kind(_cases, _run, _sums)}
