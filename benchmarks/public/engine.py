"""Hands an instance to `bacung.core.routing` and brings back routes as places (0, the depot, never in them).

TOPTW becomes an evening: a vertex is a door, its window a promise that competes by its profit, a unit of time
a second, no hour is quiet. The others become a fleet. Objectives are counted here from the routes alone.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import plan
from bacung.core.routing.problem import Door, Pair, Problem, Span, Travel
from benchmarks.public.clock import Budget
from benchmarks.public.tours import Tours
from benchmarks.public.visits import Visits

Routes = list[list[int]]
Stop = Callable[[], bool]
Spread = Callable[..., Iterable[Any]]


def evening(instance: Visits, pairs: int) -> Problem:
    """The TOPTW instance as tonight's problem with `pairs` pairs; doors are named by their places."""
    clients = list(instance.clients)
    places = [*clients, *[0] * pairs]
    ways = instance.ways[places][:, places]
    begins, ends = Hour(instance.opens[0]), Hour(instance.closes[0])
    return Problem(
        day=date(2026, 1, 1),
        quiet=Span(begins=Hour(0), ends=Hour(0)),
        pairs=tuple(Pair(id=f"p{number}", begins=begins, ends=ends) for number in range(pairs)),
        doors=tuple(
            Door(
                id=str(at),
                service_minutes=int(instance.service[at]) / 60,
                prize=float(instance.profit[at]),
                promise=Span(begins=Hour(instance.opens[at]), ends=Hour(instance.closes[at])),
            )
            for at in clients
        ),
        travel=Travel(matrices={"foot": tuple(map(tuple, ways.tolist()))}),
        promises_first=False,
    )


def visit(instance: Visits, pairs: int, *, stop: Stop | None, work: int | None, seed: int) -> Routes:
    """Routes of at most `pairs` pairs, by `plan`."""
    answer = plan(evening(instance, pairs), stop=stop, work=work, seed=seed)
    return [[int(halt.door) for halt in route.stops] for route in answer.routes if route.stops]


def profit(instance: Visits, routes: Routes) -> float:
    """What the routes collect."""
    return float(sum(instance.profit[at] for route in routes for at in route))


def tour(
    instance: Tours, *, budget: Budget | None, work: int | None, seed: int, spread: Spread = map
) -> Routes:
    """Routes for a PC-VRPTW or CVRP instance, by `fleet.solve`."""
    from bacung.core.routing.fleet import Fleet, solve

    asked = Fleet(
        spots=instance.spots * (10 if instance.tenths else 1),
        bias=0.0 if instance.tenths else 0.5,
        service=instance.service,
        opens=instance.opens,
        closes=instance.closes,
        demand=instance.demand,
        capacity=instance.capacity,
        prize=instance.prize,
        vehicles=instance.vehicles,
    )
    gone = budget.gone if budget else None
    answer = solve(asked, stop=budget, gone=gone, work=work, seed=seed, spread=spread)
    return [[int(at) for at in route] for route in answer.routes if len(route)]


def cost(instance: Tours, routes: Routes) -> int:
    """Distance of the routes, and for PC-VRPTW the prizes of clients not visited."""
    total = 0.0 if instance.prize is None else float(instance.prize.sum())
    for route in routes:
        line = instance.spots[[0, *route, 0]]
        apart = ((line[1:] - line[:-1]) ** 2).sum(axis=1) ** 0.5
        total += ((apart * 10 + 1e-7) // 1 if instance.tenths else (apart + 0.5) // 1).sum()
        total -= 0 if instance.prize is None else instance.prize[route].sum()
    return round(total)
