"""Routes as linked lists in arrays, changed a client at a time with their hours kept up to date.

Nodes: 0 is the base, 1..clients are the clients, and every route has one further node that stands for the
base at both its ends (so an empty route's node follows itself). `begins` is the earliest start of service at
a node, `latest` the latest start that breaks nothing after it; at a route's own node they are the departure
and the latest return. Both rest on the classic forward and backward slack (Savelsbergh 1992).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bacung.core.routing.compiled import compiled

Ints = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

NOWHERE = -1

FAR = 1 << 60

AFTER, BEFORE, ROUTE, AHEAD, BEGINS, LATEST, SERVICE = range(7)


class Ground(NamedTuple):
    """What does not change: legs, service, windows, demand and prize by node, near clients by client.

    `matrix` (places by places) is used when it is larger than 1 x 1, else coordinates x, y with `bias` added
    before the root is cut to a whole number.
    """

    x: Floats
    y: Floats
    matrix: Shorts
    bias: float
    service: Ints
    opens: Ints
    closes: Ints
    demand: Ints
    prize: Ints
    near: Ints
    towards: Ints
    away: Ints
    clients: int
    capacity: int
    per_route: int
    timed: bool
    returns: bool


class Links(NamedTuple):
    """The routes as they stand. `free`: numbers of empty routes; `tally`: [empty routes, clients out]."""

    at: Ints
    load: Ints
    size: Ints
    free: Ints
    tally: Ints


@compiled
def leg(ground: Ground, start: int, end: int) -> int:
    """Travel from one node to another; nothing to the base where routes may end anywhere."""
    if not ground.returns and (end == 0 or end > ground.clients):
        return 0
    if ground.matrix.shape[0] > 1:
        last = ground.clients
        return int(ground.matrix[start if start <= last else 0, end if end <= last else 0])
    east = ground.x[start] - ground.x[end]
    north = ground.y[start] - ground.y[end]
    return int(np.sqrt(east * east + north * north) + ground.bias)


@compiled
def forward(ground: Ground, links: Links, node: int) -> None:
    """Reckon the earliest starts anew from `node` on, until nothing changes."""
    while node <= ground.clients:
        back = links.at[node, BEFORE]
        start = links.at[back, BEGINS] + ground.service[back] + links.at[back, AHEAD]
        start = max(start, ground.opens[node])
        if start == links.at[node, BEGINS]:
            return
        links.at[node, BEGINS] = start
        node = links.at[node, AFTER]


@compiled
def backward(ground: Ground, links: Links, node: int) -> None:
    """Reckon the latest starts anew from `node` back, until nothing changes."""
    while node <= ground.clients:
        start = links.at[links.at[node, AFTER], LATEST] - links.at[node, AHEAD] - ground.service[node]
        start = min(start, ground.closes[node])
        if start == links.at[node, LATEST]:
            return
        links.at[node, LATEST] = start
        node = links.at[node, BEFORE]


@compiled
def put(ground: Ground, links: Links, node: int, back: int) -> int:
    """Put a client behind `back`, which is on a route; what it costs. Hours stay as they were."""
    front = links.at[back, AFTER]
    longer: int = -links.at[back, AHEAD]
    links.at[back, AHEAD] = leg(ground, back, node)
    links.at[node, AHEAD] = leg(ground, node, front)
    longer += links.at[back, AHEAD] + links.at[node, AHEAD]
    links.at[back, AFTER] = links.at[front, BEFORE] = node
    links.at[node, BEFORE], links.at[node, AFTER] = back, front
    route = links.at[back, ROUTE]
    links.at[node, ROUTE] = route
    links.load[route] += ground.demand[node]
    links.size[route] += 1
    links.tally[1] -= 1
    if links.size[route] == 1:
        _take_from_free(links, route)
        longer += ground.per_route
    return longer


@compiled
def _take_from_free(links: Links, route: int) -> None:
    """The empty route is nearly always the last of the free ones."""
    last = links.tally[0] - 1
    at = last
    while links.free[at] != route:
        at -= 1
    links.free[at], links.free[last] = links.free[last], route
    links.tally[0] = last


@compiled
def take(ground: Ground, links: Links, node: int) -> int:
    """Take a client out of its route; what it costs. Hours stay as they were."""
    back, front = links.at[node, BEFORE], links.at[node, AFTER]
    longer: int = -links.at[back, AHEAD] - links.at[node, AHEAD]
    links.at[back, AHEAD] = leg(ground, back, front)
    longer += links.at[back, AHEAD]
    links.at[back, AFTER], links.at[front, BEFORE] = front, back
    route = links.at[node, ROUTE]
    links.at[node, ROUTE] = NOWHERE
    links.load[route] -= ground.demand[node]
    links.size[route] -= 1
    links.tally[1] += 1
    if links.size[route] == 0:
        links.free[links.tally[0]] = route
        links.tally[0] += 1
        longer -= ground.per_route
    return longer


@compiled
def follow(ground: Ground, links: Links, node: int) -> None:
    """Bring the hours of a route up to date after a client was put: its own and those it moves."""
    if ground.timed:
        links.at[node, BEGINS] = links.at[node, LATEST] = -FAR
        forward(ground, links, node)
        backward(ground, links, node)


@compiled
def refresh(ground: Ground, links: Links, route: int) -> None:
    """Reckon all the hours of a route anew."""
    own = ground.clients + 1 + route
    node, back = links.at[own, AFTER], own
    while node != own:
        start = links.at[back, BEGINS] + ground.service[back] + links.at[back, AHEAD]
        links.at[node, BEGINS] = max(start, ground.opens[node])
        node, back = links.at[node, AFTER], node
    node, front = links.at[own, BEFORE], own
    while node != own:
        start = links.at[front, LATEST] - links.at[node, AHEAD] - ground.service[node]
        links.at[node, LATEST] = min(start, ground.closes[node])
        node, front = links.at[node, BEFORE], node
