"""The question of the distance side, a fleet that leaves one base, and its answer, tours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Routes = tuple[tuple[int, ...], ...]

NO_LIMIT = 1 << 40

MUST = 1 << 40
"""What leaving out a client without a prize is reckoned at while searching."""

ROUNDS_UP = 1 - 1e-9
"""The bias that rounds a straight distance up."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fleet:
    """Clients to visit from a base. Place 0 is the base, places 1..n are the clients, in every array.

    Legs: `matrix` (n + 1 by n + 1), or `spots` (n + 1 by 2) whose straight distance is cut to a whole number
    after `bias` is added (0 truncates, 0.5 rounds to the nearest, `ROUNDS_UP`). `service` is spent at a
    client, in the units of the legs; it begins between `opens` and `closes`. All routes leave the base at its
    opening and are back by its closing: a longest duration is that closing. The `demand` of a route is at
    most `capacity`. `prize`: what leaving a client out costs, negative where it must be visited; without
    prizes all must. `per_route` is charged for every route, `vehicles` is the most routes there may
    be. Without `returns` a route ends at its last client.
    """

    spots: Floats | None = None
    bias: float = 0.5
    matrix: npt.NDArray[np.int32] | None = None
    service: Ints | None = None
    opens: Ints | None = None
    closes: Ints | None = None
    demand: Ints | None = None
    capacity: int = NO_LIMIT
    prize: Ints | None = None
    per_route: int = 0
    vehicles: int | None = None
    returns: bool = True

    @property
    def clients(self) -> int:
        """How many clients there are."""
        places = self.spots if self.matrix is None else self.matrix
        if places is None:
            raise ValueError("a fleet needs spots or a matrix")
        return len(places) - 1

    @property
    def windowed(self) -> bool:
        """Whether some client has hours of its own, beside the evening's."""
        bars = (self.opens is not None and self.opens[1:].max(initial=0) > self.opens[0]) or (
            self.closes is not None and self.closes[1:].min(initial=NO_LIMIT) < self.closes[0]
        )
        return bool(bars)

    def legs(self, start: int | Ints, end: int | Ints) -> Ints:
        """Travel from places to places, one by one."""
        found = self._ways(start, end)
        return found if self.returns else np.where(np.equal(end, 0), 0, found)

    def _ways(self, start: int | Ints, end: int | Ints) -> Ints:
        if self.matrix is not None:
            found: Ints = self.matrix[start, end].astype(np.int64)
            return found
        assert self.spots is not None
        apart = self.spots[start] - self.spots[end]
        straight: Ints = np.floor(np.sqrt((apart * apart).sum(axis=-1)) + self.bias).astype(np.int64)
        return straight

    def travel(self, route: Sequence[int]) -> int:
        """Travel of one route from the base and back."""
        stops = np.array([0, *route, 0])
        return int(self.legs(stops[:-1], stops[1:]).sum())

    def cost(self, routes: Iterable[Sequence[int]]) -> int:
        """Travel, charges per route, and the prizes left; a client that must be visited counts `MUST`."""
        used = [route for route in routes if len(route)]
        left = np.ones(self.clients + 1, dtype=bool)
        left[[0, *(client for route in used for client in route)]] = False
        missed = int(self.charges()[left].sum())
        return sum(self.travel(route) for route in used) + self.per_route * len(used) + missed

    def charges(self) -> Ints:
        """What leaving out each client is reckoned at, 0 for the base."""
        charges = np.full(self.clients + 1, MUST, dtype=np.int64)
        if self.prize is not None:
            charges = np.where(self.prize < 0, MUST, self.prize)
        charges[0] = 0
        return charges

    def part(self, clients: Ints, vehicles: int | None) -> "Fleet":
        """The same base with some of the clients, in the order given."""
        at = np.concatenate(([0], clients))

        def of(values: Ints | None) -> Ints | None:
            return None if values is None else values[at]

        return Fleet(
            spots=None if self.spots is None else self.spots[at],
            bias=self.bias,
            matrix=None if self.matrix is None else self.matrix[np.ix_(at, at)],
            service=of(self.service),
            opens=of(self.opens),
            closes=of(self.closes),
            demand=of(self.demand),
            capacity=self.capacity,
            prize=of(self.prize),
            per_route=self.per_route,
            vehicles=vehicles,
            returns=self.returns,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tours:
    """Routes of clients without the base, their cost, the clients left out.

    `left` holds optional clients and those that fit nowhere. `work` is the warmth of each slice of the
    search, in hundredths: given to `solve` with the same seed it makes the same tours again.
    """

    routes: Routes
    cost: int
    left: tuple[int, ...]
    work: tuple[int, ...]
