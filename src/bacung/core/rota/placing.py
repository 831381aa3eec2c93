"""Students who differ, placed by integer programming: whole numbers of each kind of student in each commune.

Students alike in all that counts are one kind, so that there is nothing to choose between them. The days of
a commune are bounded from below by tangents, more of them where the last answer lies, until the answer's
true cost meets the proven bound.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bacung.core.rota.days import SLOWEST, days, tangent
from bacung.core.rota.matrix import Rows
from bacung.core.rota.wave import Student, Wave, WaveHost

RULES = ("least", "most", "beds", "rooms", "languages", "leaders", "together", "apart", "fixed", "reach")
"""The rules that can be switched off to find out which of them stand in each other's way."""

GAP = 0.0015
"""Proven distance to the best, as a share of the cost, at which an answer is good enough."""

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
    """The program of one wave; rules in `off` do not hold."""

    def __init__(self, wave: Wave, off: frozenset[str] = frozenset()) -> None:
        self.wave, self.off = wave, off
        self.kinds = _kinds(wave)
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
        best: tuple[float, dict[str, str], frozenset[tuple[str, str]]] | None = None
        bound, rounds = float("-inf"), 0
        while best is None or best[0] - bound > GAP * max(1e-9, abs(best[0])):
            found = self.rows.solve(nodes=NODES, gap=GAP * 0.7)
            bound, rounds = max(bound, found.bound), rounds + 1
            counts = {key: round(found.values[column]) for key, column in self.column.items()}
            short = frozenset(key for key, column in self.slack.items() if found.values[column] > 0.5)
            penalties = sum(self.rows.costs[column] * found.values[column] for column in self.slack.values())
            cost = float(penalties) + self._true_cost(counts)
            if best is None or cost < best[0]:
                best = cost, self._named(counts), short
            for at, pace in self._paces(counts).items():
                self._tangent(at, max(SLOWEST, pace))
            if rounds >= (work or ROUNDS) or (stop is not None and stop()):
                break
        return Placed(best[1], best[0], min(bound, best[0]), best[2], rounds)

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
        """A column for the days of each commune, with a first few tangents over the paces it may have."""
        slowest = min((kind[0].pace for kind in self.kinds), default=1.0)
        fastest = max((kind[0].pace for kind in self.kinds), default=1.0)
        self.days = [self.rows.column(1.0) for _ in self.hosts]
        for at, host in enumerate(self.hosts):
            low = max(SLOWEST, host.least * slowest)
            high = max(low * 1.01, host.most * fastest)
            for pace in [SLOWEST, *np.geomspace(low, high, 16)]:
                self._tangent(at, float(pace))

    def _tangent(self, at: int, pace: float) -> None:
        value, slope = tangent(self.hosts[at].work, pace, self.wave.together)
        paces = [
            (self.column[k, at], -slope * kind[0].pace)
            for k, kind in enumerate(self.kinds)
            if (k, at) in self.column
        ]
        self.rows.add([(self.days[at], 1.0), *paces], value - slope * pace, np.inf)

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

    def _paces(self, counts: dict[tuple[int, int], int]) -> dict[int, float]:
        paces = dict.fromkeys(range(len(self.hosts)), 0.0)
        for (k, at), count in counts.items():
            paces[at] += self.kinds[k][0].pace * count
        return paces

    def _true_cost(self, counts: dict[tuple[int, int], int]) -> float:
        wave = self.wave
        cost = sum(days(self.hosts[at].work, pace, wave.together) for at, pace in self._paces(counts).items())
        return cost + sum(self.rows.costs[self.column[key]] * count for key, count in counts.items())

    def _named(self, counts: dict[tuple[int, int], int]) -> dict[str, str]:
        named: dict[str, str] = {}
        for k, kind in enumerate(self.kinds):
            waiting = iter(kind)
            for at, host in enumerate(self.hosts):
                for _ in range(counts.get((k, at), 0)):
                    named[next(waiting).id] = host.id
        return named


def _kinds(wave: Wave) -> list[tuple[Student, ...]]:
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
            student.pace,
            student.languages & languages,
            student.leads and leads,
            student.gender if rooms else "",
            tuple(sorted(student.travel.items())) if ways else (),
        ].append(student)
    return [tuple(kind) for kind in kinds.values()]
