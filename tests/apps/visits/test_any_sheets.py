"""Sheets given back in any order and any number of times: the last word counts, and counts once."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Door, Round
from bacung.visits.models import Event
from bacung.visits.queries import live_events
from tests.apps.visits.test_give_back import filled, take
from tests.village import EVENING, Village

DOORS = ("01", "02", "03")
RESULTS = {"Có nhà": "home", "Vắng nhà": "nobody", "Không tiếp": "door-refused", "": None}

fillings = st.lists(
    st.fixed_dictionaries({door: st.sampled_from(sorted(RESULTS)) for door in DOORS}), max_size=4
)


@pytest.fixture
def walked(village: Village) -> Round:
    """One pair went to the three doors of commune A."""
    with clock.at(EVENING):
        return plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
        )


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fillings=fillings)
def test_each_door_says_what_its_last_filling_said(
    walked: Round, village: Village, fillings: list[dict[str, str]]
) -> None:
    """However often sheets come and go; a cell left empty takes nothing back."""
    from django.db import transaction

    expected: dict[str, Any] = {}
    with transaction.atomic():
        for said in fillings:
            book = filled(walked, {door: {"result": result} for door, result in said.items() if result})
            taken = take(village, book)
            book.seek(0)
            again = take(village, book)
            expected |= {door: RESULTS[result] for door, result in said.items() if result}

            assert taken.complaints == ()
            assert again.recorded + again.replaced == 0
        stops = {f"{stop.position:02d}": stop.household_id for stop in walked.pairs.get().stops.all()}
        live = list(live_events(Event.objects.all()))
        knocks = dict(Door.objects.filter(household__in=stops.values()).values_list("household", "knocks"))

        assert {event.household_id: event.outcome for event in live} == {
            stops[door]: outcome for door, outcome in expected.items()
        }
        assert knocks == {home: int(code in expected) for code, home in stops.items()}
        transaction.set_rollback(True)
