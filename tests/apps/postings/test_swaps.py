"""Swaps and releases: who may say what, what the rules say, and what becomes of the duty."""

from datetime import date, timedelta

import pytest

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, Viewer
from bacung.postings.actions.release import release, stand_in
from bacung.postings.actions.swap import answer_swap, ask_swap, decide_swap, withdraw_swap
from bacung.postings.duties import duties_of
from bacung.postings.models import Absence, Assignment, Posting, Swap
from bacung.postings.queries.changes import changes_of
from bacung.postings.queries.swaps import colleagues, swaps
from bacung.staff.models import Grant
from tests.apps.postings.season import BEFORE, FIRST, SECOND, Season, published_season
from tests.cast import Cast, viewer
from tests.village import Village


@pytest.fixture
def season(village: Village) -> Season:
    return published_season(village)


def duty(season: Season, last: str) -> Assignment:
    return Assignment.objects.select_related("posting__muster__drive", "posting__commune", "member").get(
        member=season.member(last), released_at=None
    )


def sees(season: Season, last: str) -> Viewer:
    member = season.member(last)
    return Viewer(user_id=member.pk, name=member.full_name)


def ask(season: Season, last: str, substitute: str | None) -> Swap:
    other = season.member(substitute).pk if substitute else None
    with clock.at(BEFORE):
        asked = ask_swap(sees(season, last), duty(season, last), substitute_id=other, reason="việc nhà")
    return swaps(CONSOLE).get(pk=asked.pk)


def on_duty(season: Season, friday: date, village: Village) -> set[str]:
    stay = Posting.objects.get(commune=village.commune_a, begins_at__date=friday)
    return {each.member.full_name.split()[-1] for each in stay.assignments.filter(released_at=None)}


def test_a_yes_that_breaks_no_rule_is_carried_out_at_once(season: Season, village: Village):
    """The duty, the right to walk there and the draft all pass to the substitute."""
    swap = ask(season, "Ba", "Bốn")
    with clock.at(BEFORE):
        assert answer_swap(sees(season, "Bốn"), swap, yes=True)
    assert on_duty(season, FIRST, village) == {"Một", "Bốn"}
    assert not Grant.objects.filter(member=season.member("Ba")).exists()
    assert Grant.objects.get(member=season.member("Bốn")).area == village.commune_a
    assert Swap.objects.get().state == "agreed"
    with clock.at(BEFORE):
        assert changes_of(season.fresh()) == []


def test_a_yes_that_breaks_a_rule_waits_for_the_coordinator(season: Season, village: Village, cast: Cast):
    """Một leads; Bốn does not."""
    swap = ask(season, "Một", "Bốn")
    with clock.at(BEFORE):
        assert not answer_swap(sees(season, "Bốn"), swap, yes=True)
        assert Swap.objects.get().accepted_at == BEFORE
        with pytest.raises(Problem, match=r"postings\.reason-needed"):
            decide_swap(viewer(cast.binh), swap, agreed=True)
        assert Swap.objects.get().state == "asked"
        decide_swap(viewer(cast.binh), swap, agreed=True, because="chỉ một lần")
    assert on_duty(season, FIRST, village) == {"Ba", "Bốn"}
    assert Posting.objects.get(commune=village.commune_a, begins_at__date=FIRST).kept_because == "chỉ một lần"


def test_a_no_leaves_everything_as_it_was(season: Season, village: Village):
    swap = ask(season, "Ba", "Bốn")
    with clock.at(BEFORE):
        assert not answer_swap(sees(season, "Bốn"), swap, yes=False)
        with pytest.raises(Problem, match=r"postings\.swap-settled"):
            answer_swap(sees(season, "Bốn"), swap, yes=True)
    assert on_duty(season, FIRST, village) == {"Một", "Ba"}


def test_only_ones_own_duty_is_swapped_and_only_who_is_asked_answers(season: Season):
    with clock.at(BEFORE), pytest.raises(Problem, match=r"ground\.not-found"):
        ask_swap(sees(season, "Bốn"), duty(season, "Ba"), substitute_id=None, reason="")
    swap = ask(season, "Ba", "Bốn")
    for who in ("Hai", "Ba"):
        with clock.at(BEFORE), pytest.raises(Problem, match=r"ground\.not-found"):
            answer_swap(sees(season, who), swap, yes=True)
    with clock.at(BEFORE), pytest.raises(Problem, match=r"postings\.swap-asked"):
        ask_swap(sees(season, "Ba"), duty(season, "Ba"), substitute_id=None, reason="")
    withdraw_swap(sees(season, "Ba"), swap)
    assert Swap.objects.get().state == "withdrawn"


def test_nobody_named_is_found_by_the_coordinator(season: Season, village: Village, cast: Cast):
    swap = ask(season, "Ba", None)
    with clock.at(BEFORE):
        with pytest.raises(Problem, match=r"postings\.nobody-named"):
            decide_swap(viewer(cast.binh), swap, agreed=True)
        decide_swap(viewer(cast.binh), swap, agreed=True, substitute_id=season.member("Hai").pk)
    assert on_duty(season, FIRST, village) == {"Một", "Hai"}
    with pytest.raises(Problem, match=r"drives\.partly-yours"):
        decide_swap(viewer(cast.an), swap, agreed=False)


def test_colleagues_are_of_the_same_unit(season: Season):
    names = {member.full_name.split()[-1] for member in colleagues(season.muster, duty(season, "Ba"))}
    assert names == {"Hai", "Bốn"}


def test_a_swap_is_seen_by_those_it_is_about(season: Season, cast: Cast):
    swap = ask(season, "Ba", "Bốn")
    for who, count in (("Ba", 1), ("Bốn", 1), ("Hai", 0)):
        assert swaps(sees(season, who)).filter(pk=swap.pk).count() == count
    assert [swaps(viewer(member)).count() for member in (cast.binh, cast.an, cast.giang)] == [1, 0, 0]


def test_who_falls_ill_is_released_at_once_and_somebody_stands_in(
    season: Season, village: Village, cast: Cast
):
    """The absence is noted in one word; the one who led is followed by one who can."""
    binh, one = viewer(cast.binh), duty(season, "Một")
    with clock.at(BEFORE):
        release(binh, one, away_until=FIRST + timedelta(days=9), reason="other")
        assert on_duty(season, FIRST, village) == {"Ba"}
        assert next(iter(duties_of(season.fresh()))).member_ids == (season.member("Ba").pk,)
        absence = Absence.objects.get()
        assert (absence.member, absence.begins_on, absence.ends_on) == (
            one.member,
            BEFORE.date(),
            date(2023, 6, 11),
        )
        assert not Grant.objects.filter(member=one.member).exists()
        stand_in(binh, one.posting, season.member("Hai").pk)
        assert changes_of(season.fresh()) == []
        one.refresh_from_db()
        with pytest.raises(Problem, match=r"postings\.released-already"):
            release(binh, one)
    assert on_duty(season, FIRST, village) == {"Ba", "Hai"}
    assert Assignment.objects.get(posting=one.posting, leads=True).member == season.member("Hai")


def test_who_stands_in_against_a_rule_needs_the_reason(season: Season, village: Village, cast: Cast):
    binh, eight = viewer(cast.binh), duty(season, "Tám")
    assert eight.posting.begins_at.astimezone(clock.VIETNAM).date() == SECOND
    with clock.at(BEFORE):
        release(binh, eight)
        with pytest.raises(Problem, match=r"postings\.reason-needed"):
            stand_in(binh, eight.posting, season.member("Một").pk)
        with pytest.raises(Problem, match=r"postings\.not-enlisted"):
            stand_in(binh, eight.posting, cast.em.pk, "gấp")
        stand_in(binh, eight.posting, season.member("Một").pk, "gấp")
    assert on_duty(season, SECOND, village) == {"Sáu", "Một"}


def test_a_stay_that_is_over_changes_no_more(season: Season, cast: Cast):
    with clock.at(BEFORE + timedelta(days=10)), pytest.raises(Problem, match=r"postings\.stay-over"):
        release(viewer(cast.binh), duty(season, "Một"))
