"""An evening set anew while its pairs walk."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round, replan_round
from bacung.rounds.models import Door, Round, Stop
from bacung.visits.actions import NewVisit, record_visits
from tests.apps.fieldsync.calls import paired
from tests.apps.rounds.evenings import settle_more
from tests.cast import Cast, as_
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

LATER = EVENING + timedelta(minutes=10)


@pytest.fixture
def walking(village: Village, cast: Cast) -> Round:
    """Two pairs walk from half past five on, among fourteen doors."""
    settle_more(village, 11)
    with clock.at(EVENING - timedelta(hours=2)):
        return plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_a,
            on=EVENING.date(),
            pairs=[NewPair((cast.em.pk,)), NewPair((cast.an.pk,), ends=time(21))],
        )


def ways(round_: Round) -> dict[int, list[tuple[int, int]]]:
    """Of each pair the doors on its way, as (position, household), in walking order."""
    found: dict[int, list[tuple[int, int]]] = {}
    for stop in Stop.objects.filter(pair__round=round_, dropped_at=None).order_by("arrives_at", "position"):
        found.setdefault(stop.pair.number, []).append((stop.position, stop.household_id))
    return found


def tell(village: Village, round_: Round, home: int, outcome: str = "nobody", at=EVENING, **more) -> None:
    """Somebody tells what happened at a door."""
    with clock.at(LATER):
        visit = NewVisit(home, outcome, at, round_id=round_.pk, pair_number=1, **more)
        record_visits(CONSOLE, village.drive, [visit])


def again(round_: Round, *, resting=(), at=LATER):
    with clock.at(at):
        return replan_round(CONSOLE, round_.pk, resting=resting)


def test_doors_that_were_visited_stay_and_are_on_nobodys_way_again(walking: Round, village: Village):
    first = ways(walking)[1][0]
    tell(village, walking, first[1])
    again(walking)
    after = ways(walking)

    assert first in after[1]
    assert sum(home == first[1] for way in after.values() for _, home in way) == 1


def test_the_codes_of_printed_rows_stay(walking: Round, village: Village):
    """A door keeps its position in its pair; new ones are numbered on; those dropped stay on record."""
    before = {(stop.pair_id, stop.household_id): stop.position for stop in Stop.objects.all()}
    again(walking, resting=[2])
    after = {(stop.pair_id, stop.household_id): stop.position for stop in Stop.objects.all()}

    assert before.items() <= after.items()
    one = walking.pairs.get(number=1)
    last = max(position for (pair, _), position in before.items() if pair == one.pk)
    new = sorted(after[key] for key in after.keys() - before.keys() if key[0] == one.pk)
    assert new == list(range(last + 1, last + 1 + len(new)))


def test_a_pair_that_rests_gives_its_doors_to_the_others(walking: Round):
    theirs = {home for _, home in ways(walking)[2][1:]}
    done = again(walking, resting=[2])
    after = ways(walking)
    walking.refresh_from_db()

    assert walking.pairs.get(number=2).rests_at == LATER
    assert all(
        Stop.objects.get(pair__number=2, position=at).arrives_at <= LATER for at, _ in after.get(2, [])
    )
    assert theirs & {home for _, home in after[1]}
    assert 2 in done.changed


def test_a_door_where_nobody_may_knock_any_more_falls_off_the_way(walking: Round, village: Village):
    """The household says never, at the gate of its neighbour, before the pair came."""
    last = ways(walking)[2][-1][1]
    Door.objects.filter(household=last).update(never=True)
    again(walking)

    assert last not in {home for way in ways(walking).values() for _, home in way}


def test_who_asks_to_come_back_this_evening_is_called_on_again(walking: Round, village: Village):
    """Told at half past six: come at half past eight. The row keeps its code, at the promised hour."""
    position, home = ways(walking)[1][0]
    eight = EVENING + timedelta(hours=2)
    tell(village, walking, home, "home", comes_back_at=eight)
    again(walking)
    stop = Stop.objects.get(pair__round=walking, household=home, dropped_at=None)

    assert (stop.position, stop.promised) == (position, True)
    assert eight - timedelta(minutes=10) <= stop.arrives_at <= eight + timedelta(minutes=30)


def test_of_whom_nothing_was_heard_is_taken_to_walk_as_planned(walking: Round):
    """Doors whose hour has come are not given to others."""
    behind = set(
        Stop.objects.filter(pair__number=2, arrives_at__lte=LATER).values_list("household", flat=True)
    )
    done = again(walking)

    assert 2 in done.unheard
    assert behind.isdisjoint({home for _, home in ways(walking)[1]})


def test_only_this_evening_is_set_anew(walking: Round):
    with pytest.raises(Problem, match=r"rounds\.not-tonight"):
        again(walking, at=EVENING + timedelta(days=1))


def test_somebody_walks_on(walking: Round):
    with pytest.raises(Problem, match=r"rounds\.nobody-walks"):
        again(walking, resting=[1, 2])


def test_setting_anew_twice_changes_nothing_more(walking: Round):
    again(walking, resting=[2])
    before = ways(walking)
    again(walking)

    assert ways(walking) == before


def test_phones_load_their_evening_anew_and_nobody_elses_does(walking: Round, village: Village, cast: Cast):
    """Em's pair gets other doors: the next pull leads to the bundle, in the order of the way."""
    with clock.at(EVENING):
        phone = paired(cast.em, walking)
        before = phone.get("bootstrap")
    again(walking, resting=[2])
    with clock.at(LATER):
        told = phone.get("bootstrap")
        phone.get(f"pull?round={walking.pk}&epoch={before['epoch']}&after=0", status=409)

    assert told["epoch"] == before["epoch"] + 1
    own = [(door["pos"], door["hh"]) for door in told["doors"] if door["pos"] is not None]
    assert own == ways(walking)[1]


def test_the_page_says_what_was_set_anew(walking: Round, cast: Cast):
    with clock.at(LATER):
        client = as_(Client(), cast.an)
        client.post(reverse("rounds:rest", args=[walking.pk, 2]))
        page = client.get(reverse("rounds:round", args=[walking.pk])).content.decode()

    assert "Đã xếp lại đường đi của cặp" in page
    assert "nghỉ từ 18h40" in page
    assert "nhà đã bỏ khỏi đường đi trong buổi tối" in page
