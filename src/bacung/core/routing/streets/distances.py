"""The shortest way by street from every place to every other one.

One search (Dijkstra) from each place, begun at both ends of its link at once and ended at the radius. What it
finds for the ends of another place's link gives the way to that place; two places on one link may also go
straight along it. Where no street leads, the straight line times the detour stands in.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import numpy as np

from bacung.core.routing.packed import MOST
from bacung.core.routing.streets.arrays import Floats, Ints, Marks, Metres, Short
from bacung.core.routing.streets.network import MODES, Network
from bacung.core.routing.streets.snapping import Snapped

BLOCK = 128
"""Places whose searches are one piece of work: small enough to be stopped between, large enough to share."""

RADIUS = 20_000.0
"""Metres at which a search ends."""

Rows = TypeVar("Rows", Metres, Short)

Spread = Callable[[Callable[[int], Any], Iterable[int]], Iterable[Any]]


def street_metres(
    network: Network,
    snapped: Snapped,
    mode: str,
    *,
    radius: float = RADIUS,
    spread: Spread = map,
    stop: Callable[[], bool] | None = None,
) -> Metres | None:
    """Metres from each place (row) to each (column), the gaps at both ends included; inf where no street
    leads there within `radius`. None if stopped. Shape (places, places).

    `spread` may be a thread pool's map: the searches let other threads run.
    """
    return _by_blocks(network, snapped, mode, radius, spread, stop, lambda first, metres: metres)


def street_seconds(
    network: Network,
    snapped: Snapped,
    mode: str,
    *,
    speed: float,
    straight: Callable[[int, int], Floats],
    spread: Spread = map,
    stop: Callable[[], bool] | None = None,
) -> Short | None:
    """Whole seconds, rounded up, at `speed` metres per second, at most `MOST`; as `street_metres` otherwise.

    `straight(first, last)` gives the seconds of the places `first` to before `last` where no street leads.
    """

    def seconds(first: int, metres: Metres) -> Short:
        by_street = np.ceil(metres / speed)
        either = np.where(np.isfinite(metres), by_street, straight(first, first + len(metres)))
        return np.minimum(np.ceil(either), MOST).astype(np.uint16)

    return _by_blocks(network, snapped, mode, RADIUS, spread, stop, seconds)


def _by_blocks(
    network: Network,
    snapped: Snapped,
    mode: str,
    radius: float,
    spread: Spread,
    stop: Callable[[], bool] | None,
    shaped: Callable[[int, Metres], Rows],
) -> Rows | None:
    from bacung.core.routing.streets.searches import Doors, Links, search_block

    links = Links(*_leaving(network, mode), network.crossings)
    doors = Doors(*_doors(network, snapped, mode))

    def measure(first: int) -> Rows | None:
        if stop is not None and stop():
            return None
        last = min(first + BLOCK, len(snapped.link))
        return shaped(first, search_block(links, doors, first, last, radius))

    blocks = range(0, len(snapped.link), BLOCK)
    rows = [block for block in spread(measure, blocks) if block is not None]
    if len(rows) < len(blocks):
        return None
    return np.concatenate(rows) if rows else shaped(0, np.zeros((0, 0), dtype=np.float32))


def _leaving(network: Network, mode: str) -> tuple[Ints, Ints, Floats]:
    """The links by the crossing they leave: links of crossing c lie at offset[c]:offset[c+1]."""
    there, back = ((marks & MODES[mode]) > 0 for marks in (network.there, network.back))
    leaves = np.concatenate([network.start[there], network.end[back]])
    order = np.argsort(leaves, kind="stable")
    offset = np.zeros(network.crossings + 1, dtype=np.int64)
    np.cumsum(np.bincount(leaves, minlength=network.crossings), out=offset[1:])
    to = np.concatenate([network.end[there], network.start[back]])[order]
    return offset, to, np.concatenate([network.metres[there], network.metres[back]])[order]


def _doors(
    network: Network, snapped: Snapped, mode: str
) -> tuple[Ints, Ints, Ints, Floats, Floats, Floats, Marks, Marks]:
    """Of each place: its link, the link's ends, metres along and length, the gap, who may go which way."""
    found = np.maximum(snapped.link, 0)
    size = len(snapped.link)
    if not len(network.metres):
        none, nobody = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.uint8)
        return snapped.link, none, none, snapped.along, snapped.along, snapped.gap, nobody, nobody
    bit = np.where(snapped.link >= 0, MODES[mode], 0).astype(np.uint8)
    ends = network.start[found], network.end[found]
    may = network.there[found] & bit, network.back[found] & bit
    return snapped.link, *ends, snapped.along, network.metres[found], snapped.gap, *may
