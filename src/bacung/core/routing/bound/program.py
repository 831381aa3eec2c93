"""The linear program of one evening, and its answer with its prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bacung.core.routing.bound.hours import Sentence
from bacung.core.routing.ways import Floats, Indices

if TYPE_CHECKING:
    from scipy.sparse import csr_array


Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Start:
    """Where `count` pairs set out: seconds to every door, and home from every door (0 where nobody goes
    home)."""

    count: int
    onto: Floats
    home: Floats


@dataclass(frozen=True, slots=True)
class Cut:
    """A group of doors (`inside`, a mask) of which one (`door`) is visited: who visits it comes in."""

    inside: Mask
    door: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Doors (rows of `Hours`), what they bring by half hour, their service; the seconds of all shifts; the
    sentences about half hours; ways between doors (seconds, and which of them are in); starts; cuts.
    """

    rows: Indices
    worth: Floats
    service: Floats
    shift: float
    sentences: tuple[Sentence, ...]
    legs: Floats
    starts: tuple[Start, ...]
    ways: Indices
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The value; how far each door is visited, each way and each start's ways are walked; and the prices: of
    a second, of each sentence, of each cut, and what a way's end at each door is worth (`degree`).
    """

    value: float
    visited: Floats
    walked: Floats
    from_starts: Floats
    second: float
    sentences: Floats
    cuts: Floats
    degree: Floats


class _Lines:
    """Lines of a sparse system: coefficients by line and column, and what each line may reach."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._parts: list[tuple[Indices, Indices, Floats]] = []
        self.rooms: list[float] = []

    def add(self, rooms: Sequence[float], *parts: tuple[Indices | int, Indices, Floats | float]) -> None:
        """Add as many lines as `rooms`; each part: line (of the new ones), column, coefficient."""
        for line, column, value in parts:
            lines = np.broadcast_to(np.asarray(line) + len(self.rooms), column.shape)
            self._parts.append((lines, column, np.broadcast_to(np.asarray(value, dtype=float), column.shape)))
        self.rooms.extend(rooms)

    def matrix(self) -> "csr_array[np.float64, tuple[int, int]]":
        """All lines as one sparse matrix; coefficients of one place add up."""
        from scipy.sparse import csr_array

        lines, columns, values = (np.concatenate(each) for each in zip(*self._parts, strict=True))
        return csr_array((values, (lines, columns)), shape=(len(self.rooms), self._columns))


def solve(program: Program) -> Solution | None:
    """Solve it with HiGHS; None if that fails.

    Columns: a door in a half hour, then the ways, then for each start the ways onto every door and home.
    """
    from scipy.optimize import linprog

    door, slot = np.nonzero(program.worth > 0)
    n, k, e, g = len(program.rows), len(door), len(program.ways), 2 * len(program.starts)
    at_most, equal = _at_most(program, door, slot), _degrees(program, door)
    found = linprog(
        np.concatenate([-program.worth[door, slot], np.zeros(e + g * n)]),
        A_ub=at_most.matrix(),
        b_ub=np.array(at_most.rooms),
        A_eq=equal.matrix(),
        b_eq=np.array(equal.rooms),
        bounds=(0, 1),
        method="highs",
    )
    if found.status != 0:
        return None
    prices, sentences = -found.ineqlin.marginals, 1 + len(program.sentences)
    return Solution(
        value=-found.fun,
        visited=np.asarray(np.bincount(door, found.x[:k], n), dtype=np.float64),
        walked=found.x[k : k + e],
        from_starts=found.x[k + e :].reshape(g, n).sum(axis=0),
        second=float(prices[0]),
        sentences=prices[1:sentences],
        cuts=prices[sentences : sentences + len(program.cuts)],
        degree=found.eqlin.marginals,
    )


def _at_most(program: Program, door: Indices, slot: Indices) -> _Lines:
    """Shifts, half hours and cuts first (their prices are read), then starts, doors and ways."""
    n, k, e, g = len(program.rows), len(door), len(program.ways), 2 * len(program.starts)
    lower, higher = program.ways.T
    visits, ways = np.arange(k), k + np.arange(e)
    starts = k + e + np.arange(g * n).reshape(g, n)
    lines = _Lines(k + e + g * n)
    seconds = np.concatenate([part for start in program.starts for part in (start.onto, start.home)])
    walked = program.legs[lower, higher]
    lines.add(
        [program.shift], (0, visits, program.service[door]), (0, ways, walked), (0, starts.ravel(), seconds)
    )
    for each in program.sentences:
        inside = visits[(slot >= each.first) & (slot <= each.last)]
        lines.add([each.room], (0, inside, each.weights[door[inside]]))
    for cut in program.cuts:
        crossing = ways[cut.inside[lower] != cut.inside[higher]]
        edge = starts[:, cut.inside].ravel()
        lines.add([0.0], (0, visits[door == cut.door], 2.0), (0, crossing, -1.0), (0, edge, -1.0))
    for number in range(g):
        lines.add([float(program.starts[number // 2].count)], (0, starts[number], 1.0))
    lines.add([1.0] * n, (door, visits, 1.0))
    for end in (lower, higher):
        # A way is walked at most as far as either of its doors is visited.
        order = np.argsort(end, kind="stable")
        first, last = np.searchsorted(end[order], door), np.searchsorted(end[order], door, side="right")
        line = order[_runs(first, last)]
        lines.add([0.0] * e, (np.arange(e), ways, 1.0), (line, np.repeat(visits, last - first), -1.0))
    return lines


def _degrees(program: Program, door: Indices) -> _Lines:
    """Every visited door has two ends of ways."""
    n, k, e, g = len(program.rows), len(door), len(program.ways), 2 * len(program.starts)
    ways, starts = k + np.arange(e), k + e + np.arange(g * n)
    lines = _Lines(k + e + g * n)
    ends = [(end, ways, 1.0) for end in program.ways.T]
    lines.add([0.0] * n, (door, np.arange(k), -2.0), *ends, (np.tile(np.arange(n), g), starts, 1.0))
    return lines


def _runs(first: Indices, last: Indices) -> Indices:
    """The whole numbers from each `first` to before its `last`, one run after the other."""
    lengths = last - first
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    runs: Indices = np.repeat(first, lengths) + np.arange(lengths.sum()) - before
    return runs
