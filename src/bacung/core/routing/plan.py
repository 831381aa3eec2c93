"""The answer: who knocks where tonight, in which order, and why; and `plan`, which makes it."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bacung.core.routing.hours import Hour
from bacung.core.routing.problem import Door, Problem
from bacung.core.routing.wire import read, write

if TYPE_CHECKING:
    from bacung.core.routing.greedy import Evening, Mask

LISTED = 200
"""How many of the doors left out are listed one by one; all of them are counted by reason."""

ON_THE_WAY = 60
"""A door that lengthens the way by at most this many seconds is on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason: a kebab-case code and the facts a sentence needs."""

    code: str
    facts: dict[str, str | float] = field(default_factory=dict)


_DONE = Why(code="done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit: the way there ends at `arrives`, the knock falls at `starts`, the pair goes on at `leaves`.

    `why` codes: promised, first-knock, on-the-way (fact `minutes` longer), best-per-minute (fact
    `prize_per_minute` of way and visit).
    """

    door: str
    arrives: Hour
    starts: Hour
    leaves: Hour
    prize: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One pair's evening; `ends` is when the last visit, or the way back where the pair returns, is over."""

    pair: str
    stops: tuple[Stop, ...]
    ends: Hour


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftDoor:
    """A door that is not on tonight's plan, and why not."""

    door: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The doors not on the plan: counted by reason, the first `LISTED` named (promised and due ones first).

    Reasons: done (earlier this evening), do-not-visit, nobody-left, cap-reached, rests, no-skilled-pair,
    promise-missed, out-of-reach, no-prize, stopped, no-time (it could be reached, but the
    evening went to better doors).
    """

    total: int
    by_reason: dict[str, int]
    doors: tuple[LeftDoor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over the routes; minutes of all pairs together."""

    visits: int
    prize: float
    promises: int
    promises_kept: int
    first_knocks: int
    travel_minutes: float
    waiting_minutes: float
    service_minutes: float
    shift_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Tonight's doors. `notes` say what the plan rests on (by-hamlet-and-number: doors without coordinates).

    `bound` is a proven upper bound on the prize of any plan; null where none is known, never an estimate.
    `work` rounds of search went into the plan; `first_prize` is what the plan they began with collects.
    """

    day: date
    seed: int
    routes: tuple[Route, ...]
    left_out: LeftOut
    totals: Totals
    notes: tuple[Why, ...] = ()
    bound: float | None = None
    work: int = 0
    first_prize: float = 0.0

    @classmethod
    def from_json(cls, value: object) -> "Plan":
        """Read what `to_json` wrote."""
        return read(cls, value)

    def to_json(self) -> dict[str, Any]:
        """JSON values; hours as "18:07:30"."""
        values: dict[str, Any] = write(self)
        return values


Look = Callable[[Callable[[], Plan]], None]
"""Is shown how to take the best plan so far, and takes it when it likes."""


def plan(
    problem: Problem,
    *,
    stop: Callable[[], bool] | None = None,
    work: int | None = None,
    seed: int = 0,
    look: Look = lambda best: None,
) -> Plan:
    """Plan one evening: with neither `stop` nor `work` the first plan only, else the best one found.

    `stop` is asked between steps of some hundredths of a second; when it says yes, the best plan so far is
    returned, and it is as lawful as any. `work` is the most rounds of search; the answer tells those done,
    and the same problem, rounds and seed give the same plan. Never worse than the first plan: in promises
    kept (where they come first), then in first knocks that are due, then in prize less charge for travel.
    `look` is called as often as `stop` while better plans are sought; what it takes is as lawful.
    """
    import numpy as np

    from bacung.core.routing import greedy

    stopped = False

    def stopping() -> bool:
        nonlocal stopped
        stopped = stopped or (stop is not None and stop())
        return stopped

    evening = greedy.Evening(problem)
    barred = [why_barred(problem, door) for door in problem.doors]
    free = np.array([why is None for why in barred], dtype=bool)
    walks = greedy.walks(evening, free, stopping)
    first = told(evening, barred, walks, stopped=stopped, seed=seed)
    if stopped or (stop is None and work is None):
        return first
    from bacung.core.routing.candidates import candidates
    from bacung.core.routing.search.seek import seek

    doors = candidates(evening, free & greedy.reachable(evening), walks)

    def best(found: list[list[int]], done: int) -> Plan:
        better = told(evening, barred, found, seed=seed)
        answer = max(first, better, key=lambda answer: _worth(problem, answer))
        return replace(answer, work=done, first_prize=first.totals.prize)

    def seen(found: Callable[[], list[list[int]]], done: int) -> None:
        look(lambda: best(found(), done))

    return best(*seek(evening, doors, walks, stop=stopping, work=work, seed=seed, seen=seen))


def _worth(problem: Problem, answer: Plan) -> tuple[float, ...]:
    totals = answer.totals
    promises = totals.promises_kept if problem.promises_first else 0
    prize = totals.prize - problem.travel_charge * totals.travel_minutes
    return promises, totals.first_knocks, prize, -totals.travel_minutes


def told(
    evening: "Evening",
    barred: list[Why | None],
    walks: list[list[int]],
    *,
    seed: int,
    stopped: bool = False,
    done: Collection[str] = (),
) -> Plan:
    """The plan with these walks, its hours and reasons.

    `barred`: why each door may not be visited, or None; `done`: doors visited this evening already.
    """
    problem = evening.problem
    visited = {door for walk in walks for door in walk}
    steps = [_walked(evening, pair, walk) for pair, walk in enumerate(walks)]
    totals = _totals(problem, [route for route, _ in steps], visited, sum(way for _, way in steps))
    return Plan(
        day=problem.day,
        seed=seed,
        routes=tuple(route for route, _ in steps),
        left_out=_left_out(
            evening,
            [_DONE if door.id in done else why for door, why in zip(problem.doors, barred, strict=True)],
            visited,
            stopped,
        ),
        totals=totals,
        notes=_notes(problem),
        first_prize=totals.prize,
    )


def _walked(evening: "Evening", pair: int, walk: list[int]) -> tuple[Route, int]:
    """The route with its hours, and its seconds on the way."""
    problem, ways = evening.problem, evening.ways
    mode, home = problem.pairs[pair].mode, len(problem.doors) + pair
    place, now, travelled = evening.stands[pair].place, evening.stands[pair].free_at, 0
    stops = []
    for step, at in enumerate(walk):
        door, way = problem.doors[at], ways.leg(place, at, mode)
        starts = max(now + way, int(evening.opens[at])) if door.promise else now + way
        leaves = starts + int(evening.service[at])
        onward = walk[step + 1] if step + 1 < len(walk) else None
        longer = (
            way + ways.leg(at, onward, mode) - ways.leg(place, onward, mode) if onward is not None else way
        )
        prize = evening.knock(starts, at)
        stops.append(
            Stop(
                door=door.id,
                arrives=Hour(now + way),
                starts=Hour(starts),
                leaves=Hour(leaves),
                prize=prize,
                why=_why(door, prize, (leaves - now) / 60, longer),
            )
        )
        place, now, travelled = at, leaves, travelled + way
    if stops and problem.pairs[pair].returns:
        way = ways.leg(place, home, mode)
        now, travelled = now + way, travelled + way
    return Route(pair=problem.pairs[pair].id, stops=tuple(stops), ends=Hour(now)), travelled


def _why(door: Door, prize: float, minutes: float, longer: int) -> tuple[Why, ...]:
    reasons = []
    if door.promise:
        reasons.append(
            Why(code="promised", facts={"from": str(door.promise.begins), "to": str(door.promise.ends)})
        )
    if door.first_knock_due:
        reasons.append(Why(code="first-knock"))
    if longer <= ON_THE_WAY:
        reasons.append(Why(code="on-the-way", facts={"minutes": round(longer / 60, 1)}))
    if not door.promise and not door.first_knock_due:
        rate = round(prize / max(minutes, 1 / 60), 4)
        reasons.append(Why(code="best-per-minute", facts={"prize_per_minute": rate}))
    return tuple(reasons)


def why_barred(problem: Problem, door: Door) -> Why | None:
    """Why a door may not be knocked at tonight by anybody, or None."""
    cap = problem.max_knocks if door.max_knocks is None else door.max_knocks
    if door.do_not_visit:
        return Why(code="do-not-visit")
    if door.persons_left == 0:
        return Why(code="nobody-left")
    if door.knocks >= cap:
        return Why(code="cap-reached", facts={"knocks": door.knocks, "cap": cap})
    if door.rests_until is not None and door.rests_until > problem.day:
        return Why(code="rests", facts={"until": door.rests_until.isoformat()})
    if not any(door.skills <= pair.skills for pair in problem.pairs):
        return Why(code="no-skilled-pair", facts={"skills": ", ".join(sorted(door.skills))})
    return None


def _left_out(evening: "Evening", barred: list[Why | None], visited: set[int], stopped: bool) -> LeftOut:
    from bacung.core.routing.greedy import reachable as reached

    problem = evening.problem
    reachable = reached(evening)
    reasons = {
        at: barred[at] or _passed_over(evening, at, reachable, stopped)
        for at in range(len(problem.doors))
        if at not in visited
    }
    best = evening.most.tolist()
    first = sorted(
        reasons,
        key=lambda at: (
            problem.doors[at].promise is None,
            not problem.doors[at].first_knock_due,
            -best[at],
            at,
        ),
    )
    return LeftOut(
        total=len(reasons),
        by_reason=dict(sorted(Counter(why.code for why in reasons.values()).items())),
        doors=tuple(LeftDoor(door=problem.doors[at].id, why=reasons[at]) for at in first[:LISTED]),
    )


def _passed_over(evening: "Evening", at: int, reachable: "Mask", stopped: bool) -> Why:
    door = evening.problem.doors[at]
    if not reachable[at]:
        return Why(code="out-of-reach")
    if stopped:
        return Why(code="stopped")
    if door.promise:
        return Why(
            code="promise-missed", facts={"from": str(door.promise.begins), "to": str(door.promise.ends)}
        )
    return Why(code="no-time" if evening.most[at] > 0 else "no-prize")


def _totals(problem: Problem, routes: list[Route], visited: set[int], travelled: int) -> Totals:
    stops = [stop for route in routes for stop in route.stops]
    minutes = {
        "travel_minutes": travelled,
        "waiting_minutes": sum(stop.starts - stop.arrives for stop in stops),
        "service_minutes": sum(stop.leaves - stop.starts for stop in stops),
        "shift_minutes": sum(pair.ends - pair.begins for pair in problem.pairs),
    }
    return Totals(
        visits=len(stops),
        prize=round(sum(stop.prize for stop in stops), 6),
        promises=sum(door.promise is not None for door in problem.doors),
        promises_kept=sum(problem.doors[at].promise is not None for at in visited),
        first_knocks=sum(problem.doors[at].first_knock_due for at in visited),
        **{name: round(seconds / 60, 2) for name, seconds in minutes.items()},
    )


def _notes(problem: Problem) -> tuple[Why, ...]:
    used = {pair.mode for pair in problem.pairs}
    if used and used <= set(problem.travel.matrices):
        return (Why(code="by-matrix"),)
    if used and used <= set(problem.travel.streets):
        astray = problem.travel.astray
        return (Why(code="by-streets", facts={"map": problem.travel.map_name, "astray": astray}),)
    blind = sum(not door.place.located for door in problem.doors)
    notes = []
    if blind:
        notes.append(Why(code="by-hamlet-and-number", facts={"doors": blind}))
    if blind < len(problem.doors):
        located = len(problem.doors) - blind
        notes.append(Why(code="straight-line", facts={"doors": located, "detour": problem.travel.detour}))
    return tuple(notes)
