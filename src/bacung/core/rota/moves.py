"""Which pairs change their commune next week: between the most activations now and the earliest end for all.

A commune of N phones, of which a share kappa can be reached by visits, has after E pair-hours
A(E) = kappa N (1 - (1 + theta rate E / N) ** (-1 / theta)) activations: each hour finds fewer than the last
(a gamma-mixed exponential). Pairs dealt by need finish together but slowly at first; pairs dealt by marginal
gain win most this week but starve hard communes. The plan lies between, by a weight that is shown.
"""

import heapq
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from msgspec import Meta

from bacung.core.rota.answer import Why
from bacung.core.rota.problem import Few, Name
from bacung.core.rota.wire import malformed, read, unique, write

Hours = Annotated[float, Meta(ge=0, le=1e7)]
Rate = Annotated[float, Meta(gt=0, le=1000)]
Share = Annotated[float, Meta(ge=0, le=1)]
Phones = Annotated[int, Meta(ge=0, le=10_000_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """A commune with its pairs today.

    `phones` that need the account; `hours` walked so far by all pairs; `rate` activations of the first hours,
    with the range in which it lies nine times in ten; `reachable`: share of the phones visits can reach.
    """

    id: Name
    pairs: Few
    phones: Phones
    hours: Hours
    rate: Rate
    rate_low: Rate
    rate_high: Rate
    reachable: Share = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class MovesProblem:
    """The communes of a drive, one week ahead.

    `need`: weight of dealing pairs by need (0: by gain alone, 1: by need alone). `share`: of the phones, to
    be reached. `evening` pair-hours of one evening, `evenings` of a week; a pair that moves loses one.
    `frailty` is theta. At least `least` pairs stay in each commune, at most `most`; at most `most_moves`.
    """

    kind: Literal["moves"] = "moves"
    communes: tuple[Working, ...]
    need: Share = 0.5
    share: Share = 0.8
    evening: Annotated[float, Meta(gt=0, le=24)] = 4.0
    evenings: Annotated[int, Meta(ge=1, le=7)] = 6
    frailty: Annotated[float, Meta(ge=0, le=5)] = 0.6
    least: Few = 1
    most: Few = 30
    most_moves: Few = 10

    def __post_init__(self) -> None:
        unique("communes", [commune.id for commune in self.communes])
        for number, commune in enumerate(self.communes):
            if not commune.rate_low <= commune.rate <= commune.rate_high:
                raise malformed(f"communes[{number}].rate", f"{commune.rate} is outside its own range")
        if self.most < self.least:
            raise malformed("most", f"{self.most} is less than `least`")

    @classmethod
    def from_json(cls, value: object) -> "MovesProblem":
        """Read decoded JSON strictly; refuses `rota.malformed` by field."""
        return read(cls, value)

    def to_json(self) -> dict[str, Any]:
        """JSON values from which `from_json` makes an equal problem."""
        values: dict[str, Any] = write(self)
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Pairs from one commune to another: activations gained next week, the lost evening paid, with range.

    `weeks_before` and `weeks`: until the target's share is reached, before and after all moves; None: never.
    """

    source: str
    target: str
    pairs: int
    gain: float
    low: float
    high: float
    weeks_before: float | None
    weeks: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What is proposed, the pairs of each commune after it, and the gain of all moves together.

    `low` to `high` holds the gain nine times in ten if the rates do. The longest weeks to go before and
    after; None while some commune cannot get there by visits. Notes: out-of-reach (`commune`, `reachable`).
    """

    moves: tuple[Move, ...]
    pairs: dict[str, int]
    need: float
    gain: float
    low: float
    high: float
    longest_before: float | None
    longest: float | None
    notes: tuple[Why, ...] = ()
    seed: int = 0

    def to_json(self) -> dict[str, Any]:
        """JSON values."""
        values: dict[str, Any] = write(self)
        return values


def activations(commune: Working, hours: float, rate: float, frailty: float) -> float:
    """Activations after so many pair-hours at a rate."""
    if not commune.phones:
        return 0.0
    ceiling, walked = commune.reachable * commune.phones, rate * hours / commune.phones
    if frailty < 1e-9:
        return ceiling * (1 - math.exp(-walked))
    return float(ceiling * (1 - (1 + frailty * walked) ** (-1 / frailty)))


def hours_to_go(commune: Working, share: float, frailty: float) -> float | None:
    """Pair-hours still to walk until a share of the phones is reached; None if visits cannot reach it."""
    if not commune.phones:
        return 0.0
    if share >= commune.reachable:
        return None
    left = 1 - share / commune.reachable
    walked = -math.log(left) if frailty < 1e-9 else (left**-frailty - 1) / frailty
    return max(0.0, walked * commune.phones / commune.rate - commune.hours)


def propose(problem: MovesProblem, *, seed: int = 0) -> Moves:
    """The moves of next week. The same problem gives the same moves; `seed` is only carried."""
    now = {commune.id: commune.pairs for commune in problem.communes}
    wanted = _blended(problem)
    after, steps = dict(now), []
    for source, target in _steps(problem, now, wanted)[: problem.most_moves]:
        after[source] -= 1
        after[target] += 1
        steps.append((source, target))
    arrivals = {name: sum(target == name for _, target in steps) for name in now}
    gains = {
        commune.id: _gain(problem, commune, after[commune.id], arrivals[commune.id])
        for commune in problem.communes
    }
    total = _sum([gains[name] for name in gains if now[name] != after[name]])
    moves = []
    for source, target in dict.fromkeys(steps):
        gain, low, high = _sum([gains[source], gains[target]])
        weeks_before, weeks = _weeks(problem, target, now[target]), _weeks(problem, target, after[target])
        moves.append(
            Move(
                source=source,
                target=target,
                pairs=steps.count((source, target)),
                gain=gain,
                low=low,
                high=high,
                weeks_before=weeks_before,
                weeks=weeks,
            )
        )
    return Moves(
        moves=tuple(moves),
        pairs=after,
        need=problem.need,
        gain=total[0],
        low=total[1],
        high=total[2],
        longest_before=_longest(problem, now),
        longest=_longest(problem, after),
        notes=tuple(
            Why(code="out-of-reach", facts={"commune": commune.id, "reachable": commune.reachable})
            for commune in problem.communes
            if hours_to_go(commune, problem.share, problem.frailty) is None
        ),
        seed=seed,
    )


def _blended(problem: MovesProblem) -> dict[str, float]:
    """Pairs each commune should have: the weighted mean of the two extremes."""
    by_need = _dealt(problem, lambda commune, pairs: _to_go(problem, commune) / pairs)
    by_gain = _dealt(
        problem, lambda commune, pairs: _week(problem, commune, pairs + 1) - _week(problem, commune, pairs)
    )
    return {name: problem.need * by_need[name] + (1 - problem.need) * by_gain[name] for name in by_need}


def _dealt(problem: MovesProblem, worth: Callable[[Working, int], float]) -> dict[str, int]:
    """Deal all pairs one by one to where the next is worth most: exact for both extremes (Gross 1956)."""
    pairs = {commune.id: min(problem.least, problem.most) for commune in problem.communes}
    queue = [
        (-worth(commune, max(1, pairs[commune.id])), number)
        for number, commune in enumerate(problem.communes)
        if pairs[commune.id] < problem.most
    ]
    heapq.heapify(queue)
    for _ in range(sum(commune.pairs for commune in problem.communes) - sum(pairs.values())):
        if not queue:
            break
        _, number = heapq.heappop(queue)
        commune = problem.communes[number]
        pairs[commune.id] += 1
        if pairs[commune.id] < problem.most:
            heapq.heappush(queue, (-worth(commune, pairs[commune.id]), number))
    return pairs


def _steps(problem: MovesProblem, now: dict[str, int], wanted: dict[str, float]) -> list[tuple[str, str]]:
    """One pair at a time, from who has most too many to who has most too few, while both come nearer."""
    pairs, steps = dict(now), []
    while pairs:
        source = max(pairs, key=lambda name: pairs[name] - wanted[name])
        target = min(pairs, key=lambda name: pairs[name] - wanted[name])
        over, under = pairs[source] - wanted[source], wanted[target] - pairs[target]
        may = pairs[source] > problem.least and pairs[target] < problem.most
        if not may or min(over, under) < 0.5 or over + under < 1 + 1e-9:
            break
        pairs[source] -= 1
        pairs[target] += 1
        steps.append((source, target))
    return steps


def _to_go(problem: MovesProblem, commune: Working) -> float:
    """Hours to go; where the share is out of reach, those to nine tenths of what can be reached."""
    hours = hours_to_go(commune, problem.share, problem.frailty)
    return (
        hours if hours is not None else hours_to_go(commune, 0.9 * commune.reachable, problem.frailty) or 0.0
    )


def _week(problem: MovesProblem, commune: Working, pairs: float, rate: float | None = None) -> float:
    """Activations of next week with so many pairs."""
    rate = commune.rate if rate is None else rate
    hours = commune.hours + pairs * problem.evening * problem.evenings
    before = activations(commune, commune.hours, rate, problem.frailty)
    return activations(commune, hours, rate, problem.frailty) - before


def _gain(problem: MovesProblem, commune: Working, pairs: int, arrivals: int) -> tuple[float, float, float]:
    """What a commune wins or loses next week by its new pairs: expected, at the low and at the high rate."""
    present = pairs - arrivals / problem.evenings
    rates = (commune.rate, commune.rate_low, commune.rate_high)
    middle, low, high = (
        _week(problem, commune, present, rate) - _week(problem, commune, commune.pairs, rate)
        for rate in rates
    )
    return middle, low, high


def _sum(gains: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Sum of independent gains, with its range."""
    middle = sum(gain for gain, _, _ in gains)
    half = math.sqrt(sum(((high - low) / 2) ** 2 for _, low, high in gains))
    return middle, middle - half, middle + half


def _weeks(problem: MovesProblem, name: str, pairs: int) -> float | None:
    commune = next(each for each in problem.communes if each.id == name)
    hours = hours_to_go(commune, problem.share, problem.frailty)
    if hours is None or (hours > 0 and not pairs):
        return None
    return hours / (pairs * problem.evening * problem.evenings) if hours else 0.0


def _longest(problem: MovesProblem, pairs: dict[str, int]) -> float | None:
    weeks = [_weeks(problem, commune.id, pairs[commune.id]) for commune in problem.communes]
    known = [each for each in weeks if each is not None]
    return max(known, default=0.0) if len(known) == len(weeks) else None
