"""A season as JSON, and the verdict on a rota as it stands."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.problems import Problem as Refusal
from bacung.core.rota.problem import RULES, Before, Host, Season, Served, Team
from bacung.core.rota.verdict import check
from tests.core.rota.checker import broken
from tests.core.rota.seasons import FRIDAY, any_season, small, with_member


def team(weekend: str = "w0", host: str = "c0", unit: str = "u0", members: str = "u0-0 u0-1") -> Team:
    return Team(weekend=weekend, host=host, unit=unit, members=tuple(members.split()))


def rules_of(season: Season, *teams: Team) -> set[str]:
    return {breach.rule for breach in check(season, teams)} - {"share", "spread"}


@given(any_season())
def test_a_season_survives_json(season: Season):
    assert Season.from_json(json.loads(json.dumps(season.to_json()))) == season


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            {"weekends": [{"id": "w0", "friday": "2023-06-02"}, {"id": "w1", "friday": "2023-06-02"}]},
            "weekends[1].friday",
        ),
        ({"members": [{"id": "m", "unit": "nobody's"}]}, "members[0].unit"),
        ({"fixed": [{"weekend": "w9", "host": "c0", "unit": "u0"}]}, "fixed[0].weekend"),
        ({"rules": {"off": ["sleep"]}}, "rules.off[0]"),
        ({"rules": {"rset": 3}}, "rules.rset"),
        ({"hosts": [{"id": "c0", "lat": 21.1}]}, "hosts[0].lon"),
        ({"units": [{"id": "u0"}, {"id": "u0"}]}, "units[1]"),
    ],
)
def test_a_season_that_cannot_be_read_is_refused_by_field(change: dict[str, object], what: str):
    value = small(1, 1, 1, 2).to_json() | {"members": []} | change
    with pytest.raises(Refusal) as refused:
        Season.from_json(value)
    assert (refused.value.code, refused.value.facts["what"]) == ("rota.malformed", what)


def test_two_of_one_unit_with_a_leader_break_nothing():
    assert rules_of(small(), team()) == set()


@pytest.mark.parametrize(
    ("season", "teams", "rule"),
    [
        (replace(small(), weekends=(replace(small().weekends[0], blocked="Tết"),)), [team()], "closed"),
        (replace(small(), hosts=(Host(id="c0", closed=frozenset({"w0"})),)), [team()], "closed"),
        (replace(small(), hosts=(Host(id="c0", beds=1),)), [team()], "beds"),
        (replace(small(), hosts=(Host(id="c0", needs=frozenset({"tày"})),)), [team()], "skills"),
        (small(), [team(members="u0-0")], "team-size"),
        (small(), [team(members="u0-2 u0-3")], "leaders"),
        (small(), [team(members="u0-0 u1-0")], "one-unit"),
        (small(), [team(members="u0-0 who")], "eligible"),
        (with_member(small(), "u0-1", away=frozenset({"w0"})), [team()], "away"),
        (small(hosts=2), [team(), team(host="c1", members="u0-0 u0-2")], "two-places"),
        (small(), [team(), team("w2", members="u0-0 u0-2")], "rest"),
        (small(), [team(), team("w1", members="u0-2 u0-0")], "twice-running"),
        (small(hosts=2, teams=1), [team(), team(host="c1", members="u0-2 u0-3")], "teams-per-unit"),
    ],
)
def test_each_rule_is_seen_broken_and_can_be_switched_off(season: Season, teams: list[Team], rule: str):
    assert rule in RULES
    assert rule in rules_of(season, *teams)
    silent = replace(season, rules=replace(season.rules, off=frozenset({rule})))
    assert rule not in rules_of(silent, *teams)


def test_a_blocked_weekend_lies_between_no_two_visits_of_a_unit():
    season = small(3)
    season = replace(
        season, weekends=(season.weekends[0], replace(season.weekends[1], blocked="lễ"), season.weekends[2])
    )
    assert rules_of(season, team(), team("w2", members="u0-2 u0-1")) == {"twice-running", "rest"}


def test_last_season_is_remembered():
    served = Served(friday=FRIDAY - timedelta(weeks=2), host="c0", unit="u0", members=("u0-0",))
    season = replace(small(), before=Before(served=(served,)))
    assert rules_of(season, team()) == {"rest", "twice-running"}
    assert rules_of(season, team("w2", members="u0-0 u0-1")) == set()


def test_a_load_is_unfair_only_against_somebody_who_could_have_served():
    season = small(12, 1, 1, 3, 3, rest=1, spread=1, off=frozenset({"twice-running", "share"}))
    teams = [team(f"w{w}", members="u0-0 u0-1") for w in range(3)]
    (breach,) = check(season, teams)
    assert (breach.rule, breach.members, breach.facts["has"], breach.facts["other"]) == (
        "spread",
        ("u0-0", "u0-2"),
        3,
        0,
    )
    always = frozenset(weekend.id for weekend in season.weekends)
    assert check(with_member(season, "u0-2", away=always), teams) == ()


@given(any_season(), st.data())
def test_the_verdict_is_that_of_an_independent_checker(season: Season, data: st.DataObject):
    duties = [(weekend.id, host.id) for weekend in season.weekends for host in season.hosts]
    names = [member.id for member in season.members]
    pairs = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)
    units = st.sampled_from([unit.id for unit in season.units])
    teams = [
        Team(weekend=weekend, host=host, unit=data.draw(units), members=tuple(data.draw(pairs)))
        for weekend, host in data.draw(st.lists(st.sampled_from(duties), unique=True, max_size=6))
    ]
    assert rules_of(season, *teams) == broken(season, teams)
