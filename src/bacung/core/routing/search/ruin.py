"""Tearing a plan open: runs of stops anywhere, or strings of neighbouring stops across routes (compiled)."""

from bacung.core.routing.compiled import compiled
from bacung.core.routing.search.chance import Chance, below, draw
from bacung.core.routing.search.tonight import Bool, Draft, Tonight

LONGEST = 10
"""Most stops in one string."""

TOGETHER = 10
"""Stops that strings take out together, on average."""


@compiled
def take(d: Draft, r: int, first: int, count: int) -> None:
    """Take `count` stops from position `first` on out of route r; its hours are not reckoned anew."""
    for k in range(first, first + count):
        d.where[d.route[r, k]] = -1
    for k in range(first + count, d.size[r] + 2):
        d.route[r, k - count] = d.route[r, k]
    d.size[r] -= count


@compiled
def runs(t: Tonight, d: Draft, changed: Bool, chance: Chance) -> None:
    """Take a run of stops, round the end to the beginning, out of most routes (planner's note, 10.1)."""
    pairs = len(d.size)
    for r in range(pairs):
        size = d.size[r]
        if size == 0 or not t.loose[r] or (pairs > 1 and draw(chance) > 0.75):
            continue
        changed[r] = True
        if draw(chance) < 0.05:
            take(d, r, 1, size)
            continue
        count = min(1 + below(chance, size // 2 + 2), size)
        first = below(chance, size)
        over = max(first + count - size, 0)
        take(d, r, first + 1, count - over)
        take(d, r, 1, over)


@compiled
def strings(t: Tonight, d: Draft, changed: Bool, chance: Chance, seed: int) -> None:
    """Take strings of stops near door `seed` out of several routes (Christiaens, Vanden Berghe 2020)."""
    pairs = len(d.size)
    routed = 0
    for r in range(pairs):
        routed += d.size[r]
    longest = min(LONGEST, max(routed // pairs, 1))
    most = int(1 + draw(chance) * (4 * TOGETHER / (1 + longest) - 1))
    taken = 0
    for near in range(t.around.shape[1]):
        door = t.around[seed, near]
        r = d.where[door]
        if r < 0 or changed[r] or not t.loose[r]:
            continue
        changed[r] = True
        size = d.size[r]
        count = 1 + below(chance, min(longest, size))
        k = 1
        while d.route[r, k] != door:
            k += 1
        low = max(1, k - count + 1)
        high = min(k, size - count + 1)
        first = low + below(chance, high - low + 1)
        take(d, r, first, count)
        taken += 1
        if taken >= most:
            return
