"""One stretch of search on one fleet: routes in, routes out; what `spread` hands to other processes."""

from dataclasses import dataclass

import numpy as np

from bacung.core.routing.fleet.links import (
    AFTER,
    BEGINS,
    LATEST,
    NOWHERE,
    ROUTE,
    SERVICE,
    Ground,
    Links,
    put,
    refresh,
)
from bacung.core.routing.fleet.savings import at_hand
from bacung.core.routing.fleet.strings import anneal, fill
from bacung.core.routing.fleet.tours import NO_LIMIT, Fleet, Ints

NEAR = 40
"""Next to how many near clients a client may be put."""

NOTHING = np.zeros((1, 1), dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the work, as it goes to another process; `scale` multiplies the prizes."""

    fleet: Fleet
    start: list[list[int]]
    rounds: int
    warmth: float
    scale: float
    seed: int


def run(stretch: Stretch) -> tuple[list[list[int]], list[list[int]]]:
    """The routes as they stand at the end, and the best seen."""
    search = Search(stretch.fleet, stretch.start, stretch.scale)
    search.anneal(stretch.rounds, stretch.warmth, stretch.seed)
    return search.now(), search.best()


class Search:
    """A fleet with its routes as linked lists, worked on in place."""

    def __init__(self, fleet: Fleet, start: list[list[int]], scale: float = 1.0) -> None:
        """`scale` multiplies the prizes: the more, the more clients are taken in."""
        self.fleet = fleet
        used = len(start)
        spare = fleet.clients if not used else used // 4 + 20
        most = NO_LIMIT if fleet.vehicles is None else fleet.vehicles
        routes = min(most, used + spare, fleet.clients)
        self.ground = _ground(fleet, max(routes, used, 1))
        self.links = _links(self.ground, start)
        self.cost = np.zeros(2, dtype=np.int64)
        self.rescale(scale)

    def rescale(self, scale: float) -> None:
        """Weigh prizes anew; the best is forgotten for the routes as they stand."""
        charges = self.fleet.charges() * scale
        self.ground.prize[: self.fleet.clients + 1] = np.minimum(charges, NO_LIMIT)
        routes = self.now()
        left = self.links.at[: self.fleet.clients + 1, ROUTE] == NOWHERE
        travel = sum(self.fleet.travel(route) for route in routes) + self.fleet.per_route * len(routes)
        self.cost[:] = travel + int(self.ground.prize[: self.fleet.clients + 1][left].sum())
        self._kept = self.links.at[:, AFTER].copy()

    def anneal(self, rounds: int, warmth: float, seed: int) -> None:
        """Work so many rounds at one temperature."""
        anneal(self.ground, self.links, self._kept, self.cost, rounds, warmth, seed)

    def fill(self, seed: int) -> None:
        """Put every client that is out where it costs least."""
        fill(self.ground, self.links, self._kept, self.cost, seed)

    def now(self) -> list[list[int]]:
        """The routes as they stand."""
        return self._routes(self.links.at[:, AFTER])

    def best(self) -> list[list[int]]:
        """The routes when they cost least."""
        return self._routes(self._kept)

    def _routes(self, after: Ints) -> list[list[int]]:
        clients, onward = self.fleet.clients, after.tolist()
        routes = []
        for own in range(clients + 1, len(onward)):
            route, node = [], onward[own]
            while node <= clients:
                route.append(node)
                node = onward[node]
            if route:
                routes.append(route)
        return routes


def _ground(fleet: Fleet, routes: int) -> Ground:
    clients = fleet.clients
    beside = at_hand(fleet, NEAR)
    clock = fleet.closes is not None

    def nodes(values: Ints | None, otherwise: int = 0) -> Ints:
        whole = np.full(clients + 1, otherwise, dtype=np.int64) if values is None else values.astype(np.int64)
        return np.concatenate((whole, np.repeat(whole[:1], routes)))

    rows = np.arange(clients + 1)[:, None]
    spots = np.zeros((clients + 1, 2)) if fleet.spots is None else fleet.spots.astype(np.float64)
    spots = np.concatenate((spots, np.repeat(spots[:1], routes, axis=0)))
    return Ground(
        x=np.ascontiguousarray(spots[:, 0]),
        y=np.ascontiguousarray(spots[:, 1]),
        matrix=NOTHING if fleet.matrix is None else np.ascontiguousarray(fleet.matrix, dtype=np.int32),
        bias=float(fleet.bias),
        service=nodes(fleet.service),
        opens=nodes(fleet.opens),
        closes=nodes(fleet.closes, NO_LIMIT),
        demand=nodes(fleet.demand),
        prize=nodes(fleet.charges()),
        near=beside,
        towards=fleet.legs(beside, rows),
        away=fleet.legs(rows, beside),
        clients=clients,
        capacity=int(fleet.capacity),
        per_route=int(fleet.per_route),
        timed=clock,
        returns=bool(fleet.returns),
    )


def _links(ground: Ground, start: list[list[int]]) -> Links:
    nodes = len(ground.x)
    first, routes = ground.clients + 1, nodes - ground.clients - 1
    at = np.zeros((nodes, 8), dtype=np.int64)
    at[:, :2] = np.arange(nodes)[:, None]
    at[:, ROUTE] = NOWHERE
    at[first:, ROUTE] = np.arange(routes)
    at[first:, BEGINS], at[first:, LATEST] = ground.opens[0], ground.closes[0]
    at[:, SERVICE] = ground.service
    links = Links(
        at=at,
        load=np.zeros(routes, dtype=np.int64),
        size=np.zeros(routes, dtype=np.int64),
        free=np.arange(routes)[::-1].copy(),
        tally=np.array([routes, ground.clients], dtype=np.int64),
    )
    for number, route in enumerate(start):
        back = first + number
        for client in route:
            put(ground, links, client, back)
            back = client
        refresh(ground, links, number)
    return links
