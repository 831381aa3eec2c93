"""Why this household tonight, why not, and what the map draws."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bacung.core.routing.chances import spread
from bacung.ground import clock
from bacung.ground.figures import hour
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.registry.models import Household, Person
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Door, Round
from bacung.rounds.wording import bound_words, gain_words
from tests.apps.rounds.evenings import settle_more
from tests.cast import Cast, as_
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(village: Village) -> Round:
    """One pair for half an evening among more doors than it can reach; An's household said never."""
    settle_more(village, 30)
    Door.objects.filter(household=village.person("Nguyễn Văn An").household_id).update(never=True)
    with clock.at(EVENING - timedelta(hours=2)):
        return plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
        )


def page(made: Round, cast: Cast, name: str, asks: str = "") -> str:
    with clock.at(EVENING):
        return as_(Client(), cast.an).get(reverse(name, args=[made.pk]) + asks).content.decode()


def test_a_household_left_out_is_answered_with_the_reason(made: Round, cast: Cast):
    assert "đã xin đừng đến" in page(made, cast, "rounds:round", "?ask=Nguyen Van An").split('id="why"')[1]


def test_a_household_on_the_way_is_answered_with_pair_and_hour(made: Round, cast: Cast):
    stop = made.pairs.get().stops.first()
    name = Person.admitted.filter(household=stop.household_id).first().name
    answered = page(made, cast, "rounds:round", f"?ask={name}").split('id="why"')[1]

    assert f"cặp 1 đến khoảng {hour(stop.arrives_at)}" in answered


def test_a_door_without_time_is_answered_with_figures(made: Round, cast: Cast):
    """What it would bring, how long it takes, and what the poorest planned door brings."""
    answered = page(made, cast, "rounds:round", "?ask=Hoàng Thị").split('id="why"')[1]

    assert "tối nay chưa xếp" in answered
    assert "dự kiến kích hoạt được" in answered


def test_who_is_on_no_list_is_said_to_be(made: Round, cast: Cast):
    assert "không có ai tên “Zorro”" in page(made, cast, "rounds:round", "?ask=Zorro")


def test_the_map_draws_ways_doors_and_start_without_a_name_of_anybody(made: Round, cast: Cast):
    text = page(made, cast, "rounds:geojson")
    features = json.loads(text)["features"]
    kinds = [feature["properties"]["kind"] for feature in features]
    located = made.pairs.get().stops.exclude(household__latitude=None).count()

    assert kinds.count("door") == located
    assert kinds.count("route") == 1
    assert "Hoàng" not in text


def test_the_problem_is_downloaded_with_keys_only_and_leaves_a_line(made: Round, cast: Cast):
    text = page(made, cast, "rounds:problem_json")

    assert json.loads(text)["doors"]
    assert "Hoàng" not in text
    assert AuditEntry.objects.filter(action="rounds.problem").count() == 1


def test_bound_and_gain_are_said_in_words_only_where_they_are_known():
    plan = {"totals": {"prize": 40.0}, "bound": 44.72, "first_prize": 32.0}

    assert "quá 11,8" in bound_words(plan)
    assert "25,0 %" in gain_words(plan).replace("\xa0", " ")
    assert bound_words(plan | {"bound": None}) == ""
    assert gain_words(plan | {"first_prize": 40.0}) == ""


def test_the_range_of_a_sum_of_chances_is_exact():
    """Two people with a chance of one half: 0, 1, 2 with 1/4, 1/2, 1/4."""
    told = spread([(1, 0.5), (1, 0.5)])

    assert (told.mean, told.low, told.high) == (1.0, 0, 2)
    assert (spread([(3, 3.0)]).low, spread([(3, 3.0)]).high) == (3, 3)
    assert (spread([]).low, spread([]).high) == (0, 0)


def test_points_that_cannot_be_right_are_said_and_the_doors_are_visited(village: Village, cast: Cast):
    """One household has its point the wrong way round, one lies in the sea."""
    settle_more(village, 4)
    one, two = Household.objects.filter(latitude__isnull=False).order_by("pk")[:2]
    Household.objects.filter(pk=one.pk).update(latitude=105.87, longitude=18.45)
    Household.objects.filter(pk=two.pk).update(latitude=17.0, longitude=110.0)
    with clock.at(EVENING - timedelta(hours=2)):
        made = plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
        )
    said = page(made, cast, "rounds:round")

    assert "1 nhà ghi ngược vĩ độ và kinh độ" in said
    assert "Điểm bản đồ của 1 nhà nằm xa xã" in said
    assert {one.pk, two.pk} <= set(made.pairs.get().stops.values_list("household", flat=True))
