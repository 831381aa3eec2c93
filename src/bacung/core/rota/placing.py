"""Students who differ, placed by integer programming: whole numbers of each kind of student in each commune.

Students alike in all that counts are one kind, so that there is nothing to choose between them. The days of
a commune are bounded from below by tangents, more of them where the last answer lies, until the answer's
true cost meets the proven bound.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from bacung.core.rota.days import SLOWEST, days, tangent
from bacung.core.rota.matrix import Rows, Solution
from bacung.core.rota.wave import Student, Wave, WaveHost

RULES = ("least", "most", "beds", "rooms", "languages", "leaders", "together", "apart", "fixed", "reach")
"""The rules that can be switched off to find out which of them stand in each other's way."""

GAP = 0.002
"""Proven distance to the best, as a share of the cost, at which an answer is good enough."""

TANGENTS = 48
"""Tangents of a commune's days to begin with."""

FEW = 12
"""Different paces up to which they are taken as they are; more are rounded to tenths, and mended by swaps."""

ROUNDS = 6
NODES = 100


@dataclass(frozen=True, slots=True)
class Placed:
    """Student to host, a proven bound on the cost of every allocation, and the hosts short of something."""

    host_of: dict[str, str]
    cost: float
    bound: float
    short: frozenset[tuple[str, str]]
    work: int


class Placing:
    """The program of one wave; rules in `off` do not hold. `exact`: no pace is rounded, of however many."""

    def __init__(self, wave: Wave, off: frozenset[str] = frozenset(), *, exact: bool = False) -> None:
        self.wave, self.off = wave, off
        coarse = len({student.pace for student in wave.students}) > FEW
        self.kinds = _kinds(wave, coarse and not exact)
        self.paces = [sum(each.pace for each in kind) / len(kind) for kind in self.kinds]
        self.hosts = wave.hosts
        self.rows = Rows()
        self.column: dict[tuple[int, int], int] = {}
        self.slack: dict[tuple[str, str], int] = {}
        top = sum(days(host.work, max(1, host.least) * SLOWEST, wave.together) for host in wave.hosts)
        self.penalty = 10.0 * (1.0 + top + wave.travel * 5_000)
        self._columns()
        self._everybody_somewhere()
        for at, host in enumerate(self.hosts):
            self._lodged(at, host)
            self._skilled(at, host)
        self._ties()
        self._days()

    def solve(self, stop: Callable[[], bool] | None = None, work: int | None = None) -> Placed:
        """Solve, add tangents where the answer lies, and solve again, until it is good enough."""
        rounded = any(len({each.pace for each in kind}) > 1 for kind in self.kinds)
        bound = Placing(self.wave, self.off, exact=True).relaxed() if rounded else float("-inf")
        best: Placed | None = None
        lacks, short, rounds = 0.0, frozenset[tuple[str, str]](), 0
        while best is None or best.cost - best.bound > GAP * max(1e-9, best.cost - lacks):
            found = self.rows.solve(nodes=NODES, gap=GAP * 0.6)
            rounds += 1
            if not short and (short := self._short(found)):
                lacks = self._settle(found)
                continue
            bound = bound if rounded else max(bound, lacks + found.bound)
            host_of = self._named({key: round(found.values[column]) for key, column in self.column.items()})
            if rounded:
                host_of = swapped(self.wave, self.kinds, host_of)
            cost = lacks + true_cost(self.wave, host_of)
            if best is None or cost < best.cost:
                best = Placed(host_of, cost, bound, short, rounds)
            best = replace(best, bound=min(bound, best.cost), work=rounds)
            if rounded or rounds >= (work or ROUNDS) or (stop is not None and stop()):
                break
            for at, pace in enumerate(found.values[self.pace]):
                self._tangent(at, max(SLOWEST, float(pace)))
        return best

    def _short(self, found: Solution) -> frozenset[tuple[str, str]]:
        """What is lacking where, by the host ("" for students without one)."""
        return frozenset(key for key, column in self.slack.items() if found.values[column] > 0.5)

    def _settle(self, found: Solution) -> float:
        """Let no more be lacking than in this answer, at no charge from now on; gives the charge so far."""
        charge = 0.0
        for column in self.slack.values():
            lacking = round(found.values[column])
            charge += lacking * self.rows.costs[column]
            self.rows.upper[column], self.rows.costs[column] = float(lacking), 0.0
        return charge

    def relaxed(self) -> float:
        """A bound on every allocation: students may be cut into parts."""
        return self.rows.relaxed()

    def possible(self) -> bool:
        """Whether every student can be placed with every rule kept."""
        for column in self.slack.values():
            self.rows.upper[column] = 0.0
        return self.rows.feasible(nodes=NODES)

    def _columns(self) -> None:
        wave, reach = self.wave, self.wave.reach
        for k, kind in enumerate(self.kinds):
            fixed = None if "fixed" in self.off else wave.fixed.get(kind[0].id)
            for at, host in enumerate(self.hosts):
                way = kind[0].travel.get(host.id, 0.0)
                too_far = reach is not None and way > reach and "reach" not in self.off
                if (fixed is None and not too_far) or fixed == host.id:
                    cost = wave.travel * way
                    self.column[k, at] = self.rows.column(cost, whole=True, upper=len(kind))

    def _everybody_somewhere(self) -> None:
        for k, kind in enumerate(self.kinds):
            left = self._slack("", kind[0].id, 1.0, len(kind))
            placed = [(self.column[k, at], 1.0) for at in range(len(self.hosts)) if (k, at) in self.column]
            self.rows.add([*placed, (left, 1.0)], len(kind), len(kind))

    def _lodged(self, at: int, host: WaveHost) -> None:
        """Between least and most, within the beds, and rooms of one gender each."""
        most = float("inf") if "most" in self.off else host.most
        if host.beds is not None and not host.rooms and "beds" not in self.off:
            most = min(most, host.beds)
        if host.rooms and "rooms" not in self.off:
            most = min(most, sum(host.rooms))
        everybody = self._of(at, lambda student: True)
        self.rows.add(everybody, 0, most)
        if host.least and "least" not in self.off:
            lacking = self._slack(host.id, "least", 2.0, host.least)
            self.rows.add([*everybody, (lacking, 1.0)], host.least, np.inf)
        if host.rooms and "rooms" not in self.off:
            rooms = [(self.rows.column(0.0, whole=True), float(beds)) for beds in host.rooms]
            women = self._of(at, lambda student: student.gender == "f")
            men = self._of(at, lambda student: student.gender == "m")
            self.rows.add([*women, *((room, -beds) for room, beds in rooms)], -np.inf, 0)
            self.rows.add([*men, *rooms], -np.inf, sum(host.rooms))

    def _skilled(self, at: int, host: WaveHost) -> None:
        if host.leaders and "leaders" not in self.off:
            lacking = self._slack(host.id, "leaders", 1.0, host.leaders)
            self.rows.add([*self._of(at, lambda each: each.leads), (lacking, 1.0)], host.leaders, np.inf)
        for language, wanted in sorted(host.languages.items()) if "languages" not in self.off else ():
            speaking = self._of(at, lambda each, language=language: language in each.languages)  # type: ignore[misc]
            lacking = self._slack(host.id, f"language {language}", 1.0, wanted)
            self.rows.add([*speaking, (lacking, 1.0)], wanted, np.inf)

    def _ties(self) -> None:
        alone = {kind[0].id: k for k, kind in enumerate(self.kinds) if len(kind) == 1}
        for tie in self.wave.ties:
            if ("together" if tie.together else "apart") in self.off:
                continue
            for at in range(len(self.hosts)):
                one = self.column.get((alone[tie.first], at))
                two = self.column.get((alone[tie.second], at))
                terms = [(column, 1.0) for column in (one, two) if column is not None]
                if tie.together and terms:
                    self.rows.add([terms[0], *((column, -1.0) for column, _ in terms[1:])], 0, 0)
                elif not tie.together and len(terms) == 2:
                    self.rows.add(terms, 0, 1)

    def _days(self) -> None:
        """Columns for the pace and the days of each commune, with tangents over the paces it may have."""
        paces = [student.pace for student in self.wave.students] or [1.0]
        self.pace = [self.rows.column(0.0) for _ in self.hosts]
        self.days = [self.rows.column(1.0) for _ in self.hosts]
        for at, host in enumerate(self.hosts):
            gathered = [
                (self.column[k, at], self.paces[k]) for k in range(len(self.kinds)) if (k, at) in self.column
            ]
            self.rows.add([*gathered, (self.pace[at], -1.0)], 0, 0)
            low = max(SLOWEST, host.least * min(paces))
            high = max(low * 1.01, host.most * max(paces))
            for pace in [SLOWEST, *np.geomspace(low, high, TANGENTS)]:
                self._tangent(at, float(pace))

    def _tangent(self, at: int, pace: float) -> None:
        value, slope = tangent(self.hosts[at].work, pace, self.wave.together)
        self.rows.add([(self.days[at], 1.0), (self.pace[at], -slope)], value - slope * pace, np.inf)

    def _slack(self, host: str, what: str, weight: float, most: int) -> int:
        column = self.rows.column(weight * self.penalty, upper=float(most))
        self.slack[host, what] = column
        return column

    def _of(self, at: int, which: Callable[[Student], bool]) -> list[tuple[int, float]]:
        return [
            (self.column[k, at], 1.0)
            for k, kind in enumerate(self.kinds)
            if (k, at) in self.column and which(kind[0])
        ]

    def _named(self, counts: dict[tuple[int, int], int]) -> dict[str, str]:
        named: dict[str, str] = {}
        for k, kind in enumerate(self.kinds):
            waiting = iter(kind)
            for at, host in enumerate(self.hosts):
                for _ in range(counts.get((k, at), 0)):
                    named[next(waiting).id] = host.id
        return named


def paces(wave: Wave, host_of: dict[str, str]) -> dict[str, float]:
    """The pace of all students of each host together."""
    total = dict.fromkeys((host.id for host in wave.hosts), 0.0)
    for student in wave.students:
        if student.id in host_of:
            total[host_of[student.id]] += student.pace
    return total


def true_cost(wave: Wave, host_of: dict[str, str]) -> float:
    """Days of all communes and the ways of all students, as the wave weighs them."""
    pace = paces(wave, host_of)
    ways = sum(each.travel.get(host_of[each.id], 0.0) for each in wave.students if each.id in host_of)
    return sum(days(host.work, pace[host.id], wave.together) for host in wave.hosts) + wave.travel * ways


def swapped(wave: Wave, kinds: list[tuple[Student, ...]], host_of: dict[str, str]) -> dict[str, str]:
    """Exchange students of one kind, alike but for their pace, between communes as long as days are saved."""
    pace, host_of = paces(wave, host_of), dict(host_of)
    work = {host.id: host.work for host in wave.hosts}

    def both(one: str, two: str, shift: float) -> float:
        return days(work[one], pace[one] + shift, wave.together) + days(
            work[two], pace[two] - shift, wave.together
        )

    better = True
    while better:
        better = False
        for first, second in ((a, b) for kind in kinds for a, b in combinations(kind, 2)):
            one, two = host_of.get(first.id), host_of.get(second.id)
            if one is None or two is None or one == two:
                continue
            shift = second.pace - first.pace
            if both(one, two, shift) < both(one, two, 0.0) - 1e-9:
                host_of[first.id], host_of[second.id] = two, one
                pace[one] += shift
                pace[two] -= shift
                better = True
    return host_of


def _kinds(wave: Wave, coarse: bool) -> list[tuple[Student, ...]]:
    """Students alike in all that counts; whoever is tied or set by hand is a kind of his own."""
    special = {name for tie in wave.ties for name in (tie.first, tie.second)} | set(wave.fixed)
    languages = {language for host in wave.hosts for language in host.languages}
    leads = any(host.leaders for host in wave.hosts)
    rooms = any(host.rooms for host in wave.hosts)
    ways = bool(wave.travel) or wave.reach is not None
    kinds: dict[object, list[Student]] = defaultdict(list)
    for student in wave.students:
        kinds[
            student.id if student.id in special else "",
            round(student.pace, 1) if coarse else student.pace,
            student.languages & languages,
            student.leads and leads,
            student.gender if rooms else "",
            tuple(sorted(student.travel.items())) if ways else (),
        ].append(student)
    return [tuple(kind) for kind in kinds.values()]
