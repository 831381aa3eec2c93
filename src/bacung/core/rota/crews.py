"""Stage two: which members of one unit go on its duties, by constraint programming (CP-SAT).

Every solve has one worker, a seed and a limit in deterministic time: the same question, the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bacung.core.rota.evenness import levels
from bacung.core.rota.given import Given, leader_of
from bacung.core.rota.problem import Team

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar

EFFORT = 2.0
"""Deterministic seconds until a question of yes or no is given up."""

TRY = 0.2
"""Deterministic seconds spent on a rota of one unit that is more even than it must be."""

POLISH = 0.4
"""Deterministic seconds spent on a rota of one unit nearer to the plan in force."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who goes on a unit's duties.

    `teams` is None where the members cannot staff them all; `core` then holds duties (numbers in
    `Given.duties`) that cannot be staffed together, proven if `sure`. `even`: the loads keep the spread.
    """

    teams: tuple[Team, ...] | None
    core: frozenset[int] = frozenset()
    even: bool = True
    sure: bool = True


@dataclass
class _Rota:
    """The variables of one unit: who serves on which duty (by its number), and whether it is staffed."""

    model: "CpModel"
    serves: dict[tuple[str, int], "IntVar"] = field(default_factory=dict)
    staffed: dict[int, "IntVar"] = field(default_factory=dict)

    def of_member(self, name: str) -> list["IntVar"]:
        return [each for (member, _), each in self.serves.items() if member == name]


def crew(given: Given, unit: str, numbers: Sequence[int], *, seed: int = 0, polish: bool = False) -> Crew:
    """Staff these duties by members of a unit, all of them or none, and evenly if that can be.

    With `polish` a rota is looked for that is nearer to the plan in force, more even than it must be, and
    lighter for those who served much before the season.
    """
    if not numbers:
        return Crew(())
    kept = _kept(given, unit, numbers)
    if kept is not None:
        return Crew(kept)
    spread = given.index.rules.spread
    for wide in range(0 if polish else spread, spread + 1) if given.index.rules.on("spread") else ():
        for level in levels(given, unit, len(numbers), wide):
            rota = _staffing(given, unit, numbers)
            _evenly(given, unit, rota, level, wide)
            teams = _solved(given, unit, rota, seed, EFFORT if wide == spread else TRY, polish=polish)
            if teams is not None:
                return Crew(teams)
    teams = _solved(given, unit, _staffing(given, unit, numbers), seed, EFFORT, polish=polish)
    if teams is not None:
        return Crew(teams, even=not given.index.rules.on("spread"))
    return _core(given, unit, numbers, seed)


def most_crews(given: Given, unit: str, numbers: Sequence[int], *, seed: int = 0) -> Crew:
    """Staff as many of these duties as the members can, whatever the spread; `even` is not looked at."""
    rota = _staffing(given, unit, numbers)
    rota.model.maximize(sum(rota.staffed.values()))
    solver = _solver(seed, EFFORT)
    solver.solve(rota.model)
    return Crew(_teams(given, unit, rota, solver))


def _staffing(given: Given, unit: str, numbers: Sequence[int]) -> _Rota:
    """Each staffed duty has a whole team with its leaders and skills; nobody serves against the rest."""
    from ortools.sat.python import cp_model

    rota = _Rota(cp_model.CpModel())
    index, rules = given.index, given.index.rules
    members = index.of_unit[unit]
    for number in numbers:
        duty = given.duties[number]
        staffed = rota.staffed[number] = rota.model.new_bool_var("")
        free = [each for each in members if each.id not in duty.held and given.is_free(each, duty.weekend)]
        for member in free:
            rota.serves[member.id, number] = rota.model.new_bool_var("")
        held = [index.member[name] for name in duty.held]
        rota.model.add(
            sum(rota.serves[each.id, number] for each in free) == (rules.members - len(held)) * staffed
        )
        if rules.on("leaders"):
            wants = max(0, rules.leaders - sum(each.leads for each in held))
            leading = [rota.serves[each.id, number] for each in free if each.leads]
            rota.model.add(sum(leading) >= wants * staffed)
        missing = index.host[duty.host].needs if rules.on("skills") else frozenset()
        for skill in sorted(missing.difference(*(each.skills for each in held))):
            bringing = [rota.serves[each.id, number] for each in free if skill in each.skills]
            rota.model.add(sum(bringing) >= staffed)
    _rested(given, unit, rota, {number: given.duties[number].weekend for number in numbers})
    return rota


def _rested(given: Given, unit: str, rota: _Rota, weekend_of: Mapping[int, str] | Sequence[str]) -> None:
    """Nobody serves twice on a weekend, nor twice within the rest."""
    index = given.index
    keys = range(len(weekend_of)) if isinstance(weekend_of, Sequence) else weekend_of
    by_weekend: dict[str, list[int]] = {}
    for key in keys:
        by_weekend.setdefault(weekend_of[key], []).append(key)
    order = sorted(by_weekend, key=lambda weekend: index.weekend[weekend])
    for at, weekend in enumerate(order):
        near = [
            other
            for other in order[at:]
            if other == weekend
            or (index.rules.on("rest") and not index.far_enough(index.fridays[weekend], index.fridays[other]))
        ]
        for member in index.of_unit[unit]:
            chances = [(member.id, key) for other in near for key in by_weekend[other]]
            rota.model.add_at_most_one(rota.serves[key] for key in chances if key in rota.serves)


def _evenly(given: Given, unit: str, rota: _Rota, level: int, spread: int) -> None:
    """Nobody serves less than a level, save who cannot serve more, nor more than the spread above it."""
    for member in given.index.of_unit[unit]:
        done, load = given.loads[member.id], sum(rota.of_member(member.id))
        rota.model.add(load >= min(level, given.could(member)) - done)
        rota.model.add(load <= level + spread - done)


def _solved(
    given: Given, unit: str, rota: _Rota, seed: int, effort: float, *, polish: bool
) -> tuple[Team, ...] | None:
    """The teams if all duties can be staffed; with `polish`, near to the plan in force and to the past."""
    from ortools.sat.python import cp_model

    rota.model.add_bool_and(rota.staffed.values())
    solver = _solver(seed, effort)
    if solver.solve(rota.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    wishes = _wishes(given, unit, rota) if polish else []
    if wishes:
        for each in rota.serves.values():
            rota.model.add_hint(each, solver.value(each))
        rota.model.minimize(sum(weight * serving for serving, weight in wishes))
        better = _solver(seed, POLISH)
        if better.solve(rota.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            solver = better
    return _teams(given, unit, rota, solver)


def _wishes(given: Given, unit: str, rota: _Rota) -> list[tuple["IntVar", int]]:
    """What it costs that a member serves on a duty: less if so in the plan in force, more who served much."""
    standing = {(team.weekend, team.host): team for team in given.index.season.before.standing}
    served = {member.id: member.served for member in given.index.of_unit[unit]}
    fewest = min(served.values(), default=0)
    wishes = []
    for (name, number), serving in rota.serves.items():
        duty = given.duties[number]
        team = standing.get((duty.weekend, duty.host))
        stays = team is not None and team.unit == unit and name in team.members
        weight = min(20, served[name] - fewest) - 1_000 * stays
        if weight:
            wishes.append((serving, weight))
    return wishes


def _kept(given: Given, unit: str, numbers: Sequence[int]) -> tuple[Team, ...] | None:
    """The teams in force, if they are those of just these duties and break nothing of the unit's own."""
    from bacung.core.rota.verdict import verdict

    standing = {(team.weekend, team.host): team for team in given.index.season.before.standing}
    teams = []
    for number in numbers:
        duty = given.duties[number]
        team = standing.get((duty.weekend, duty.host))
        if team is None or team.unit != unit or not set(duty.held) <= set(team.members):
            return None
        teams.append(team)
    settled = [team for team in given.settled if team.unit == unit or set(team.members) & _names(teams)]
    ours = {unit, *(name for team in teams for name in team.members)}
    for breach in verdict(given.index, [*teams, *settled]):
        if breach.rule not in ("share", "twice-running") and ours & {breach.unit, *breach.members}:
            return None
    return tuple(teams)


def _names(teams: Sequence[Team]) -> set[str]:
    return {name for team in teams for name in team.members}


def _core(given: Given, unit: str, numbers: Sequence[int], seed: int) -> Crew:
    """A smallest set of duties that cannot be staffed together: without any one of them the others can."""
    from ortools.sat.python import cp_model

    def impossible(some: Sequence[int]) -> bool:
        rota = _staffing(given, unit, some)
        rota.model.add_bool_and(rota.staffed.values())
        return bool(_solver(seed, EFFORT).solve(rota.model) == cp_model.INFEASIBLE)

    rota = _staffing(given, unit, numbers)
    rota.model.add_assumptions(list(rota.staffed.values()))
    solver = _solver(seed, EFFORT)
    if solver.solve(rota.model) != cp_model.INFEASIBLE:
        return Crew(None, core=frozenset(numbers), sure=False)
    literals = set(solver.sufficient_assumptions_for_infeasibility())
    core = [number for number in numbers if rota.staffed[number].index in literals] or list(numbers)
    for number in list(core):
        fewer = [each for each in core if each != number]
        if fewer and impossible(fewer):
            core = fewer
    return Crew(None, core=frozenset(core))


def _teams(given: Given, unit: str, rota: _Rota, solver: "CpSolver") -> tuple[Team, ...]:
    teams = []
    for number, staffed in rota.staffed.items():
        if not solver.value(staffed):
            continue
        duty = given.duties[number]
        sent = [name for (name, at), each in rota.serves.items() if at == number and solver.value(each)]
        members = (*duty.held, *sorted(sent))
        leader = leader_of(given.index, members)
        teams.append(Team(weekend=duty.weekend, host=duty.host, unit=unit, members=members, leader=leader))
    return tuple(teams)


def _solver(seed: int, effort: float) -> "CpSolver":
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2_147_483_647
    solver.parameters.max_deterministic_time = effort
    return solver
