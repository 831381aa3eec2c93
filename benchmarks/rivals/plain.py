"""The plain opponents: greedy by profit per minute, nearest neighbour within clusters."""

import numpy as np

from bacung.core.routing.plan import plan
from benchmarks.public.engine import cost, evening
from benchmarks.public.tours import Tours
from benchmarks.public.visits import Visits

Routes = list[list[int]]


def greedy(instance: Visits, pairs: int) -> Routes:
    """The first plan: again and again the highest profit per minute that can still be reached."""
    return [[int(halt.door) for halt in route.stops] for route in plan(evening(instance, pairs)).routes]


def nearest(instance: Visits, pairs: int, seed: int) -> Routes:
    """k-means clusters, one a pair; each pair goes on to the nearest vertex it can serve in time.

    Nearest counts the waiting too, which measured far better than the way alone: who walks to the nearest
    door waits in front of many that are not open yet.
    """
    cluster = clusters(instance.spots[1:], pairs, seed)
    routes = []
    for pair in range(pairs):
        left = np.concatenate([[False], cluster == pair])
        here, now, route = 0, int(instance.opens[0]), list[int]()
        while True:
            start = np.maximum(now + instance.ways[here], instance.opens)
            home = start + instance.service + instance.ways[:, 0]
            fits = left & (start <= instance.closes) & (home <= instance.closes[0])
            if not fits.any():
                break
            here = int(np.where(fits, start, start.max() + 1).argmin())
            now = int(start[here] + instance.service[here])
            left[here] = False
            route.append(here)
        routes.append(route)
    return routes


def clusters(spots: np.ndarray, count: int, seed: int, rounds: int = 30) -> np.ndarray:
    """Lloyd's k-means from `count` random points; the cluster of each point, shape (n,)."""
    chance = np.random.default_rng(seed)
    middles = spots[chance.choice(len(spots), count, replace=False)]
    nearest_one = np.zeros(len(spots), dtype=np.int64)
    for _ in range(rounds):
        nearest_one = ((spots[:, None] - middles[None]) ** 2).sum(axis=2).argmin(axis=1)
        middles = np.array(
            [
                spots[nearest_one == at].mean(axis=0) if (nearest_one == at).any() else middles[at]
                for at in range(count)
            ]
        )
    return nearest_one


def worthwhile(instance: Tours) -> Routes:
    """PC-VRPTW: route by route, append what brings most prize above its way; nobody if that is cheaper."""
    assert instance.prize is not None
    assert instance.opens is not None
    assert instance.closes is not None
    assert instance.service is not None
    ways = instance.ways()
    left = np.ones(len(ways), dtype=bool)
    left[0] = False
    routes: Routes = []
    for _ in range(instance.vehicles or len(ways)):
        here, now, load, route = 0, int(instance.opens[0]), 0, list[int]()
        while True:
            start = np.maximum(now + ways[here], instance.opens)
            fits = left & (start <= instance.closes) & (load + instance.demand <= instance.capacity)
            fits &= start + instance.service + ways[:, 0] <= instance.closes[0]
            gain = np.where(fits, instance.prize - ways[here] - (start - now - ways[here]) / 4, -np.inf)
            at = int(gain.argmax())
            if gain[at] <= 0:
                break
            here, now, load = at, int(start[at] + instance.service[at]), load + int(instance.demand[at])
            left[at] = False
            route.append(at)
        if not route:
            break
        if cost(instance, [route]) < cost(instance, []):
            routes.append(route)
        else:
            left[route] = True
            break
    return routes if cost(instance, routes) < cost(instance, []) else []
