"""Few evenings: as many routes as may be enough are packed full, then the doors left over find their place.

A search that may open routes has no reason to fill those it has. So for most of the time there are fewer
routes than needed at first, and a door left out costs what it would take alone; what is saved on the way is
filled with doors at once. Then every door must be visited, and those still out begin routes of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from bacung.core.routing.fleet.savings import out_and_back
from bacung.core.routing.fleet.solving import Spread, slices, solve
from bacung.core.routing.fleet.tours import Fleet, Tours

PACKED = 0.75
"""The share of the time, and so of the cooling down, in which doors may be left out."""

SAVED = 0.04
"""The share of the first routes' travel that the search is expected to save."""

IDLE = 0.8
"""Evenings expected to stay idle all the same, a little at the end of each."""

MANY = 50
"""From so many routes on they are packed; of few, none can be spared by that."""


def few(
    fleet: Fleet,
    *,
    stop: Callable[[], bool] | None,
    gone: Callable[[], float] | None,
    work: int | Sequence[int] | None,
    seed: int,
    spread: Spread,
) -> Tours:
    """Tours of few routes for a fleet whose evening is as `closes` says; arguments as for `fleet.solve`."""
    if work is None and gone is None:
        return solve(fleet, seed=seed)
    first = solve(fleet, work=0, seed=seed)
    if len(first.routes) < MANY:
        return solve(fleet, stop=stop, gone=gone, work=work, seed=seed, spread=spread)
    steps = None if work is None else slices(work)
    packed = solve(
        replace(fleet, prize=out_and_back(fleet), per_route=0, vehicles=_enough(fleet, first)),
        stop=stop,
        gone=None if gone is None else _until(gone, PACKED),
        work=None if steps is None else [step for step in steps if step < 100 * PACKED],
        seed=seed,
        start=_fullest(fleet, first),
        spread=spread,
    )
    whole = solve(
        fleet,
        stop=stop,
        gone=gone,
        work=None if steps is None else [step for step in steps if step >= 100 * PACKED],
        seed=seed,
        start=[*packed.routes, *_routes_of(fleet, packed.left)],
        spread=spread,
    )
    best = min(first, whole, key=lambda tours: tours.cost)
    return replace(best, work=packed.work + whole.work)


def _until(gone: Callable[[], float], share: float) -> Callable[[], float]:
    """The same, but over when `share` is."""

    def over() -> float:
        now = gone()
        return now if now < share else 1.0

    return over


def _lasting(fleet: Fleet, route: Sequence[int]) -> int:
    return fleet.travel(route) + (0 if fleet.service is None else int(fleet.service[list(route)].sum()))


def _enough(fleet: Fleet, first: Tours) -> int:
    """How many routes are expected to do."""
    assert fleet.closes is not None
    travel = sum(fleet.travel(route) for route in first.routes)
    lasting = sum(_lasting(fleet, route) for route in first.routes)
    return min(int((lasting - SAVED * travel) / fleet.closes[0] + IDLE), len(first.routes))


def _fullest(fleet: Fleet, first: Tours) -> list[tuple[int, ...]]:
    """The fullest of the first routes, as many as are expected to do."""
    ranked = sorted(first.routes, key=lambda route: -_lasting(fleet, route))
    return ranked[: _enough(fleet, first)]


def _routes_of(fleet: Fleet, left: tuple[int, ...]) -> list[list[int]]:
    """First routes of some clients only."""
    if not left:
        return []
    clients = np.array(left, dtype=np.int64)
    tours = solve(fleet.part(clients, None))
    return [clients[np.array(route) - 1].tolist() for route in tours.routes]
