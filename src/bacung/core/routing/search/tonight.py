"""What the compiled search reads and writes: the evening as numbers, and the plan while it changes.

Nodes are the candidate doors 0..doors-1, then for pair p its start (doors + 2p) and its end (doors + 2p + 1).
A route is a row of nodes: start, stops, end.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
Bool = npt.NDArray[np.bool_]

STEP = 150
"""Seconds between the delays for which the change of prizes is kept."""

DELAYS = 16
"""How many delays are kept; longer ones count like the longest."""

LEAST = 1e-6
"""What a door that comes first is taken to be worth at least when doors are chosen."""

LONG = 1 << 29
"""More seconds than any evening has; sums of three still fit into 32 bits."""


class Tonight(NamedTuple):
    """The evening as numbers; times in seconds.

    `legs` by mode, from node, to node, and `back` the same by mode, to node, from node; `service`, `opens`,
    `closes` by node (an end closes when the shift does); `early` the hour until which a pair waits at the
    node, -LONG where it must not; `hole` begin and end of hours in which no visit may be; `may` by pair and
    door; `loose` the pairs whose routes may change; `worth` by half hour from `prizes_from` and door, `mean`
    of it by door; `bonus` what a promise or a due first knock adds to the value of a plan, more than all
    lesser things together, and `rank` what makes it come first when doors are chosen; `charge` per second of
    travel; `around` the nearest doors by node; `near` the same where ways to add a door are sought beside the
    nearest only, else without columns; `promised` the doors with a promise.
    """

    doors: int
    pairs: int
    legs: Int32
    back: Int32
    mode: Int64
    service: Int32
    opens: Int32
    closes: Int32
    early: Int32
    hole: Int32
    may: Bool
    loose: Bool
    worth: Float64
    mean: Float64
    bonus: Float64
    rank: Float64
    prizes_from: int
    charge: float
    near: Int32
    around: Int32
    promised: Int32


class Draft(NamedTuple):
    """A plan while it changes, and the best way to add each door to each route.

    By pair and position: `route` nodes, `start` and `wait` seconds, `late` and `soon` by how much the start
    may be later or earlier, `tail` change of prizes from here on by delay. By pair: `size` stops, `value`
    prizes less charge, `travel` seconds. By door: `where` its pair or -1. By pair and door: `after` the
    position to insert behind, `gain` and `cost` of that (gain 0 where it cannot be).
    """

    route: Int32
    size: Int64
    start: Int32
    wait: Int32
    late: Int32
    soon: Int32
    tail: Float64
    value: Float64
    travel: Int64
    where: Int64
    after: Int32
    gain: Float64
    cost: Int32


class Kept(NamedTuple):
    """Routes put aside: nodes, sizes, sums of value and travel."""

    route: Int32
    size: Int64
    sums: Float64


class Pace(NamedTuple):
    """How daring the search is: in each cycle of rounds what may be lost falls from `hot` to `cold`.

    `strings` is the share of rounds that tear strings out; the others tear runs."""

    hot: float
    cold: float
    cycle: int
    strings: float
    forced: float
