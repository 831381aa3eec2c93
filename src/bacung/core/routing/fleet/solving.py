"""From a fleet to its tours: a start, then slices of search that cool down, side by side if large."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from bacung.core.routing.fleet.groups import groups
from bacung.core.routing.fleet.savings import near
from bacung.core.routing.fleet.tours import Fleet, Ints, Tours

Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

HOT, COLD = 3.0, 0.01
"""Temperature at the beginning and the end, times the mean leg to one of the five nearest clients."""

SLICE = 2_000
"""Rounds between two questions whether to stop: some hundredths of a second."""

GROUP_SLICE = 15_000
"""The same for groups, which are sent to and fro."""

GROUPED = 800
"""From so many clients on, groups of neighbouring routes are worked side by side."""

EAGER, EAGERLY = 5, 10.0
"""In the first so many hundredths prizes count so many times: routes are built before they are judged."""

SOBER, TEMPTED = 60, 1.3
"""From then to here they count from so many times down to once: warmth alone would empty routes."""


def solve(
    fleet: Fleet,
    *,
    stop: Callable[[], bool] | None = None,
    gone: Callable[[], float] | None = None,
    work: int | Sequence[int] | None = None,
    seed: int = 0,
    start: Iterable[Sequence[int]] | None = None,
    spread: Spread = map,
) -> Tours:
    """The best tours found; without `stop`, `gone` and `work` the first ones.

    `gone` tells which share of the time is over (0 to 1): the search cools down by it, and ends at 1. With
    `stop` alone it cools down and is warmed again in stretches that double. `work`: so many slices, or the
    warmth of each slice as told by `Tours.work`. `spread` is `map`, or that of an executor with two or more
    workers, who share a large fleet. `start`: routes to begin with, which keep every limit.
    """
    first = [list(route) for route in start if len(route)] if start is not None else begin(fleet, seed)
    best = first
    used: list[int] = []
    pace = _pace(stop or (lambda: False), gone, work, endless=stop is not None)
    if fleet.clients >= GROUPED:
        found, used = _side_by_side(fleet, first, pace, seed, spread)
        best = min(best, found, key=fleet.cost)
    elif fleet.clients and fleet.vehicles != 0:
        found, used = _alone(fleet, first, pace, seed)
        best = min(best, found, key=fleet.cost)
    best = min(best, [], key=fleet.cost)
    served = {client for route in best for client in route}
    return Tours(
        routes=tuple(tuple(route) for route in best),
        cost=fleet.cost(best),
        left=tuple(client for client in range(1, fleet.clients + 1) if client not in served),
        work=tuple(used),
    )


def begin(fleet: Fleet, seed: int = 0) -> list[list[int]]:
    """The first routes: by savings, or filled in by chance where clients have hours of their own."""
    if not fleet.clients or fleet.vehicles == 0:
        return []
    if fleet.windowed or fleet.prize is not None:
        from bacung.core.routing.fleet.search import Search

        search = Search(fleet, [], 10)
        search.fill(seed)
        return search.now()
    from bacung.core.routing.fleet.savings import savings

    return sorted(savings(fleet), key=len, reverse=True)[: fleet.vehicles]


def _pace(
    stop: Callable[[], bool],
    gone: Callable[[], float] | None,
    work: int | Sequence[int] | None,
    *,
    endless: bool,
) -> Iterator[int]:
    """How much of the cooling down is over before each slice, in hundredths."""
    steps: Iterable[int]
    if work is not None:
        steps = slices(work)
    elif gone is not None:
        steps = _until(gone)
    else:
        steps = _again_and_again() if endless else ()
    for step in steps:
        if stop():
            return
        yield step


def slices(work: int | Sequence[int]) -> Sequence[int]:
    """How much of the cooling down is over before each of so many slices; what says so already as it is."""
    if isinstance(work, int):
        return [100 * at // max(work - 1, 1) for at in range(work)]
    return work


def _until(gone: Callable[[], float]) -> Iterator[int]:
    while (share := gone()) < 1:
        yield int(100 * max(share, 0.0))


def _again_and_again() -> Iterator[int]:
    length = 50
    while True:
        yield from (100 * at // length for at in range(length))
        length *= 2


def _unit(fleet: Fleet) -> float:
    """The mean leg to the five nearest clients, in which temperatures are told."""
    nearest = near(fleet, 5)[1:]
    rows = np.arange(1, fleet.clients + 1)[:, None]
    return max(float(fleet.legs(rows, nearest).mean()), 1.0) if nearest.size else 1.0


def _warmth(step: int) -> float:
    """The temperature, in units: falls from `HOT` to `COLD`."""
    return HOT * float((COLD / HOT) ** (step / 100))


def _eagerness(fleet: Fleet, step: int) -> float:
    """How many times prizes, if any, count: the more, the more routes are built before they are judged."""
    if fleet.prize is None:
        return 1.0
    if step < EAGER:
        return float(EAGERLY)
    return 1.0 + (TEMPTED - 1) * max(0.0, 1 - step / SOBER)


def _alone(
    fleet: Fleet, start: list[list[int]], pace: Iterator[int], seed: int
) -> tuple[list[list[int]], list[int]]:
    """Search on the whole fleet in one place."""
    from bacung.core.routing.fleet.search import Search

    search: Search | None = None
    unit = _unit(fleet)
    scale = 1.0
    used: list[int] = []
    for step in pace:
        if search is None:
            search = Search(fleet, start)
        if (wanted := _eagerness(fleet, step)) != scale:
            scale = wanted
            search.rescale(scale)
        search.anneal(SLICE, unit * _warmth(step), seed * 1_000_003 + len(used))
        used.append(step)
    return (search.best() if search else start), used


def _side_by_side(
    fleet: Fleet, start: list[list[int]], pace: Iterator[int], seed: int, spread: Spread
) -> tuple[list[list[int]], list[int]]:
    """Search on groups of neighbouring routes that change from slice to slice."""
    from bacung.core.routing.fleet.search import Stretch, run

    beside, unit = near(fleet, 10), _unit(fleet)
    routes = best = start
    least = fleet.cost(start)
    used: list[int] = []
    for step in pace:
        turn = len(used)
        parts = _parts(fleet, routes, beside, turn, seed)
        warmth = unit * _warmth(step)
        scale = _eagerness(fleet, step)
        answers = list(
            spread(
                run,
                [
                    Stretch(part, own, GROUP_SLICE, warmth, scale, (seed * 1_000_003 + turn) * 64 + number)
                    for number, (_, part, own) in enumerate(parts)
                ],
            )
        )
        routes = _together(parts, [now for now, _ in answers])
        found = _together(parts, [found for _, found in answers])
        if (cost := fleet.cost(found)) < least:
            least, best = cost, found
        used.append(step)
    return best, used


def _parts(
    fleet: Fleet, routes: list[list[int]], beside: Ints, turn: int, seed: int
) -> list[tuple[Ints, Fleet, list[list[int]]]]:
    """Clients, fleet and routes of each group, numbered within it; those left out go with a neighbour."""
    cut = [group for group in groups(fleet, routes, turn, seed) if group]
    home = np.full(fleet.clients + 1, -1, dtype=np.int64)
    for number, group in enumerate(cut):
        for route in group:
            home[route] = number
    for client in np.flatnonzero(home[1:] < 0) + 1:
        known = home[beside[client]]
        home[client] = known[known >= 0][0] if (known >= 0).any() else 0
    spare = None if fleet.vehicles is None else max(fleet.vehicles - len(routes), 0)
    parts = []
    for number, group in enumerate(cut):
        clients = np.flatnonzero(home == number)
        clients = clients[clients > 0]
        within = np.zeros(fleet.clients + 1, dtype=np.int64)
        within[clients] = np.arange(1, len(clients) + 1)
        share = None if spare is None else len(group) + (spare + (turn + number) % len(cut)) // len(cut)
        parts.append((clients, fleet.part(clients, share), [within[route].tolist() for route in group]))
    return parts


def _together(
    parts: list[tuple[Ints, Fleet, list[list[int]]]], routes: list[list[list[int]]]
) -> list[list[int]]:
    return [
        clients[np.array(route) - 1].tolist()
        for (clients, _, _), own in zip(parts, routes, strict=True)
        for route in own
    ]
