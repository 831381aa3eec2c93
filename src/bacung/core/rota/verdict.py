"""The verdict on a rota as it stands: every rule, so fast that a drag on the calendar is answered at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from bacung.core.rota.answer import Breach
from bacung.core.rota.index import Index, rounded
from bacung.core.rota.problem import Host, Season, Team


def check(problem: Season, teams: Sequence[Team]) -> tuple[Breach, ...]:
    """Every breach of a rule that is on, in the order of weekends and hosts, then of units.

    A unit's least share is that of the teams there are, so that half a rota is not blamed for its other half.
    """
    return tuple(verdict(Index(problem), teams))


def verdict(index: Index, teams: Sequence[Team]) -> Iterator[Breach]:
    """As `check`, on a season that is indexed already."""
    on = index.rules.on
    ordered = sorted(teams, key=lambda team: (index.weekend.get(team.weekend, -1), team.host))
    for team in ordered:
        yield from (breach for breach in of_team(index, team) if on(breach.rule))
    if on("two-places"):
        yield from _two_places(ordered)
    if on("rest"):
        yield from _rest(index, ordered)
    if on("twice-running"):
        yield from _twice_running(index, ordered)
    if on("teams-per-unit"):
        yield from _teams_per_unit(index, ordered)
    if on("share"):
        yield from _share(index, ordered)
    if on("spread"):
        loads = Counter(name for team in ordered for name in team.members)
        for unit in index.of_unit:
            yield from spread(index, unit, loads)


def of_team(index: Index, team: Team) -> Iterator[Breach]:
    """What one team breaks by itself."""
    host, size = index.host.get(team.host), len(team.members)
    if host is None or team.weekend not in index.weekend or not index.is_open(team.weekend, host):
        yield _broken("closed", team, reason=index.blocked.get(team.weekend, ""))
    if size != index.rules.members:
        yield _broken("team-size", team, has=size, wants=index.rules.members)
    known = [index.member[name] for name in team.members if name in index.member]
    leading = sum(member.leads for member in known)
    if leading < index.rules.leaders:
        yield _broken("leaders", team, has=leading, wants=index.rules.leaders)
    yield from _people(index, team)
    if host is not None:
        yield from _lodged(index, team, host)


def _broken(
    rule: str, team: Team, *, members: tuple[str, ...] = (), **facts: str | int | tuple[str, ...]
) -> Breach:
    return Breach(
        rule=rule, weekend=team.weekend, host=team.host, unit=team.unit, members=members, facts={**facts}
    )


def _people(index: Index, team: Team) -> Iterator[Breach]:
    """Each of a team by himself: eligible, of the unit, and free."""
    unit = index.unit.get(team.unit)
    if unit is not None and team.weekend in unit.away:
        yield _broken("unit-away", team)
    for name in team.members:
        member = index.member.get(name)
        if member is None:
            yield _broken("eligible", team, members=(name,))
            continue
        if member.unit != team.unit:
            yield _broken("one-unit", team, members=(name,))
        if team.weekend in member.away:
            yield _broken("away", team, members=(name,))


def _lodged(index: Index, team: Team, host: Host) -> Iterator[Breach]:
    if host.beds is not None and len(team.members) > host.beds:
        yield _broken("beds", team, has=len(team.members), beds=host.beds)
    brought = {skill for name in team.members if name in index.member for skill in index.member[name].skills}
    if missing := host.needs - brought:
        yield _broken("skills", team, missing=tuple(sorted(missing)))


def _two_places(teams: list[Team]) -> Iterator[Breach]:
    seen: set[tuple[str, str]] = set()
    for team in teams:
        for name in team.members:
            if (team.weekend, name) in seen:
                yield _broken("two-places", team, members=(name,))
            seen.add((team.weekend, name))


def _rest(index: Index, teams: list[Team]) -> Iterator[Breach]:
    """Between neighbouring duties of each member, the later one is to blame."""
    last: dict[str, tuple[date, str]] = {
        name: (max(fridays), str(max(fridays))) for name, fridays in index.before.items()
    }
    for team in teams:
        friday = index.fridays.get(team.weekend)
        if friday is None:
            continue
        for name in team.members:
            before = last.get(name)
            if before is not None and before[0] != friday and not index.far_enough(friday, before[0]):
                weeks = (friday - before[0]).days // 7
                yield _broken("rest", team, members=(name,), other=before[1], weeks=weeks)
            last[name] = (friday, team.weekend)


def _twice_running(index: Index, teams: list[Team]) -> Iterator[Breach]:
    """A host's open weekends follow one another; one without a team lies between two that are not running."""
    there: dict[tuple[str, str], set[str]] = defaultdict(set)
    for team in teams:
        there[team.weekend, team.host].add(team.unit)
    for host in index.season.hosts:
        last, before = {index.last_unit(host.id)} - {""}, ""
        for weekend in index.season.weekends:
            if not index.is_open(weekend.id, host):
                continue
            units = there.get((weekend.id, host.id), set())
            for unit in sorted(units & last):
                yield Breach(
                    rule="twice-running",
                    weekend=weekend.id,
                    host=host.id,
                    unit=unit,
                    facts={"other": before},
                )
            last, before = units, weekend.id


def _teams_per_unit(index: Index, teams: list[Team]) -> Iterator[Breach]:
    most = index.rules.teams
    for (weekend, unit), has in Counter((team.weekend, team.unit) for team in teams).items():
        if has > most:
            yield Breach(rule="teams-per-unit", weekend=weekend, unit=unit, facts={"has": has, "most": most})


def _share(index: Index, teams: list[Team]) -> Iterator[Breach]:
    has = Counter(team.unit for team in teams)
    for unit in index.unit:
        least = rounded(index.share(unit, min(len(teams), len(index.duties))))[0]
        most = rounded(index.share(unit, len(index.duties)))[1]
        if not least <= has[unit] <= most:
            yield Breach(rule="share", unit=unit, facts={"has": has[unit], "least": least, "most": most})


def spread(index: Index, unit: str, loads: Counter[str]) -> Iterator[Breach]:
    """The widest gap of a unit between the busiest and somebody who could serve more, if it is too wide."""
    members = index.of_unit[unit]
    if not members:
        return
    busiest = max(members, key=lambda member: loads[member.id])
    limit = loads[busiest.id] - index.rules.spread
    spared = [
        member for member in members if loads[member.id] < limit and loads[member.id] < index.could(member)
    ]
    if spared:
        least = min(spared, key=lambda member: loads[member.id])
        yield Breach(
            rule="spread",
            unit=unit,
            members=(busiest.id, least.id),
            facts={"has": loads[busiest.id], "other": loads[least.id], "most": index.rules.spread},
        )
