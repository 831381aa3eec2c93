"""A phone goes where its walker goes, and nowhere else."""

from datetime import timedelta

import pytest

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import TestPhone, paired
from tests.apps.fieldsync.evenings import AFTERNOON, TONIGHT, planned
from tests.cast import Cast, also
from tests.village import DAY, EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(village: Village, cast: Cast) -> TestPhone:
    """Em's phone, bound to tonight in the afternoon."""
    with clock.at(AFTERNOON):
        return paired(cast.em, planned(village, cast))


def test_a_plan_made_anew_is_loaded_with_the_next_bootstrap(phone: TestPhone, village: Village, cast: Cast):
    """The former plan is replaced: pull sends the phone to the bundle, which is that of the new plan."""
    with clock.at(AFTERNOON):
        anew = planned(village, cast, more=[NewPair()])
        told = phone.get("bootstrap")

        assert (told["round"]["id"], told["epoch"], told["round"]["over"]) == (anew.pk, 2, False)
        assert phone.get("bootstrap")["epoch"] == 2
        old = f"pull?round={anew.pk}&epoch=1&after=0"
        assert phone.get(old, status=409)["epoch"] == 2


def test_the_next_evening_of_the_walker_follows_when_the_night_is_over(
    phone: TestPhone, village: Village, cast: Cast
):
    with clock.at(AFTERNOON):
        tonight = phone.get("bootstrap")["round"]["id"]
        tomorrow = planned(village, cast, on=TONIGHT + timedelta(days=1))
    with clock.at(EVENING + timedelta(hours=6)):
        assert phone.get("bootstrap")["round"]["id"] == tonight
    with clock.at(AFTERNOON + DAY):
        assert phone.get("bootstrap")["round"]["id"] == tomorrow.pk


def test_an_evening_of_others_is_not_followed(phone: TestPhone, village: Village, cast: Cast):
    """Tomorrow An walks with somebody else: Em's phone keeps yesterday, over and without new doors."""
    with clock.at(AFTERNOON):
        tonight = phone.get("bootstrap")["round"]["id"]
        plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_a,
            on=TONIGHT + timedelta(days=1),
            pairs=[NewPair((cast.an.pk,))],
        )
    with clock.at(AFTERNOON + DAY):
        told = phone.get("bootstrap")
        assert (told["round"]["id"], told["round"]["over"], told["epoch"]) == (tonight, True, 1)


def test_an_evening_of_another_commune_is_not_followed(phone: TestPhone, village: Village, cast: Cast):
    """The phone was given for this commune; for another one it is paired anew."""
    also(cast.em, "walker", village.commune_b)
    with clock.at(AFTERNOON):
        plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_b,
            on=TONIGHT + timedelta(days=1),
            pairs=[NewPair((cast.em.pk,))],
        )
    with clock.at(AFTERNOON + DAY):
        assert phone.get("bootstrap")["round"]["commune"] == "xã Phù Lưu"


def test_what_was_told_of_the_former_evening_still_counts(phone: TestPhone, village: Village, cast: Cast):
    """Saved before the plan was replaced and sent after: it names its round, and is taken."""
    home = village.person("Phan Đình Đức").household_id
    former = phone.device.round_id
    with clock.at(AFTERNOON):
        planned(village, cast)
        phone.get("bootstrap")
    with clock.at(EVENING):
        said = phone.push(phone.visit(home) | {"r": former})

    assert said["results"][0]["s"] == "stored"
    assert Visit.objects.get().round_id == former
