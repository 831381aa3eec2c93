"""A whole route at once through clients that are left out, in the order of their hours.

Where windows are tight and few clients are worth a visit, no single client pays for a route of its own, so
rounds that move clients one by one never open it. Here one pass over the clients by the middle of their
hours keeps, for each, the best way to be there: from the base, or from a near client before it. One way is
kept for each client, so the route is good and lawful but not proven best.
"""

import numpy as np

from bacung.core.routing.compiled import compiled
from bacung.core.routing.fleet.links import FAR, NOWHERE, ROUTE, Ground, Ints, Links, leg
from bacung.core.routing.search.chance import Chance, draw

SPARED = 0.1
"""How often a client is passed over, so that no two routes woven are the same."""

TIGHT = 0.1
"""Windows are tight if half of them are at most this share of the whole time."""

VALUE, START, LOAD, BACK = range(4)


@compiled
def by_hours(ground: Ground) -> Ints:
    """The clients by the middle of their windows; nobody where most are so wide that they tell no order."""
    opens, closes = ground.opens[: ground.clients + 1], ground.closes[: ground.clients + 1]
    if not ground.timed or np.median((closes - opens)[1:]) > TIGHT * (closes[0] - opens[0]):
        return np.empty(0, np.int64)
    return np.argsort((opens + closes)[1:]) + 1


@compiled
def weave(ground: Ground, links: Links, chance: Chance, order: Ints, ways: Ints) -> int:
    """The last client of the best route found through clients left out, NOWHERE if there is none.

    `ways`, (clients + 1, 4), is filled: what a way is worth, when it starts, its load, whom it comes from.
    """
    ways[:, VALUE] = -FAR
    most, found = -FAR, NOWHERE
    for node in order:
        if links.at[node, ROUTE] != NOWHERE or draw(chance) < SPARED:
            continue
        _reach(ground, ways, node)
        worth = ways[node, VALUE] - leg(ground, node, 0)
        if worth > most:
            most, found = worth, node
    return found


@compiled
def _reach(ground: Ground, ways: Ints, node: int) -> None:
    """The best way to a client that gets home in time: from the base or a near client reached before."""
    home = ground.closes[0] - ground.service[node] - leg(ground, node, 0)
    latest = min(ground.closes[node], home)
    away = leg(ground, 0, node)
    start = max(ground.opens[0] + away, ground.opens[node])
    if start > latest or ground.demand[node] > ground.capacity:
        return
    ways[node, VALUE], ways[node, START] = ground.prize[node] - away - ground.per_route, start
    ways[node, LOAD], ways[node, BACK] = ground.demand[node], NOWHERE
    for rank in range(ground.near.shape[1]):
        near = ground.near[node, rank]
        worth = ways[near, VALUE] + ground.prize[node] - ground.towards[node, rank]
        if worth <= ways[node, VALUE] or ways[near, LOAD] + ground.demand[node] > ground.capacity:
            continue
        start = ways[near, START] + ground.service[near] + ground.towards[node, rank]
        start = max(start, ground.opens[node])
        if start <= latest:
            ways[node, VALUE], ways[node, START] = worth, start
            ways[node, LOAD], ways[node, BACK] = ways[near, LOAD] + ground.demand[node], near
