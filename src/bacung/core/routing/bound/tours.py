"""The bound that knows the ways: a linear program over doors and the ways between them.

Half a door may be visited; every visited door has two ways, only to doors that are visited as well; pairs set
out and come home; no group of doors is walked apart from a start (cuts, added while they help). The time of
visits and ways together is at most that of all shifts, and the sentences of `hours` hold.

It looks at the doors that seem worth it and at short ways, and is true of all of them nevertheless: a way or
a door left out adds to the bound what it could bring at the program's own prices. For doors this rests on the
triangle: who leaves a door out of a walk loses its prize and gains at least its service time. So the ways
must be a metric: straight lines are; a matrix is replaced by its shortest paths, which are shorter still.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bacung.core.routing.bound.cuts import find_cuts
from bacung.core.routing.bound.hours import Hours
from bacung.core.routing.bound.priced import costs
from bacung.core.routing.bound.program import Program, Solution, Start, solve
from bacung.core.routing.ways import Floats, Indices

NEAR = 12
"""Ways from each door with which the program begins."""

MOST_DOORS = 700
"""Doors in the program; the others count by their price."""

ROUNDS = 12
"""Rounds of cuts: the following twenty moved the bound by 2 % on communes of 8,000 doors, at ten seconds."""


def toured(hours: Hours, stop: Callable[[], bool]) -> float:
    """The bound of the linear program, or infinity where ways are not known to be a metric."""
    program = _begin(hours)
    if program is None or stop():
        return np.inf
    best = np.inf
    for _ in range(ROUNDS):
        answer = solve(program)
        if answer is None:
            break
        gaps = _missing(program, answer)
        best = min(best, answer.value + float(gaps.sum()) + _left_out(hours, program, answer))
        if stop():
            break
        grown = _with_ways(program, gaps)
        cuts = find_cuts(program, answer) if grown is program else ()
        if grown is program and not cuts:
            break
        program = replace(grown, cuts=program.cuts + cuts)
    return best


def _begin(hours: Hours) -> Program | None:
    problem, ways = hours.evening.problem, hours.evening.ways
    most = hours.worth.max(axis=1)
    rows = np.sort(np.argsort(-most / (hours.service + hours.ways + 1), kind="stable")[:MOST_DOORS])
    starts = len(problem.doors) + np.arange(len(problem.pairs))
    legs = ways.at_least(np.concatenate([hours.doors[rows], starts]))
    if legs is None:
        return None
    n = len(rows)
    groups: dict[tuple[bytes, bool], list[int]] = {}
    for number, pair in enumerate(problem.pairs):
        groups.setdefault((legs[n + number].tobytes(), pair.returns), []).append(n + number)
    return Program(
        rows=rows,
        worth=hours.worth[rows],
        service=hours.service[rows],
        shift=float(sum(pair.ends - pair.begins for pair in problem.pairs)),
        sentences=tuple(replace(each, weights=each.weights[rows]) for each in hours.sentences[1:]),
        legs=legs[:n, :n],
        starts=tuple(
            Start(len(alike), legs[alike[0], :n], legs[alike[0], :n] * returns)
            for (_, returns), alike in groups.items()
        ),
        ways=_near_ways(legs[:n, :n]),
        cuts=(),
    )


def _near_ways(legs: Floats) -> Indices:
    """The ways from each door to its nearest ones, each once, as rows (lower, higher)."""
    n = len(legs)
    near = np.argsort(legs + np.diag(np.full(n, np.inf)), axis=1, kind="stable")[:, : min(NEAR, n - 1)]
    ends = np.column_stack([np.repeat(np.arange(n), near.shape[1]), near.ravel()])
    return np.unique(np.sort(ends, axis=1), axis=0)


def _missing(program: Program, answer: Solution) -> Floats:
    """What each way not in the program could still bring, shape (doors, doors), upper triangle."""
    gaps = answer.degree[:, None] + answer.degree - answer.second * program.legs
    for cut, price in zip(program.cuts, answer.cuts, strict=True):
        if price > 0:
            gaps += price * (cut.inside[:, None] != cut.inside)
    gaps[np.tril_indices(len(gaps))] = 0.0
    gaps[program.ways[:, 0], program.ways[:, 1]] = 0.0
    return np.maximum(gaps, 0.0)


def _with_ways(program: Program, gaps: Floats) -> Program:
    """The program with the ways that could still bring something, the best first; itself if none could."""
    lower, higher = np.nonzero(gaps > 1e-7)
    if not lower.size:
        return program
    best = np.argsort(-gaps[lower, higher], kind="stable")[: 4 * len(program.rows)]
    return replace(program, ways=np.vstack([program.ways, np.column_stack([lower[best], higher[best]])]))


def _left_out(hours: Hours, program: Program, answer: Solution) -> float:
    """What the doors not in the program could bring above the price of their time."""
    prices = np.concatenate([[0.0], answer.sentences])
    above = hours.worth - costs(hours, prices) - answer.second * hours.service[:, None]
    above[program.rows] = 0.0
    return float(np.maximum(above.max(axis=1), 0.0).sum())
