"""The rules of a weekend rota once more, written apart from the planner: by brute force, pair by pair."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from bacung.core.rota.problem import Season, Team


def broken(season: Season, teams: Sequence[Team]) -> set[str]:
    """The codes of all rules that do not hold; share and spread judged for whole rotas only."""
    rules = season.rules
    friday = {weekend.id: weekend.friday for weekend in season.weekends}
    host = {each.id: each for each in season.hosts}
    unit = {each.id: each for each in season.units}
    people = {each.id: each for each in season.members}
    found: set[str] = set()
    for team in teams:
        weekend = next(each for each in season.weekends if each.id == team.weekend)
        here = [people[name] for name in team.members]
        found |= {"closed"} if weekend.blocked or team.weekend in host[team.host].closed else set()
        found |= {"team-size"} if len(team.members) != rules.members else set()
        found |= {"leaders"} if sum(each.leads for each in here) < rules.leaders else set()
        found |= {"one-unit"} if any(each.unit != team.unit for each in here) else set()
        found |= {"away"} if any(team.weekend in each.away for each in here) else set()
        found |= {"unit-away"} if team.weekend in unit[team.unit].away else set()
        beds = host[team.host].beds
        found |= {"beds"} if beds is not None and len(here) > beds else set()
        needs = host[team.host].needs
        found |= {"skills"} if needs - {skill for each in here for skill in each.skills} else set()
    for one, two in combinations(teams, 2):
        weeks = abs((friday[one.weekend] - friday[two.weekend]).days) / 7
        if set(one.members) & set(two.members):
            found |= {"two-places"} if not weeks else {"rest"} if weeks < rules.rest else set()
        if one.host == two.host and one.unit == two.unit:
            days = [
                weekend.id
                for weekend in season.weekends
                if not weekend.blocked and weekend.id not in host[one.host].closed
            ]
            if {one.weekend, two.weekend} <= set(days):
                found |= (
                    {"twice-running"}
                    if abs(days.index(one.weekend) - days.index(two.weekend)) == 1
                    else set()
                )
    sent = Counter((team.weekend, team.unit) for team in teams)
    found |= {"teams-per-unit"} if any(count > rules.teams for count in sent.values()) else set()
    return found - rules.off
