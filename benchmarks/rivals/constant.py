"""PyVRP on a commune's evening: the best it can do where a prize is one number, scored with the true prizes.

Tuning: it sees the 300 doors that a planner would look at first and all that greedy visits (120, 800 and
1,600 measured worse), starts from the greedy plan, uses 20 neighbours and prizes x `WEIGHT` against seconds
of way (1,000 to 10,000 measured alike, more is worse). The prize of a door is taken as its mean over the
evening or its highest; what it is in the half hour in which greedy passes nearest never measured best. Each
constant has the full time, and the best by the true prizes counts. Promises outweigh everything, as in the
planner.
"""

from collections.abc import Callable

import numpy as np
from pyvrp import Client, Depot, Route, Solution, VehicleType
from scipy.spatial import cKDTree

from bacung.core.routing.plan import Plan
from bacung.core.routing.problem import SLOT, Problem
from bacung.core.routing.ways import Ways
from benchmarks.public.clock import Budget
from benchmarks.rivals.pyvrp_ils import built, improved, indices

CONSTANTS: dict[str, Callable[..., np.ndarray]] = {"mean": np.mean, "highest": np.max}
"""What stands for a door's prizes of the evening."""

SEEN = 300
WEIGHT = 3000
"""Seconds of way that one expected activation is worth."""

PROMISED = 100.0
"""Expected activations a promise counts for, so that none is dropped for a prize."""

Walks = list[list[int]]


class Rival:
    """The evening as PyVRP sees it; `first` is the greedy plan of the same problem."""

    def __init__(self, problem: Problem, first: Plan) -> None:
        self.problem = problem
        self.number = {door.id: at for at, door in enumerate(problem.doors)}
        self.greedy = [[self.number[halt.door] for halt in route.stops] for route in first.routes]
        self.prizes = by_half_hour(problem)
        self.seen = self._looked_at()
        self.ways = self._legs()

    def walks(self, constant: str, seconds: float, seed: int) -> Walks:
        """The doors of each pair in order, after `seconds` of CPU time."""
        stop = Budget(seconds)
        problem, seen = self.problem, self.seen
        worth = CONSTANTS[constant](self.prizes, axis=1)
        clients = [self._client(at, worth[at], place) for place, at in enumerate(seen)]
        depots = [Depot(location=len(seen) + pair) for pair in range(len(problem.pairs))]
        vehicles = [
            VehicleType(
                num_available=1,
                start_depot=number,
                end_depot=number,
                tw_early=int(pair.begins),
                tw_late=int(pair.ends),
            )
            for number, pair in enumerate(problem.pairs)
        ]
        data = built(self.ways, clients, depots, vehicles)
        index = {at: place for place, at in enumerate(seen)}
        routes = [
            Route(data, [index[at] for at in walk], pair) for pair, walk in enumerate(self.greedy) if walk
        ]
        found = improved(data, Solution(data, routes), stop, seed)
        walks: Walks = [[] for _ in problem.pairs]
        for route, halts in zip(found.routes(), indices(found), strict=True):
            walks[route.vehicle_type()] = [seen[at] for at in halts]
        return walks

    def _client(self, at: int, worth: float, place: int) -> Client:
        door, ends = self.problem.doors[at], max(int(pair.ends) for pair in self.problem.pairs)
        service = round(60 * door.service_minutes)
        early = int(door.promise.begins) if door.promise else 0
        late = min(int(door.promise.ends) if door.promise else ends, ends - service)
        return Client(
            location=place,
            service_duration=service,
            tw_early=early,
            tw_late=late,
            prize=round(WEIGHT * (worth + PROMISED * (door.promise is not None))),
            required=False,
        )

    def _looked_at(self) -> list[int]:
        """Promises, greedy's doors, and the best by prize a minute, their neighbours' prizes and nearness."""
        doors, spots = self.problem.doors, _spots(self.problem)
        minutes = np.array([door.service_minutes for door in doors])
        rate = self.prizes.mean(axis=1) / (minutes + 2)
        near = cKDTree(spots).query(spots, k=16)[1][:, 1:]
        rank = rate + 0.7 * rate[near].mean(axis=1)
        chosen = {at for walk in self.greedy for at in walk}
        chosen |= {at for at, door in enumerate(doors) if door.promise}
        chosen |= set(np.argsort(-rank, kind="stable")[:SEEN].tolist())
        return sorted(chosen)

    def _legs(self) -> np.ndarray:
        """Seconds between the doors seen and the pairs' starts, in this order."""
        ways, doors = Ways(self.problem), len(self.problem.doors)
        mode = self.problem.pairs[0].mode
        places = [*self.seen, *(doors + pair for pair in range(len(self.problem.pairs)))]
        legs = np.zeros((len(places), len(places)), dtype=np.int64)
        for column, place in enumerate(places):
            legs[: len(self.seen), column] = ways.from_doors(place, mode)[self.seen]
            legs[column, : len(self.seen)] = ways.onto_doors(place, mode)[self.seen]
        np.fill_diagonal(legs, 0)
        return legs


def score(problem: Problem, walks: Walks) -> tuple[float, int]:
    """True prize and promises kept of walks, each knock as early as can be; breaks on unlawful ones."""
    ways, prizes = Ways(problem), by_half_hour(problem)
    total, kept = 0.0, 0
    for number, (pair, walk) in enumerate(zip(problem.pairs, walks, strict=True)):
        here, now = len(problem.doors) + number, int(pair.begins)
        for at in walk:
            door = problem.doors[at]
            now += ways.leg(here, at, pair.mode)
            if door.promise:
                now = max(now, int(door.promise.begins))
                assert now <= door.promise.ends
                kept += 1
            slot = (now - int(problem.prizes_from)) // SLOT
            total += float(prizes[at, min(max(slot, 0), prizes.shape[1] - 1)])
            now += round(60 * door.service_minutes)
            here = at
        back = ways.leg(len(problem.doors) + number, here, pair.mode) if walk else 0
        assert now + back <= pair.ends
    return total, kept


def by_half_hour(problem: Problem) -> np.ndarray:
    """Prizes by door and half hour."""
    lists = [door.prize if isinstance(door.prize, tuple) else (door.prize,) for door in problem.doors]
    width = max(map(len, lists))
    return np.array([(*prizes, *[prizes[-1]] * (width - len(prizes))) for prizes in lists])


def _spots(problem: Problem) -> np.ndarray:
    degrees = np.array([(door.place.lat, door.place.lon) for door in problem.doors], dtype=float)
    return degrees * (1, np.cos(np.radians(degrees[0, 0])))
