"""Savings by Clarke and Wright (1964) with the hundred nearest: every client alone, then routes joined."""

import numpy as np
from scipy.spatial import cKDTree

from benchmarks.public.tours import Tours

NEAREST = 100


def routes(instance: Tours) -> list[list[int]]:
    """Routes that visit everybody within the capacity."""
    spots = instance.spots
    home = np.hypot(*(spots - spots[0]).T)
    apart, near = cKDTree(spots[1:]).query(spots[1:], k=min(NEAREST + 1, len(spots) - 1))
    first = np.repeat(np.arange(1, len(spots)), near.shape[1])
    second = near.ravel() + 1
    saved = home[first] + home[second] - apart.ravel()
    once = first < second
    order = np.argsort(-saved[once], kind="stable")
    return _joined(instance, zip(first[once][order].tolist(), second[once][order].tolist(), strict=True))


def _joined(instance: Tours, pairs: "zip[tuple[int, int]]") -> list[list[int]]:
    route_of = {at: [at] for at in instance.clients}
    load = {at: int(instance.demand[at]) for at in instance.clients}
    for a, b in pairs:
        one, other = route_of[a], route_of[b]
        if one is other or a not in (one[0], one[-1]) or b not in (other[0], other[-1]):
            continue
        if (both := load[one[0]] + load[other[0]]) > instance.capacity:
            continue
        one = one if one[-1] == a else one[::-1]
        other = other if other[0] == b else other[::-1]
        made = one + other
        for at in made:
            route_of[at] = made
        load[made[0]] = load[made[-1]] = both
    return list({id(route): route for route in route_of.values()}.values())
