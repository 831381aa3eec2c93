"""The street beside a door: a point of the network, perhaps in the middle of a link."""

from dataclasses import dataclass

import numpy as np

from bacung.core.routing.streets.arrays import Floats, Ints
from bacung.core.routing.streets.network import MODES, Network

STEP = 40.0
"""Metres between the marks by which pieces of a line are looked up."""

CANDIDATES = 24
"""How many of the nearest marks are measured exactly. A piece's marks are at most STEP apart, so that the
nearest piece is among them unless two dozen others cross within half a step."""


@dataclass(frozen=True, slots=True)
class Snapped:
    """For each place: its link (-1 = the map has none), metres from the link's start, metres beside it."""

    link: Ints
    along: Floats
    gap: Floats


def snap(network: Network, lat: Floats, lon: Floats, mode: str) -> Snapped:
    """The nearest street of `mode` to each place (degrees; nan where unknown, which stays without)."""
    from scipy.spatial import cKDTree

    bit = MODES[mode]
    open_ = np.flatnonzero(((network.there | network.back)[network.of] & bit) > 0)
    known = np.flatnonzero(~np.isnan(lat) & ~np.isnan(lon))
    link = np.full(len(lat), -1, dtype=np.int64)
    along, gap = np.zeros(len(lat)), np.full(len(lat), np.inf)
    if not open_.size or not known.size:
        return Snapped(link, along, gap)
    length = np.hypot(network.x2 - network.x, network.y2 - network.y)[open_]
    marks = np.maximum(1, np.ceil(length / STEP)).astype(np.int64)
    piece = np.repeat(open_, marks)
    share = (np.arange(marks.sum()) - np.repeat(np.cumsum(marks) - marks, marks) + 0.5) / np.repeat(
        marks, marks
    )
    spots = np.column_stack(
        [
            network.x[piece] + share * (network.x2 - network.x)[piece],
            network.y[piece] + share * (network.y2 - network.y)[piece],
        ]
    )
    x, y = network.metres_of(lat[known], lon[known])
    count = min(CANDIDATES, len(spots))
    near = piece[
        np.asarray(cKDTree(spots).query(np.column_stack([x, y]), k=count)[1]).reshape(len(known), count)
    ]
    metres, behind = _to_pieces(network, x[:, None], y[:, None], near)
    best = metres.argmin(axis=1)
    rows = np.arange(len(known))
    chosen = near[rows, best]
    link[known] = network.of[chosen]
    along[known] = network.along[chosen] + behind[rows, best]
    gap[known] = metres[rows, best]
    return Snapped(link, along, gap)


def _to_pieces(network: Network, x: Floats, y: Floats, pieces: Ints) -> tuple[Floats, Floats]:
    """Metres from each place to each of its pieces, and how far behind the piece's beginning that is."""
    dx, dy = (network.x2 - network.x)[pieces], (network.y2 - network.y)[pieces]
    length = np.hypot(dx, dy)
    from_x, from_y = x - network.x[pieces], y - network.y[pieces]
    share = np.clip((from_x * dx + from_y * dy) / np.maximum(length, 1e-9) ** 2, 0.0, 1.0)
    return np.hypot(from_x - share * dx, from_y - share * dy), share * length
