"""Who could stand in on a duty: after an illness, or when a member asks to swap."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bacung.core.rota.answer import Breach, Option, Why
from bacung.core.rota.index import Index
from bacung.core.rota.problem import Member, Season, Team
from bacung.core.rota.verdict import of_team, spread

_OF_WHOLE = ("leaders", "skills")
"""Rules a team that is short keeps or breaks only once it is complete."""


def options(
    problem: Season, teams: Sequence[Team], weekend: str, host: str, *, leaving: str = "", most: int = 20
) -> tuple[Option, ...]:
    """At most `most` members who could stand in, best first: breaks least, serves least, rested longest.

    Where there is no team, or it is short, the members are those who could join. Without `leaving`, somebody
    of a full team who cannot go is replaced; if all can, whoever is replaced best.
    """
    index = Index(problem)
    team = next((each for each in teams if (each.weekend, each.host) == (weekend, host)), None)
    loads = Counter(name for each in teams for name in each.members)
    duties = _duties(index, teams)
    found = []
    for member in problem.members:
        if team is not None and member.id in team.members:
            continue
        joined = team or Team(weekend=weekend, host=host, unit=member.unit, members=())
        choices = [
            _with(index, joined, member, gone, loads, duties) for gone in _leaving(index, joined, leaving)
        ]
        if choices:
            found.append(min(choices, key=_rank))
    return tuple(sorted(found, key=_rank)[:most])


def _duties(index: Index, teams: Sequence[Team]) -> dict[str, set[str]]:
    """The weekends of each member."""
    duties: dict[str, set[str]] = defaultdict(set)
    for team in teams:
        for name in team.members:
            if team.weekend in index.weekend:
                duties[name].add(team.weekend)
    return duties


def _leaving(index: Index, team: Team, leaving: str) -> list[str]:
    """Whom a newcomer could replace; "" joins a team that is short."""
    if leaving:
        return [leaving] if leaving in team.members else []
    if len(team.members) < index.rules.members:
        return [""]
    unable = [
        name
        for name in team.members
        if name not in index.member or not index.is_free(index.member[name], team.weekend)
    ]
    return unable[:1] or list(team.members)


def _with(
    index: Index, team: Team, member: Member, gone: str, loads: Counter[str], duties: dict[str, set[str]]
) -> Option:
    """A member in place of another, with what would be broken that is not broken now; a team that is complete
    then is asked anew for those who lead it and for its skills.
    """
    changed = replace(team, members=(*(name for name in team.members if name != gone), member.id))
    old = {(breach.rule, breach.members) for breach in of_team(index, team) if breach.rule not in _OF_WHOLE}
    old |= {(breach.rule, ()) for breach in spread(index, member.unit, loads)}
    after = Counter(loads)
    after[member.id] += 1
    after[gone] -= bool(gone)
    new = [*of_team(index, changed), *_personal(index, changed, member, duties[member.id])]
    if len(changed.members) < index.rules.members:
        new = [breach for breach in new if breach.rule not in ("team-size", *_OF_WHOLE)]
    breaks = [breach for breach in new if (breach.rule, breach.members) not in old]
    breaks += [each for each in spread(index, member.unit, after) if (each.rule, ()) not in old]
    return Option(
        member=member.id,
        unit=member.unit,
        instead_of=gone,
        breaks=tuple(breach for breach in breaks if index.rules.on(breach.rule)),
        why=tuple(_why(index, team, member, loads, duties[member.id])),
    )


def _personal(index: Index, team: Team, member: Member, weekends: set[str]) -> Iterator[Breach]:
    here = Breach(rule="rest", weekend=team.weekend, host=team.host, unit=team.unit, members=(member.id,))
    if team.weekend in weekends:
        yield replace(here, rule="two-places")
    friday = index.fridays[team.weekend]
    others = {str(each): each for each in index.before.get(member.id, ())}
    others |= {weekend: index.fridays[weekend] for weekend in weekends if weekend != team.weekend}
    near = [
        (abs((friday - day).days), name) for name, day in others.items() if not index.far_enough(friday, day)
    ]
    if near:
        days, name = min(near)
        yield replace(here, facts={"other": name, "weeks": days // 7})


def _why(index: Index, team: Team, member: Member, loads: Counter[str], weekends: set[str]) -> Iterator[Why]:
    yield Why(code="load", facts={"weekends": loads[member.id], "served": member.served})
    friday = index.fridays[team.weekend]
    days = [abs((friday - index.fridays[weekend]).days) for weekend in weekends]
    if days:
        yield Why(code="rested", facts={"weeks": min(days) // 7})
    if member.leads:
        yield Why(code="leads")
    if brought := index.host[team.host].needs & member.skills:
        yield Why(code="brings", facts={"skills": tuple(sorted(brought))})


def _rank(option: Option) -> tuple[int, float, float, str]:
    facts = {why.code: why.facts for why in option.why}
    load, rested = facts["load"], facts.get("rested", {"weeks": 99})
    return (
        len(option.breaks),
        float(str(load["weekends"])) + float(str(load["served"])) / 1_000,
        -float(str(rested["weeks"])),
        option.member,
    )
