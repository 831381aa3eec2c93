"""Dijkstra's search from many places, with a heap of its own and without recursion."""

from typing import NamedTuple

import numpy as np

from bacung.core.routing.compiled import compiled
from bacung.core.routing.streets.arrays import Floats, Ints, Marks, Metres

AT_CROSSING = 1.0
"""Metres from a link's end within which a place stands at the crossing, whoever may go along the link."""


class Links(NamedTuple):
    """The links that leave crossing c: where they lead and their metres, at `offset`[c]:`offset`[c+1]."""

    offset: Ints
    to: Ints
    metres: Floats
    crossings: int


class Doors(NamedTuple):
    """Places on links: the link (-1 = none), its two ends, metres along it and its length, metres beside it,
    and whether one may go from its start to its end (`there`) and the other way (`back`).
    """

    link: Ints
    start: Ints
    end: Ints
    along: Floats
    length: Floats
    gap: Floats
    there: Marks
    back: Marks


@compiled
def search_block(links: Links, doors: Doors, first: int, last: int, radius: float) -> Metres:
    """Metres from the places `first` to before `last` to all places; inf beyond `radius`."""
    places = len(doors.link)
    metres = np.full((last - first, places), np.inf, np.float32)
    reached = np.full(links.crossings, np.inf)
    heap_metres = np.empty(len(links.to) + 2)
    heap_crossing = np.empty(len(links.to) + 2, np.int64)
    for row in range(first, last):
        if doors.link[row] < 0:
            continue
        reached[:] = np.inf
        size = 0
        onto = doors.length[row] - doors.along[row]
        if doors.there[row] or onto < AT_CROSSING:
            reached[doors.end[row]] = onto
            size = _push(heap_metres, heap_crossing, size, onto, doors.end[row])
        near = doors.back[row] or doors.along[row] < AT_CROSSING
        if near and doors.along[row] < reached[doors.start[row]]:
            reached[doors.start[row]] = doors.along[row]
            size = _push(heap_metres, heap_crossing, size, doors.along[row], doors.start[row])
        while size:
            here, crossing = heap_metres[0], heap_crossing[0]
            size = _pop(heap_metres, heap_crossing, size)
            if here > reached[crossing]:
                continue
            if here > radius:
                break
            for at in range(links.offset[crossing], links.offset[crossing + 1]):
                onto = here + links.metres[at]
                if onto < reached[links.to[at]]:
                    reached[links.to[at]] = onto
                    size = _push(heap_metres, heap_crossing, size, onto, links.to[at])
        for column in range(places):
            way = _last(doors, reached, row, column)
            if column == row:
                way = 0.0
            elif way <= radius:
                way += doors.gap[row] + doors.gap[column]
            else:
                way = np.inf
            metres[row - first, column] = way
    return metres


@compiled
def _last(doors: Doors, reached: Floats, row: int, column: int) -> float:
    """Metres from one place to another, when the crossings are reached so far from the first."""
    if doors.link[column] < 0:
        return np.inf
    way = np.inf
    if doors.there[column] or doors.along[column] < AT_CROSSING:
        way = reached[doors.start[column]] + doors.along[column]
    onward = doors.length[column] - doors.along[column]
    if doors.back[column] or onward < AT_CROSSING:
        way = min(way, reached[doors.end[column]] + onward)
    if doors.link[row] == doors.link[column]:
        between = doors.along[column] - doors.along[row]
        if (between >= 0 and doors.there[row]) or (between <= 0 and doors.back[row]):
            way = min(way, abs(between))
    return way


@compiled
def _push(metres: Floats, crossing: Ints, size: int, way: float, onto: int) -> int:
    """Put a crossing on the heap; its new size."""
    at = size
    while at > 0:
        above = (at - 1) // 2
        if metres[above] <= way:
            break
        metres[at], crossing[at] = metres[above], crossing[above]
        at = above
    metres[at], crossing[at] = way, onto
    return size + 1


@compiled
def _pop(metres: Floats, crossing: Ints, size: int) -> int:
    """Take the nearest crossing off the heap; its new size."""
    size -= 1
    way, onto = metres[size], crossing[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and metres[below + 1] < metres[below]:
            below += 1
        if metres[below] >= way:
            break
        metres[at], crossing[at] = metres[below], crossing[below]
        at = below
    metres[at], crossing[at] = way, onto
    return size
