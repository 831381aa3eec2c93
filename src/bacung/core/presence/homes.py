"""Who is home when: four kinds of households, one shape of the week, and what one household has shown itself.

P(home at slot s | kind k) = expit(level_k + shape_s + again · near), where `near` tells how the last knock
within half an hour of that hour of the day went: after a miss the same hour is worth less than another. Which
kind a household is follows from its own knocks, starting from what is usual where it stands and for its size.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from bacung.core.presence import frailty, shape
from bacung.core.presence.history import NOTHING, History, near

Floats = npt.NDArray[np.float64]

EVENING_MEAN = 0.8
"""Assumed of a household of usual size at eight in the evening: between one given member met (0.69 to 0.75 in
Lesotho) and any adult home (0.91 in Britain). The first evenings correct it."""
AGAIN = 0.4
REFERENCE = 20 * 2
"""The slot the levels speak of: eight in the evening of a working day."""
BAND = (0.1, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """levels: log odds of each kind at the reference hour; shape: what each of the 144 slots adds to them.

    shares: how common the kinds are, by "place/people", "/people", "place/" and "" for everybody.
    """

    levels: tuple[float, ...]
    shape: tuple[float, ...]
    again: float
    shares: dict[str, tuple[float, ...]]

    def share_of(self, place: str, people: int | None) -> tuple[float, ...]:
        """How common the kinds are among such households, by the closest group that is known."""
        size = size_of(people)
        for key in (f"{place}/{size}", f"{place}/", f"/{size}"):
            if key in self.shares:
                return self.shares[key]
        return self.shares[""]


@dataclass(frozen=True, slots=True)
class Home:
    """A household as far as presence is concerned."""

    place: str = ""
    people: int | None = None
    history: History = NOTHING


@dataclass(frozen=True, slots=True)
class Chance:
    """P(somebody is home), and between which values it lies with four chances in five."""

    mean: float
    low: float
    high: float


def size_of(people: int | None) -> str:
    """The group of sizes a household belongs to: "1" to "6" and over, "" where nobody knows."""
    return str(min(max(people, 1), shape.LARGEST)) if people else ""


def chances(homes: Homes, households: Sequence[Home], slots: Sequence[int]) -> Floats:
    """P(somebody is home): a row for each household, a column for each slot."""
    shares, by_kind = _kinds(homes, households, slots)
    return np.asarray(np.einsum("hk,hks->hs", shares, by_kind))


def chance(homes: Homes, household: Home, slot: int) -> Chance:
    """P(somebody is home) at one slot, with its band: a Beta of the mean and variance over the kinds."""
    from scipy.special import betaincinv

    shares, by_kind = _kinds(homes, [household], [slot])
    weights, values = shares[0], by_kind[0, :, 0]
    mean = float(weights @ values)
    variance = max(float(weights @ (values - mean) ** 2), 1e-9)
    concentration = max(mean * (1 - mean) / variance - 1, 1e-3)
    low, high = betaincinv(mean * concentration, (1 - mean) * concentration, np.array(BAND))
    return Chance(mean, min(float(low), mean), max(float(high), mean))


def posterior(homes: Homes, household: Home) -> Floats:
    """How likely each kind is, after what the household has shown."""
    weights = np.log(np.array(homes.share_of(household.place, household.people)))
    levels = np.array(homes.levels)
    seen = household.history.seen
    for at, (slot, met) in enumerate(seen):
        odds = levels + homes.shape[slot] + homes.again * near(seen[:at], slot)
        weights = weights - np.logaddexp(0, -odds if met else odds)
    weights = np.exp(weights - weights.max())
    return np.asarray(weights / weights.sum())


def _kinds(homes: Homes, households: Sequence[Home], slots: Sequence[int]) -> tuple[Floats, Floats]:
    """Shares [household, kind], P(home | kind) [household, kind, slot]; equal histories are reckoned once."""
    distinct = {home: at for at, home in enumerate(dict.fromkeys(households))}
    which = [distinct[home] for home in households]
    shares = np.array([posterior(homes, home) for home in distinct]).reshape(-1, len(homes.levels))
    lately = np.array([[near(home.history.seen, slot) for slot in slots] for home in distinct])
    odds = (
        np.array(homes.levels)[None, :, None]
        + np.array(homes.shape)[list(slots)][None, None, :]
        + homes.again * lately.reshape(len(distinct), 1, len(slots))
    )
    return shares[which], expit(odds)[which]


def expit(odds: Floats) -> Floats:
    """From log odds to chances."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -40, 40))), dtype=np.float64)


def logit(chance: Floats | float) -> Floats:
    """From chances to log odds."""
    share = np.asarray(chance, dtype=np.float64)
    return np.asarray(np.log(share / (1 - share)), dtype=np.float64)


@cache
def assumed() -> Homes:
    """What holds before a log: kinds as unequal as published, a week shaped as published, sizes likewise."""
    nodes, shares = frailty.classes(EVENING_MEAN)
    levels = logit(nodes)
    evening = float(logit(EVENING_MEAN))
    usual = logit(shape.day_by_day(shape.USUAL_SIZE))
    meant = expit(usual - usual[REFERENCE] + evening)
    shaped = _solve(lambda f: expit(levels[:, None] + f[None, :]).T @ shares, meant)
    by_size = {"": tuple(shares.tolist())}
    for people in range(1, shape.LARGEST + 1):
        apart = logit(shape.day_by_day(people)[REFERENCE]) - usual[REFERENCE]
        by_size[f"/{people}"] = _tilted(levels, shares, float(expit(evening + apart)))
    return Homes(levels=tuple(levels.tolist()), shape=tuple(shaped.tolist()), again=AGAIN, shares=by_size)


def _tilted(levels: Floats, shares: Floats, mean: float) -> tuple[float, ...]:
    """The shares nearest to those given (by information) whose mean chance is as said."""

    def leaning(by: Floats) -> Floats:
        weights = shares * np.exp(
            by[0] * (levels - levels.max()) if by[0] > 0 else by[0] * (levels - levels.min())
        )
        return np.asarray(weights / weights.sum())

    by = _solve(lambda t: np.array([leaning(t) @ expit(levels)]), np.array([mean]))
    return tuple(leaning(by).tolist())


def _solve(rising: Callable[[Floats], Floats], target: Floats) -> Floats:
    """Where a function that rises in each coordinate by itself reaches its target, by halving."""
    low, high = np.full(target.shape, -12.0), np.full(target.shape, 12.0)
    for _ in range(50):
        middle = (low + high) / 2
        below = rising(middle) < target
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
