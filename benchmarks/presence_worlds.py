"""Invented districts in which people come home and go out in three ways, none of which the model is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bacung.core.presence.history import Evidence
from bacung.core.presence.homes import assumed, expit
from bacung.core.presence.slots import clock_of, slot_on

COMMUNES, HOUSEHOLDS, EVENINGS, LEARNT = 12, 300, 14, 10
BEGIN, HALF_HOURS = 17 * 3600 + 1800, 8
FIRST_DAY = date(2023, 6, 2)
ANEW = 0.55
"""The share of an evening's knocks that are first ones, as long as there are any."""

Presence = Callable[[int, date, int], float]
"""P(home) of a household on a day at a half hour of the evening."""


@dataclass(frozen=True)
class World:
    """log: what each household's knocks showed; days: on which of the evenings each knock fell; true: the
    chance that the world itself gave each, which nobody can know.
    """

    log: list[Evidence]
    days: list[tuple[int, ...]]
    true: list[tuple[float, ...]]

    def until(self, evening: int) -> list[Evidence]:
        """The log as it stood before an evening."""
        return [
            Evidence(each.place, each.people, each.seen[: sum(day < evening for day in days)])
            for each, days in zip(self.log, self.days, strict=True)
        ]


def kinds(rng: np.random.Generator, people: np.ndarray, place: np.ndarray) -> Presence:
    """Four kinds of households and one shape: the model's own family, with other numbers in each commune."""
    homes = assumed()
    levels = np.array(homes.levels) + rng.normal(-0.4, 0.3)
    shape = np.array(homes.shape) + rng.normal(0, 0.25, 144)
    lean = rng.normal(0, 0.6, COMMUNES)
    kind = []
    for size, commune in zip(people, place, strict=True):
        share = np.array(homes.share_of("", int(size))) * np.exp(lean[commune] * np.arange(4) / 2)
        kind.append(rng.choice(4, p=share / share.sum()))
    level = levels[np.array(kind)]
    return lambda home, day, at: float(expit(level[home] + shape[slot_on(day, BEGIN + at * 1800)]))


def habits(rng: np.random.Generator, people: np.ndarray, place: np.ndarray) -> Presence:
    """Every household its own: it comes home at an hour, goes to bed at another, and is out for its own share
    of evenings; more on Saturdays. No kinds, and hours that differ between households.
    """
    mean = np.clip(0.62 + 0.05 * people + rng.normal(0, 0.07, COMMUNES)[place], 0.3, 0.95)
    spread = rng.uniform(0.9, 2.2)
    share = rng.beta(mean * spread, (1 - mean) * spread)
    back, bed = rng.normal(18.0, 0.9, len(people)), rng.normal(21.9, 0.5, len(people))

    def presence(home: int, day: date, at: int) -> float:
        hour = BEGIN / 3600 + at / 2 + 0.25
        window = float(
            expit(np.array((hour - back[home]) / 0.25)) * expit(np.array((bed[home] - hour) / 0.25))
        )
        return float(share[home]) * (0.85 if day.weekday() == 5 else 1.0) * (0.15 + 0.85 * window)

    return presence


def persons(rng: np.random.Generator, people: np.ndarray, place: np.ndarray) -> Presence:
    """Members with trades of their own: somebody is home if any is. Whole families go away for days."""
    late = rng.uniform(0.15, 0.45, COMMUNES)[place]
    trades = [
        rng.choice(3, size=int(size), p=[0.25, 0.75 - share, share])
        for size, share in zip(people, late, strict=True)
    ]
    trips = rng.random((len(people), EVENINGS)) < 0.1
    for evening in range(1, EVENINGS):
        trips[:, evening] |= trips[:, evening - 1] & (rng.random(len(people)) < 0.6)
    closed = rng.random(len(people)) < 0.08

    def presence(home: int, day: date, at: int) -> float:
        if closed[home] or trips[home, (day - FIRST_DAY).days]:
            return 0.03
        hour = BEGIN / 3600 + at / 2 + 0.25
        rest = 0.1 if day.weekday() >= 5 else 0.0
        out = 1.0
        for trade in trades[home]:
            by_trade = (0.75, 0.7 if hour > 18.25 else 0.35, 0.65 if hour > 20 else 0.12)[trade]
            out *= 1 - min(0.95, by_trade + rest)
        return 1 - out

    return presence


GENERATORS = {"kinds": kinds, "habits": habits, "persons": persons}


def world(generator: str, seed: int, *, households: int = HOUSEHOLDS) -> World:
    """A district walked for so many evenings: first knocks at any hour, then again where nobody was."""
    rng = np.random.default_rng([seed, sorted(GENERATORS).index(generator)])
    count = COMMUNES * households
    place = np.repeat(np.arange(COMMUNES), households)
    people = rng.choice(np.arange(1, 7), size=count, p=[0.1, 0.18, 0.22, 0.26, 0.16, 0.08])
    presence = GENERATORS[generator](rng, people, place)
    seen: list[list[tuple[int, bool]]] = [[] for _ in range(count)]
    days: list[list[int]] = [[] for _ in range(count)]
    true: list[list[float]] = [[] for _ in range(count)]
    for evening in range(EVENINGS):
        day = FIRST_DAY + timedelta(days=evening)
        for commune in range(COMMUNES):
            for home in _round(rng, np.flatnonzero(place == commune), seen, households // 8):
                at = int(rng.integers(HALF_HOURS))
                chance = presence(home, day, at)
                seen[home].append((slot_on(day, BEGIN + at * 1800), bool(rng.random() < chance)))
                days[home].append(evening)
                true[home].append(chance)
    log = [Evidence(f"c{place[at]}", int(people[at]), tuple(seen[at])) for at in range(count)]
    return World(log, [tuple(each) for each in days], [tuple(each) for each in true])


def _round(
    rng: np.random.Generator, homes: np.ndarray, seen: Sequence[Sequence[tuple[int, bool]]], most: int
) -> list[int]:
    """Tonight's households: never knocked at, and those missed fewer than four times, in random order."""
    fresh = [int(home) for home in homes if not seen[home]]
    missed = [int(home) for home in homes if seen[home] and len(seen[home]) < 4 and not seen[home][-1][1]]
    met = [int(home) for home in homes if seen[home] and len(seen[home]) < 4 and seen[home][-1][1]]
    again = [*rng.permutation(missed)[:most], *rng.permutation(met)[: most // 4]]
    first = list(rng.permutation(fresh)[: int(most * ANEW)])
    return [int(home) for home in [*first, *again][:most]]


def hour_of(slot: int) -> str:
    """The hour a baseline sees of a slot."""
    return clock_of(slot)[:2]
