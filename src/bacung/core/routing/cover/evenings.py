"""Routes to evenings and pairs: when people are in, first knocks in time, as many for each pair."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from bacung.core.routing.cover.kinds import Kind
from bacung.core.routing.cover.problem import CoverProblem

Floats = npt.NDArray[np.float64]

LATE = 100.0
"""What a first knock after its date costs, where all people of a route at home are worth 1."""

NEVER = 1e7
"""The cost of an evening on which a door of the route still rests."""


@dataclass(slots=True)
class Walk:
    """One evening's doors, by number, for pairs of one kind; then when, by whom and in which turf.

    `travel` in tenths of a second.
    """

    kind: Kind
    doors: list[int]
    travel: int
    evening: date | None = None
    pair: int | None = None
    turf: int = -1
    id: str = ""


def settle(problem: CoverProblem, walks: list[Walk]) -> None:
    """Give every walk that has none an evening and a pair free then, as far as there are any."""
    taken = {(walk.evening, walk.pair) for walk in walks if walk.evening}
    kinds = {walk.kind for walk in walks if not walk.evening}
    for kind in sorted(kinds, key=lambda kind: kind.pairs):
        waiting = [walk for walk in walks if walk.kind == kind and not walk.evening]
        free = [slot for slot in _slots(problem, kind) if slot not in taken]
        _match(problem, waiting, free[: len(waiting)])
        used = {(walk.evening, walk.pair) for walk in waiting}
        resting = [walk for walk in waiting if not walk.evening]
        _match(problem, resting, [slot for slot in free if slot not in used])


def _slots(problem: CoverProblem, kind: Kind) -> list[tuple[date, int]]:
    """Evenings of the kind's pairs, so that any first so many give each pair the same, or one more."""
    ranked = []
    for number in kind.pairs:
        away = set(problem.pairs[number].away)
        days = [day for day in sorted(problem.evenings) if day not in away]
        ranked += [(rank, day, number) for rank, day in enumerate(days)]
    return [(day, number) for _, day, number in sorted(ranked)]


def _match(problem: CoverProblem, walks: list[Walk], slots: list[tuple[date, int]]) -> None:
    """The cheapest evenings for the walks; if there are too few, the fullest with first knocks go."""
    if not walks or not slots:
        return
    from scipy.optimize import linear_sum_assignment

    days = sorted({day for day, _ in slots})
    column = {day: at for at, day in enumerate(days)}
    costs = np.array([_costs(problem, walk, days) for walk in walks])
    costs = costs[:, [column[day] for day, _ in slots]]
    for at, slot in zip(*linear_sum_assignment(costs), strict=True):
        if costs[at, slot] < NEVER / 2:
            walks[at].evening, walks[at].pair = slots[slot]


def _costs(problem: CoverProblem, walk: Walk, days: list[date]) -> Floats:
    doors = [problem.doors[at] for at in walk.doors]
    fresh = sum(door.first_knock for door in doors)
    rests = max((door.rests_until for door in doors if door.rests_until), default=None)
    costs = np.full(len(days), -10.0 * fresh - len(doors))
    home = [at_home(problem, walk, weekday) or 0.0 for weekday in range(7)]
    for at, day in enumerate(days):
        costs[at] -= home[day.weekday()]
        if problem.first_knocks_by is not None and day > problem.first_knocks_by:
            costs[at] += LATE * fresh
        if rests is not None and day < rests:
            costs[at] = NEVER
    return costs


def at_home(problem: CoverProblem, walk: Walk, weekday: int) -> float | None:
    """The expected share of the walk's people who are in on that evening of a week, where it is known."""
    known = [problem.doors[at] for at in walk.doors if problem.doors[at].home]
    people = sum(door.persons_left for door in known)
    if not people:
        return None
    return sum(door.persons_left * door.home[weekday] for door in known) / people


def late(problem: CoverProblem, walk: Walk) -> int:
    """How many of the walk's first knocks fall after their date."""
    by = problem.first_knocks_by
    if by is None or walk.evening is None or walk.evening <= by:
        return 0
    return sum(problem.doors[at].first_knock for at in walk.doors)


def keep_turfs(walks: list[Walk], fixed: set[str]) -> None:
    """Swap pairs within an evening so that a pair goes to turfs of its own; walks in `fixed` stay."""
    owns: Counter[tuple[int | None, int]] = Counter(
        (walk.pair, walk.turf) for walk in walks if walk.id in fixed
    )
    together: dict[tuple[date, Kind], list[Walk]] = {}
    for walk in walks:
        if walk.evening and walk.id not in fixed:
            together.setdefault((walk.evening, walk.kind), []).append(walk)
    for key in sorted(together, key=lambda key: (key[0], key[1].pairs)):
        tonight = together[key]
        pairs = [walk.pair for walk in tonight]
        for walk in sorted(tonight, key=lambda walk: -max(owns[pair, walk.turf] for pair in pairs)):
            strange = Counter({pair: sum(n for (own, _), n in owns.items() if own == pair) for pair in pairs})
            walk.pair = max(pairs, key=lambda pair: (owns[pair, walk.turf], -strange[pair], -(pair or 0)))
            pairs.remove(walk.pair)
        for walk in tonight:
            owns[walk.pair, walk.turf] += 1
