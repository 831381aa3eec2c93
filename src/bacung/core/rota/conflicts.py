"""Why a duty cannot be filled, or a share not be kept: a smallest set of rules that cannot hold together.

Rules are switched off one by one for good as long as it stays impossible (a deletion filter: Chinneck and
Dravnieks, "Locating minimal infeasible constraint sets in linear programs", 1991). What remains is
irreducible: without any one of its rules there is a way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bacung.core.rota.answer import Facts, Why
from bacung.core.rota.evenness import levels
from bacung.core.rota.given import Given
from bacung.core.rota.index import Index, rounded
from bacung.core.rota.problem import Season
from bacung.core.rota.search import fillable

BLAMED = ("beds", "skills", "unit-away", "twice-running", "away", "teams-per-unit", "rest", "leaders")
"""Rules that can stand in the way of a team, in the order in which it is tried to do without them."""

FIXED = "fixed"
"""What hands have set, as one more rule."""


def why_unfilled(
    season: Season, weekend: str, host: str, known: Sequence[tuple[Why, ...]] = ()
) -> tuple[Why, ...]:
    """The conflict around a duty, within the fewest duties in which there is one.

    A conflict `known` already that has the duty among its own is taken, unless the duty has one alone.
    """
    for number, part in enumerate(_parts(season, weekend, host)):
        for why in known if number else ():
            if _is_in(weekend, "weekends", why) and _is_in(host, "hosts", why):
                return why
        if _impossible(part):
            kept = _irreducible(BLAMED, part, _impossible)
            return tuple(_told(part, kept))
    return (Why(code="not-found"),)


def _is_in(name: str, what: str, why: tuple[Why, ...]) -> bool:
    names = why[0].facts.get(what)
    return isinstance(names, tuple) and name in names


def uneven_share(season: Season, unit: str) -> tuple[Why, ...]:
    """The conflict between a unit's fair share and even loads; () where the reason lies with other units."""

    def uneven(part: Season) -> bool:
        index = Index(part)
        given = Given(index)
        least, most = rounded(index.share(unit, len(index.duties)))
        done = given.teams_of_unit[unit]
        spread = index.rules.spread if index.rules.on("spread") else len(index.weekend)
        return not any(
            levels(given, unit, duties, spread)
            for duties in range(max(0, least - done), max(0, most - done) + 1)
        )

    if not uneven(season):
        return ()
    kept = _irreducible(("away", "unit-away", "rest", "leaders", "spread"), season, uneven)
    index = Index(season)
    least, most = rounded(index.share(unit, len(index.duties)))
    members = index.of_unit[unit]
    facts: Facts = {"unit": unit, "least": least, "most": most, "members": len(members)}
    facts["leaders"] = sum(member.leads for member in members)
    return (Why(code="share", facts=facts), *(_fact(index, code) for code in kept))


def _parts(season: Season, weekend: str, host: str) -> Iterator[Season]:
    """The duty alone, its weekend, the weekends around it that rest ties to it, and the whole season."""
    at = [each.id for each in season.weekends].index(weekend)
    yield _part(season, {weekend}, {host})
    everywhere = {each.id for each in season.hosts}
    yield _part(season, {weekend}, everywhere)
    reach = season.rules.rest - 1
    near = season.weekends[max(0, at - reach) : at + reach + 1]
    if 1 < len(near) < len(season.weekends):
        yield _part(season, {each.id for each in near}, everywhere)
    yield _part(season, {each.id for each in season.weekends}, everywhere)


def _part(season: Season, weekends: set[str], hosts: set[str]) -> Season:
    """Only these weekends and hosts, with what hands have set elsewhere as past or future duties left out."""
    return replace(
        season,
        weekends=tuple(each for each in season.weekends if each.id in weekends),
        hosts=tuple(each for each in season.hosts if each.id in hosts),
        fixed=tuple(each for each in season.fixed if each.weekend in weekends and each.host in hosts),
        before=replace(season.before, standing=()),
        rules=replace(season.rules, off=season.rules.off | {"share", "spread"}),
    )


def _impossible(part: Season) -> bool:
    """Whether no rota fills every duty; what could not be settled counts as possible."""
    return not fillable(Given(Index(part)))


def _irreducible(
    codes: tuple[str, ...], part: Season, impossible: Callable[[Season], bool]
) -> tuple[str, ...]:
    kept: list[str] = []
    if part.fixed:
        if impossible(replace(part, fixed=())):
            part = replace(part, fixed=())
        else:
            kept.append(FIXED)
    for code in codes:
        if code in part.rules.off:
            continue
        without = replace(part, rules=replace(part.rules, off=part.rules.off | {code}))
        if impossible(without):
            part = without
        else:
            kept.append(code)
    return tuple(kept)


def _told(part: Season, kept: tuple[str, ...]) -> Iterator[Why]:
    """The duties first, then who there is, then each rule with its facts."""
    index = Index(part)
    facts: Facts = {
        "weekends": tuple(each.id for each in part.weekends),
        "hosts": tuple(each.id for each in part.hosts),
        "teams": len(index.duties),
        "people": len(index.duties) * part.rules.members,
    }
    units = {fixed.unit for fixed in part.fixed}
    if FIXED in kept and len(units) == 1:
        facts["unit"] = units.pop()
    yield Why(code="duties", facts=facts)
    yield Why(code="eligible", facts={"members": len(part.members), "units": len(part.units)})
    for code in kept:
        yield _fact(index, code)


def _fact(index: Index, code: str) -> Why:
    season, rules = index.season, index.rules
    weekends = [weekend.id for weekend in season.weekends]
    facts: Facts = {}
    if code == "away":
        facts["away"] = sum(weekend in member.away for member in season.members for weekend in weekends)
        facts["of"] = len(season.members) * len(weekends)
    elif code == "leaders":
        facts["wants"] = rules.leaders
        facts["leaders"] = sum(member.leads for member in season.members)
        facts["free"] = sum(
            member.leads and index.is_free(member, weekend)
            for member in season.members
            for weekend in weekends
        )
    elif code == "unit-away":
        facts["units"] = tuple(sorted(unit.id for unit in season.units if unit.away & set(weekends)))
    elif code == "rest":
        facts["weeks"] = rules.rest
    elif code == "teams-per-unit":
        facts["most"] = rules.teams
    elif code == "beds":
        facts["beds"] = min((host.beds for host in season.hosts if host.beds is not None), default=0)
        facts["wants"] = rules.members
    elif code == "skills":
        facts["missing"] = tuple(sorted({skill for host in season.hosts for skill in host.needs}))
    elif code == "spread":
        facts["most"] = rules.spread
    elif code == FIXED:
        facts["teams"] = tuple(f"{fixed.weekend} {fixed.host}" for fixed in season.fixed)
    return Why(code=code, facts=facts)
