"""Tonight's doors on an invented commune of 8,000 households: how long, and against what.

Twelve settlements of unequal size and 10 % scattered farms on 7 x 7 km; visits of 6 to 15 minutes; six pairs
on foot from 17:30 to 22:00; 4 % of the households (an overbooked evening) or 0.25 % (an ordinary one) have
promised a half hour, and their prize counts three times. Beside the planner, in the same run: the planner
with promises competing by prize, and nearest neighbour within k-means clusters, as canvassing tools walk,
once waiting in front of promised doors, once passing by whatever is not open yet.

    python benchmarks/routing.py [--households 8000] [--seeds 3]
"""

import argparse
import json
import time
from dataclasses import replace
from datetime import date

import numpy as np

from bacung.core.routing.greedy import Evening, Walk
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import plan
from bacung.core.routing.problem import Door, Pair, Place, Problem, Span

CENTRE = (18.44, 105.87)
METRE = 1 / 111_195


def commune(
    households: int = 8000, pairs: int = 6, seed: int = 0, promising: float = 0.04, numbered: bool = False
) -> Problem:
    """An invented commune; with `numbered` no door has coordinates, only hamlet and house number."""
    chance = np.random.default_rng(seed)
    share = chance.dirichlet(np.full(12, 1.5))
    centres = chance.uniform(700, 6300, (12, 2))
    farms = chance.random(households) < 0.10
    hamlet = chance.choice(12, households, p=share)
    spread = 120 + 900 * share[hamlet, None]
    metres = np.where(
        farms[:, None],
        chance.uniform(0, 7000, (households, 2)),
        centres[hamlet] + chance.normal(0, 1, (households, 2)) * spread,
    )
    prizes = chance.gamma(2.0, 0.4, households)
    promised = chance.random(households) < promising
    half_hours = chance.integers(0, 9, households)
    doors = []
    for at in range(households):
        begins = Hour(17 * 3600 + 1800 + 1800 * int(half_hours[at]))
        place = _place(metres[at]) if not numbered else Place(hamlet=f"Thôn {hamlet[at] + 1}", number=str(at))
        doors.append(
            Door(
                id=f"h{at}",
                place=place,
                service_minutes=float(chance.integers(6, 16)),
                prize=float(prizes[at] * (3 if promised[at] else 1)),
                promise=Span(begins=begins, ends=Hour(begins + 1800)) if promised[at] else None,
            )
        )
    shift = Pair(id="p", begins=Hour.of("17:30"), ends=Hour.of("22:00"), start=_place(np.array([3500, 3500])))
    return Problem(
        day=date(2023, 6, 2),
        quiet=Span(begins=Hour.of("22:30"), ends=Hour.of("06:00")),
        pairs=tuple(replace(shift, id=f"p{number}") for number in range(pairs)),
        doors=tuple(doors),
    )


def _place(metres: np.ndarray) -> Place:
    lat = CENTRE[0] + float(metres[1]) * METRE
    return Place(lat=lat, lon=CENTRE[1] + float(metres[0]) * METRE / np.cos(np.radians(CENTRE[0])).item())


def nearest_neighbour(problem: Problem, *, waits: bool) -> tuple[float, int]:
    """Prize and visits of pairs that always walk to the nearest door of their cluster the rules allow."""
    evening = Evening(problem)
    cluster = _clusters(problem)
    prize, visits = 0.0, 0
    for number, pair in enumerate(problem.pairs):
        walk = Walk(number, len(problem.doors) + number, int(pair.begins))
        left = cluster == number
        onward = evening.latest_leaves(walk, [])
        while True:
            way, start, allowed = evening.visits(walk, onward, walk.place, walk.now)
            allowed &= left if waits else left & (walk.now + way >= evening.opens)
            if not allowed.any():
                break
            door = int(np.where(allowed, way, 1 << 40).argmin())
            prize += evening.knock(int(start[door]), door)
            visits += 1
            left[door] = False
            walk.place, walk.now = door, int(start[door] + evening.service[door])
    return prize, visits


def _clusters(problem: Problem, rounds: int = 20) -> np.ndarray:
    """The k-means cluster of every door, one cluster a pair."""
    nearest = np.zeros(len(problem.doors), dtype=np.int64)
    spots = np.array([(door.place.lat, door.place.lon) for door in problem.doors], dtype=float)
    middles = spots[:: len(spots) // len(problem.pairs)][: len(problem.pairs)]
    for _ in range(rounds):
        nearest = ((spots[:, None] - middles[None]) ** 2).sum(axis=2).argmin(axis=1)
        middles = np.array([spots[nearest == at].mean(axis=0) for at in range(len(middles))])
    return nearest


def measure(households: int, seed: int, promising: float) -> dict[str, float | int]:
    """One commune, all methods, in one run."""
    problem = commune(households, seed=seed, promising=promising)
    plan(commune(50, seed=seed))
    begun = time.perf_counter()
    answer = plan(problem)
    seconds = time.perf_counter() - begun
    waiting, passing = (nearest_neighbour(problem, waits=waits) for waits in (True, False))
    numbered = commune(households, seed=seed, promising=promising, numbered=True)
    begun = time.perf_counter()
    plan(numbered)
    free = plan(replace(problem, promises_first=False)).totals
    return {
        "households": households,
        "seed": seed,
        "promises": answer.totals.promises,
        "seconds": round(seconds, 3),
        "seconds_numbered": round(time.perf_counter() - begun, 3),
        "prize": round(answer.totals.prize, 1),
        "visits": answer.totals.visits,
        "promises_kept": answer.totals.promises_kept,
        "by_prize_only_prize": round(free.prize, 1),
        "by_prize_only_visits": free.visits,
        "by_prize_only_promises_kept": free.promises_kept,
        "nearest_waiting_prize": round(waiting[0], 1),
        "nearest_waiting_visits": waiting[1],
        "nearest_passing_prize": round(passing[0], 1),
        "nearest_passing_visits": passing[1],
        "times_nearest": round(answer.totals.prize / max(waiting[0], passing[0]), 2),
    }


def main() -> None:
    """Print one line of JSON per commune."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--households", type=int, default=8000)
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    for seed in range(given.seeds):
        for promising in (0.04, 0.0025):
            print(json.dumps(measure(given.households, seed, promising)))


if __name__ == "__main__":
    main()
