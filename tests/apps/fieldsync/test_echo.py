"""What is written down at the office the phones out there learn; where there are none, it costs nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bacung.fieldsync.listeners import on_visits
from bacung.fieldsync.models import Echo
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from bacung.visits.actions import NewOutcome, NewVisit, record_visits, void_visit
from bacung.visits.events import VisitsRecorded
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import paired
from tests.apps.fieldsync.evenings import AFTERNOON, planned
from tests.cast import Cast
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(village: Village, cast: Cast) -> Round:
    """Tonight's round of commune A."""
    with clock.at(AFTERNOON):
        return planned(village, cast)


def written_down(village: Village, name: str, **more: object) -> Visit:
    """Somebody at the office writes down that this person was activated."""
    person = village.person(name)
    visit = NewVisit(person.household_id, "home", EVENING, (NewOutcome(person.pk, "activated"),), **more)  # type: ignore[arg-type]
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [visit])
    return Visit.objects.get(pk=visit.id)


@pytest.mark.parametrize("source", ["page", "sheet"])
def test_a_visit_written_down_at_the_office_reaches_the_phone(
    village: Village, cast: Cast, tonight: Round, source: str
):
    """With its number of the round, and what it says of whom; of no round or of tonight's."""
    phone = paired(cast.em, tonight)
    visit = written_down(village, "Phan Đình Đức", source=source)
    duc = village.person("Phan Đình Đức")

    [row] = phone.pull()["rows"]
    assert (row["seq"], row["k"], row["id"], row["hh"]) == (1, "visit", str(visit.pk), duc.household_id)
    assert row["p"]["people"] == [{"person": duc.pk, "outcome": "activated"}]
    assert "mine" not in row


def test_a_withdrawal_at_the_office_reaches_the_phone(village: Village, cast: Cast, tonight: Round):
    phone = paired(cast.em, tonight)
    visit = written_down(village, "Phan Đình Đức")
    with clock.at(EVENING):
        void_visit(CONSOLE, village.drive, visit)

    assert [row["p"].get("voids") for row in phone.pull()["rows"]] == [None, str(visit.pk)]


def test_a_phone_is_not_told_its_own_visits_as_news(village: Village, cast: Cast, tonight: Round):
    phone = paired(cast.em, tonight)
    with clock.at(EVENING):
        phone.push(phone.visit(village.person("Phan Đình Đức").household_id))

    assert not Echo.objects.exists()


def test_without_phones_nothing_is_written(village: Village, tonight: Round):
    written_down(village, "Phan Đình Đức")

    assert not Echo.objects.exists()


def test_visits_of_phones_cost_not_one_query(village: Village, cast: Cast, tonight: Round):
    told = VisitsRecorded(village.drive.pk, (), (), (), EVENING, office_ids=())
    with CaptureQueriesContext(connection) as asked:
        on_visits(told)

    assert len(asked) == 0


def test_another_communes_evening_is_not_told(village: Village, cast: Cast, tonight: Round):
    phone = paired(cast.em, tonight)
    person = village.person("Nguyễn Văn An", village.commune_b)
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [NewVisit(person.household_id, "nobody", EVENING)])

    assert phone.pull()["rows"] == []


def test_an_evening_long_past_is_told_nothing_more(village: Village, cast: Cast, tonight: Round):
    """Its phones have put it away; they load the next evening as it then stands."""
    paired(cast.em, tonight)
    home = village.person("Phan Đình Đức").household_id
    later = EVENING + timedelta(days=5)
    with clock.at(later):
        record_visits(CONSOLE, village.drive, [NewVisit(home, "nobody", later)])

    assert not Echo.objects.exists()
