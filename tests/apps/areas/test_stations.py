"""What a commune tells of its station, and what then begins with it."""

from typing import TYPE_CHECKING

import pytest

from bacung.core.problems import Problem
from bacung.ground.permissions import CONSOLE

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast
    from tests.village import Village

SAID = {"address": "Thôn Thanh Lương", "phone": "0239 000 000", "beds": "6"}
POINT = {"latitude": "18.44", "longitude": "105.80"}


def test_an_officer_writes_down_the_own_station(client: "Client", village: "Village", cast: "Cast"):
    """Address, number, beds and point are shown; half a point is refused and nothing of it kept."""
    from tests.cast import as_

    as_(client, cast.an)
    page = f"/areas/{village.commune_a.pk}/"
    assert client.post(f"{page}station/", {**SAID, **POINT}).status_code == 302
    shown = client.get(page).content.decode()
    assert all(words in shown for words in ("Thôn Thanh Lương", "0239 000 000", "18.44000"))
    assert client.post(f"{page}station/", {**SAID, "phone": "1", "latitude": "18.44"}).status_code == 400
    assert client.post(f"{page}station/", {**SAID, "latitude": "1", "longitude": "2"}).status_code == 400
    village.commune_a.station.refresh_from_db()
    assert (village.commune_a.station.phone, village.commune_a.station.beds) == ("0239 000 000", 6)


def test_only_a_commune_has_a_station(village: "Village"):
    from bacung.areas.actions import AboutStation, keep_station

    with pytest.raises(Problem, match=r"areas\.not-a-commune"):
        keep_station(CONSOLE, village.district, AboutStation(phone="1"))


def test_an_evening_begins_at_the_station_and_prints_its_number(village: "Village", cast: "Cast"):
    """Before anything is known of it, at the first hamlet."""
    from bacung.areas.actions import AboutStation, keep_station, set_point
    from bacung.rounds.actions import NewPair, plan_round
    from bacung.rounds.queries import usual_phone
    from tests.village import EVENING

    def start() -> tuple[float, float]:
        planned = plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_a,
            on=EVENING.date(),
            pairs=[NewPair((cast.em.pk,))],
        )
        place = planned.problem["pairs"][0]["start"]
        return place["lat"], place["lon"]

    set_point(CONSOLE, village.hamlets_a[0], latitude=18.40, longitude=105.70)
    assert (start(), usual_phone(CONSOLE, village.commune_a)) == ((18.40, 105.70), "")
    about = AboutStation(phone="0239 000 000", latitude=18.44, longitude=105.80)
    keep_station(CONSOLE, village.commune_a, about)
    assert (start(), usual_phone(CONSOLE, village.commune_a)) == ((18.44, 105.80), "0239 000 000")
