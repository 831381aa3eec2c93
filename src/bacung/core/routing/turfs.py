"""Turfs: neighbouring evenings' routes in compact groups of about equal service, single homes moved after.

Routes are halved again and again along the longer side of where they lie, by service; then homes at the edge
of a turf that has much go to a neighbouring one that has less, nearest first, while that evens them out.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NEIGHBOURS = 6
"""How many nearest turfs are neighbours."""

STRETCH = 1.5
"""A home goes to a neighbour at most so many times as far from its centre as from its own turf's."""


def cut(routes: list[list[int]], spots: Floats, service: Floats, count: int) -> Ints:
    """The turf of each home, -1 for homes on no route; `spots` in metres, `service` of each home."""
    turf = np.full(len(spots), -1, dtype=np.int64)
    whole = [route for route in routes if route]
    if not whole:
        return turf
    centres = np.array([spots[route].mean(axis=0) for route in whole])
    loads = np.array([service[route].sum() for route in whole])
    for number, members in enumerate(_halve(np.arange(len(whole)), centres, loads, max(1, count))):
        for at in members.tolist():
            turf[whole[at]] = number
    _even_out(turf, spots, service)
    return turf


def _halve(members: Ints, centres: Floats, loads: Floats, parts: int) -> list[Ints]:
    if parts < 2 or len(members) < 2:
        return [members]
    around = centres[members] - centres[members].mean(axis=0)
    side = np.linalg.svd(around, full_matrices=False)[2][0]
    order = members[np.argsort(around @ side, kind="stable")]
    share = parts // 2
    ends = np.cumsum(loads[order])
    middle = ends - loads[order] / 2
    cut = int(np.clip(np.searchsorted(middle, ends[-1] * share / parts), 1, len(order) - 1))
    return _halve(order[:cut], centres, loads, share) + _halve(order[cut:], centres, loads, parts - share)


def _even_out(turf: Ints, spots: Floats, service: Floats) -> None:
    """Move homes from turfs with much to neighbours with less, the heaviest turf first."""
    count = int(turf.max()) + 1
    if count < 2:
        return
    loads: Floats = np.bincount(turf[turf >= 0], service[turf >= 0], count).astype(np.float64)
    centres = np.array([spots[turf == number].mean(axis=0) for number in range(count)])
    apart = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    neighbours = np.argsort(apart, axis=1, kind="stable")[:, 1 : NEIGHBOURS + 1]
    for _ in range(20):
        moved = 0
        for giver in np.argsort(-loads, kind="stable").tolist():
            for taker in neighbours[giver].tolist():
                moved += _hand_over(giver, taker, turf, loads, centres, spots, service)
        if not moved:
            return


def _hand_over(
    giver: int, taker: int, turf: Ints, loads: Floats, centres: Floats, spots: Floats, service: Floats
) -> int:
    """Move homes that lie near the taker, as long as both end up nearer to each other's load."""
    spare = (loads[giver] - loads[taker]) / 2
    if spare <= 0:
        return 0
    homes = np.flatnonzero(turf == giver)
    stays = np.hypot(*(spots[homes] - centres[giver]).T)
    goes = np.hypot(*(spots[homes] - centres[taker]).T)
    moved = 0
    for at in np.argsort(goes - stays, kind="stable").tolist():
        home = homes[at]
        if goes[at] > STRETCH * stays[at] or len(homes) - moved < 2:
            break
        if service[home] < spare:
            turf[home] = taker
            loads[giver] -= service[home]
            loads[taker] += service[home]
            spare -= service[home]
            moved += 1
    return moved


def diameter(spots: Floats) -> float:
    """Metres between the two homes of a turf that lie farthest apart."""
    if len(spots) < 2:
        return 0.0
    from scipy.spatial.distance import pdist

    return float(pdist(spots).max())
