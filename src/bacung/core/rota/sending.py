"""Stage one, exact: which unit serves where and when, as a mixed-integer program for HiGHS.

One yes-or-no per open duty and unit that may take it. Whether its members can staff what a unit is given is
bounded beforehand (`windows`) and, where that is not enough, by cuts that stage two hands back.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bacung.core.rota.evenness import levels
from bacung.core.rota.given import Duty, Given
from bacung.core.rota.index import rounded
from bacung.core.rota.matrix import Rows
from bacung.core.rota.problem import Host, Unit
from bacung.core.rota.windows import limits

UNFILLED = 100_000.0
"""What a duty without a team costs: more than anything else could."""

UNEVEN = 20_000.0
"""What a unit costs whose loads cannot be even with what it is given: ten duties outside fair shares."""

NODES = 20_000
"""Nodes of the search tree after which the best so far is taken; the bound stays proven."""

Slot = tuple[str, int]
"""A unit, and the number of a duty in `Given.duties`."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A unit cannot staff all of these duties together: at least one of them goes to another."""

    unit: str
    duties: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer of stage one: the unit of each duty ("" where nobody goes), its cost, and a proven bound."""

    units: tuple[str, ...]
    cost: float
    bound: float


class Sending:
    """The program of one season; cuts may be added between solves."""

    def __init__(self, given: Given) -> None:
        self.given, self.index, self.rules = given, given.index, given.index.rules
        self.column: dict[Slot, int] = {}
        self.rows = Rows()
        standing = {(team.weekend, team.host): team.unit for team in self.index.season.before.standing}
        self.of_unit: dict[str, list[int]] = {unit: [] for unit in self.index.unit}
        for number, duty in enumerate(given.duties):
            host = self.index.host[duty.host]
            for unit in self.index.season.units:
                if self._may(unit, duty):
                    cost = self._cost(unit, host, standing.get((duty.weekend, duty.host)))
                    self.column[unit.id, number] = self.rows.column(cost, whole=True)
                    self.of_unit[unit.id].append(number)
        self.counts: dict[str, list[int]] = {}
        self._marks: dict[tuple[str, str, int], int] = {}
        self._one_unit_each()
        self._weekends()
        if self.rules.on("twice-running"):
            self._not_twice_running()
        if self.rules.on("share") or self.rules.on("spread"):
            self._counts()

    def solve(self) -> Sent:
        """The best plan under the rows so far. Deterministic; takes as long as HiGHS takes."""
        found = self.rows.solve(nodes=NODES)
        units = [""] * len(self.given.duties)
        for (unit, number), column in self.column.items():
            if found.values[column] > 0.5:
                units[number] = unit
        return Sent(tuple(units), found.cost, found.bound)

    def price(self, units: tuple[str, ...]) -> float:
        """What a plan costs, duty by duty and unit by unit."""
        cost = UNFILLED * units.count("")
        cost += sum(self.rows.costs[self.column[unit, number]] for number, unit in enumerate(units) if unit)
        for unit, counts in self.counts.items():
            cost += self.rows.costs[counts[units.count(unit)]]
        return cost

    def cut(self, cut: Cut) -> None:
        """Forbid a set of duties together, wherever the same number of teams goes on the same weekends."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for number in cut.duties:
            wanted[self.given.duties[number].weekend].append(number)
        terms: list[tuple[int, float]] = []
        for weekend, numbers in wanted.items():
            plain = self._on(cut.unit, weekend)
            if any(self._special(number) for number in plain):
                terms += [(self.column[cut.unit, number], 1.0) for number in numbers]
            else:
                terms += [(self._mark(cut.unit, weekend, k + 1), 1.0) for k in range(len(numbers))]
        self.rows.add(terms, -np.inf, len(cut.duties) - 1)

    def _may(self, unit: Unit, duty: Duty) -> bool:
        """Whether a unit by itself could serve there: set by hand, or free and skilled members enough."""
        if duty.unit:
            return duty.unit == unit.id
        rules, host = self.rules, self.index.host[duty.host]
        if rules.on("beds") and host.beds is not None and host.beds < rules.members:
            return False
        if rules.on("twice-running") and self._runs_on(unit, duty):
            return False
        free = [each for each in self.index.of_unit[unit.id] if self.given.is_free(each, duty.weekend)]
        skills = {skill for each in free for skill in each.skills}
        leading = sum(each.leads for each in free)
        return (
            len(free) >= rules.members
            and (not rules.on("leaders") or leading >= rules.leaders)
            and (not rules.on("skills") or host.needs <= skills)
        )

    def _runs_on(self, unit: Unit, duty: Duty) -> bool:
        """Whether the unit is there already on the open weekend before or after, by hand or by the past."""
        host = self.index.host[duty.host]
        days = [each.id for each in self.index.season.weekends if self.index.is_open(each.id, host)]
        at = days.index(duty.weekend)
        before = self.given.unit_at.get((days[at - 1], host.id)) if at else self.index.last_unit(host.id)
        after = self.given.unit_at.get((days[at + 1], host.id)) if at + 1 < len(days) else None
        return unit.id in (before, after)

    def _cost(self, unit: Unit, host: Host, standing: str | None) -> float:
        cost = self.rules.travel * (self.index.travel(unit, host) or 0.0)
        if unit.id in host.wished:
            cost -= self.rules.wish
        return cost + (self.rules.change if standing is not None and standing != unit.id else 0.0)

    def _on(self, unit: str, weekend: str) -> list[int]:
        """The duties of a weekend that a unit may take."""
        return [number for number in self.of_unit[unit] if self.given.duties[number].weekend == weekend]

    def _special(self, number: int) -> bool:
        """Whether a duty is not like others of its weekend: it needs skills, or hands have set members."""
        duty = self.given.duties[number]
        return bool(duty.held) or bool(self.rules.on("skills") and self.index.host[duty.host].needs)

    def _mark(self, unit: str, weekend: str, count: int) -> int:
        """A column that is 1 whenever a unit serves at least so many duties of a weekend."""
        key = unit, weekend, count
        if key not in self._marks:
            self._marks[key] = mark = self.rows.column(0.0, whole=True)
            serving = [(self.column[unit, number], 1.0) for number in self._on(unit, weekend)]
            if count == 1:
                for each in serving:
                    self.rows.add([each, (mark, -1.0)], -np.inf, 0)
            room = max(1, self._most(unit, weekend) - count + 1)
            self.rows.add([*serving, (mark, -float(room))], -np.inf, count - 1)
        return self._marks[key]

    def _most(self, unit: str, weekend: str) -> int:
        """How many teams a unit may still send on a weekend."""
        open_duties = len(self._on(unit, weekend))
        if not self.rules.on("teams-per-unit"):
            return open_duties
        return min(open_duties, max(0, self.rules.teams - self.given.teams_on[unit, weekend]))

    def _one_unit_each(self) -> None:
        by_duty: dict[int, list[int]] = defaultdict(list)
        for (_, number), column in self.column.items():
            by_duty[number].append(column)
        for number in range(len(self.given.duties)):
            nobody = self.rows.column(UNFILLED)
            self.rows.add([(nobody, 1.0), *((column, 1.0) for column in by_duty[number])], 1, 1)

    def _weekends(self) -> None:
        """Teams of a unit on one weekend, and what its members can staff within each window of rest."""
        for unit in self.index.unit:
            on: dict[str, list[int]] = defaultdict(list)
            plain: dict[str, list[int]] = defaultdict(list)
            for number in self.of_unit[unit]:
                duty = self.given.duties[number]
                on[duty.weekend].append(number)
                if not duty.held:
                    plain[duty.weekend].append(self.column[unit, number])
            most = {weekend: self._most(unit, weekend) for weekend in on}
            for weekend, numbers in on.items():
                if len(numbers) > most[weekend]:
                    by_hand = sum(bool(self.given.duties[number].unit) for number in numbers)
                    terms = [(self.column[unit, number], 1.0) for number in numbers]
                    self.rows.add(terms, -np.inf, max(most[weekend], by_hand))
            for limit in limits(self.given, unit, max(most.values(), default=0)):
                terms = [
                    (column, float(weight)) for weekend, weight in limit.weights for column in plain[weekend]
                ]
                self.rows.add(terms, -np.inf, limit.most)

    def _not_twice_running(self) -> None:
        number_of = {(duty.weekend, duty.host): number for number, duty in enumerate(self.given.duties)}
        for host in self.index.season.hosts:
            days = [each.id for each in self.index.season.weekends if self.index.is_open(each.id, host)]
            for one, two in pairwise(days):
                first, second = number_of.get((one, host.id)), number_of.get((two, host.id))
                if first is None or second is None:
                    continue
                if self.given.duties[first].unit and self.given.duties[second].unit:
                    continue  # hands have set both
                for unit in self.index.unit:
                    columns = [self.column.get((unit, number)) for number in (first, second)]
                    if None not in columns:
                        self.rows.add(((column, 1.0) for column in columns if column is not None), -np.inf, 1)

    def _counts(self) -> None:
        """How often each unit serves: its share rounded down or up, and so that its loads can be even."""
        rules = self.rules
        for unit in self.index.unit:
            serving = [(self.column[unit, number], 1.0) for number in self.of_unit[unit]]
            least, most = rounded(self.index.share(unit, len(self.index.duties)))
            done = self.given.teams_of_unit[unit]
            counts = self.counts[unit] = []
            for duties in range(self._limit(unit, len(serving)) + 1):
                off = max(0, least - done - duties, done + duties - most) if rules.on("share") else 0
                even = not rules.on("spread") or bool(levels(self.given, unit, duties, rules.spread))
                cost = rules.excess * off + (0.0 if even else UNEVEN)
                counts.append(self.rows.column(cost, whole=True))
            self.rows.add(((column, 1.0) for column in counts), 1, 1)
            weighed = [(column, -float(duties)) for duties, column in enumerate(counts)]
            self.rows.add([*serving, *weighed], 0, 0)

    def _limit(self, unit: str, columns: int) -> int:
        """More duties than these a unit cannot serve, by what its members could at most."""
        held = sum(bool(duty.held) and duty.unit == unit for duty in self.given.duties)
        could = sum(self.given.could(member) for member in self.index.of_unit[unit])
        return min(columns, held + could // self.rules.members)
