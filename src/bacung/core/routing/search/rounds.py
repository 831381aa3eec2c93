"""Rounds of the search: tear open, fill again, keep or go back (compiled)."""

import numpy as np

from bacung.core.routing.compiled import compiled
from bacung.core.routing.search.chance import Chance, below, draw
from bacung.core.routing.search.ruin import runs, strings
from bacung.core.routing.search.tonight import Bool, Draft, Float64, Kept, Pace, Tonight
from bacung.core.routing.search.walk import insert, settle, survey

FORCED = 1e20
"""How many times better than it is a door is taken to be that is to be inserted first."""

EQUAL = 1e-9
"""Plans whose values differ by less are worth the same."""


@compiled
def choose(t: Tonight, d: Draft, r: int, factor: Float64) -> int:
    """The free door with the highest factor * gain / cost in route r; -1 where none fits."""
    best, chosen = 0.0, -1
    for door in range(t.doors):
        if d.where[door] < 0:
            score = factor[door] * d.gain[r, door] / d.cost[r, door]
            if score > best:
                best, chosen = score, door
    return chosen


@compiled
def fill(t: Tonight, d: Draft, factor: Float64, changed: Bool) -> None:
    """Insert doors, the highest factor * gain / cost first, until none fits."""
    chosen = np.empty(t.pairs, dtype=np.int64)
    for r in range(t.pairs):
        chosen[r] = choose(t, d, r, factor)
    while True:
        best, at = 0.0, -1
        for r in range(t.pairs):
            door = chosen[r]
            if door >= 0:
                score = factor[door] * d.gain[r, door] / d.cost[r, door]
                if score > best:
                    best, at = score, r
        if at < 0:
            return
        door = chosen[at]
        insert(t, d, at, door)
        changed[at] = True
        survey(t, d, at)
        for r in range(t.pairs):
            if r == at or chosen[r] == door:
                chosen[r] = choose(t, d, r, factor)


@compiled
def copy_route(t: Tonight, a: Draft, b: Draft, r: int) -> None:
    """Make route r of b that of a, with its hours and remembered ways."""
    size = a.size[r]
    for k in range(size + 2):
        b.route[r, k] = a.route[r, k]
        b.start[r, k] = a.start[r, k]
        b.wait[r, k] = a.wait[r, k]
        b.late[r, k] = a.late[r, k]
        b.soon[r, k] = a.soon[r, k]
        if t.worth.shape[0] > 1:
            b.tail[r, k] = a.tail[r, k]
    b.size[r], b.value[r], b.travel[r] = size, a.value[r], a.travel[r]
    b.after[r] = a.after[r]
    b.gain[r] = a.gain[r]
    b.cost[r] = a.cost[r]


@compiled
def keep_better(d: Draft, best: Kept) -> None:
    """Put the plan aside if it is worth more than the best one, or as much on shorter ways."""
    value, travel = 0.0, 0
    for r in range(len(d.size)):
        value += d.value[r]
        travel += d.travel[r]
    if value < best.sums[0] - EQUAL or (value < best.sums[0] + EQUAL and travel >= best.sums[1]):
        return
    for r in range(len(d.size)):
        best.route[r, : d.size[r] + 2] = d.route[r, : d.size[r] + 2]
        best.size[r] = d.size[r]
    best.sums[0], best.sums[1] = value, travel


@compiled
def rounds(
    t: Tonight, now: Draft, d: Draft, best: Kept, chance: Chance, pace: Pace, begun: int, count: int
) -> None:
    """Do `count` rounds after the first `begun` ones.

    `now` is the plan held, `d` the same one, torn open and filled; `best` the best plan so far.
    """
    changed = np.zeros(t.pairs, dtype=np.bool_)
    factor = np.zeros(t.doors)
    for n in range(begun, begun + count):
        changed[:] = False
        seed = below(chance, t.doors)
        if draw(chance) < pace.strings:
            strings(t, d, changed, chance, seed)
        else:
            runs(t, d, changed, chance)
        for r in range(t.pairs):
            if changed[r]:
                settle(t, d, r)
                survey(t, d, r)
        power = 1.5 * draw(chance)
        width = 0.6 * draw(chance) if draw(chance) < 0.7 else 0.0
        for door in range(t.doors):
            factor[door] = t.rank[door] * t.mean[door] ** power * (1.0 + width * draw(chance))
        if draw(chance) < pace.forced:
            factor[seed] *= FORCED
        fill(t, d, factor, changed)
        stage = (n % pace.cycle) / pace.cycle
        heat = pace.hot * (pace.cold / pace.hot) ** stage
        if _value(d) > _value(now) + heat * np.log(draw(chance) + 1e-300):
            _make_same(t, d, now, changed)
            keep_better(d, best)
        else:
            _make_same(t, now, d, changed)


@compiled
def _value(d: Draft) -> float:
    value = 0.0
    for r in range(len(d.size)):
        value += d.value[r]
    return value


@compiled
def _make_same(t: Tonight, a: Draft, b: Draft, changed: Bool) -> None:
    for r in range(t.pairs):
        if changed[r]:
            copy_route(t, a, b, r)
    b.where[:] = a.where
