"""A better plan is sought in the background and takes the first one's place while nobody holds that."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from bacung.core.routing.plan import Look, Plan, plan
from bacung.core.routing.problem import Problem
from bacung.ground import clock
from bacung.ground.jobs import run
from bacung.ground.models import AuditEntry, Job
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, better_round, plan_round, settle_round
from bacung.rounds.jobs import IMPROVING, enough, improve, improving
from bacung.rounds.models import Round, Stop
from bacung.rounds.queries import problem_of_round
from bacung.visits.actions import NewVisit, record_visits
from tests.apps.rounds.evenings import done, settle_more
from tests.cast import Cast, as_, viewer
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(village: Village) -> Round:
    """The first plan of this evening, for one pair."""
    settle_more(village, 8)
    with clock.at(EVENING):
        return plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
        )


def other_way_round(made: Round) -> Plan:
    """The same doors the other way round: a plan that differs."""
    problem = problem_of_round(made)
    turned = replace(problem, doors=problem.doors[:2])
    return plan(turned)


def test_a_better_plan_takes_the_place_of_the_first(first: Round):
    answer = other_way_round(first)
    assert better_round(CONSOLE, first.pk, answer)
    first.refresh_from_db()

    homes = {int(stop.door) for route in answer.routes for stop in route.stops}
    assert set(Stop.objects.filter(pair__round=first).values_list("household", flat=True)) == homes
    assert first.plan["totals"]["visits"] == len(homes)
    assert AuditEntry.objects.filter(action="rounds.better").count() == 1


def test_what_was_said_of_the_evening_is_still_said_of_the_better_plan(first: Round):
    """The evening had begun at half past six, whichever plan is walked."""
    better_round(CONSOLE, first.pk, other_way_round(first))
    first.refresh_from_db()

    assert {"code": "begins-now", "facts": {"from": "18:30"}} in first.plan["notes"]


def test_once_the_sheets_are_taken_the_plan_stays(first: Round):
    """The codes of printed rows hold."""
    settle_round(first.pk)
    before = list(Stop.objects.values_list("position", "household"))

    assert not better_round(CONSOLE, first.pk, other_way_round(first))
    assert list(Stop.objects.values_list("position", "household")) == before


def test_once_somebody_walks_the_plan_stays(first: Round, village: Village):
    home = Stop.objects.first().household_id
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [NewVisit(home, "nobody", EVENING, round_id=first.pk)])

    assert not better_round(CONSOLE, first.pk, other_way_round(first))


def test_the_server_may_be_content_with_the_first_plan(first: Round, cast: Cast):
    """BACUNG_PLAN_SECONDS=0, as in these tests: nothing is sought."""
    assert improve(viewer(cast.an), first) is None


def test_the_search_leads_back_to_the_round(first: Round, cast: Cast, settings):
    settings.BACUNG_PLAN_SECONDS = 1
    job = improve(viewer(cast.an), first)
    assert improving(first) == job
    with clock.at(EVENING):
        done(job)

    assert (job.state, job.leads_to) == (Job.State.DONE, reverse("rounds:round", args=[first.pk]))
    assert improving(first) is None


def test_who_has_had_enough_keeps_what_was_found(first: Round, cast: Cast, settings):
    """Asked to stop as it begins, an hour's search ends at once, with a plan no worse than the first."""
    settings.BACUNG_PLAN_SECONDS = 3600
    job = improve(viewer(cast.an), first)
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    with clock.at(EVENING):
        run.call(job.pk)
    job.refresh_from_db()
    prize = first.plan["totals"]["prize"]
    first.refresh_from_db()

    assert job.state == Job.State.DONE
    assert first.plan["totals"]["prize"] >= prize


class Seeking:
    """A search of our own: a plan of one door more every two seconds of a clock of our own."""

    def __init__(self, made: Round, monkeypatch: pytest.MonkeyPatch) -> None:
        self.problem, self.now, self.seen = problem_of_round(made), 100.0, []
        monkeypatch.setattr("time.monotonic", lambda: self.now)
        monkeypatch.setattr("bacung.rounds.jobs.monotonic", lambda: self.now)
        monkeypatch.setattr("bacung.rounds.jobs.sought", self.seek)
        monkeypatch.setattr("bacung.rounds.jobs.bounded", lambda problem, answer, stop: answer)

    def seek(self, problem: Problem, stop: Callable[[], bool], seed: int, look: Look) -> Plan:
        doors = 0
        while not stop():
            doors += 1
            look(partial(self.of, doors))
            self.seen.append((Job.objects.get().done, Stop.objects.count()))
            self.now += 2
        return self.of(doors)

    def of(self, doors: int) -> Plan:
        return plan(replace(self.problem, doors=self.problem.doors[:doors]))


def test_the_search_tells_how_far_it_is_and_lays_down_what_it_has(
    first: Round, cast: Cast, settings, monkeypatch
):
    """Of twenty seconds sixteen are for seeking; every few of them what was found is laid down."""
    settings.BACUNG_PLAN_SECONDS = 20
    job = improve(viewer(cast.an), first)
    seeking = Seeking(first, monkeypatch)
    with clock.at(EVENING):
        done(job)

    assert [gone for gone, _ in seeking.seen] == [0, 2, 4, 6, 8, 10, 12, 14]
    assert [doors for _, doors in seeking.seen[2:]] == [3, 3, 5, 5, 7, 7]
    assert Stop.objects.count() == 8


def test_who_has_had_enough_amid_the_search_gets_the_best_so_far(
    first: Round, cast: Cast, settings, monkeypatch
):
    settings.BACUNG_PLAN_SECONDS = 20
    job = improve(viewer(cast.an), first)
    seeking = Seeking(first, monkeypatch)
    look = seeking.of

    def enough_at_five(doors: int) -> Plan:
        if doors == 5:
            enough(first)
        return look(doors)

    monkeypatch.setattr(seeking, "of", enough_at_five)
    with clock.at(EVENING):
        done(job)

    assert Stop.objects.count() == 5
    assert len(seeking.seen) == 5
    assert improving(first) is None


def test_it_is_proven_how_good_a_plan_can_be_at_most(first: Round, cast: Cast, settings):
    settings.BACUNG_PLAN_SECONDS = 1
    with clock.at(EVENING):
        done(improve(viewer(cast.an), first))
        page = as_(Client(), cast.an).get(reverse("rounds:round", args=[first.pk])).content.decode()
    first.refresh_from_db()

    assert first.plan["bound"] >= first.plan["totals"]["prize"]
    assert "Đã chứng minh" in page


def test_the_same_ways_leave_phones_and_trail_alone(first: Round):
    """Only what is proven of them is new."""
    same = replace(Plan.from_json(first.plan), bound=99.0)
    before = list(Stop.objects.values_list("pk", flat=True))

    assert better_round(CONSOLE, first.pk, same)
    assert list(Stop.objects.values_list("pk", flat=True)) == before
    assert not AuditEntry.objects.filter(action="rounds.better").exists()


def test_printing_ends_the_search(first: Round, cast: Cast, settings):
    settings.BACUNG_PLAN_SECONDS = 3600
    job = improve(viewer(cast.an), first)
    with clock.at(EVENING):
        as_(Client(), cast.an).get(reverse("rounds:sheets_pdf", args=[first.pk]))
    first.refresh_from_db()
    job.refresh_from_db()

    assert first.settled_at
    assert job.state == Job.State.STOPPED


def test_the_page_shows_how_far_the_search_is_and_how_to_end_it(first: Round, cast: Cast, settings):
    settings.BACUNG_PLAN_SECONDS = 15
    improve(viewer(cast.an), first)
    client = as_(Client(), cast.an)
    with clock.at(EVENING):
        page = client.get(reverse("rounds:round", args=[first.pk])).content.decode()
        part = client.get(reverse("rounds:progress", args=[first.pk])).content.decode()
        assert "Dùng phương án này" in page
        assert "Đang tìm cách đi tốt hơn" in part
        client.post(reverse("rounds:take", args=[first.pk]))
        over = client.get(reverse("rounds:progress", args=[first.pk]))

    assert over.headers["HX-Refresh"] == "true"
    assert not Job.objects.filter(kind=IMPROVING, state=Job.State.QUEUED).exists()


def test_whoever_takes_a_plan_is_told_so_until_the_search_has_ended(first: Round, cast: Cast, settings):
    settings.BACUNG_PLAN_SECONDS = 15
    job = improve(viewer(cast.an), first)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    client = as_(Client(), cast.an)
    with clock.at(EVENING):
        client.post(reverse("rounds:take", args=[first.pk]))
        part = client.get(reverse("rounds:progress", args=[first.pk])).content.decode()

    assert "Đang lấy phương án tốt nhất" in part
    assert "<button" not in part


def test_nobody_elses_search_is_found_for_another_round(first: Round, village: Village, cast: Cast, settings):
    settings.BACUNG_PLAN_SECONDS = 15
    improve(viewer(cast.an), first)
    with clock.at(EVENING):
        again = plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
        )
    first.refresh_from_db()

    assert improving(again) is None
    assert improving(first) is None  # replaced by a later plan
    enough(again)
