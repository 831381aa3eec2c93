"""A whole commune planned: evenings, turfs, what is left out, and its mending."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from bacung.core.problems import Problem
from bacung.core.routing.cover import Coverage
from bacung.ground import clock
from bacung.ground.models import AuditEntry, Job
from bacung.ground.permissions import CONSOLE
from bacung.rounds.commands import rounds
from bacung.rounds.models import Door, Sweep
from bacung.rounds.queries import given_evenings
from bacung.rounds.sweep_jobs import mend, mend_all, sweep
from bacung.rounds.sweeping import Asked
from bacung.visits.actions import NewVisit, record_visits
from tests.apps.rounds.evenings import done, settle_more
from tests.cast import Cast, as_
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

AFTERNOON = EVENING - timedelta(hours=2)


def asked(village: Village, **other) -> Asked:
    """One pair on foot, every evening of June."""
    said = {"mode": "foot", "pairs": 1, "begins_on": date(2023, 6, 2), "ends_on": date(2023, 6, 30)}
    return Asked(village.drive, village.commune_a, **(said | other))


@pytest.fixture
def planned(village: Village) -> Sweep:
    """The whole of commune A with thirty more households."""
    settle_more(village, 30)
    with clock.at(AFTERNOON):
        return sweep(CONSOLE, asked(village), 0)


def routes(made: Sweep) -> Coverage:
    return Coverage.from_json(made.answer["coverage"])


def test_every_household_left_is_in_one_evening(planned: Sweep, village: Village):
    homes = [int(door) for route in routes(planned).routes for door in route.doors]

    assert sorted(homes) == sorted(
        Door.objects.filter(commune=village.commune_a, persons_left__gt=0).values_list("household", flat=True)
    )
    assert all(route.evening and route.pair for route in routes(planned).routes)


def test_the_ways_of_going_are_told_side_by_side(planned: Sweep):
    """A bicycle needs no more evenings than feet."""
    needed = planned.answer["needed"]

    assert needed["foot"] == routes(planned).sums.routes
    assert needed["bicycle"] <= needed["foot"]


def test_a_household_that_said_never_is_not_in_it(village: Village):
    home = village.person("Phan Đình Đức").household_id
    Door.objects.filter(household=home).update(never=True)
    with clock.at(AFTERNOON):
        made = sweep(CONSOLE, asked(village), 0)

    assert str(home) not in {door for route in routes(made).routes for door in route.doors}


def test_days_without_an_evening_are_refused(village: Village):
    with clock.at(AFTERNOON), pytest.raises(Problem, match=r"rounds\.days-turned"):
        sweep(CONSOLE, asked(village, begins_on=date(2023, 7, 1)), 0)


def test_the_evening_it_gives_a_household_is_when_its_first_visit_is_due(planned: Sweep, village: Village):
    given = given_evenings(village.drive, village.commune_a)
    route = routes(planned).routes[0]

    assert given[int(route.doors[0])] == route.evening


def test_mending_drops_what_is_done_and_leaves_the_rest(planned: Sweep, village: Village):
    """A week later one household has nothing left: its route alone is shorter, others stay word for word."""
    first, *others = routes(planned).routes
    gone = int(first.doors[0])
    Door.objects.filter(household=gone).update(persons_left=0, left={})
    with clock.at(AFTERNOON):
        mended = routes(mend(CONSOLE, planned))

    assert str(gone) not in {door for route in mended.routes for door in route.doors}
    assert {(route.doors, route.evening) for route in others} <= {
        (route.doors, route.evening) for route in mended.routes
    }


def test_plans_are_mended_every_week_while_their_evenings_last(planned: Sweep):
    for days, count in ((6, 0), (8, 1), (60, 1)):
        with clock.at(AFTERNOON + timedelta(days=days)):
            mend_all()
        assert Job.objects.filter(kind="rounds.mend").count() == count


def test_it_is_planned_from_the_page_and_its_turf_is_printed(village: Village, cast: Cast):
    settle_more(village, 12)
    client = as_(Client(), cast.an)
    form = {"drive": village.drive.code, "commune": village.commune_a.pk, "pairs": "1", "mode": "bicycle"}
    form |= {"begins_on": "2/6/2023", "ends_on": "30/6/2023"}
    with clock.at(AFTERNOON):
        client.post(reverse("rounds:sweeps"), form)
        job = done(client.get(reverse("rounds:sweeps")).context["job"])
        made = Sweep.objects.get()
        page = client.get(job.leads_to)
        drawn = client.get(reverse("rounds:sweep_geojson", args=[made.pk])).content.decode()
        turf = client.get(reverse("rounds:turf", args=[made.pk, routes(made).turfs[0].id]))

    assert "đi xe đạp" in page.content.decode()
    assert {feature["properties"]["kind"] for feature in json.loads(drawn)["features"]} >= {"spot", "door"}
    assert "Hoàng" not in drawn
    assert "Hoàng Thị" in turf.content.decode()
    assert AuditEntry.objects.filter(action="rounds.export").count() == 1


def test_turned_days_are_refused_on_the_page(village: Village, cast: Cast):
    client = as_(Client(), cast.an)
    form = {"drive": village.drive.code, "commune": village.commune_a.pk, "pairs": "1", "mode": "foot"}
    with clock.at(AFTERNOON):
        page = client.post(reverse("rounds:sweeps"), form | {"begins_on": "30/6/2023", "ends_on": "2/6/2023"})

    assert page.status_code == 400
    assert "rounds.days-turned" in page.content.decode()


def test_the_verb_covers_a_commune(village: Village):
    """Without naming the drive: it is the one that covers the commune."""
    with clock.at(AFTERNOON):
        told = (
            CliRunner()
            .invoke(rounds, ["cover", "--commune", "18493", "--seconds", "0", "--pairs", "2", "--json"])
            .output
        )
        said = (
            CliRunner()
            .invoke(rounds, ["cover", "--commune", "18493", "--seconds", "0", "--mode", "bicycle"])
            .output
        )

    answer = json.loads(told)
    assert answer["sweep"] == Sweep.objects.order_by("pk").first().pk
    assert answer["sums"]["doors"] == 3
    assert "3 hộ" in said
    assert "đi bộ" in said


def test_visits_move_what_the_next_plan_asks(planned: Sweep, village: Village):
    """A household visited once is no first knock any more."""
    home = village.person("Phan Đình Đức").household_id
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [NewVisit(home, "nobody", EVENING)])
        again = sweep(CONSOLE, asked(village), 0)
    told = {door["id"]: door["first_knock"] for door in again.problem["doors"]}

    assert not told[str(home)]
    assert sum(told.values()) == len(told) - 1
