"""Following a map's pieces from crossing to crossing."""

import numpy as np

from bacung.core.routing.compiled import compiled
from bacung.core.routing.streets.arrays import Flags, Ints


@compiled
def walk_chains(
    first: Ints, second: Ints, at_point: Ints, offset: Ints, keeps: Flags
) -> tuple[Ints, Ints, Flags]:
    """Number the links between points that are kept; a ring without such a point is a link of its own.

    `at_point`[`offset`[p]:`offset`[p+1]] are the pieces at point p. The answer: each piece's link, the pieces
    in walking order link by link, and which pieces are walked from their second point to their first.
    """
    pieces = len(first)
    link = np.full(pieces, -1, np.int64)
    order = np.empty(pieces, np.int64)
    turned = np.zeros(pieces, np.bool_)
    found, links = 0, 0
    for ring in range(2):
        for point in range(len(offset) - 1):
            if ring == 0 and not keeps[point]:
                continue
            for slot in range(offset[point], offset[point + 1]):
                piece = at_point[slot]
                if link[piece] >= 0:
                    continue
                here = point
                while True:
                    link[piece] = links
                    turned[piece] = second[piece] == here
                    order[found] = piece
                    found += 1
                    here = first[piece] if turned[piece] else second[piece]
                    if keeps[here]:
                        break
                    onward = at_point[offset[here]]
                    if onward == piece:
                        onward = at_point[offset[here] + 1]
                    if link[onward] >= 0:
                        break
                    piece = onward
                links += 1
    return link, order, turned
