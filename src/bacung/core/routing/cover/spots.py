"""Where doors and starts are, in metres; those without coordinates stand in a row of their hamlet.

A hamlet lies at its centre, else amid its located doors, else as many steps east of the commune's middle as
its place in the list of hamlets; house numbers stand along a line north from there, each `between_numbers`
from the next. So all ways become straight lines, about as long as those of one evening (`..ways`).
"""

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from bacung.core.routing import house_numbers
from bacung.core.routing.cover.problem import CoverProblem
from bacung.core.routing.problem import Place
from bacung.core.routing.ways import EARTH

Floats = npt.NDArray[np.float64]


def metres(problem: CoverProblem) -> Floats:
    """Metres east and north of all doors and then all starts, shape (doors + pairs, 2)."""
    places = [door.place for door in problem.doors] + [pair.start for pair in problem.pairs]
    degrees = np.array([_degrees(place.lat, place.lon) for place in places]).reshape(len(places), 2)
    known = ~np.isnan(degrees[:, 0])
    middle = np.median(degrees[known], axis=0) if known.any() else np.zeros(2)
    spots = _flat(degrees, middle)
    centres = _flat(
        np.array([_degrees(hamlet.lat, hamlet.lon) for hamlet in problem.hamlets]).reshape(-1, 2), middle
    )
    centre = {hamlet.name: centres[at] for at, hamlet in enumerate(problem.hamlets)}
    blind = np.flatnonzero(~known).tolist()
    homes = defaultdict(list)
    for at in blind:
        homes[places[at].hamlet].append(at)
    pace = 60 * problem.travel.speeds["foot"] / problem.travel.detour
    for step, (name, members) in enumerate(sorted(homes.items(), key=lambda item: _listed(problem, item[0]))):
        there = centre.get(name, np.full(2, np.nan))
        if np.isnan(there[0]):
            there = _amid(places, spots, known, name)
        if np.isnan(there[0]):
            there = np.array([(step + 1) * problem.travel.between_hamlets * pace, 0.0])
        keys = sorted({house_numbers.order(places[at].number) for at in members})
        rank = {key: number for number, key in enumerate(keys)}
        for at in members:
            along = rank[house_numbers.order(places[at].number)] - (len(keys) - 1) / 2
            spots[at] = there + np.array([0.0, along * problem.travel.between_numbers * pace])
    return spots


def _degrees(lat: float | None, lon: float | None) -> tuple[float, float]:
    return (np.nan, np.nan) if lat is None or lon is None else (lat, lon)


def _flat(degrees: Floats, middle: Floats) -> Floats:
    """Metres east and north of the middle, on a sphere flattened there."""
    away = np.radians(degrees - middle)
    return EARTH * np.column_stack([np.cos(np.radians(middle[0])) * away[:, 1], away[:, 0]])


def _amid(places: list[Place], spots: Floats, known: npt.NDArray[np.bool_], name: str) -> Floats:
    there = [at for at, place in enumerate(places) if known[at] and name and place.hamlet == name]
    amid: Floats = spots[there].mean(axis=0) if there else np.full(2, np.nan)
    return amid


def _listed(problem: CoverProblem, name: str) -> tuple[int, str]:
    names = [hamlet.name for hamlet in problem.hamlets]
    return (names.index(name) if name in names else len(names), name)
