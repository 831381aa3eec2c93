"""An evening as planned beside the evening as walked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Round, Stop
from bacung.visits.actions import NewVisit, record_visits
from bacung.visits.walked import pairs_walked
from tests.apps.rounds.evenings import settle_more
from tests.cast import Cast, as_
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

NIGHT = EVENING + timedelta(hours=4)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def made(village: Village) -> Round:
    settle_more(village, 3)
    with clock.at(EVENING - timedelta(hours=2)):
        return plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
        )


def walk(village: Village, made: Round, homes: list[int]) -> None:
    """These doors one after the other, from half past six on."""
    visits = [
        NewVisit(home, "nobody", EVENING + QUARTER * place, round_id=made.pk, pair_number=1)
        for place, home in enumerate(homes)
    ]
    with clock.at(NIGHT):
        record_visits(CONSOLE, village.drive, visits)


def way(made: Round) -> list[int]:
    return list(Stop.objects.filter(pair__round=made).values_list("household", flat=True))


def test_a_way_walked_the_other_way_round_is_told_as_such(made: Round, village: Village):
    homes = way(made)
    walk(village, made, homes[2::-1])
    told = pairs_walked(made)[0].followed

    assert (told.planned, told.walked, told.twos, told.in_order) == (len(homes), 3, 3, 0)


def test_a_door_beside_the_way_is_told_apart(made: Round, village: Village):
    homes = way(made)
    Stop.objects.filter(household=homes[-1]).delete()
    walk(village, made, [homes[0], homes[-1]])
    pair = pairs_walked(made)[0]

    assert [event.household_id for event, _ in pair.beside] == [homes[-1]]
    assert pair.doors[0].order == 1


def test_a_promise_is_kept_within_its_window_only(made: Round, village: Village):
    stop = Stop.objects.filter(pair__round=made).first()
    for window, kept in ((("18:20", "19:00"), 1), (("19:00", "19:40"), 0)):
        why = [{"code": "promised", "from": window[0], "to": window[1]}]
        Stop.objects.filter(pk=stop.pk).update(why=why, promised=True)
        if kept:
            walk(village, made, [stop.household_id])
        pair = pairs_walked(made)[0]
        assert (pair.promises, pair.promises_kept) == (1, kept)


def test_the_page_says_it_in_plain_words_and_marks_nobody(made: Round, village: Village, cast: Cast):
    walk(village, made, way(made)[:3])
    with clock.at(NIGHT):
        page = as_(Client(), cast.an).get(reverse("visits:walked", args=[made.pk])).content.decode()

    assert "Đã đến 3 trên" in page
    assert "100 % (3/3) đi đúng thứ tự kế hoạch" in page.replace("\xa0", " ")
    assert "không xét ai đi giỏi" in page
