"""Ways of an evening side by side, and the evening of all communes."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, forget_comparisons, plan_round, settle_round
from bacung.rounds.district import plan_district
from bacung.rounds.models import Comparison, Round
from bacung.rounds.scenarios import scenarios
from tests.apps.rounds.evenings import done, settle_more
from tests.cast import Cast, as_
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

AFTERNOON = EVENING - timedelta(hours=2)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes are this one: what is asked of them is planned at once."""
    from concurrent.futures import Future
    from contextlib import contextmanager

    class Here:
        def submit(self, work, *given):
            future: Future = Future()
            future.set_result(work(*given))
            return future

    @contextmanager
    def processes():
        yield Here()

    for module in ("jobs", "district"):
        monkeypatch.setattr(f"bacung.rounds.{module}.processes", processes)


def test_no_way_goes_into_the_quiet_hours(village: Village):
    """Half past five to half past nine, an hour later: half past six until the quiet hours begin."""
    ways = {way.code: way.pairs for way in scenarios(village.drive, [NewPair(), NewPair(mode="bicycle")])}

    assert (ways["one-hour-later"][0].begins, ways["one-hour-later"][0].ends) == (time(18, 30), time(21, 30))
    assert len(ways["one-more-pair"]) == 3
    assert [pair.mode for pair in ways["bicycles"]] == ["bicycle", "bicycle"]


def test_ways_are_compared_in_the_background_and_one_is_taken_over(
    village: Village, cast: Cast, at_once: None
):
    settle_more(village, 20)
    client = as_(Client(), cast.an)
    with clock.at(AFTERNOON):
        form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-mode": "foot"}
        form |= {"form-0-begins": "17:30", "form-0-ends": "19:30", "compare": "1"}
        sent = client.post(reverse("rounds:plan"), form)
        made = Comparison.objects.get()
        page = client.get(sent.headers["Location"])
        done(page.context["job"])
        after = client.get(sent.headers["Location"])

    assert sent.headers["Location"] == reverse("rounds:comparison", args=[made.pk])
    ways = {way["code"]: way for way in after.context["ways"]}
    assert ways["bicycles"]["visits"] >= ways["as-asked"]["visits"]
    assert ways["one-more-pair"]["mean"] >= ways["as-asked"]["mean"]
    assert all(way["low"] <= way["mean"] <= way["high"] for way in ways.values())
    assert not Round.objects.exists()
    with clock.at(AFTERNOON):
        taken = client.get(ways["bicycles"]["address"])
    assert [form["mode"].value() for form in taken.context["pairs"]] == ["bicycle"]


def test_ways_of_an_evening_that_has_begun_are_shown_from_now_on(village: Village, cast: Cast, at_once: None):
    """Asked at twenty past seven for half past five, nobody sets out before."""
    client = as_(Client(), cast.an)
    with clock.at(EVENING.replace(hour=19, minute=20)):
        form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-mode": "foot"}
        form |= {"form-0-begins": "17:30", "form-0-ends": "21:30", "compare": "1"}
        there = client.post(reverse("rounds:plan"), form).headers["Location"]
        done(client.get(there).context["job"])
        ways = {way["code"]: way for way in client.get(there).context["ways"]}

    assert ways["as-asked"]["begins"] == ways["one-hour-later"]["begins"] == "19h20"


def test_a_comparison_is_forgotten_after_a_day(village: Village):
    for hours in (1, 25):
        Comparison.objects.create(
            drive=village.drive,
            commune=village.commune_a,
            on=EVENING.date(),
            asked=[],
            made_at=EVENING - timedelta(hours=hours),
        )
    with clock.at(EVENING):
        forget_comparisons()

    assert Comparison.objects.count() == 1


def plan_all(village: Village) -> dict[str, str]:
    with clock.at(AFTERNOON):
        told = plan_district(CONSOLE, drive=village.drive, on=EVENING.date(), from_postings=False, seconds=0)
        return {each.commune.name: each.refused.code if each.refused else "planned" for each in told}


def test_all_communes_are_planned_and_what_stands_stays(village: Village, at_once: None):
    assert plan_all(village) == {"Phù Lưu": "planned", "Mai Phụ": "planned"}
    settle_round(Round.objects.get(commune=village.commune_a).pk)

    assert plan_all(village) == {"Phù Lưu": "rounds.stands", "Mai Phụ": "planned"}
    assert Round.objects.exclude(state="cancelled").count() == 2


def test_a_district_is_planned_from_the_page(village: Village, cast: Cast, at_once: None):
    """The coordinator plans both communes, the officer of A only the own one."""
    for member, count in ((cast.binh, 2), (cast.an, 1)):
        Round.objects.all().delete()
        client = as_(Client(), member)
        with clock.at(AFTERNOON):
            sent = client.post(reverse("rounds:district"), {"drive": village.drive.code, "on": "2/6/2023"})
            page = client.get(sent.headers["Location"])
            done(page.context["job"])
            after = client.get(sent.headers["Location"])
        assert Round.objects.count() == count
        assert sum(row["round"] is not None for row in after.context["rows"]) == count


def test_the_first_plan_of_a_commune_gives_way_to_that_of_the_district(village: Village, at_once: None):
    with clock.at(AFTERNOON):
        plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
        )
    plan_all(village)

    assert Round.objects.filter(commune=village.commune_a, state="cancelled").count() == 1
