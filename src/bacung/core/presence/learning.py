"""Fitting who is home when to a log: expectation and maximisation, held to what was assumed.

The four levels, the week's shape and `again` are found by Newton steps on counts by kind, slot and `near`;
how common the kinds are follows for everybody, for each size, for each commune, and for each size in each
commune, every one held to the coarser one. A household's own earlier knocks are in the model, so going back
to whom one missed does not mislead it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bacung.core.presence.history import Evidence, near
from bacung.core.presence.homes import Homes, assumed, expit, size_of
from bacung.core.presence.slots import HALF_HOURS, SLOTS

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_LEVELS_APART, _SLOTS_APART, _NEIGHBOURS_APART, _AGAIN_APART = 1.0, 0.7, 0.25, 0.3
"""How far levels, slots, neighbouring slots and `again` may lie from what is assumed: standard deviations."""
_HELD = 30.0
"""Households' worth of the coarser group in the shares of a finer one."""
_MOST_ROUNDS, _STILL = 80, 2e-4


@dataclass(frozen=True, slots=True)
class Knocks:
    """The log as arrays: one entry for each knock, those of a household together and in order.

    begins: where each household's knocks begin; cell: (slot · 3 + `near` before it + 1) · 2 + met.
    place, size: of each household, as numbers of `places` and `sizes`.
    """

    begins: Whole
    cell: Whole
    place: Whole
    size: Whole
    places: tuple[str, ...]
    sizes: tuple[str, ...]


def knocks_of(log: Sequence[Evidence]) -> Knocks:
    """Arrays of all that was seen; households at which nothing was seen are left out."""
    told = [each for each in log if each.seen]
    places = tuple(sorted({each.place for each in told}))
    sizes = tuple(sorted({size_of(each.people) for each in told}))
    place_at = {place: at for at, place in enumerate(places)}
    size_at = {size: at for at, size in enumerate(sizes)}
    counts = np.array([len(each.seen) for each in told], dtype=np.int64)
    return Knocks(
        begins=np.concatenate([[0], np.cumsum(counts)[:-1]]) if told else np.zeros(0, dtype=np.int64),
        cell=np.array([cell for each in told for cell in _cells(each.seen)], dtype=np.int64),
        place=np.array([place_at[each.place] for each in told], dtype=np.int64),
        size=np.array([size_at[size_of(each.people)] for each in told], dtype=np.int64),
        places=places,
        sizes=sizes,
    )


def _cells(seen: tuple[tuple[int, bool], ...]) -> list[int]:
    return [(slot * 3 + 1 + near(seen[:at], slot)) * 2 + met for at, (slot, met) in enumerate(seen)]


def fit_homes(log: Sequence[Evidence]) -> Homes:
    """The parameters that tell the log best, near what is assumed; without knocks, what is assumed."""
    knocks, prior = knocks_of(log), assumed()
    if not len(knocks.cell):
        return prior
    start = np.concatenate([prior.levels, prior.shape, [prior.again]])
    held = _Shares(knocks, prior)
    found = start
    for _ in range(_MOST_ROUNDS):
        kinds = _kinds(knocks, found, held.rows)
        held.move(kinds)
        moved = _newton(*_counted(knocks, kinds), found, start)
        if np.abs(moved - found).max() < _STILL:
            found = moved
            break
        found = moved
    count = len(prior.levels)
    return Homes(
        levels=tuple(found[:count].round(6).tolist()),
        shape=tuple(found[count:-1].round(6).tolist()),
        again=round(float(found[-1]), 6),
        shares=held.named(),
    )


class _Shares:
    """How common the kinds are among whom; `rows`: for each household, by its group."""

    def __init__(self, knocks: Knocks, prior: Homes) -> None:
        self.knocks = knocks
        self.sizes = np.array([prior.share_of("", int(size) if size else None) for size in knocks.sizes])
        self.prior = self.sizes
        self.group = knocks.place * len(knocks.sizes) + knocks.size
        self.groups = np.tile(self.sizes, (len(knocks.places), 1))
        self.places = np.tile(self.sizes.mean(axis=0), (len(knocks.places), 1))
        self.all = np.array(prior.shares[""])

    @property
    def rows(self) -> Floats:
        """The shares each household starts from, a row each."""
        return np.asarray(self.groups[self.group])

    def move(self, kinds: Floats) -> None:
        """Set the shares to what the households turned out to be, each group held to the coarser one."""
        knocks = self.knocks
        self.all = _held(kinds.sum(axis=0)[None], self.all[None])[0]
        self.sizes = _held(_summed(kinds, knocks.size, len(knocks.sizes)), self.prior)
        by_place = _summed(kinds, knocks.place, len(knocks.places))
        expected = _summed(self.sizes[knocks.size], knocks.place, len(knocks.places))
        # A commune leans all its sizes the way its own households lean from what their sizes would be.
        lean = _held(by_place, expected / expected.sum(axis=1, keepdims=True))
        lean = lean / (expected / expected.sum(axis=1, keepdims=True))
        self.places = _held(by_place, self.all[None])
        leaning = self.sizes[None] * lean[:, None]
        leaning = (leaning / leaning.sum(axis=2, keepdims=True)).reshape(self.groups.shape)
        self.groups = _held(_summed(kinds, self.group, len(self.groups)), leaning)

    def named(self) -> dict[str, tuple[float, ...]]:
        """The shares by the keys of `Homes.shares`."""
        knocks, prior = self.knocks, assumed().shares
        named = dict(prior) | {"": _tuple(self.all)}
        named |= {f"/{size}": _tuple(row) for size, row in zip(knocks.sizes, self.sizes, strict=True) if size}
        named |= {f"{place}/": _tuple(row) for place, row in zip(knocks.places, self.places, strict=True)}
        rows = iter(self.groups)
        pairs = [f"{place}/{size}" for place in knocks.places for size in knocks.sizes]
        return named | {key: _tuple(row) for key, row in zip(pairs, rows, strict=True) if key[-1] != "/"}


def _held(counts: Floats, coarser: Floats) -> Floats:
    return np.asarray((counts + _HELD * coarser) / (counts.sum(axis=1, keepdims=True) + _HELD))


def _summed(rows: Floats, by: Whole, groups: int) -> Floats:
    return np.stack([np.bincount(by, rows[:, kind], groups) for kind in range(rows.shape[1])], axis=1)


def _tuple(shares: Floats) -> tuple[float, ...]:
    return tuple(shares.round(6).tolist())


def _odds(found: Floats) -> Floats:
    """Log odds by kind, slot and `near` (-1, 0, 1)."""
    levels, shape, again = found[: -SLOTS - 1], found[-SLOTS - 1 : -1], found[-1]
    lately = again * np.array([-1.0, 0.0, 1.0])
    return np.asarray(levels[:, None, None] + shape[None, :, None] + lately[None, None, :])


def _kinds(knocks: Knocks, found: Floats, shares: Floats) -> Floats:
    """How likely each household is of each kind."""
    odds = _odds(found)
    logs = np.log(shares)
    for kind in range(shares.shape[1]):
        flat = odds[kind].ravel()
        told = np.stack([-np.logaddexp(0, flat), -np.logaddexp(0, -flat)], axis=1).ravel()
        logs[:, kind] += np.add.reduceat(told[knocks.cell], knocks.begins)
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _counted(knocks: Knocks, kinds: Floats) -> tuple[Floats, Floats]:
    """Knocks and meetings by kind, slot and `near`."""
    lengths = np.diff(np.append(knocks.begins, len(knocks.cell)))
    cells = [np.bincount(knocks.cell, np.repeat(column, lengths), SLOTS * 6) for column in kinds.T]
    table: Floats = np.array(cells, dtype=np.float64).reshape(kinds.shape[1], SLOTS, 3, 2)
    return np.asarray(table.sum(axis=3)), np.asarray(table[..., 1])


def _newton(every: Floats, met: Floats, found: Floats, start: Floats) -> Floats:
    """One step up the penalised likelihood of the counts.

    Slots touch only their neighbours, so their part of the curvature is a band: it is taken out first, and
    what is left has as many rows as there are kinds, and one.
    """
    from scipy.linalg import solveh_banded

    share = expit(_odds(found))
    surplus, weight = met - every * share, every * share * (1 - share)
    sign = np.array([-1.0, 0.0, 1.0])
    kinds, by_kind = every.shape[0], weight.sum(axis=2)
    off = start - found
    slope = np.append(surplus.sum(axis=(1, 2)), (surplus * sign).sum())
    slope += np.append(np.full(kinds, _LEVELS_APART**-2), _AGAIN_APART**-2) * np.append(off[:kinds], off[-1])
    curve = np.diag(
        np.append(by_kind.sum(axis=1) + _LEVELS_APART**-2, _AGAIN_APART**-2 + weight[..., ::2].sum())
    )
    curve[:kinds, -1] = curve[-1, :kinds] = (weight * sign).sum(axis=(1, 2))
    band, drift = _band(off[kinds:-1])
    band[1] += by_kind.sum(axis=0)
    slope_of_slots = surplus.sum(axis=(0, 2)) + drift
    across = np.vstack([by_kind, (weight * sign).sum(axis=(0, 2))])
    solved = solveh_banded(band, np.vstack([across, slope_of_slots]).T)
    main = np.linalg.solve(curve - across @ solved[:, :-1], slope - across @ solved[:, -1])
    step = np.concatenate([main[:-1], solved[:, -1] - solved[:, :-1] @ main, main[-1:]])
    return np.asarray(found + np.clip(step, -1, 1))


def _band(off: Floats) -> tuple[Floats, Floats]:
    """What holds the slots to what is assumed and to their neighbours: the precision as an upper band, and
    its pull on slots that are so far `off`.
    """
    same_day = (np.arange(1, SLOTS) % HALF_HOURS > 0) / _NEIGHBOURS_APART**2
    band = np.zeros((2, SLOTS))
    band[0, 1:] = -same_day
    band[1] = _SLOTS_APART**-2 + np.append(same_day, 0) + np.append(0, same_day)
    pull = band[1] * off
    pull[1:] += band[0, 1:] * off[:-1]
    pull[:-1] += band[0, 1:] * off[1:]
    return band, pull
