"""What every lawful plan of an evening obeys, in sentences about time alone.

A visit costs its service and at least half of the two shortest ways between which it can stand (one in, one
out, from different places). All visits together fit into all shifts. Those begun in some half hours on end
fit into these half hours, save that the last may run over and the way to the first may lie before; of a long
visit only a part is counted there, so that one long visit does not make the sentence empty.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bacung.core.routing.greedy import Evening
from bacung.core.routing.plan import why_barred
from bacung.core.routing.problem import SLOT
from bacung.core.routing.ways import Floats, Indices, Nearest, Seconds

LONG = 95
"""Percentile of a visit's time beyond which, in half hours on end, more of it is not counted."""

MOST_SLOTS = 48


@dataclass(frozen=True, slots=True)
class Sentence:
    """The visits begun in half hours `first` to `last` (inclusive) take, by `weights`, at most `room`."""

    first: int
    last: int
    weights: Floats
    room: float


@dataclass(frozen=True, slots=True)
class Hours:
    """The doors that may bring something (numbers in the problem), what they bring by half hour (doors, half
    hours), their service, and the sentences; the first sentence is the one about the whole evening, in which
    `ways` (half of the two shortest ways) is what a visit weighs beyond its service.
    """

    evening: Evening
    doors: Indices
    worth: Floats
    service: Floats
    ways: Floats
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, evening: Evening) -> "Hours":
        """All that is known of the evening's time."""
        somebody = evening.problem.pairs and evening.problem.doors
        worth = _worth(evening) if somebody else np.zeros((len(evening.problem.doors), 1))
        doors = np.flatnonzero(worth.max(axis=1, initial=0.0) > 0)
        if not doors.size:
            return cls(evening, doors, worth[doors], np.zeros(0), np.zeros(0), ())
        ways, longest = _half_ways(evening, doors)
        service = evening.service[doors].astype(np.float64)
        sentences = _sentences(evening, worth.shape[1], service, ways, longest)
        return cls(evening, doors, worth[doors], service, ways, sentences)


def _worth(evening: Evening) -> Floats:
    """What each door brings if knocked at in each half hour; 0 where no pair can."""
    problem, edges = evening.problem, _edges(evening)
    worth = np.zeros((len(problem.doors), len(edges)))
    for number, pair in enumerate(problem.pairs):
        home = len(problem.doors) + number
        onto, back = evening.ways.least_ways(home, pair.mode)
        earliest = np.maximum(pair.begins + onto, evening.opens)
        latest = int(pair.ends) - evening.service - (back if pair.returns else 0)
        latest = np.minimum(latest, evening.closes)
        for slot, (begins, ends) in enumerate(edges):
            column = min(slot, evening.prizes.shape[1] - 1)
            can = (np.maximum(earliest, begins) <= np.minimum(latest, ends - 1)) & evening.skilled[number]
            worth[:, slot] = np.maximum(worth[:, slot], np.where(can, evening.prizes[:, column], 0.0))
    worth[[why_barred(problem, door) is not None for door in problem.doors]] = 0.0
    return worth


def _edges(evening: Evening) -> list[tuple[int, int]]:
    """Begin and end of each half hour; the first begins with the earliest shift, the last ends with them."""
    problem = evening.problem
    begins = min(int(pair.begins) for pair in problem.pairs)
    ends = max(int(pair.ends) for pair in problem.pairs)
    since = int(problem.prizes_from)
    width = max(evening.prizes.shape[1], min(-(-(ends - since) // SLOT), MOST_SLOTS))
    marks = [since + SLOT * slot for slot in range(width + 1)]
    marks[0], marks[-1] = min(begins, marks[0]), max(ends, marks[-1]) + 1
    return list(pairwise(marks))


def _sentences(
    evening: Evening, slots: int, service: Floats, ways: Floats, longest: float
) -> tuple[Sentence, ...]:
    pairs, edges = evening.problem.pairs, _edges(evening)
    # A pair that ends at its last door leaves the way out of that door unwalked.
    whole = sum(pair.ends - pair.begins + (0 if pair.returns else longest) for pair in pairs)
    sentences = [Sentence(0, slots - 1, service + ways, max(1.0, float(whole)))]
    cap = float(np.percentile(ways, LONG))
    weights = service + np.minimum(ways, cap)
    most = float(np.percentile(weights, LONG))
    weights = np.minimum(weights, most)
    for first in range(slots):
        for last in range(first, slots):
            begins, ends = edges[first][0], edges[last][1]
            inside = [min(ends, int(pair.ends)) - max(begins, int(pair.begins)) for pair in pairs]
            room = sum(length + most + cap for length in inside if length > 0)
            if room < whole:
                sentences.append(Sentence(first, last, weights, max(1.0, float(room))))
    return tuple(sentences)


def _half_ways(evening: Evening, seen: Indices) -> tuple[Floats, float]:
    """Half of the two shortest ways a door can stand between (seconds), and half of the longest way out.

    Every door that may be visited counts as a neighbour, whether it brings something or not.
    """
    problem, halves, longest = evening.problem, np.full(len(seen), np.inf), 0.0
    open_ = np.flatnonzero([why_barred(problem, door) is None for door in problem.doors])
    for mode in sorted({pair.mode for pair in problem.pairs}):
        into, out_of = evening.ways.two_nearest(open_, seen, mode)
        for number, pair in enumerate(problem.pairs):
            if pair.mode == mode:
                home = len(problem.doors) + number
                into = _with(into, evening.ways.onto_doors(home, mode)[seen], -1)
                out_of = _with(out_of, evening.ways.from_doors(home, mode)[seen], -2)
        halves = np.minimum(halves, _apart(into, out_of) / 2)
        longest = max(longest, float(out_of.second.max()) / 2)
    return halves, longest


def _with(near: Nearest, seconds: Seconds, who: int) -> Nearest:
    """The two nearest, when somebody else (`who`, the same for all) is that near."""
    second = np.minimum(near.second, np.maximum(near.first, seconds))
    return Nearest(np.minimum(near.first, seconds), np.where(seconds < near.first, who, near.who), second)


def _apart(into: Nearest, out_of: Nearest) -> Floats:
    """The least way in plus way out, from and to two different places."""
    other = np.minimum(into.first + out_of.second, into.second + out_of.first)
    ways: Floats = np.where(into.who == out_of.who, other, into.first + out_of.first).astype(np.float64)
    return ways
