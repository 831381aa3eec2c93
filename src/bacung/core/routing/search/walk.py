"""Hours of one route, and what it costs to add each door to it (compiled)."""

from bacung.core.routing.compiled import compiled
from bacung.core.routing.search.tonight import DELAYS, LONG, STEP, Draft, Tonight

A_SECOND = 1 / 1800


@compiled
def slot(t: Tonight, start: int) -> int:
    """The row of `worth` that holds at `start`."""
    return min(int(max(start - t.prizes_from, 0) * A_SECOND), t.worth.shape[0] - 1)


@compiled
def settle(t: Tonight, d: Draft, r: int) -> None:
    """Reckon the hours of a route anew; stops that cannot be kept any more are dropped."""
    route, start, wait, late, soon = d.route[r], d.start[r], d.wait[r], d.late[r], d.soon[r]
    legs = t.legs[t.mode[r]]
    size = d.size[r]
    home = route[size + 1]
    now = start[0]
    kept, travel, value = 0, 0, 0.0
    for k in range(1, size + 1):
        node = route[k]
        way = legs[route[kept], node]
        begins = max(now + way, t.early[node])
        leaves = begins + t.service[node]
        before = leaves <= t.hole[0] and begins < t.hole[0]
        if begins < t.opens[node] or begins > t.closes[node] or not (before or begins >= t.hole[1]):
            d.where[node] = -1
            continue
        kept += 1
        route[kept], start[kept], wait[kept] = node, begins, begins - now - way
        travel += way
        value += t.worth[slot(t, begins), node]
        now = leaves
    while kept > 0 and now + legs[route[kept], home] > t.closes[home]:
        d.where[route[kept]] = -1
        travel -= legs[route[kept - 1], route[kept]]
        value -= t.worth[slot(t, start[kept]), route[kept]]
        kept -= 1
        now = start[kept] + t.service[route[kept]]
    d.size[r] = kept
    end = kept + 1
    route[end], wait[end] = home, 0
    start[end] = now + legs[route[kept], home]
    if kept > 0:
        travel += legs[route[kept], home]
    d.travel[r] = travel
    d.value[r] = value - t.charge * travel
    late[end], soon[end] = t.closes[home] - start[end], LONG
    for k in range(kept, 0, -1):
        node = route[k]
        last, first = t.closes[node], t.opens[node]
        if start[k] < t.hole[0]:
            last = min(last, t.hole[0] - max(t.service[node], 1))
        else:
            first = max(first, t.hole[1])
        late[k] = min(last - start[k], wait[k + 1] + late[k + 1])
        soon[k] = soon[k + 1] if t.early[node] >= 0 else min(start[k] - first, soon[k + 1])
    if t.worth.shape[0] > 1:
        _tails(t, d, r)


@compiled
def _tails(t: Tonight, d: Draft, r: int) -> None:
    end = d.size[r] + 1
    for delay in range(DELAYS):
        d.tail[r, end, delay] = 0.0
    for k in range(end - 1, 0, -1):
        node, begins = d.route[r, k], d.start[r, k]
        now = t.worth[slot(t, begins), node]
        for delay in range(DELAYS):
            onward = max(delay * STEP - d.wait[r, k + 1], 0) // STEP
            later = t.worth[slot(t, begins + delay * STEP), node]
            d.tail[r, k, delay] = later - now + d.tail[r, k + 1, onward]


@compiled
def survey(t: Tonight, d: Draft, r: int) -> None:
    """Find for every door the cheapest way to add it to route r."""
    after, gain, cost, may = d.after[r], d.gain[r], d.cost[r], t.may[r]
    worth, opens, closes, early, service = t.worth[0], t.opens, t.closes, t.early, t.service
    legs, back = t.legs[t.mode[r]], t.back[t.mode[r]]
    dark, light = t.hole[0], t.hole[1]
    cost[:] = LONG
    for k in range(d.size[r] + 1):
        leaves = d.start[r, k] + service[d.route[r, k]]
        was = d.start[r, k + 1] - d.wait[r, k + 1]
        most, least = d.wait[r, k + 1] + d.late[r, k + 1], d.wait[r, k + 1] - d.soon[r, k + 1]
        there, on = legs[d.route[r, k]], back[d.route[r, k + 1]]
        for door in range(t.doors):
            begins = max(leaves + there[door], early[door])
            done = begins + service[door]
            extra = done + on[door] - was
            good = (
                (begins >= opens[door])
                & (begins <= closes[door])
                & (extra <= most)
                & (extra >= least)
                & ((done <= dark) | (begins >= light))
                & (extra < cost[door])
            )
            cost[door] = extra if good else cost[door]
            after[door] = k if good else after[door]
    for door in range(t.doors):
        gain[door] = worth[door] * may[door] if cost[door] < LONG else 0.0
        cost[door] = max(cost[door], 1)


@compiled
def insert(t: Tonight, d: Draft, r: int, door: int) -> None:
    """Add `door` to route r in the way found."""
    k = d.after[r, door]
    for j in range(d.size[r] + 1, k, -1):
        d.route[r, j + 1] = d.route[r, j]
    d.route[r, k + 1] = door
    d.size[r] += 1
    d.where[door] = r
    settle(t, d, r)
