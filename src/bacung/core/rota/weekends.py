"""The rota of a season: two exact stages, and an answer that says what is broken, missing and why."""

from collections import Counter
from collections.abc import Callable

from bacung.core.rota.answer import Change, MemberLoad, Rota, Unfilled, UnitLoad, Why
from bacung.core.rota.conflicts import uneven_share, why_unfilled
from bacung.core.rota.given import Given
from bacung.core.rota.index import Index, rounded
from bacung.core.rota.problem import Season, Team
from bacung.core.rota.search import Found, Stop, search
from bacung.core.rota.verdict import verdict

EXPLAINED = 8
"""Duties without a team of which the reason is looked for; finding one takes many solves."""


def plan(
    problem: Season,
    *,
    stop: Stop | None = None,
    work: int | None = None,
    seed: int = 0,
    heed: Callable[[Rota], None] | None = None,
) -> Rota:
    """Make the rota of a season.

    Nothing that hands have set is changed. `stop` is asked between solves, `work` bounds the rounds; either
    way the answer keeps the rules, and duties may be left unfilled. `heed` is told the rota as it is so far,
    whenever more duties are filled than before: it keeps the rules too, shares aside. The same problem, seed
    and work give the same rota.
    """
    index = Index(problem)
    given = Given(index)

    def told(found: Found) -> None:
        if heed is not None:
            why = (Why(code="stopped" if found.stopped else "not-looked-for"),)
            empty = _empty(index, _ordered(index, given, found))
            left = tuple(Unfilled(weekend=weekend, host=host, why=why) for weekend, host in empty)
            heed(_rota(index, given, found, seed, left))

    found = search(given, stop=stop, work=work, seed=seed, heed=told)
    told(found)
    teams = _ordered(index, given, found)
    unfilled = _unfilled(index, teams, found.stopped, stop)
    shares = [uneven_share(problem, load.unit) for load in _units(index, teams) if _missed(load)]
    conflicts = _once([*(each.why for each in unfilled), *shares])
    return _rota(index, given, found, seed, unfilled, conflicts)


def _ordered(index: Index, given: Given, found: Found) -> tuple[Team, ...]:
    """The teams found and those set by hand, in the order of weekends and hosts."""
    return tuple(sorted((*given.settled, *found.teams), key=lambda team: _place(index, team)))


def _rota(
    index: Index,
    given: Given,
    found: Found,
    seed: int,
    unfilled: tuple[Unfilled, ...],
    conflicts: tuple[tuple[Why, ...], ...] = (),
) -> Rota:
    """What was found as an answer."""
    teams = _ordered(index, given, found)
    gap = max(0.0, found.cost - found.bound)
    return Rota(
        teams=teams,
        unfilled=unfilled,
        breaches=tuple(verdict(index, teams)),
        units=_units(index, teams),
        members=_members(index, given, teams),
        changes=_changes(index, teams),
        conflicts=conflicts,
        notes=_notes(index, teams, found.stopped),
        travel=sum(_travel(index, team) or 0.0 for team in teams),
        cost=found.cost,
        bound=found.bound,
        gap=gap / found.cost if found.cost > 0 else 0.0,
        optimal=gap < 1e-6 * max(1.0, abs(found.cost)),
        work=found.solves,
        seed=seed,
    )


def _once(reasons: list[tuple[Why, ...]]) -> tuple[tuple[Why, ...], ...]:
    """Each conflict of more than one rule or fact, as it is first met, whichever single duty it is of."""
    told: list[tuple[Why, ...]] = []
    met: list[tuple[Why, ...]] = []
    for why in reasons:
        rules = why[1:] if why and why[0].facts.get("teams") == 1 else why
        if len(why) > 1 and rules not in met:
            told.append(why)
            met.append(rules)
    return tuple(told)


def _place(index: Index, team: Team) -> tuple[int, int]:
    return index.weekend[team.weekend], list(index.host).index(team.host)


def _empty(index: Index, teams: tuple[Team, ...]) -> list[tuple[str, str]]:
    """The duties without a team."""
    filled = {(team.weekend, team.host) for team in teams}
    by_hand = [(fixed.weekend, fixed.host) for fixed in index.season.fixed]
    return [duty for duty in dict.fromkeys([*index.duties, *by_hand]) if duty not in filled]


def _unfilled(
    index: Index, teams: tuple[Team, ...], stopped: bool, stop: Stop | None
) -> tuple[Unfilled, ...]:
    empty = _empty(index, teams)
    reasons: list[tuple[Why, ...]] = []
    for number, (weekend, host) in enumerate(empty):
        if stopped or (stop is not None and stop()):
            reasons.append((Why(code="stopped"),))
        elif number < EXPLAINED:
            reasons.append(why_unfilled(index.season, weekend, host, reasons))
        else:
            reasons.append((Why(code="not-looked-for"),))
    return tuple(
        Unfilled(weekend=weekend, host=host, why=why)
        for (weekend, host), why in zip(empty, reasons, strict=True)
    )


def _units(index: Index, teams: tuple[Team, ...]) -> tuple[UnitLoad, ...]:
    has = Counter(team.unit for team in teams)
    loads = []
    for unit in index.unit:
        share = index.share(unit, len(index.duties))
        least, most = rounded(share)
        loads.append(UnitLoad(unit=unit, teams=has[unit], share=share, least=least, most=most))
    return tuple(loads)


def _missed(load: UnitLoad) -> bool:
    return not load.least <= load.teams <= load.most


def _members(index: Index, given: Given, teams: tuple[Team, ...]) -> tuple[MemberLoad, ...]:
    loads = Counter(name for team in teams for name in team.members)
    return tuple(
        MemberLoad(member=each.id, unit=each.unit, weekends=loads[each.id], could=given.could(each))
        for each in index.season.members
    )


def _changes(index: Index, teams: tuple[Team, ...]) -> tuple[Change, ...]:
    """Where the plan in force becomes another one; weekends and hosts that are no more are not changes."""
    standing = {(team.weekend, team.host): team for team in index.season.before.standing}
    now = {(team.weekend, team.host): team for team in teams}
    changes = []
    for weekend, host in dict.fromkeys([*index.duties, *now]) if standing else ():
        before, after = standing.get((weekend, host)), now.get((weekend, host))
        if before is None and after is None:
            continue
        same = before and after and before.unit == after.unit and set(before.members) == set(after.members)
        if not same:
            changes.append(
                Change(
                    weekend=weekend,
                    host=host,
                    unit_before=before.unit if before else "",
                    unit=after.unit if after else "",
                    members_before=before.members if before else (),
                    members=after.members if after else (),
                )
            )
    return tuple(changes)


def _notes(index: Index, teams: tuple[Team, ...], stopped: bool) -> tuple[Why, ...]:
    """What the rota rests on, and where visitors would walk without a local companion."""
    notes = [Why(code="stopped")] if stopped else []
    if not index.duties and not teams:
        notes.append(Why(code="no-duty"))
    nowhere = sum(_travel(index, team) is None for team in teams)
    if nowhere:
        notes.append(Why(code="no-place", facts={"teams": nowhere}))
    for team in teams:
        host = index.host[team.host]
        known = host.companions if isinstance(host.companions, bool) else team.weekend in host.companions
        if not known:
            facts: dict[str, str | int | float | tuple[str, ...]] = {"weekend": team.weekend, "host": host.id}
            if host.alone_because:
                facts["because"] = host.alone_because
            notes.append(Why(code="alone" if host.alone_because else "no-companion", facts=facts))
    return tuple(notes)


def _travel(index: Index, team: Team) -> float | None:
    return index.travel(index.unit[team.unit], index.host[team.host])
