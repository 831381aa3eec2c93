"""Who is near whom, and a first set of routes by savings (Clarke and Wright 1964) over near clients only."""

import numpy as np

from bacung.core.routing.fleet.tours import NO_LIMIT, Fleet, Floats, Ints

NEAR = 60
"""How many near clients each may be joined with."""

WIDER = 5
"""Among how many times as many near clients those are sought whose hours fit."""

WAITING = 0.2
"""What a unit of waiting weighs against one of travel (as PyVRP weighs its neighbours)."""


def near(fleet: Fleet, most: int) -> Ints:
    """The nearest clients of each client, nearest first, shape (n + 1, at most `most`); row 0 is unused."""
    clients = fleet.clients
    most = min(most, clients - 1)
    found = np.zeros((clients + 1, max(most, 0)), dtype=np.int64)
    if most <= 0:
        return found
    if fleet.matrix is not None:
        both = fleet.matrix[1:, 1:].astype(np.int64)
        both = both + both.T
        np.fill_diagonal(both, 1 << 60)
        nearest = np.argpartition(both, most - 1, axis=1)[:, :most]
        order = np.take_along_axis(both, nearest, axis=1).argsort(axis=1, kind="stable")
        found[1:] = np.take_along_axis(nearest, order, axis=1) + 1
        return found
    from scipy.spatial import cKDTree

    assert fleet.spots is not None
    _, nearest = cKDTree(fleet.spots[1:]).query(fleet.spots[1:], k=most + 1)
    # Of several clients in one spot any may come first: take oneself out wherever one stands.
    own = nearest == np.arange(clients)[:, None]
    own[~own.any(axis=1), -1] = True
    found[1:] = nearest[~own].reshape(clients, most) + 1
    return found


def at_hand(fleet: Fleet, most: int) -> Ints:
    """Clients to stand next to in a route, nearest first: of those near, the ones whose hours go together.

    Shape as of `near`, which it is where clients have no hours of their own.
    """
    beside = near(fleet, most * WIDER if fleet.windowed else most)
    if beside.shape[1] <= most:
        return beside
    clients = np.arange(fleet.clients + 1)[:, None]
    ways = fleet.legs(clients, beside)
    apart = np.minimum(_uneasy(fleet, clients, beside), _uneasy(fleet, beside, clients))
    chosen = np.argpartition(apart, most - 1, axis=1)[:, :most]
    order = np.take_along_axis(ways, chosen, axis=1).argsort(axis=1, kind="stable")
    return np.take_along_axis(beside, np.take_along_axis(chosen, order, axis=1), axis=1)


def _uneasy(fleet: Fleet, first: Ints, then: Ints) -> Floats:
    """Travel from clients to those after them, with a share of the wait and the whole delay it forces."""
    nothing = np.zeros(fleet.clients + 1, dtype=np.int64)
    opens = nothing if fleet.opens is None else fleet.opens
    closes = nothing + NO_LIMIT if fleet.closes is None else fleet.closes
    ways = fleet.legs(first, then)
    over = ways if fleet.service is None else ways + fleet.service[first]
    wait = opens[then] - closes[first] - over
    late = opens[first] + over - closes[then]
    told: Floats = ways + WAITING * np.maximum(wait, 0) + np.maximum(late, 0)
    return told


def savings(fleet: Fleet) -> list[list[int]]:
    """Routes of all clients that can be served alone, joined end to end while a join saves travel.

    Windows of clients are not looked at. Where ways differ by direction routes are joined as they run.
    """
    lone = _lone(fleet)
    one, other, saved = _pairs(fleet, lone)
    order = np.argsort(-saved, kind="stable")
    growing = _Growing(fleet, lone)
    for first, second, gain in zip(
        one[order].tolist(), other[order].tolist(), saved[order].tolist(), strict=True
    ):
        growing.join(first, second, gain)
    return list(growing.routes.values())


def _lone(fleet: Fleet) -> Ints:
    """The clients that a route of their own can serve."""
    clients = np.arange(1, fleet.clients + 1)
    fits = np.ones(fleet.clients, dtype=bool)
    if fleet.demand is not None:
        fits &= fleet.demand[1:] <= fleet.capacity
    fits &= out_and_back(fleet)[1:] <= _evening(fleet)
    return clients[fits]


def _mirrored(fleet: Fleet) -> bool:
    """Whether a route is as long the other way round."""
    return fleet.matrix is None and fleet.returns


def _evening(fleet: Fleet) -> int:
    if fleet.closes is None:
        return NO_LIMIT
    return int(fleet.closes[0]) - (0 if fleet.opens is None else int(fleet.opens[0]))


def out_and_back(fleet: Fleet) -> Ints:
    """How long each client takes if nothing else is visited: in, and out and back."""
    clients = np.arange(fleet.clients + 1)
    whole = fleet.legs(0, clients) + fleet.legs(clients, 0)
    return whole if fleet.service is None else whole + fleet.service


def _pairs(fleet: Fleet, lone: Ints) -> tuple[Ints, Ints, Ints]:
    """Near pairs and what joining the first's end to the second's start saves, where it saves anything."""
    beside = near(fleet, NEAR)[lone]
    one, other = np.repeat(lone, beside.shape[1]), beside.ravel()
    if _mirrored(fleet):
        one, other = np.minimum(one, other), np.maximum(one, other)
        both = np.sort(one * (fleet.clients + 1) + other)  # np.unique takes four times as long
        one, other = np.divmod(both[np.diff(both, prepend=-1) != 0], fleet.clients + 1)
    saved = fleet.legs(one, 0) + fleet.legs(0, other) - fleet.legs(one, other) + fleet.per_route
    worth = (saved > 0) & np.isin(other, lone)
    return one[worth], other[worth], saved[worth]


class _Growing:
    """Routes while they are joined, with their load and duration."""

    def __init__(self, fleet: Fleet, lone: Ints) -> None:
        self.fleet = fleet
        self.mirrored = _mirrored(fleet)
        self.evening = _evening(fleet)
        self.routes = {client: [client] for client in lone.tolist()}
        self.of = list(range(fleet.clients + 1))
        self.load = [0] * (fleet.clients + 1) if fleet.demand is None else fleet.demand.tolist()
        self.lasts = out_and_back(fleet).tolist()

    def join(self, first: int, second: int, gain: int) -> None:
        """Join the two routes so that `second` follows `first`, if both are ends and the evening allows."""
        one, other = self.of[first], self.of[second]
        lasts = self.lasts[one] + self.lasts[other] - gain + self.fleet.per_route
        if one == other or self.load[one] + self.load[other] > self.fleet.capacity or lasts > self.evening:
            return
        head, tail = self.routes[one], self.routes[other]
        if not (self._turn(head, first, -1) and self._turn(tail, second, 0)):
            return
        head.extend(tail)
        for client in tail:
            self.of[client] = one
        del self.routes[other]
        self.load[one] += self.load[other]
        self.lasts[one] = lasts

    def _turn(self, route: list[int], client: int, end: int) -> bool:
        """Have the client at that end of the route, turning it round where ways are as long there as back."""
        if route[end] == client:
            return True
        if not self.mirrored or route[-1 - end] != client:
            return False
        route.reverse()
        return True
