"""Neighbouring routes in groups of about equal size, cut otherwise each time."""

import itertools
import random

import numpy as np

from bacung.core.routing.fleet.tours import Fleet, Floats

SIZE = 4_000
"""About how many clients two groups have together."""


def groups(fleet: Fleet, routes: list[list[int]], turn: int, seed: int) -> list[list[list[int]]]:
    """The routes in an even number of groups: by angle around the base and by nearness in turns."""
    chance = random.Random(seed * 1_000_003 + turn)
    parts = 2 * -(-fleet.clients // SIZE)
    if fleet.spots is not None and turn % 2 == 0:
        order = np.argsort(_angles(fleet, routes, chance.random()), kind="stable")
        return _cut([routes[at] for at in order.tolist()], parts)
    return _halved(fleet, routes, parts, chance)


def _angles(fleet: Fleet, routes: list[list[int]], start: float) -> Floats:
    assert fleet.spots is not None
    centres = np.array([fleet.spots[route].mean(axis=0) for route in routes]) - fleet.spots[0]
    turned: Floats = (np.arctan2(centres[:, 1], centres[:, 0]) / (2 * np.pi) + start) % 1.0
    return turned


def _halved(
    fleet: Fleet, routes: list[list[int]], parts: int, chance: random.Random
) -> list[list[list[int]]]:
    """Halve again and again by the leg from the middle of a route taken by chance."""
    if parts < 2 or len(routes) < 2:
        return [routes]
    middles = np.array([route[len(route) // 2] for route in routes])
    order = np.argsort(fleet.legs(int(chance.choice(middles.tolist())), middles), kind="stable")
    share = (parts + 1) // 2
    inner, outer = _cut([routes[at] for at in order.tolist()], 2, share / parts)
    return _halved(fleet, inner, share, chance) + _halved(fleet, outer, parts - share, chance)


def _cut(routes: list[list[int]], parts: int, first: float | None = None) -> list[list[list[int]]]:
    """Cut a list of routes into parts of about as many clients; of two, the first may have another share."""
    ends = np.cumsum([len(route) for route in routes])
    shares = [first] if first is not None else [part / parts for part in range(1, parts)]
    cuts = [int(np.searchsorted(ends, share * ends[-1])) + 1 for share in shares] if len(ends) else []
    bounds = [0, *cuts, len(routes)]
    return [routes[begin:end] for begin, end in itertools.pairwise(bounds)]
