"""Tours of a fleet: exact on tiny cases, lawful on all, the same again from seed and work."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.routing.fleet import Fleet, begin, solve
from bacung.core.routing.fleet.savings import at_hand, near
from bacung.core.routing.fleet.search import Search
from bacung.core.routing.fleet.tours import MUST
from bacung.core.routing.fleet.weaving import by_hours, weave

Route = tuple[int, ...]


def some_fleet(clients: int, seed: int, *, windows: bool, prizes: bool, returns: bool = True) -> Fleet:
    """Clients by chance around a base, few of them to a route."""
    chance = np.random.default_rng(seed)
    opens = np.concatenate(([0], chance.integers(0, 150, clients)))
    closes = np.concatenate(([400], opens[1:] + chance.integers(20, 150, clients)))
    return Fleet(
        spots=chance.integers(0, 60, (clients + 1, 2)).astype(float),
        service=np.concatenate(([0], chance.integers(0, 15, clients))),
        opens=opens if windows else None,
        closes=closes if windows else np.full(clients + 1, 400),
        demand=np.concatenate(([0], chance.integers(1, 5, clients))),
        capacity=9,
        prize=np.concatenate(([0], chance.integers(1, 90, clients))) if prizes else None,
        per_route=int(chance.integers(0, 40)),
        vehicles=max(2, clients // 2),
        returns=returns,
    )


def recount(fleet: Fleet, route: Route) -> int | None:
    """Travel and charge of one route counted by hand; None if it breaks a limit."""
    assert fleet.spots is not None
    opens = [0] * (fleet.clients + 1) if fleet.opens is None else fleet.opens
    place, now, load, cost = 0, int(opens[0]), 0, fleet.per_route
    for stop in (*route, 0):
        way = int(np.hypot(*(fleet.spots[place] - fleet.spots[stop])) + fleet.bias)
        if stop == 0 and not fleet.returns:
            way = 0
        served = 0 if fleet.service is None or place == 0 else int(fleet.service[place])
        now = max(now + served + way, int(opens[stop]) if stop else 0)
        if fleet.closes is not None and now > fleet.closes[stop]:
            return None
        load += 0 if fleet.demand is None else int(fleet.demand[stop])
        cost, place = cost + way, stop
    return None if load > fleet.capacity else cost


def total(fleet: Fleet, routes: tuple[Route, ...]) -> int:
    """The cost of lawful routes with all that is left out."""
    visited = [client for route in routes for client in route]
    assert len(visited) == len(set(visited))
    assert 0 not in visited
    assert len(routes) <= (fleet.vehicles or len(routes))
    cost = 0
    for route in routes:
        own = recount(fleet, route)
        assert own is not None, route
        cost += own
    left = set(range(1, fleet.clients + 1)) - set(visited)
    return cost + sum(MUST if fleet.prize is None else int(fleet.prize[client]) for client in left)


def exact(fleet: Fleet) -> int:
    """The least cost over all plans: best order of every subset, then subsets put together."""
    whole = 1 << fleet.clients
    best_route = {}
    for subset in range(1, whole):
        clients = [at + 1 for at in range(fleet.clients) if subset >> at & 1]
        costs = [recount(fleet, order) for order in permutations(clients)]
        known = [cost for cost in costs if cost is not None]
        if known:
            best_route[subset] = min(known)
    left = [
        sum(
            MUST if fleet.prize is None else int(fleet.prize[at + 1])
            for at in range(fleet.clients)
            if s >> at & 1
        )
        for s in range(whole)
    ]
    served = {0: 0}
    for _ in range(fleet.vehicles or fleet.clients):
        more = dict(served)
        for done, cost in served.items():
            for subset, own in best_route.items():
                if not done & subset and cost + own < more.get(done | subset, 1 << 60):
                    more[done | subset] = cost + own
        served = more
    return min(cost + left[whole - 1 - done] for done, cost in served.items())


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("prizes", [False, True])
def test_a_tiny_fleet_is_solved_exactly(seed: int, prizes: bool) -> None:
    fleet = some_fleet(5, seed, windows=seed % 2 == 0, prizes=prizes, returns=seed != 3)
    assert solve(fleet, work=4).cost == exact(fleet)


@given(
    clients=st.integers(0, 25),
    seed=st.integers(0, 10_000),
    windows=st.booleans(),
    prizes=st.booleans(),
    returns=st.booleans(),
    work=st.integers(0, 2),
)
@settings(max_examples=40, deadline=None)
def test_tours_keep_every_limit_and_cost_what_they_say(
    clients: int, seed: int, windows: bool, prizes: bool, returns: bool, work: int
) -> None:
    fleet = some_fleet(clients, seed, windows=windows, prizes=prizes, returns=returns)
    tours = solve(fleet, work=work, seed=seed)
    assert tours.cost == total(fleet, tours.routes)
    assert tours.cost <= total(fleet, ())
    visited = {client for route in tours.routes for client in route}
    assert set(tours.left) == set(range(1, fleet.clients + 1)) - visited


def test_the_same_seed_and_work_make_the_same_tours() -> None:
    fleet = some_fleet(60, 1, windows=True, prizes=True)
    done = iter((0.0, 0.02, 0.3, 0.9, 1.0))
    by_the_clock = solve(fleet, gone=lambda: next(done), seed=5)
    assert by_the_clock.work == (0, 2, 30, 90)
    assert solve(fleet, work=by_the_clock.work, seed=5) == by_the_clock


def test_whoever_stops_at_once_gets_the_first_tours() -> None:
    fleet = some_fleet(60, 2, windows=False, prizes=False)
    stopped = solve(fleet, stop=lambda: True)
    assert stopped == solve(fleet)
    assert stopped.work == ()
    assert [list(route) for route in stopped.routes] == begin(fleet)


def test_a_matrix_and_the_spots_it_comes_from_are_as_good() -> None:
    fleet = some_fleet(6, 4, windows=False, prizes=False)
    assert fleet.spots is not None
    here = np.arange(7)
    matrix = fleet.legs(here[:, None], here[None]).astype(np.int32)
    by_matrix = Fleet(
        matrix=matrix, service=fleet.service, closes=fleet.closes, demand=fleet.demand, capacity=9
    )
    by_spots = Fleet(
        spots=fleet.spots, service=fleet.service, closes=fleet.closes, demand=fleet.demand, capacity=9
    )
    assert solve(by_matrix, work=3).cost == solve(by_spots, work=3).cost


def test_one_way_streets_are_driven_one_way() -> None:
    """A ring of one-way legs: there is one cheap way round, and it may not be turned."""
    places = np.arange(5)
    matrix = ((places[None] - places[:, None]) % 5 * 10).astype(np.int32)
    tours = solve(Fleet(matrix=matrix), work=2)
    assert tours.routes == ((1, 2, 3, 4),)
    assert tours.cost == 50


def test_what_no_vehicle_can_serve_is_left_and_said() -> None:
    spots = np.array([[0.0, 0.0], [1.0, 0.0], [900.0, 0.0], [0.0, 1.0]])
    tours = solve(
        Fleet(spots=spots, closes=np.full(4, 100), demand=np.array([0, 1, 1, 99]), capacity=9), work=1
    )
    assert tours.routes == ((1,),)
    assert tours.left == (2, 3)
    assert solve(Fleet(spots=spots, vehicles=0), work=1).left == (1, 2, 3)


def test_a_large_fleet_is_worked_in_groups_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bacung.core.routing.fleet.solving.GROUPED", 100)
    monkeypatch.setattr("bacung.core.routing.fleet.solving.GROUP_SLICE", 3000)
    fleet = replace(some_fleet(120, 3, windows=False, prizes=False), vehicles=None)
    start = [(client,) for client in range(1, 121)]
    alone = solve(fleet, work=6, seed=2, start=start)
    with ThreadPoolExecutor(2) as threads:
        together = solve(fleet, work=6, seed=2, start=start, spread=threads.map)
    assert together == alone
    assert together.cost == total(fleet, together.routes) < 0.6 * total(fleet, tuple(start))


def test_groups_leave_out_whom_no_prize_pays_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With hours and prizes the whole is as lawful, and the same on any number of processes."""
    monkeypatch.setattr("bacung.core.routing.fleet.solving.GROUPED", 100)
    monkeypatch.setattr("bacung.core.routing.fleet.solving.GROUP_SLICE", 1000)
    fleet = some_fleet(120, 4, windows=True, prizes=True)
    alone = solve(fleet, work=8, seed=1)
    with ThreadPoolExecutor(2) as threads:
        assert solve(fleet, work=8, seed=1, spread=threads.map) == alone
    assert alone.cost == total(fleet, alone.routes) < solve(fleet).cost
    assert alone.left


def test_neighbours_in_a_route_are_those_whose_hours_go_together() -> None:
    """Who is next door but asleep when one is there gives way to somebody farther off who is awake."""
    spots = np.array([[0.0, 0.0]] + [[float(at), 0.0] for at in range(1, 13)])
    early = np.arange(13) % 2 == 1
    fleet = Fleet(
        spots=spots,
        opens=np.where(early, 0, 5000),
        closes=np.where(early, 100, 5100) + np.eye(13, dtype=int)[0] * 9000,
    )
    assert sorted(near(fleet, 2)[5].tolist()) == [4, 6]
    assert sorted(at_hand(fleet, 2)[5].tolist()) == [3, 7]
    assert sorted(at_hand(replace(fleet, opens=None, closes=None), 2)[5].tolist()) == [4, 6]


def test_a_route_that_pays_only_as_a_whole_is_woven_at_once() -> None:
    """A village far off: nobody there is worth the way, all of them in the order of their hours are."""
    village = [[1000.0 + 10 * at, 0.0] for at in range(12)]
    hours = np.array([1000 + 100 * at for at in range(12)])
    fleet = Fleet(
        spots=np.array([[0.0, 0.0], *village]),
        opens=np.concatenate(([0], hours)),
        closes=np.concatenate(([9000], hours + 20)),
        prize=np.array([0] + [250] * 12),
        vehicles=2,
    )
    ground = Search(fleet, []).ground
    links = Search(fleet, []).links
    ways = np.empty((13, 4), dtype=np.int64)
    chance = np.array([7], dtype=np.uint64)
    node = weave(ground, links, chance, by_hours(ground), ways)
    woven = []
    while node > 0:
        woven.insert(0, int(node))
        node = ways[node, 3]
    assert woven == sorted(woven)
    assert len(woven) >= 8
    assert solve(fleet, work=1).routes == (tuple(range(1, 13)),)


def test_nothing_is_woven_where_hours_tell_no_order() -> None:
    assert len(by_hours(Search(some_fleet(9, 1, windows=False, prizes=True), []).ground)) == 0
