"""Slack induction by string removals: short strings of neighbouring routes go out and come back elsewhere.

Christiaens and Vanden Berghe (Transportation Science 54, 2020): adjacent string removal, greedy insertion
that now and then blinks at the best place, simulated annealing. Different here: a client is put only next to
its near clients or into an empty route, so that a round costs the same however large the fleet is; clients
with a prize stay out when the cheapest place costs more; the temperature is the caller's.
"""

from typing import NamedTuple

import numpy as np

from bacung.core.routing.compiled import compiled
from bacung.core.routing.fleet.links import (
    AFTER,
    AHEAD,
    BEFORE,
    BEGINS,
    FAR,
    LATEST,
    NOWHERE,
    ROUTE,
    Ground,
    Ints,
    Links,
    backward,
    follow,
    forward,
    leg,
    put,
    refresh,
    take,
)
from bacung.core.routing.fleet.weaving import BACK, by_hours, weave
from bacung.core.routing.search.chance import Chance, below, draw

REMOVED = 10
"""How many clients a round takes out on average, and how long its strings are at most."""

SPLIT = 0.5
"""How often a string keeps a client in its middle."""

BLINK = 0.01
"""How often a place that would be the best so far is overlooked."""

INVITED = 12
"""At most so many clients that are left out are tried in one round."""

OPENED = 0.05
"""How often a round opens a route for a client even if it costs more than the client's prize."""

GATHERED = 40
"""At most so many clients that are left out are tried in such a round."""

WOVEN = 60
"""While a fifth is left out, one of so many rounds weaves a whole route, in place of one if it hits one."""

PUT = -1
"""In the log of a round: the client was put; otherwise the node it was taken from behind."""


class Round(NamedTuple):
    """What one round has done so far: its log, and who waits to be put; `tally` is [log, waiting]."""

    chance: Chance
    node: Ints
    back: Ints
    waiting: Ints
    key: Ints
    tally: Ints


@compiled
def anneal(
    ground: Ground, links: Links, best: Ints, cost: Ints, rounds: int, warmth: float, seed: int
) -> None:
    """Work `rounds` rounds at one temperature; `cost` is [now, best], `best` the next nodes of the best."""
    room = 4 * ground.clients + 4
    log = Round(
        np.array([seed], np.int64).view(np.uint64),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.zeros(2, np.int64),
    )
    ruined = np.zeros(links.load.shape[0], np.int64)
    touched = np.zeros(links.load.shape[0], np.int64)
    order, ways = by_hours(ground), np.empty((ground.clients + 1, 4), np.int64)
    for turn in range(1, rounds + 1):
        log.tally[:] = 0
        around = below(log.chance, ground.clients) + 1
        if turn % WOVEN == 0 and len(order) and links.tally[1] > ground.clients // 5:
            longer = _reweave(ground, links, log, around, order, ways)
        else:
            longer = _ruin(ground, links, log, around, ruined, turn)
        opening = draw(log.chance) < OPENED
        _invite(ground, links, log, around, GATHERED if opening else INVITED)
        longer += _recreate(ground, links, log, opening)
        if longer < -warmth * np.log(draw(log.chance)):
            cost[0] += longer
            if cost[0] < cost[1]:
                cost[1] = cost[0]
                best[:] = links.at[:, AFTER]
        else:
            _undo(ground, links, log, touched, turn)


@compiled
def fill(ground: Ground, links: Links, best: Ints, cost: Ints, seed: int) -> None:
    """Put every client that is out, in an order by chance, where it costs least and less than its prize."""
    chance = np.array([seed], np.int64).view(np.uint64)
    order = np.arange(1, ground.clients + 1)
    for last in range(ground.clients - 1, -1, -1):
        at = below(chance, last + 1)
        node = order[at]
        order[at] = order[last]
        if links.at[node, ROUTE] == NOWHERE:
            least, back = _cheapest(ground, links, chance, node)
            if back != NOWHERE and least < ground.prize[node]:
                cost[0] += put(ground, links, node, back) - ground.prize[node]
                follow(ground, links, node)
    cost[1] = cost[0]
    best[:] = links.at[:, AFTER]


@compiled
def _ruin(ground: Ground, links: Links, log: Round, around: int, ruined: Ints, turn: int) -> int:
    """Take a string out of each of some routes next to each other; what the cost grows by."""
    routes = links.load.shape[0] - links.tally[0]
    if routes == 0:
        return 0
    longest = min(REMOVED, max(1, (ground.clients - links.tally[1]) // routes))
    strings = int(draw(log.chance) * (4 * REMOVED / (1 + longest) - 1) + 1)
    longer = 0
    for rank in range(-1, ground.near.shape[1]):
        node = around if rank < 0 else ground.near[around, rank]
        route = links.at[node, ROUTE]
        if route == NOWHERE or ruined[route] == turn:
            continue
        ruined[route] = turn
        length = int(draw(log.chance) * min(longest, links.size[route])) + 1
        longer += _string(ground, links, log, node, length)
        strings -= 1
        if strings <= 0:
            break
    return longer


@compiled
def _reweave(ground: Ground, links: Links, log: Round, around: int, order: Ints, ways: Ints) -> int:
    """Take out the route of a client, if it is on one, and weave one; what the cost grows by."""
    longer = 0
    route = links.at[around, ROUTE]
    if route != NOWHERE:
        own = ground.clients + 1 + route
        while links.size[route]:
            longer += _pull(ground, links, log, links.at[own, AFTER])
    if links.tally[0] == 0:
        return longer
    route = links.free[links.tally[0] - 1]
    own = ground.clients + 1 + route
    node = weave(ground, links, log.chance, order, ways)
    while node != NOWHERE:
        longer += _set(ground, links, log, node, own)
        node = ways[node, BACK]
    refresh(ground, links, route)
    waiting = 0
    for at in range(log.tally[1]):
        if links.at[log.waiting[at], ROUTE] == NOWHERE:
            log.waiting[waiting] = log.waiting[at]
            waiting += 1
    log.tally[1] = waiting
    return longer


@compiled
def _string(ground: Ground, links: Links, log: Round, node: int, length: int) -> int:
    """Take out `length` clients in a row around `node`, sometimes keeping one or more between them."""
    kept = 0
    if length > 1 and length < links.size[links.at[node, ROUTE]] and draw(log.chance) < SPLIT:
        kept = 1
        while length + kept < links.size[links.at[node, ROUTE]] and draw(log.chance) < BLINK:
            kept += 1
    first, behind = node, 0
    while behind < length + kept - 1 and links.at[first, BEFORE] <= ground.clients:
        first = links.at[first, BEFORE]
        behind += 1
    last, beyond = node, 0
    while beyond < length + kept - 1 and links.at[last, AFTER] <= ground.clients:
        last = links.at[last, AFTER]
        beyond += 1
    least = length + kept - 1 - beyond
    for _ in range(int(draw(log.chance) * (behind - least + 1))):
        first = links.at[first, AFTER]
    spared = int(draw(log.chance) * (length - 1)) + 1 if kept else length
    longer = 0
    for at in range(length + kept):
        onward = links.at[first, AFTER]
        if at < spared or at >= spared + kept:
            longer += _pull(ground, links, log, first)
            if ground.timed and (at == spared - 1 or at == length + kept - 1):
                back = links.at[onward, BEFORE]
                forward(ground, links, onward)
                backward(ground, links, back)
        first = onward
    return longer


@compiled
def _invite(ground: Ground, links: Links, log: Round, around: int, most: int) -> None:
    """Let some clients that are left out wait for a place too."""
    if links.tally[1] == log.tally[1]:
        return
    limit = log.tally[1] + most
    taken = log.tally[1]
    for rank in range(-1, ground.near.shape[1]):
        node = around if rank < 0 else ground.near[around, rank]
        if links.at[node, ROUTE] != NOWHERE or draw(log.chance) < 0.3:
            continue
        fresh = True
        for at in range(taken):
            if log.waiting[at] == node:
                fresh = False
        if fresh:
            log.waiting[log.tally[1]] = node
            log.tally[1] += 1
            if log.tally[1] == limit:
                return


@compiled
def _recreate(ground: Ground, links: Links, log: Round, opening: bool) -> int:
    """Put those waiting where it costs least, in one of several orders; what the cost grows by.

    When `opening`, the first client that is not worth its cost gets a route of its own all the same.
    """
    _order(ground, log)
    longer = 0
    for at in range(log.tally[1]):
        node = log.waiting[at]
        cost, back = _cheapest(ground, links, log.chance, node)
        if back == NOWHERE:
            continue
        if cost < ground.prize[node]:
            longer += _place(ground, links, log, node, back)
        elif opening and links.tally[0]:
            opening = False
            own = ground.clients + 1 + links.free[links.tally[0] - 1]
            if _fits(ground, links, node, own):
                longer += _place(ground, links, log, node, own)
    return longer


@compiled
def _order(ground: Ground, log: Round) -> None:
    """Sort those waiting: by chance, the largest, farthest or nearest first, or by their windows."""
    kind = below(log.chance, 17 if ground.timed else 11)
    for at in range(log.tally[1]):
        node = log.waiting[at]
        key = 0
        if kind < 4:
            key = below(log.chance, 1 << 30)
        elif kind < 8:
            key = -ground.demand[node] - ground.service[node]
        elif kind < 10:
            key = -leg(ground, 0, node)
        elif kind < 11:
            key = leg(ground, 0, node)
        elif kind < 13:
            key = ground.closes[node] - ground.opens[node]
        elif kind < 15:
            key = ground.opens[node]
        else:
            key = -ground.closes[node]
        place = at
        while place > 0 and log.key[place - 1] > key:
            log.key[place], log.waiting[place] = log.key[place - 1], log.waiting[place - 1]
            place -= 1
        log.key[place], log.waiting[place] = key, node


@compiled
def _cheapest(ground: Ground, links: Links, chance: Chance, node: int) -> tuple[int, int]:
    """The least cost of putting a client, and behind which node; NOWHERE if it fits nowhere."""
    least, found = FAR, NOWHERE
    demand = ground.demand[node]
    if demand <= ground.capacity and links.tally[0]:
        own = ground.clients + 1 + links.free[links.tally[0] - 1]
        if _fits(ground, links, node, own):
            least, found = leg(ground, own, node) + leg(ground, node, own) + ground.per_route, own
    for rank in range(ground.near.shape[1]):
        near = ground.near[node, rank]
        route = links.at[near, ROUTE]
        if route == NOWHERE or links.load[route] + demand > ground.capacity:
            continue
        away, towards = ground.away[node, rank], ground.towards[node, rank]
        # Towards a neighbour that is nearer still, the place has been looked at; beyond it cannot cost less.
        if away + towards - links.at[near, AHEAD] < least:
            cost = towards + leg(ground, node, links.at[near, AFTER]) - links.at[near, AHEAD]
            if cost < least and _fits(ground, links, node, near) and draw(chance) > BLINK:
                least, found = cost, near
        back = links.at[near, BEFORE]
        if away + towards - links.at[back, AHEAD] < least:
            cost = leg(ground, back, node) + away - links.at[back, AHEAD]
            if cost < least and _fits(ground, links, node, back) and draw(chance) > BLINK:
                least, found = cost, back
    return least, found


@compiled
def _fits(ground: Ground, links: Links, node: int, back: int) -> bool:
    """Whether the windows and the evening allow a client behind a node (its load is asked before)."""
    if not ground.timed:
        return True
    front = links.at[back, AFTER]
    start = links.at[back, BEGINS] + ground.service[back] + leg(ground, back, node)
    start = max(start, ground.opens[node])
    if start > ground.closes[node]:
        return False
    return bool(start + ground.service[node] + leg(ground, node, front) <= links.at[front, LATEST])


@compiled
def _pull(ground: Ground, links: Links, log: Round, node: int) -> int:
    at = log.tally[0]
    log.node[at], log.back[at] = node, links.at[node, BEFORE]
    log.tally[0] = at + 1
    log.waiting[log.tally[1]] = node
    log.tally[1] += 1
    return take(ground, links, node) + int(ground.prize[node])


@compiled
def _place(ground: Ground, links: Links, log: Round, node: int, back: int) -> int:
    longer = _set(ground, links, log, node, back)
    follow(ground, links, node)
    return longer


@compiled
def _set(ground: Ground, links: Links, log: Round, node: int, back: int) -> int:
    at = log.tally[0]
    log.node[at], log.back[at] = node, PUT
    log.tally[0] = at + 1
    return put(ground, links, node, back) - int(ground.prize[node])


@compiled
def _undo(ground: Ground, links: Links, log: Round, touched: Ints, turn: int) -> None:
    """Take back everything in the log, the last first, and reckon the hours of the routes touched anew."""
    routes = 0
    for at in range(log.tally[0] - 1, -1, -1):
        node = log.node[at]
        route = links.at[node, ROUTE]
        if log.back[at] == PUT:
            take(ground, links, node)
        else:
            put(ground, links, node, log.back[at])
            route = links.at[node, ROUTE]
        if touched[route] != turn:
            touched[route] = turn
            log.key[routes] = route
            routes += 1
    if ground.timed:
        for at in range(routes):
            refresh(ground, links, log.key[at])
