"""A mixed-integer program in the making, column by column and row by row, solved by HiGHS (through scipy)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Solution:
    """The value of each column, their cost, and a proven lower bound on the cost of every solution."""

    values: npt.NDArray[np.float64]
    cost: float
    bound: float


@dataclass
class Rows:
    """Columns from 0 to `upper`, whole or not, at a cost each; rows of terms between least and most."""

    costs: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _columns: list[int] = field(default_factory=list)
    _values: list[float] = field(default_factory=list)

    def column(self, cost: float, *, whole: bool = False, upper: float | None = None) -> int:
        """A new column; a whole one is 0 or 1 unless `upper` says otherwise."""
        self.costs.append(cost)
        self.whole.append(whole)
        self.upper.append((1.0 if whole else np.inf) if upper is None else upper)
        return len(self.costs) - 1

    def add(self, terms: Iterable[tuple[int, float]], least: float, most: float) -> None:
        """A new row: the terms (column, factor) sum to something between least and most."""
        for column, value in terms:
            self._rows.append(len(self.least))
            self._columns.append(column)
            self._values.append(value)
        self.least.append(least)
        self.most.append(most)

    def solve(self, *, nodes: int, gap: float = 0.0) -> Solution:
        """The best solution, within a relative gap, or the best after so many nodes of the search tree.

        Deterministic. ArithmeticError where none is found.
        """
        if not self.costs:
            return Solution(np.zeros(0), 0.0, 0.0)
        found = self._solved(np.array(self.costs), nodes, gap)
        if found.x is None:
            raise ArithmeticError(f"nothing found in {nodes} nodes: {found.message}")
        bound = found.fun if found.mip_dual_bound is None else found.mip_dual_bound
        return Solution(np.asarray(found.x), float(found.fun), float(bound))

    def relaxed(self) -> float:
        """The cost of the best solution if nothing need be whole: a lower bound."""
        return float(self._solved(np.array(self.costs), 1, 0.0, whole=False).fun)

    def feasible(self, *, nodes: int) -> bool:
        """Whether there is any solution; a search without end counts as one."""
        return not self.costs or bool(self._solved(np.zeros(len(self.costs)), nodes, 0.0).status != 2)

    def _solved(self, costs: npt.NDArray[np.float64], nodes: int, gap: float, whole: bool = True):  # type: ignore[no-untyped-def]
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        shape = len(self.least), len(self.costs)
        matrix = csr_array((self._values, (self._rows, self._columns)), shape=shape)
        return milp(
            costs,
            constraints=LinearConstraint(matrix, np.array(self.least), np.array(self.most)),
            integrality=np.array(self.whole, dtype=np.int64) * whole,
            bounds=Bounds(np.zeros(len(costs)), np.array(self.upper)),
            options={"mip_rel_gap": gap, "node_limit": nodes},
        )
