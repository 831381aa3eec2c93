"""Who could stand in, best first, and why."""

from dataclasses import replace

from bacung.core.rota.problem import Season, Team
from bacung.core.rota.standing_in import options
from bacung.core.rota.verdict import check
from bacung.core.rota.weekends import plan
from tests.core.rota.seasons import small, with_member

TEAM = Team(weekend="w0", host="c0", unit="u0", members=("u0-0", "u0-2"))


def first(season: Season, *teams: Team, leaving: str = "") -> list[tuple[str, str]]:
    return [
        (option.member, option.instead_of)
        for option in options(season, teams, "w0", "c0", leaving=leaving)
        if not option.breaks
    ]


def test_for_a_leader_who_is_ill_another_leader_of_the_unit_stands_in():
    season = with_member(small(), "u0-0", away=frozenset({"w0"}))
    assert first(season, TEAM) == [("u0-1", "u0-0")]


def test_who_served_less_comes_first_and_who_must_rest_last():
    later = Team(weekend="w1", host="c0", unit="u0", members=("u0-1", "u0-3"))
    found = options(small(members=6), [TEAM, later], "w0", "c0", leaving="u0-2")
    assert [option.member for option in found[:2]] == ["u0-4", "u0-5"]
    assert {breach.rule for option in found if option.member == "u0-3" for breach in option.breaks} == {
        "rest"
    }
    assert {breach.rule for option in found if option.member == "u1-0" for breach in option.breaks} == {
        "one-unit"
    }


def test_where_nobody_goes_everybody_free_may_join():
    assert len(first(small())) == 8
    assert first(small(), leaving="u0-0") == []


def test_who_completes_a_team_without_its_leader_must_lead():
    """Though the team breaks that rule already; one who is away is joined, not replaced."""
    short = replace(TEAM, members=("u0-2",))
    season = with_member(small(), "u0-2", away=frozenset({"w0"}))
    assert first(season, short) == [("u0-0", ""), ("u0-1", "")]


def test_what_the_options_promise_the_verdict_keeps():
    season = small(6, 2, 3, 8, 4)
    teams = plan(season).teams
    for team in teams[:6]:
        before = check(season, teams)
        for option in options(season, teams, team.weekend, team.host):
            members = (*(name for name in team.members if name != option.instead_of), option.member)
            after = check(
                season, [replace(each, members=members) if each == team else each for each in teams]
            )
            assert bool(option.breaks) == bool({b.rule for b in after} - {b.rule for b in before})
