"""Whatever is wrong with an evening, the page says so, plans what is left, and tells what was left out."""

from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from bacung.areas.actions import place_streets
from bacung.areas.models import Station
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.registry.models import Household
from bacung.rounds.models import Door, Round
from tests.apps.rounds.evenings import settle_more
from tests.cast import Cast, as_
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

BEFORE = EVENING - timedelta(hours=2)


@pytest.fixture
def located(village: Village) -> list[int]:
    """Four more households along a lane, beside the three known by hamlet and number only."""
    settle_more(village, 4)
    homes = Household.objects.filter(commune=village.commune_a, latitude__isnull=False)
    return list(homes.order_by("pk").values_list("pk", flat=True))


def asked(cast: Cast, at: datetime = BEFORE, *, pairs: int = 1) -> str:
    """What An reads after asking for this evening at this hour."""
    sent = {"form-TOTAL_FORMS": str(pairs), "form-INITIAL_FORMS": str(pairs), "station_phone": ""}
    for number in range(pairs):
        hours = {"begins": "17:30", "ends": "21:30", "mode": "foot"}
        sent |= {f"form-{number}-{name}": value for name, value in hours.items()}
    address = f"{reverse('rounds:plan')}?on={EVENING:%d/%m/%Y}"
    with clock.at(at):
        return unescape(as_(Client(), cast.an).post(address, sent, follow=True).content.decode())


def planned() -> set[int]:
    return set(Round.objects.get().pairs.get().stops.values_list("household", flat=True))


@pytest.mark.parametrize(
    "at",
    [EVENING + timedelta(days=3), EVENING.replace(hour=21, minute=40)],
    ids=["days ago", "an hour too late"],
)
def test_an_evening_that_is_past_is_planned_to_look_back_and_not_set_anew(
    village: Village, cast: Cast, at: datetime
):
    page = asked(cast, at)

    assert '<p class="notice notice--wait">Tối 2/6/2023 đã qua: kế hoạch này chỉ để xem lại.</p>' in page
    assert "Xếp lại từ bây giờ" not in page
    assert "nghỉ: chia nhà cho cặp khác" not in page
    assert len(planned()) == 3


def test_amid_the_evening_the_way_is_set_anew(village: Village, cast: Cast):
    assert "Xếp lại từ bây giờ" in asked(cast, EVENING)


def test_without_a_pair_nothing_is_planned_and_one_is_asked_for(village: Village, cast: Cast):
    assert "Một buổi đi cần ít nhất một cặp." in asked(cast, pairs=0)
    assert not Round.objects.exists()


def test_of_promises_that_clash_one_is_kept_and_the_others_are_named(
    village: Village, cast: Cast, located: list[int]
):
    """Three households asked for eight o'clock, sixteen kilometres apart."""
    at_eight = EVENING.replace(hour=20, minute=0)
    Door.objects.filter(household__in=located[:3]).update(promise_at=at_eight)
    for home, latitude in zip(located, (18.30, 18.45, 18.60), strict=False):
        Household.objects.filter(pk=home).update(latitude=latitude)
    page = asked(cast)

    assert "trên 3 nhà đã hẹn tối này" in page
    assert "không giữ được giờ đã hẹn" in page
    assert len(planned() & set(located[:3])) == 1
    assert all(f"Hoàng Thị {number}" in page for number in (1, 2, 3))


def test_a_household_out_of_reach_is_left_out_by_name(village: Village, cast: Cast, located: list[int]):
    """Twenty-three kilometres from the office: more than an evening on foot."""
    Station.objects.create(commune=village.commune_a, latitude=18.45, longitude=105.87)
    Household.objects.filter(pk=located[0]).update(latitude=18.66)
    page = asked(cast)

    assert located[0] not in planned()
    assert len(planned()) == 6
    assert "<li>Hoàng Thị 1 · " in page
    assert "xa quá, tối này không kịp" in page


@pytest.mark.parametrize("point", [(105.87, 18.45), (17.0, 110.0), (0.0, 0.0)], ids=["turned", "sea", "zero"])
def test_a_wrong_point_of_the_office_leaves_the_points_of_the_doors_alone(
    village: Village, cast: Cast, located: list[int], point: tuple[float, float]
):
    Station.objects.create(commune=village.commune_a, latitude=point[0], longitude=point[1])
    page = asked(cast)

    assert len(planned()) == 7
    assert "Điểm bản đồ của 4 nhà" not in page
    assert ("Điểm bản đồ của nơi xuất phát nằm xa xã" in page) is (point[0] < 100)


def test_points_in_the_sea_of_everybody_are_left_aside_also_where_nothing_else_is_known(
    village: Village, cast: Cast, located: list[int]
):
    Household.objects.filter(pk__in=located).update(latitude=3.0, longitude=3.0)
    page = asked(cast)

    assert "Điểm bản đồ của 4 nhà nằm xa xã: xếp theo thôn và số nhà." in page
    assert len(planned()) == 7


def test_a_map_of_somewhere_else_is_said_to_be_one(
    village: Village, cast: Cast, located: list[int], settings, tmp_path: Path
):
    settings.BACUNG_HOME = tmp_path
    extract = tmp_path / "hanoi.osm"
    extract.write_text(
        '<?xml version="1.0"?><osm version="0.6"><node id="1" lat="21.03" lon="105.85" version="1"/>'
        '<node id="2" lat="21.04" lon="105.85" version="1"/><way id="9" version="1"><nd ref="1"/>'
        '<nd ref="2"/><tag k="highway" v="residential"/></way></osm>'
    )
    assert "Bản đồ đường đã nạp không phủ xã này." not in asked(cast)
    place_streets(CONSOLE, extract)
    Round.objects.all().delete()
    page = asked(cast)

    assert "Bản đồ đường đã nạp không phủ xã này." in page
    assert "tính theo đường thẳng" in page
    assert len(planned()) == 7
