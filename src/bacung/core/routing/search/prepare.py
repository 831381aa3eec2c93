"""From the evening to the numbers of the compiled search, and back to doors."""

import numpy as np

from bacung.core.routing.greedy import Evening
from bacung.core.routing.search.tonight import DELAYS, LEAST, LONG, Draft, Float64, Int32, Kept, Tonight
from bacung.core.routing.search.walk import settle, survey
from bacung.core.routing.ways import Floats, Indices

NEAR = 50
"""How many nearest doors of each node are kept."""

FIRST = 1e6
"""How many times better than the next kind a door is taken to be that comes first."""

FEW = 400
"""So many doors with one prize for all hours are all tried at every position, which is fast in a row."""


def tonight(evening: Evening, doors: Indices) -> Tonight:
    """The numbers of the evening, over the candidate `doors` only."""
    problem, stands = evening.problem, evening.stands
    count, pairs = len(doors), len(problem.pairs)
    modes = sorted({pair.mode for pair in problem.pairs})
    legs = np.array([_legs(evening, doors, mode) for mode in modes], dtype=np.int32)
    promised = evening.promised[doors]
    opens, service = evening.opens[doors], evening.service[doors]
    dark, light, over = _quiet(evening)
    closes = np.minimum(evening.closes[doors], over - np.maximum(service, 1))
    ends = [(stand.free_at, int(pair.ends)) for stand, pair in zip(stands, problem.pairs, strict=True)]
    own = np.array([at for begins, until in ends for at in (begins, until)], dtype=np.int64)
    none = np.zeros(2 * pairs, dtype=np.int64)
    may = np.array([skilled[doors] for skilled in evening.skilled]).reshape(pairs, count)
    may &= np.array([stand.walks for stand in stands], dtype=bool)[:, None]
    worth = evening.prizes[doors]
    bonus, rank = _put_first(evening, doors)
    around = np.argsort(legs.min(axis=0)[:, :count], axis=1, kind="stable")[:, :NEAR].astype(np.int32)
    return Tonight(
        doors=count,
        pairs=pairs,
        legs=legs,
        back=np.ascontiguousarray(legs.transpose(0, 2, 1)),
        mode=np.array([modes.index(pair.mode) for pair in problem.pairs], dtype=np.int64),
        service=_small(service, none),
        opens=_small(opens, none),
        closes=_small(closes, own),
        early=_small(np.where(promised, opens, -LONG), none - LONG),
        hole=np.array([dark, light], dtype=np.int32),
        may=may,
        loose=np.ones(pairs, dtype=bool),
        worth=np.ascontiguousarray(worth.T),
        mean=np.maximum(worth.mean(axis=1), LEAST),
        bonus=bonus,
        rank=rank,
        prizes_from=int(problem.prizes_from),
        charge=problem.travel_charge / 60,
        near=around if count > FEW or worth.shape[1] > 1 else around[:, :0],
        around=around,
        promised=np.flatnonzero(promised).astype(np.int32),
    )


def _put_first(evening: Evening, doors: Indices) -> tuple[Floats, Floats]:
    """Bonus and rank by door: a promise outweighs all due first knocks, one of these all prizes."""
    due, promised = evening.due[doors], evening.promised[doors] & evening.problem.promises_first
    knock = 1.0 + float(evening.most[doors].sum())
    bonus: Floats = knock * due + knock * (1.0 + float(due.sum())) * promised
    rank: Floats = np.where(promised, FIRST**2, np.where(due, FIRST, 1.0))
    return bonus, rank


def draft(t: Tonight, evening: Evening, routes: list[list[int]]) -> Draft:
    """The plan with these routes of candidates; stops that cannot be kept are dropped."""
    longest = t.doors + 3
    d = Draft(
        route=_table(t.pairs, longest),
        size=np.array([len(route) for route in routes], dtype=np.int64),
        start=_table(t.pairs, longest),
        wait=_table(t.pairs, longest),
        late=_table(t.pairs, longest),
        soon=_table(t.pairs, longest),
        tail=np.zeros((t.pairs, longest if len(t.worth) > 1 else 1, DELAYS)),
        value=np.zeros(t.pairs),
        travel=np.zeros(t.pairs, dtype=np.int64),
        where=np.full(t.doors, -1, dtype=np.int64),
        after=_table(t.pairs, t.doors),
        gain=np.zeros((t.pairs, t.doors)),
        cost=_table(t.pairs, t.doors),
    )
    for r, route in enumerate(routes):
        d.route[r, : len(route) + 2] = [t.doors + 2 * r, *route, t.doors + 2 * r + 1]
        d.where[route] = r
        d.start[r, 0] = evening.stands[r].free_at
        settle(t, d, r)
        survey(t, d, r)
    return d


def kept(d: Draft) -> Kept:
    """The plan of a draft, put aside."""
    sums: Float64 = np.array([d.value.sum(), d.travel.sum()], dtype=np.float64)
    return Kept(route=d.route.copy(), size=d.size.copy(), sums=sums)


def _legs(evening: Evening, doors: Indices, mode: str) -> Int32:
    """Seconds from node to node; no way leads to a start, and none back where a pair does not return."""
    ways, stands, count = evening.ways, evening.stands, len(doors)
    nodes = count + 2 * len(stands)
    legs = np.zeros((nodes, nodes), dtype=np.int64)
    legs[:count, :count] = ways.between(doors, doors, mode)
    for r, (stand, pair) in enumerate(zip(stands, evening.problem.pairs, strict=True)):
        home = len(evening.problem.doors) + r
        if pair.mode != mode:
            continue
        legs[count + 2 * r, :count] = ways.onto_doors(stand.place, mode)[doors]
        if pair.returns:
            legs[:count, count + 2 * r + 1] = ways.from_doors(home, mode)[doors]
            legs[count + 2 * r, count + 2 * r + 1] = ways.leg(stand.place, home, mode)
    small: Int32 = np.minimum(legs, LONG // 4).astype(np.int32)
    return small


def _quiet(evening: Evening) -> tuple[int, int, int]:
    """Begin and end of the first quiet hours after some pair sets out, and the begin of the next ones.

    Nobody knocks in between; that nobody knocks after the next begin is the search's own restraint.
    """
    first = min((stand.free_at for stand in evening.stands), default=0)
    spans = [span for span in evening.quiet if span[1] > first]
    dark, light = spans[0] if spans else (LONG, LONG)
    return dark, light, spans[1][0] if len(spans) > 1 else LONG


def _small(doors: "np.ndarray[tuple[int], np.dtype[np.int64]]", nodes: Indices) -> Int32:
    every: Int32 = np.minimum(np.concatenate([doors, nodes]), LONG).astype(np.int32)
    return every


def _table(rows: int, columns: int) -> Int32:
    return np.zeros((rows, columns), dtype=np.int32)
