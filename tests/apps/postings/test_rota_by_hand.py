"""A rota changed by hand: every rule answers, what breaks one needs a reason, what is published follows."""

from datetime import date, timedelta

import pytest

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.postings.actions.change import Move, Place, change_duty, let_plan, verdict_of
from bacung.postings.actions.publish import publish
from bacung.postings.duties import duties_of
from bacung.postings.models import Assignment, Posting
from bacung.postings.queries.changes import changes_of
from bacung.postings.queries.own import posted
from bacung.staff.models import Grant
from tests.apps.postings.season import BEFORE, FIRST, SECOND, THIRD, Season, call_season, published_season
from tests.village import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def season(village: Village) -> Season:
    return call_season(village)


def standing(season: Season) -> dict[tuple[date, str], list[str]]:
    """Who is published where."""
    return {
        (clock.local(stay.begins_at).date(), stay.commune.name): [
            each.member.full_name.split()[-1] for each in stay.assignments.filter(released_at=None)
        ]
        for stay in Posting.objects.filter(muster=season.muster, cancelled_because="")
    }


def test_a_change_that_keeps_every_rule_needs_no_reason(season: Season, village: Village):
    """Two of one unit, one of whom leads."""
    cell = (FIRST, village.commune_a.pk)
    with clock.at(BEFORE):
        team = tuple(season.member(name).pk for name in ("Một", "Ba"))
        broken = {breach.rule for breach in verdict_of(season.muster, Place(cell, team)).breaks}
        assert broken <= {"share", "spread"}
        mixed = (season.member("Một").pk, season.member("Bảy").pk)
        assert "one-unit" in {b.rule for b in verdict_of(season.muster, Place(cell, mixed)).breaks}
        followers = tuple(season.member(name).pk for name in ("Ba", "Bốn"))
        assert "leaders" in {b.rule for b in verdict_of(season.muster, Place(cell, followers)).breaks}


def test_what_breaks_a_rule_is_kept_only_with_its_reason(season: Season, village: Village):
    """And the trail says which rule, not the reason's words about people."""
    change = Place((FIRST, village.commune_a.pk), (season.member("Ba").pk, season.member("Bốn").pk))
    with clock.at(BEFORE):
        with pytest.raises(Problem, match=r"postings\.reason-needed"):
            change_duty(CONSOLE, season.muster, change)
        assert duties_of(season.fresh()) == []
        change_duty(CONSOLE, season.muster, change, "Một ốm, Hai đi phép")
    [duty] = duties_of(season.fresh())
    assert (duty.because, duty.by_hand) == ("Một ốm, Hai đi phép", True)
    assert "leaders" in AuditEntry.objects.filter(action="postings.change").latest("pk").facts["code"]


def test_no_reason_sends_somebody_to_two_places_or_who_is_not_enlisted(season: Season, village: Village):
    with clock.at(BEFORE):
        season.place(FIRST, village.commune_a, "Một", "Ba", because="thử")
        with pytest.raises(Problem, match=r"postings\.impossible"):
            season.place(FIRST, village.commune_b, "Một", "Bốn", because="cứ đi")
        with pytest.raises(Problem, match=r"postings\.not-enlisted"):
            change_duty(CONSOLE, season.fresh(), Place((FIRST, village.commune_b.pk), (10**9,)), "cứ đi")


def test_a_team_moves_and_what_stands_there_comes_in_exchange(season: Season, village: Village):
    a, b = village.commune_a.pk, village.commune_b.pk
    with clock.at(BEFORE):
        season.place(FIRST, village.commune_a, "Một", "Ba", because="thử")
        season.place(SECOND, village.commune_b, "Năm", "Bảy", because="thử")
        change_duty(CONSOLE, season.fresh(), Move((FIRST, a), (SECOND, b)), "thử")
    assert {duty.cell: duty.unit_id for duty in duties_of(season.fresh())} == {
        (SECOND, b): season.member("Một").unit_id,
        (FIRST, a): season.member("Năm").unit_id,
    }
    with clock.at(BEFORE), pytest.raises(Problem, match=r"postings\.nothing-there"):
        change_duty(CONSOLE, season.fresh(), Move((THIRD, a), (SECOND, b)))


def test_a_weekend_that_has_begun_stays_as_it_is(season: Season, village: Village):
    with clock.at(BEFORE + timedelta(days=2)), pytest.raises(Problem, match=r"postings\.begun"):
        season.place(FIRST, village.commune_a, "Một", "Ba", because="thử")


def test_the_next_plan_may_change_a_duty_again(season: Season, village: Village):
    with clock.at(BEFORE):
        season.place(FIRST, village.commune_a, "Một", "Ba", because="thử")
        let_plan(CONSOLE, season.fresh(), (FIRST, village.commune_a.pk))
    assert [duty.by_hand for duty in duties_of(season.fresh())] == [False]


def test_publishing_makes_stays_with_the_right_to_walk_there_on_these_days(village: Village):
    """And until Monday, as an evening's sheet is entered on the day after."""
    season = published_season(village)
    assert standing(season) == {
        (FIRST, "Phù Lưu"): ["Một", "Ba"],
        (FIRST, "Mai Phụ"): ["Năm", "Bảy"],
        (SECOND, "Phù Lưu"): ["Sáu", "Tám"],
    }
    stay = Posting.objects.get(commune=village.commune_b)
    assert clock.local(stay.begins_at).strftime("%a %H:%M") == "Fri 17:00"
    assert clock.local(stay.ends_at).strftime("%a %H:%M") == "Sun 17:00"
    right = Grant.objects.get(member=season.member("Bảy"))
    assert (right.role, right.area, right.since, right.until) == (
        "walker",
        village.commune_b,
        FIRST,
        date(2023, 6, 5),
    )
    assert changes_of(season.fresh()) == []


def test_publishing_again_changes_only_what_is_different_and_releases_who_is_replaced(village: Village):
    season = published_season(village)
    kept = set(Assignment.objects.filter(posting__commune=village.commune_b).values_list("pk", flat=True))
    with clock.at(BEFORE):
        season.place(SECOND, village.commune_a, "Sáu", "Bảy", because="Tám ốm")
        assert len(changes_of(season.fresh())) == 1
        told = publish(CONSOLE, season.fresh())
    assert (told.new, told.changed, told.called_off) == (0, 1, 0)
    assert standing(season)[SECOND, "Phù Lưu"] == ["Sáu", "Bảy"]
    assert (
        set(Assignment.objects.filter(posting__commune=village.commune_b).values_list("pk", flat=True))
        == kept
    )
    assert not Grant.objects.filter(member=season.member("Tám")).exists()
    assert Assignment.objects.get(member=season.member("Tám")).released_at == BEFORE


def test_a_duty_that_is_emptied_is_called_off(village: Village):
    season = published_season(village)
    with clock.at(BEFORE):
        change_duty(CONSOLE, season.fresh(), Place((SECOND, village.commune_a.pk), ()))
        assert publish(CONSOLE, season.fresh()).called_off == 1
    assert (SECOND, "Phù Lưu") not in standing(season)
    assert Posting.objects.exclude(cancelled_because="").count() == 1


def test_posted_says_who_is_there_on_an_evening(village: Village):
    """On Friday and Saturday; on Sunday they have left."""
    published_season(village)
    [pair] = posted(village.commune_a, FIRST)
    assert [member.full_name for member in pair.members] == ["Hồ Văn Một", "Hồ Văn Ba"]
    assert pair.companion == "Bác Tư"
    assert len(posted(village.commune_a, FIRST + timedelta(days=1))) == 1
    assert posted(village.commune_a, FIRST + timedelta(days=2)) == []
    assert posted(village.commune_b, SECOND) == []
