"""PyVRP 0.14 as an opponent.

Tuning, each measured to be better than the default: an explicit start (greedy for TOPTW, the better of greedy
and nobody for PC-VRPTW, savings for CVRP; its own random start is often worse than visiting nobody), 20
neighbours, for TOPTW prizes x 1000 so that way never outweighs profit. One thread, as it has no more; no
statistics kept. CPU time counts from building its data on.
"""

from collections.abc import Callable
from typing import Any

from pyvrp import Client, Depot, Location, ProblemData, Solution, SolveParams, VehicleType, solve
from pyvrp.search import NeighbourhoodParams

from benchmarks.public.clock import Budget
from benchmarks.public.tours import Tours
from benchmarks.public.visits import Visits
from benchmarks.rivals import plain, savings

Routes = list[list[int]]
NEIGHBOURS = 20
WEIGHT = 1000
"""What one point of profit weighs against a tenth or hundredth of way."""


class Stop:
    """PyVRP's stopping criterion on our clock."""

    def __init__(self, stop: Callable[[], bool]) -> None:
        self._stop = stop

    def __call__(self, best_cost: int) -> bool:
        return self._stop()


def visit(instance: Visits, pairs: int, seconds: float, seed: int) -> Routes:
    """TOPTW from the greedy plan."""
    stop = Budget(seconds)
    clients = [
        Client(
            location=at,
            service_duration=int(instance.service[at]),
            tw_early=int(instance.opens[at]),
            tw_late=int(instance.closes[at]),
            prize=round(WEIGHT * float(instance.profit[at])),
            required=False,
        )
        for at in instance.clients
    ]
    vehicles = VehicleType(
        num_available=pairs, tw_early=int(instance.opens[0]), tw_late=int(instance.closes[0])
    )
    data = built(instance.ways, clients, [Depot(location=0)], [vehicles])
    return searched(data, plain.greedy(instance, pairs), stop, seed)


def tour(instance: Tours, seconds: float, seed: int) -> Routes:
    """PC-VRPTW from the better of greedy and nobody, CVRP from savings."""
    stop = Budget(seconds)
    clients = [Client(location=at, delivery=[int(instance.demand[at])]) for at in instance.clients]
    start = savings.routes(instance) if instance.prize is None else plain.worthwhile(instance)
    most: dict[str, Any] = {}
    if instance.prize is not None and instance.opens is not None and instance.closes is not None:
        clients = [_prized(instance, at) for at in instance.clients]
        most = {"tw_early": int(instance.opens[0]), "tw_late": int(instance.closes[0])}
    vehicles = VehicleType(
        num_available=instance.vehicles or len(start) + 20, capacity=[instance.capacity], **most
    )
    return searched(built(instance.ways(), clients, [Depot(location=0)], [vehicles]), start, stop, seed)


def _prized(instance: Tours, at: int) -> Client:
    assert instance.service is not None
    assert instance.opens is not None
    assert instance.closes is not None
    assert instance.prize is not None
    return Client(
        location=at,
        delivery=[int(instance.demand[at])],
        service_duration=int(instance.service[at]),
        tw_early=int(instance.opens[at]),
        tw_late=int(instance.closes[at]),
        prize=int(instance.prize[at]),
        required=False,
    )


def built(ways: Any, clients: list[Client], depots: list[Depot], vehicles: list[VehicleType]) -> ProblemData:
    """PyVRP's data where way and time are the same; locations are numbered as the rows of `ways`."""
    locations = [Location(x=0, y=0) for _ in range(len(ways))]
    return ProblemData(locations, clients, depots, vehicles, [ways], [ways])


def searched(data: ProblemData, start: Routes, stop: Callable[[], bool], seed: int) -> Routes:
    """Routes over places 1..n (client k-1 is place k) after the search; the start's if none is lawful."""
    first = Solution(data, [[at - 1 for at in route] for route in start if route])
    return [[at + 1 for at in route] for route in indices(improved(data, first, stop, seed))] or start


def improved(data: ProblemData, first: Solution, stop: Callable[[], bool], seed: int) -> Solution:
    """The best lawful solution from `first` on."""
    params = SolveParams(neighbourhood=NeighbourhoodParams(num_neighbours=NEIGHBOURS))
    found = solve(data, Stop(stop), seed=seed, collect_stats=False, params=params, initial_solution=first)
    return found.best if found.is_feasible() else first


def indices(solution: Solution) -> list[list[int]]:
    """The clients of each route, by their index in the data."""
    return [[halt.idx for halt in route if halt.is_client()] for route in solution.routes()]
