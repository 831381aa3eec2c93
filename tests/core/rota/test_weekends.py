"""The weekend rota: never a broken rule, the best there is, and a reason for what cannot be."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from hypothesis import given, settings

from bacung.core.rota.answer import Rota
from bacung.core.rota.problem import Before, Fixed, Host, Season, Team
from bacung.core.rota.sending import UNFILLED
from bacung.core.rota.verdict import check
from bacung.core.rota.weekends import plan
from tests.core.rota.checker import broken
from tests.core.rota.seasons import any_season, small, with_member

FREELY = frozenset({"share", "spread"})


def codes(rota: Rota) -> set[str]:
    """The rules of the first conflict, without the facts it is about."""
    return {why.code for why in rota.unfilled[0].why} - {"duties", "eligible"}


@settings(max_examples=10)
@given(any_season())
def test_no_rota_breaks_a_rule(season: Season):
    rota = plan(season)
    assert broken(season, rota.teams) == set()
    assert {breach.rule for breach in check(season, rota.teams)} <= FREELY
    open_duties = sum(
        not weekend.blocked and weekend.id not in host.closed
        for weekend in season.weekends
        for host in season.hosts
    )
    assert len(rota.teams) + len(rota.unfilled) == open_duties
    assert all(unfilled.why for unfilled in rota.unfilled)
    assert Rota.from_json(rota.to_json()) == rota


def every_rota(season: Season) -> Iterator[list[Team]]:
    """Every way to fill the duties or leave them."""
    duties = [(weekend.id, host.id) for weekend in season.weekends for host in season.hosts]
    pairs = [
        (unit.id, pair)
        for unit in season.units
        for pair in combinations([each.id for each in season.members if each.unit == unit.id], 2)
    ]
    for chosen in product([None, *pairs], repeat=len(duties)):
        yield [
            Team(weekend=weekend, host=host, unit=choice[0], members=choice[1])
            for (weekend, host), choice in zip(duties, chosen, strict=True)
            if choice is not None
        ]


def test_no_rota_is_better_than_the_one_proven():
    for season in (
        small(2, 2, 2, 3, 1, off=FREELY),
        small(3, 1, 2, 3, 2, rest=2, off=FREELY),
        with_member(small(2, 2, 2, 3, 2, teams=1, off=FREELY), "u1-0", away=frozenset({"w1"})),
    ):
        rota = plan(season)
        unit = {each.id: each for each in season.units}
        duties = len(season.weekends) * len(season.hosts)
        best = min(
            UNFILLED * (duties - len(teams)) + sum(unit[team.unit].travel[team.host] for team in teams)
            for teams in every_rota(season)
            if not broken(season, teams)
        )
        assert rota.optimal
        assert abs(rota.cost - best) < 1e-6


def test_fourteen_units_serve_fifteen_times_and_seven_fourteen():
    season = small(28, 11, 21, 14, 7)
    rota = plan(season)
    assert Counter(load.teams for load in rota.units) == {15: 14, 14: 7}
    assert rota.breaches == ()
    assert rota.optimal


def test_the_same_season_has_the_same_rota():
    season = small(4, 1, 2, 6, 2)
    assert plan(season, seed=4) == plan(season, seed=4)


def test_an_illness_changes_only_the_teams_concerned():
    season = small(8, 2, 3, 8, 4)
    first = plan(season)
    ill = first.teams[5]
    today = with_member(season, ill.members[0], away=frozenset({ill.weekend}))
    mended = plan(replace(today, before=Before(standing=first.teams)))
    assert mended.breaches == ()
    assert (ill.weekend, ill.host) in {(change.weekend, change.host) for change in mended.changes}
    assert {change.unit for change in mended.changes} == {ill.unit}
    assert len(mended.changes) <= 3
    assert plan(replace(season, before=Before(standing=first.teams))).teams == first.teams


def test_what_hands_have_set_stays_and_what_it_breaks_is_said():
    fixed = Fixed(weekend="w0", host="c0", unit="u0", members=("u0-2", "u0-3"))
    again = Fixed(weekend="w1", host="c0", unit="u0", members=("u0-2", "u0-0"))
    rota = plan(replace(small(4, off=FREELY), fixed=(fixed, again)))
    assert [team.members for team in rota.teams[:2]] == [("u0-2", "u0-3"), ("u0-2", "u0-0")]
    assert {breach.rule for breach in rota.breaches} == {"leaders", "rest", "twice-running"}
    assert [unfilled.weekend for unfilled in rota.unfilled] == ["w3"]


def test_a_unit_set_by_hand_is_staffed_and_half_a_team_is_completed():
    half = Fixed(weekend="w0", host="c0", unit="u1", members=("u1-3",))
    rota = plan(replace(small(2, off=FREELY), fixed=(half, Fixed(weekend="w1", host="c0", unit="u0"))))
    assert [team.unit for team in rota.teams] == ["u1", "u0"]
    assert "u1-3" in rota.teams[0].members
    assert rota.breaches == ()


def test_hands_that_ask_too_much_of_a_unit_are_told_so():
    twice = tuple(Fixed(weekend="w0", host=host, unit="u0") for host in ("c0", "c1"))
    rota = plan(replace(small(1, 2, 2, 4, 1, off=FREELY), fixed=twice))
    assert len(rota.teams) == 1
    assert codes(rota) == {"fixed", "leaders"}
    assert rota.unfilled[0].why[0].facts["unit"] == "u0"


def test_a_season_without_any_eligible_member_is_all_unfilled_and_says_why():
    rota = plan(replace(small(2), members=()))
    assert rota.teams == ()
    assert [why.code for why in rota.unfilled[0].why] == ["duties", "eligible"]
    assert rota.unfilled[0].why[1].facts["members"] == 0


def test_one_unit_cannot_serve_a_commune_two_weekends_running():
    rota = plan(small(4, 1, 1, 8, 8, off=FREELY))
    assert len(rota.teams) == 2
    assert codes(rota) == {"twice-running"}


def test_when_everything_is_blocked_nothing_is_asked():
    season = small(2)
    rota = plan(replace(season, weekends=tuple(replace(each, blocked="Tết") for each in season.weekends)))
    assert (rota.teams, rota.unfilled, rota.breaches) == ((), (), ())
    assert plan(replace(season, weekends=(), fixed=())).teams == ()


def test_exams_that_cover_all_are_the_reason_and_the_only_one():
    season = small(2)
    days = frozenset({"w0", "w1"})
    rota = plan(replace(season, units=tuple(replace(each, away=days) for each in season.units)))
    assert rota.teams == ()
    assert codes(rota) == {"unit-away"}
    assert rota.unfilled[0].why[2].facts["units"] == ("u0", "u1")


def test_a_commune_with_one_bed_cannot_lodge_two():
    season = small(1, 2, off=FREELY)
    rota = plan(replace(season, hosts=(Host(id="c0", beds=1), season.hosts[1])))
    assert [team.host for team in rota.teams] == ["c1"]
    assert codes(rota) == {"beds"}


def test_rest_is_the_reason_when_too_few_must_serve_too_often():
    rota = plan(small(3, 1, 2, 2, 2, off=FREELY))
    assert len(rota.teams) == 2
    assert codes(rota) == {"rest"}


def test_a_share_that_few_leaders_cannot_carry_evenly_is_explained():
    season = small(14, 1, 2, 8, 2, rest=1, off=frozenset({"twice-running"}))
    rota = plan(season)
    codes_of = [{why.code for why in conflict} for conflict in rota.conflicts]
    assert {breach.rule for breach in rota.breaches} <= FREELY
    assert {"share", "leaders", "spread"} in codes_of or not rota.conflicts


def test_visitors_without_a_local_companion_are_named():
    season = small(2)
    hosts = (replace(season.hosts[0], companions=frozenset({"w0"})),)
    (note,) = [note for note in plan(replace(season, hosts=hosts)).notes if note.code == "no-companion"]
    assert note.facts == {"weekend": "w1", "host": "c0"}


def test_a_stopped_plan_keeps_the_rules():
    season = small(6, 2, 3, 6, 2)
    rota = plan(season, stop=lambda: True)
    assert broken(season, rota.teams) == set()


def test_what_is_told_on_the_way_keeps_the_rules_and_is_a_rota_by_itself():
    """Ever more of it; the last is what comes out, but for the reasons."""
    season = small(6, 2, 3, 6, 2)
    told: list[Rota] = []
    rota = plan(season, heed=told.append)
    counts = [len(each.teams) for each in told]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
    for each in told:
        assert broken(season, each.teams) == set()
        assert len(each.teams) + len(each.unfilled) == 12
    assert told[-1].teams == rota.teams
