"""OR-tools' routing library 9.15 as an opponent, for TOPTW.

Tuning: a client may be left out for its profit x 1000 against its way; guided local search from the greedy
plan, read in as a first assignment, which measured better than from all-unperformed (its own first-solution
heuristics leave far worse starts). The search ends by CPU time, asked at every limit check.
"""

from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.public.clock import PATIENT, Budget
from benchmarks.public.visits import Visits
from benchmarks.rivals import plain

Routes = list[list[int]]
WEIGHT = 1000


def visit(instance: Visits, pairs: int, seconds: float, *, from_greedy: bool = True) -> Routes:
    """TOPTW by guided local search; it has no seed."""
    stop = Budget(seconds)
    manager = pywrapcp.RoutingIndexManager(len(instance.ids), pairs, 0)
    model = pywrapcp.RoutingModel(manager)
    _model(model, manager, instance)
    model.AddSearchMonitor(model.solver().CustomLimit(stop))
    parameters = _parameters(seconds)
    start = [route for route in plain.greedy(instance, pairs) if from_greedy]
    if from_greedy:
        model.CloseModelWithParameters(parameters)
        first = model.ReadAssignmentFromRoutes(start, True)
        found = model.SolveFromAssignmentWithParameters(first, parameters)
    else:
        parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.ALL_UNPERFORMED
        found = model.SolveWithParameters(parameters)
    return _read(model, manager, found, pairs) if found else start


def _parameters(seconds: float) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(round(1000 * PATIENT * seconds))
    return parameters


def _model(model: pywrapcp.RoutingModel, manager: pywrapcp.RoutingIndexManager, instance: Visits) -> None:
    """Way is cost, way + service is time, a client left out costs its profit."""
    ways = instance.ways.tolist()
    spent = (instance.ways + instance.service[:, None]).tolist()
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(ways))
    spent[0] = ways[0]
    closes = int(instance.closes[0])
    model.AddDimension(model.RegisterTransitMatrix(spent), closes, closes, False, "time")
    time = model.GetDimensionOrDie("time")
    for at in instance.clients:
        index = manager.NodeToIndex(at)
        model.AddDisjunction([index], round(WEIGHT * float(instance.profit[at])))
        early, late = int(instance.opens[at]), min(int(instance.closes[at]), closes)
        if early > late:
            model.VehicleVar(index).SetValue(-1)
        else:
            time.CumulVar(index).SetRange(early, late)
    for pair in range(model.vehicles()):
        time.CumulVar(model.Start(pair)).SetRange(int(instance.opens[0]), closes)
        time.CumulVar(model.End(pair)).SetRange(int(instance.opens[0]), closes)


def _read(
    model: pywrapcp.RoutingModel,
    manager: pywrapcp.RoutingIndexManager,
    found: pywrapcp.Assignment,
    pairs: int,
) -> Routes:
    routes = []
    for pair in range(pairs):
        index, route = found.Value(model.NextVar(model.Start(pair))), list[int]()
        while not model.IsEnd(index):
            route.append(manager.IndexToNode(index))
            index = found.Value(model.NextVar(index))
        routes.append(route)
    return routes
