"""The first plan: the highest prize per minute next, promises first, first knocks before second ones.

Promised doors are set first, each where it costs least way, so that a word given is kept if it can be (with
`promises_first` off they compete by their prize). Then the gaps are filled: again and again the pair and door
with the highest prize / (travel + waiting + service) that can still be reached, is allowed, and is left in
time for what lies ahead: the next promise, the shift's end, the way back. A pair waits for a promise only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bacung.core.routing.problem import SLOT, Problem
from bacung.core.routing.ways import Floats, Seconds, Ways

Mask = npt.NDArray[np.bool_]
NEVER = 1 << 40
WORD = 1e-9
"""What a promise or a first knock that is due is worth at least, however small its prize."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a pair stands (a place of `Ways`) and from when on it is free; whether it walks at all."""

    place: int
    free_at: int
    walks: bool = True


@dataclass(slots=True)
class Walk:
    """One pair's evening while it grows: doors visited so far, then promised doors still ahead."""

    pair: int
    place: int
    now: int
    done: list[int] = field(default_factory=list)
    ahead: list[int] = field(default_factory=list)


class Evening:
    """The problem as arrays over its doors: who may be visited, from when, until when, for what prize.

    `stands`: where the pairs are, at their starts and the begin of their shifts unless said otherwise.
    """

    def __init__(self, problem: Problem, stands: list[Stand] | None = None) -> None:
        doors = problem.doors
        self.problem = problem
        self.stands = stands or [
            Stand(len(doors) + at, int(pair.begins)) for at, pair in enumerate(problem.pairs)
        ]
        self.ways = Ways(problem)
        self.service: Seconds = np.array([round(door.service_minutes * 60) for door in doors], dtype=np.int64)
        self.opens: Seconds = np.array([opens(problem, at) for at in range(len(doors))], dtype=np.int64)
        self.closes: Seconds = np.array(
            [door.promise.ends if door.promise else NEVER for door in doors], dtype=np.int64
        )
        self.promised: Mask = np.array([door.promise is not None for door in doors], dtype=bool)
        self.due: Mask = np.array([door.first_knock_due for door in doors], dtype=bool)
        self.prizes = _prizes(problem)
        self.most: Floats = self.prizes.max(axis=1)
        self._rows = np.arange(len(doors))
        self.quiet = problem.quiet_spans()
        self.skilled = [
            np.array([door.skills <= pair.skills for door in doors], dtype=bool) for pair in problem.pairs
        ]

    def prize(self, start: Seconds) -> Floats:
        """What each door is worth when the knock falls at `start` (one moment per door)."""
        if self.prizes.shape[1] == 1:
            return self.prizes[:, 0]
        slot = np.clip((start - self.problem.prizes_from) // SLOT, 0, self.prizes.shape[1] - 1)
        worth: Floats = self.prizes[self._rows, slot]
        return worth

    def knock(self, start: int, door: int) -> float:
        """What one door is worth when the knock falls at `start`."""
        slot = min(max((start - self.problem.prizes_from) // SLOT, 0), self.prizes.shape[1] - 1)
        return float(self.prizes[door, slot])

    def visits(self, walk: Walk, onward: Seconds, place: int, now: int) -> tuple[Seconds, Seconds, Mask]:
        """Ways to every door from `place` at `now`, the starts there, and which are allowed.

        `onward`: the latest leave from each door from which all that lies ahead still works.
        """
        pair = self.problem.pairs[walk.pair]
        way = self.ways.onto_doors(place, pair.mode)
        arrives = now + way
        start = np.where(self.promised, np.maximum(arrives, self.opens), arrives)
        leaves = start + self.service
        allowed = (start >= self.opens) & (start <= self.closes) & (leaves <= onward)
        allowed &= self.skilled[walk.pair]
        for begins, ends in self.quiet:
            allowed &= (leaves <= begins) | (start >= ends)
        return way, start, allowed

    def latest_leaves(self, walk: Walk, ahead: list[int]) -> Seconds:
        """For each door the latest leave from which the doors `ahead` and the shift's end still work."""
        pair = self.problem.pairs[walk.pair]
        home = len(self.problem.doors) + walk.pair
        onward = np.full(len(self.service), int(pair.ends), dtype=np.int64)
        if pair.returns:
            onward = onward - self.ways.from_doors(home, pair.mode)
        for door in reversed(ahead):
            latest = min(int(self.closes[door]), int(onward[door]) - int(self.service[door]))
            for begins, _ in self.quiet:
                if begins > self.opens[door]:
                    latest = min(latest, begins - int(self.service[door]))
            onward = latest - self.ways.from_doors(door, pair.mode)
        return onward


def opens(problem: Problem, at: int) -> int:
    """The first second at which door number `at` may be knocked at tonight."""
    door = problem.doors[at]
    return max(int(door.promise.begins) if door.promise else 0, int(door.not_before or 0))


def walks(evening: Evening, open_doors: Mask, stop: Callable[[], bool]) -> list[list[int]]:
    """The doors of each pair in walking order; `open_doors` says which may be visited at all tonight."""
    problem = evening.problem
    growing = [Walk(at, stand.place, stand.free_at) for at, stand in enumerate(evening.stands)]
    left = open_doors.copy()
    if len(problem.doors):
        if problem.promises_first:
            _set_promises(evening, growing, left, stop)
        _fill(evening, growing, left, stop)
    return [walk.done + walk.ahead for walk in growing]


def _set_promises(evening: Evening, growing: list[Walk], left: Mask, stop: Callable[[], bool]) -> None:
    wanted = left & evening.promised
    best = {walk.pair: _best_promise(evening, walk, wanted) for walk in growing}
    while wanted.any() and not stop():
        ratio, pair, door, gap = max(
            (best[walk.pair][0], -walk.pair, *best[walk.pair][1:]) for walk in growing
        )
        if ratio <= 0:
            return
        growing[-pair].ahead.insert(gap, door)
        wanted[door] = left[door] = False
        for walk in growing:
            if walk.pair == -pair or best[walk.pair][1] == door:
                best[walk.pair] = _best_promise(evening, walk, wanted)


def _best_promise(evening: Evening, walk: Walk, wanted: Mask) -> tuple[float, int, int]:
    """Prize per minute of way and visit, door and gap of the promise that fits the walk best; 0 if none."""
    if not wanted.any():
        return 0.0, 0, 0
    pair = evening.problem.pairs[walk.pair]
    found, place, now = (0.0, 0, 0), walk.place, walk.now
    for gap in range(len(walk.ahead) + 1):
        onward = evening.latest_leaves(walk, walk.ahead[gap:])
        way, start, allowed = evening.visits(walk, onward, place, now)
        cost = way + evening.service
        if gap < len(walk.ahead):
            following = walk.ahead[gap]
            cost = cost + evening.ways.from_doors(following, pair.mode)
            cost = cost - evening.ways.leg(place, following, pair.mode)
        worth = np.maximum(evening.prize(start), WORD)
        ratio = np.where(allowed & wanted, worth / np.maximum(cost, 1), 0.0)
        door = int(ratio.argmax())
        if ratio[door] > found[0]:
            found = (float(ratio[door]), door, gap)
        if gap < len(walk.ahead):
            place, now = following, max(now + int(way[following]), int(evening.opens[following]))
            now += int(evening.service[following])
    return found


def _fill(evening: Evening, growing: list[Walk], left: Mask, stop: Callable[[], bool]) -> None:
    offers = {walk.pair: _best_next(evening, walk, left) for walk in growing}
    while not stop():
        offer = max(((*offers[walk.pair][:2], -walk.pair) for walk in growing), default=(0, 0.0, 0))
        if offer[1] <= 0:
            return
        walk = growing[-offer[2]]
        _, _, door, start = offers[walk.pair]
        walk.done.append(door)
        walk.place, walk.now = door, start + int(evening.service[door])
        left[door] = False
        for other in growing:
            if other is walk or offers[other.pair][2] == door:
                offers[other.pair] = _best_next(evening, other, left)


def _best_next(evening: Evening, walk: Walk, left: Mask) -> tuple[int, float, int, int]:
    """First-knock class, prize per second, door and start of the pair's best next visit; ratio 0 if none.

    When nothing more fits before the next promise the walk goes on to it and looks from there.
    """
    mode = evening.problem.pairs[walk.pair].mode
    while True:
        onward = evening.latest_leaves(walk, walk.ahead)
        way, start, allowed = evening.visits(walk, onward, walk.place, walk.now)
        cost = (start - walk.now + evening.service).astype(np.float64)
        if walk.ahead:
            # Half of what the way on to the promise grows by: neither straight there nor away from it.
            following = walk.ahead[0]
            grows = evening.ways.from_doors(following, mode) - evening.ways.leg(walk.place, following, mode)
            cost = np.maximum(cost + grows / 2, evening.service / 2)
        worth = np.maximum(evening.prize(start), WORD * evening.due)
        ratio = np.where(allowed & left, worth / np.maximum(cost, 1), 0.0)
        for rank, offers in ((1, ratio * evening.due), (0, ratio)):
            door = int(offers.argmax())
            if offers[door] > 0:
                return rank, float(offers[door]), door, int(start[door])
        if not walk.ahead:
            return 0, 0.0, -1, 0
        door = walk.ahead.pop(0)
        walk.done.append(door)
        walk.now = max(walk.now + int(way[door]), int(evening.opens[door])) + int(evening.service[door])
        walk.place = door


def _prizes(problem: Problem) -> Floats:
    """Prize by door and half hour; one column when every prize is a single number."""
    lists = [door.prize if isinstance(door.prize, tuple) else (door.prize,) for door in problem.doors]
    width = max((len(prizes) for prizes in lists), default=1)
    return np.array([(*prizes, *[prizes[-1]] * (width - len(prizes))) for prizes in lists]).reshape(
        len(lists), width
    )


def reachable(evening: Evening) -> Mask:
    """The doors that some pair could visit tonight if it visited nothing else, whenever it is in the evening.

    A pair may come later than it could: doors open when the evening has begun are reached from other doors.
    """
    problem = evening.problem
    some = np.zeros(len(problem.doors), dtype=bool)
    for at, pair in enumerate(problem.pairs):
        walk = Walk(at, evening.stands[at].place, evening.stands[at].free_at)
        onward = evening.latest_leaves(walk, [])
        start = np.maximum(walk.now + evening.ways.onto_doors(walk.place, pair.mode), evening.opens)
        fits = (start <= evening.closes) & (start + evening.service <= onward) & evening.skilled[at]
        some |= fits
    return some
