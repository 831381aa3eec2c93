"""Mending an evening while it is walked: after a refusal, an empty house, a new promise, a pair gone home.

A way ahead that still holds stays as it is. Concerned is a pair that loses a door or has room for a further
one; and every pair, when a promise would be broken otherwise. Only their ways are searched anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bacung.core.problems import Problem as Refusal
from bacung.core.routing.greedy import Evening, Mask, Stand, reachable
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Plan, told, why_barred
from bacung.core.routing.problem import Problem
from bacung.core.routing.ways import Indices

DOORS = 250
"""Doors looked at besides promised ones and those ahead."""

ROUNDS = 200
"""Rounds of search unless said otherwise: about a tenth of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a pair is: the door it stands at ("" at its start), from when it is free, what it has done (doors
    that are not planned again) and which doors lie ahead, in order. The door it stands at is done, unless it
    lies ahead as well: somebody there asked to come back later.
    """

    pair: str
    at: str = ""
    free_at: Hour
    done: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()


def replan(
    problem: Problem,
    standing: tuple[Standing, ...],
    *,
    stop: Callable[[], bool] | None = None,
    work: int | None = None,
    seed: int = 0,
) -> Plan:
    """The rest of the evening from where the pairs stand. A pair without standing has gone home.

    `problem` is the evening as it is known now: doors refused are barred in it, new promises are made.
    Refuses `routing.malformed` for a pair or a door at which one stands that the problem does not know; other
    doors it does not know are passed over.
    """
    number = {door.id: at for at, door in enumerate(problem.doors)}
    standings = _by_pair(problem, standing, number)
    done = {door for each in standing for door in (*each.done, *({each.at} - set(each.ahead)))}
    barred = [why_barred(problem, door) for door in problem.doors]
    free = np.array(
        [why is None and door.id not in done for why, door in zip(barred, problem.doors, strict=True)],
        dtype=bool,
    )
    evening = Evening(problem, [_stand(problem, each, at, number) for at, each in enumerate(standings)])
    ahead = [[number[door] for door in each.ahead if door in number] if each else [] for each in standings]
    walks, rounds = _mended(evening, free, _once(ahead, free), stop or (lambda: False), work, seed)
    return replace(told(evening, barred, walks, seed=seed, done=done), work=rounds)


def _by_pair(
    problem: Problem, standing: tuple[Standing, ...], number: dict[str, int]
) -> list[Standing | None]:
    pairs = {pair.id for pair in problem.pairs}
    for at, each in enumerate(standing):
        if each.pair not in pairs:
            raise Refusal("routing.malformed", what=f"standing[{at}].pair", value=each.pair)
        if each.at and each.at not in number:
            raise Refusal("routing.malformed", what=f"standing[{at}].at", value=each.at)
    by_pair = {each.pair: each for each in standing}
    return [by_pair.get(pair.id) for pair in problem.pairs]


def _stand(problem: Problem, each: Standing | None, at: int, number: dict[str, int]) -> Stand:
    home, pair = len(problem.doors) + at, problem.pairs[at]
    if each is None:
        return Stand(home, int(pair.begins), walks=False)
    return Stand(number[each.at] if each.at else home, max(int(each.free_at), int(pair.begins)))


def _once(ahead: list[list[int]], free: Mask) -> list[list[int]]:
    """The ways ahead without doors that may not be visited any more or stand on another way already."""
    seen: set[int] = set()
    kept: list[list[int]] = []
    for walk in ahead:
        kept.append([door for door in dict.fromkeys(walk) if free[door] and door not in seen])
        seen.update(kept[-1])
    return kept


def _mended(
    evening: Evening,
    free: Mask,
    ahead: list[list[int]],
    stop: Callable[[], bool],
    work: int | None,
    seed: int,
) -> tuple[list[list[int]], int]:
    from bacung.core.routing.search.mend import mend

    doors = _worth_looking_at(evening, free & reachable(evening), ahead)
    if not doors.size:
        return ahead, 0
    return mend(evening, doors, ahead, stop=stop, most=ROUNDS if work is None else work, seed=seed)


def _worth_looking_at(evening: Evening, free: Mask, ahead: list[list[int]]) -> Indices:
    """Promised doors, those ahead, and the best by prize a minute of visit and way from what lies ahead."""
    chosen = free & evening.promised
    chosen[[door for walk in ahead for door in walk]] = True
    rate = np.zeros(len(free))
    for stand, pair, walk in zip(evening.stands, evening.problem.pairs, ahead, strict=True):
        if stand.walks:
            way = evening.ways.onto_doors(stand.place, pair.mode)
            if walk:
                way = np.minimum(
                    way, evening.ways.between(np.array(walk), _every(free), pair.mode).min(axis=0)
                )
            rate = np.maximum(rate, (evening.most + evening.due) / (evening.service + way + 60.0))
    best = np.flatnonzero(free & (rate > 0))
    chosen[best[np.argsort(-rate[best], kind="stable")[:DOORS]]] = True
    return np.flatnonzero(chosen)


def _every(free: Mask) -> Indices:
    return np.arange(len(free))
