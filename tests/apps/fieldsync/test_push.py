"""What phones push is stored once, answered event by event, and counts like a visit from the page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bacung.fieldsync.models import Received
from bacung.ground import clock
from bacung.rounds.models import Round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import TestPhone, paired
from tests.apps.fieldsync.evenings import AFTERNOON, planned
from tests.cast import Cast
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(village: Village, cast: Cast) -> Iterator[Round]:
    """The evening of Em and An, and it is half past six."""
    with clock.at(AFTERNOON):
        round_ = planned(village, cast)
    with clock.at(EVENING):
        yield round_


@pytest.fixture
def phone(tonight: Round, cast: Cast) -> TestPhone:
    """Em's phone."""
    return paired(cast.em, tonight)


def test_a_visit_is_stored_counts_and_comes_back(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")
    event = phone.visit(an.household_id, [{"person": an.pk, "outcome": "activated"}], note="Gọi lại sau")

    said = phone.push(event)

    assert said["results"] == [{"id": event["id"], "s": "stored", "seq": 1, "counted": True}]
    assert (said["have"], said["gaps"]) == ([[1, 1]], [])
    visit = Visit.objects.get(pk=event["id"])
    assert (visit.source, visit.recorded_by_id, visit.outcome) == ("phone", phone.device.member_id, "home")
    assert phone.pull()["rows"] == [
        {"seq": 1, "k": "visit.recorded", "id": event["id"], "mine": True, "counted": True}
    ]


def test_the_same_push_again_is_a_duplicate_and_changes_nothing(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")
    event = phone.visit(an.household_id, [{"person": an.pk, "outcome": "invited"}])
    phone.push(event)

    again = phone.push(event, zipped=True)

    assert again["results"] == [{"id": event["id"], "s": "duplicate", "seq": 1, "counted": True}]
    assert Received.objects.count() == Visit.objects.count() == 1


def test_a_bad_event_does_not_stop_the_good_ones(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")
    good = phone.visit(an.household_id)
    bad = phone.visit(an.household_id, [{"person": village.person("Phan Đình Đức").pk, "outcome": "invited"}])
    late = phone.visit(an.household_id, back_at=(EVENING + timedelta(hours=4)).isoformat())

    said = phone.push(bad, late, good)["results"]

    assert [each["s"] for each in said] == ["quarantined", "quarantined", "stored"]
    assert [each.get("code") for each in said] == ["not-behind-this-door", "promise-in-quiet-hours", None]
