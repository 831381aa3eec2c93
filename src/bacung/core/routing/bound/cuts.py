"""Groups of doors that the linear program walks apart from every start: each is a cut it breaks."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from bacung.core.routing.bound.program import Cut, Mask, Program, Solution

if TYPE_CHECKING:
    from scipy.sparse import csr_array

BROKEN = 0.05
THRESHOLDS = (1e-6, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9)
FEW = 20
"""Fewer cuts than this by looking at parts, and least cuts between a start and the doors are looked for."""

_SCALE = 10_000  # least cuts are found over whole numbers


def find_cuts(program: Program, answer: Solution) -> tuple[Cut, ...]:
    """Cuts that `answer` breaks, each group of doors once, none that the program has."""
    found = {cut.inside.tobytes() for cut in program.cuts}
    cuts: list[Cut] = []

    def offer(inside: Mask) -> None:
        door = int(np.where(inside, answer.visited, -1.0).argmax())
        crossing = inside[program.ways[:, 0]] != inside[program.ways[:, 1]]
        out = answer.walked[crossing].sum() + answer.from_starts[inside].sum()
        if 2 * answer.visited[door] - out > BROKEN and inside.tobytes() not in found:
            found.add(inside.tobytes())
            cuts.append(Cut(inside, door))

    _parts(program, answer, offer)
    if len(cuts) < FEW:
        _least(program, answer, offer)
    return tuple(cuts)


def _parts(program: Program, answer: Solution, offer: Callable[[Mask], None]) -> None:
    """Offer the parts into which the walked ways fall when thin ones are left out."""
    from scipy.sparse.csgraph import connected_components

    n = len(program.rows)
    for threshold in THRESHOLDS:
        graph = _graph(program, answer, threshold)
        parts, part = connected_components(graph, directed=False)
        for number in range(parts):
            inside = (part == number)[:n]
            if number != part[n] and inside.sum() > 1:
                offer(inside)


def _least(program: Program, answer: Solution, offer: Callable[[Mask], None]) -> None:
    """Offer, for doors much visited, the group that least connects them with the starts."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    n = len(program.rows)
    graph = csr_array(_graph(program, answer, 0.0))
    graph.data = np.round(graph.data * _SCALE).astype(np.int32)
    covered = np.zeros(n, dtype=bool)
    for door in np.argsort(-answer.visited, kind="stable"):
        if answer.visited[door] < 2 * BROKEN:
            break
        if covered[door]:
            continue
        flow = maximum_flow(graph, n, int(door))
        if flow.flow_value < (2 * answer.visited[door] - BROKEN) * _SCALE:
            left = graph - flow.flow
            left.eliminate_zeros()
            inside = np.ones(n + 1, dtype=bool)
            inside[breadth_first_order(left, n, return_predecessors=False)] = False
            offer(inside[:n])
            covered |= inside[:n]


def _graph(program: Program, answer: Solution, threshold: float) -> "csr_array":
    """The walked ways above `threshold` as an undirected graph; all starts together are its last node."""
    from scipy.sparse import csr_array

    n = len(program.rows)
    lower, higher = program.ways.T
    ends, start = np.arange(n), np.full(n, n)
    walked = np.concatenate([answer.walked, answer.from_starts] * 2)
    kept = walked > threshold
    rows = np.concatenate([lower, ends, higher, start])[kept]
    columns = np.concatenate([higher, start, lower, ends])[kept]
    return csr_array((walked[kept], (rows, columns)), shape=(n + 1, n + 1))
