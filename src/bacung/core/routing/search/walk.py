"""Hours of one route, and what it costs to add each door to it (compiled)."""

from bacung.core.routing.compiled import compiled
from bacung.core.routing.problem import SLOT
from bacung.core.routing.search.tonight import DELAYS, LEAST, LONG, STEP, Draft, Int32, Tonight

A_SECOND = 1 / SLOT


@compiled
def slot(t: Tonight, start: int) -> int:
    """The row of `worth` that holds at `start`."""
    return int(min(int(max(start - t.prizes_from, 0) * A_SECOND), t.worth.shape[0] - 1))


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
        value += t.worth[slot(t, begins), node] + t.bonus[node]
        now = leaves
    while kept > 0 and now + legs[route[kept], home] > t.closes[home]:
        d.where[route[kept]] = -1
        travel -= legs[route[kept - 1], route[kept]]
        value -= t.worth[slot(t, start[kept]), route[kept]] + t.bonus[route[kept]]
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
    """Find for every door the best way to add it to route r; only near its legs where `near` says so."""
    if t.near.shape[1] > 0:
        survey_near(t, d, r)
    else:
        survey_all(t, d, r)


@compiled
def survey_all(t: Tonight, d: Draft, r: int) -> None:
    """The cheapest ways, every door at every position, where prizes do not change by the hour.

    The loops over doors are free of branches, so that many doors are reckoned at once.
    """
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
                & (((done <= dark) & (begins < dark)) | (begins >= light))
                & (extra < cost[door])
            )
            cost[door] = extra if good else cost[door]
            after[door] = k if good else after[door]
    for door in range(t.doors):
        travel = t.charge * (cost[door] - service[door])
        least = LEAST if t.bonus[door] > 0.0 else 0.0
        gain[door] = max(worth[door] - travel, least) * may[door] if cost[door] < LONG else 0.0
        cost[door] = max(cost[door], 1)


@compiled
def survey_near(t: Tonight, d: Draft, r: int) -> None:
    """The best ways by gain squared / cost, doors near one end of each leg and promised ones."""
    route = d.route[r]
    d.gain[r] = 0.0
    d.cost[r] = 1
    for k in range(d.size[r] + 1):
        look(t, d, r, k, t.near[route[k]])
        if k < d.size[r]:
            look(t, d, r, k, t.near[route[k + 1]])
        look(t, d, r, k, t.promised)


@compiled
def look(t: Tonight, d: Draft, r: int, k: int, doors: Int32) -> None:
    """Compare the best ways found to add `doors` to route r with the one behind position k."""
    after, gain, cost, may = d.after[r], d.gain[r], d.cost[r], t.may[r]
    there, on = t.legs[t.mode[r], d.route[r, k]], t.back[t.mode[r], d.route[r, k + 1]]
    leaves = d.start[r, k] + t.service[d.route[r, k]]
    waits = d.wait[r, k + 1]
    was = d.start[r, k + 1] - waits
    most, least = waits + d.late[r, k + 1], waits - d.soon[r, k + 1]
    dark, light = t.hole[0], t.hole[1]
    hourly = t.worth.shape[0] > 1
    for door in doors:
        begins = max(leaves + there[door], t.early[door])
        done = begins + t.service[door]
        extra = done + on[door] - was
        if (
            extra > most
            or extra < least
            or begins < t.opens[door]
            or begins > t.closes[door]
            or not may[door]
        ):
            continue
        if begins < light and (done > dark or begins >= dark):
            continue
        more = t.worth[slot(t, begins), door] - t.charge * (there[door] + on[door] - (was - leaves))
        if hourly:
            more += d.tail[r, k + 1, min((max(extra - waits, 0) + STEP // 2) // STEP, DELAYS - 1)]
        if t.bonus[door] > 0.0:
            more = max(more, LEAST)
        extra = max(extra, 1)
        if more > 0.0 and more * more * cost[door] > gain[door] * gain[door] * extra:
            gain[door], cost[door], after[door] = more, extra, k


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
