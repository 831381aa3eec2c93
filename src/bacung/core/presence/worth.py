"""What a knock is worth at each half hour of an evening, and why, household by household.

Worth = people still to do there · P(somebody is home) · the share of them then there · P(agrees | asked,
history): the activations one may expect of the knock. Whether one may knock at all (wishes, caps, quiet
hours, three days of rest after a no) is decided elsewhere, by rules and not by prices.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import numpy as np
import numpy.typing as npt

from bacung.core.presence.homes import Home, chance, chances
from bacung.core.presence.knowledge import Knowledge
from bacung.core.presence.slots import HALF_HOUR, clock_of, half_hour_of, slot_on

Floats = npt.NDArray[np.float64]

REST = timedelta(days=3)
"""After a no a household is left alone this long; a longer wait changes more minds (Beullens et al. 2010)."""
EXPLORED = 0.1
"""The share of revisits whose hour is drawn by lot."""
_RISES, _NEAR_BEST = 0.1, 0.02
"""An evening that gains this much by waiting has an hour worth naming: the first that is so near its best."""


@dataclass(frozen=True, slots=True)
class Evening:
    """The half hours for which worth is asked: from `begins`, seconds after midnight, so many."""

    day: date
    begins: int
    half_hours: int

    def slots(self) -> list[int]:
        """The slot of each of them, by its middle."""
        middle = self.begins + HALF_HOUR // 2
        return [slot_on(self.day, middle + at * HALF_HOUR) for at in range(self.half_hours)]


@dataclass(frozen=True, slots=True)
class Knock:
    """A household one might knock at; `people` of it are still to do and could be helped at the door."""

    key: str
    home: Home
    people: int


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for a knock: a kebab-case code and the facts a sentence needs."""

    code: str
    facts: dict[str, str | float] = field(default_factory=dict)


def worth(knowledge: Knowledge, knocks: Sequence[Knock], evening: Evening) -> Floats:
    """Expected activations: a row for each knock, a column for each half hour."""
    rows = np.zeros((len(knocks), evening.half_hours))
    some = [at for at, knock in enumerate(knocks) if knock.people]
    if some:
        homes = [knocks[at].home for at in some]
        agree = np.array([_willing(knowledge, home, evening.day) for home in homes])
        people = np.array([knocks[at].people for at in some], dtype=np.float64)
        home = chances(knowledge.homes, homes, evening.slots())
        rows[some] = home * (agree * people * knowledge.found)[:, None]
    return rows


def drawn_half_hour(key: str, evening: Evening) -> int | None:
    """For one revisit in ten, the half hour of the evening drawn for it; the same whenever it is asked.

    Only for households knocked at before, that promised no hour and wished for none. Such a knock is worth
    its evening's mean at that hour and nothing at others, so that whether it is made does not hang on what
    one believes of the hour: what is seen there is even-handed evidence.
    """
    lot = Random(f"{key} {evening.day.isoformat()}")
    return lot.randrange(evening.half_hours) if lot.random() < EXPLORED else None


def at_drawn_hour(prizes: Floats, half_hour: int) -> Floats:
    """The worth of a knock that is made at a drawn half hour or not at all."""
    moved = np.zeros_like(prizes)
    moved[half_hour] = prizes.mean()
    return moved


def because(knowledge: Knowledge, knock: Knock, evening: Evening, second: int) -> tuple[Because, ...]:
    """Why this household at this second of the evening: what it has shown, then how likely somebody is home.

    Codes: missed-try-later, missed-try-earlier, missed-try-again (times, at), met-at (at), home-from (from),
    refused-before (days; another pair is better), likely-home (percent, low, high: four chances in five), and
    home-like-others (percent) for a household of which nothing is known but its size and place.
    """
    slot = slot_on(evening.day, second)
    found = [*_seen(knock.home, slot), *_refused(knock.home, evening.day)]
    slots = evening.slots()
    curve = chances(knowledge.homes, [knock.home], slots)[0]
    best = float(curve.max())
    since = next(at for at, value in enumerate(curve) if value >= best - _NEAR_BEST)
    if best - float(curve[0]) >= _RISES and half_hour_of(slot) >= half_hour_of(slots[since]):
        found.append(Because("home-from", {"from": clock_of(slots[since])}))
    likely = chance(knowledge.homes, knock.home, slot)
    if not knock.home.history.seen:
        return (*found, Because("home-like-others", {"percent": round(100 * likely.mean)}))
    percents = {"percent": likely.mean, "low": likely.low, "high": likely.high}
    return (*found, Because("likely-home", {name: round(100 * value) for name, value in percents.items()}))


def rests_until(refused_on: date | None) -> date | None:
    """The first day on which one may knock again after a no; None where nobody said no."""
    return refused_on + REST if refused_on else None


def _willing(knowledge: Knowledge, home: Home, day: date) -> float:
    days = home.history.days_since_refusal(day)
    return knowledge.acceptance.of_household(home.place, home.history, days)


def _seen(home: Home, slot: int) -> list[Because]:
    """What the last knocks in a row that went alike say."""
    seen = home.history.seen
    if not seen:
        return []
    if seen[-1][1]:
        return [Because("met-at", {"at": clock_of(seen[-1][0])})]
    misses = [half_hour_of(other) for other, met in seen if not met]
    facts: dict[str, str | float] = {"times": len(misses), "at": clock_of(misses[-1])}
    if len(set(misses)) > 1 and max(misses) - min(misses) > 1:
        return [Because("missed-try-again", facts)]
    if half_hour_of(slot) > max(misses):
        return [Because("missed-try-later", facts)]
    if half_hour_of(slot) < min(misses):
        return [Because("missed-try-earlier", facts)]
    return [Because("missed-try-again", facts)]


def _refused(home: Home, day: date) -> list[Because]:
    days = home.history.days_since_refusal(day)
    return [] if days is None else [Because("refused-before", {"days": days})]
