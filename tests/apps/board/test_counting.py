"""Every number counts people, each once, in whatever order things arrive; the past stays as it stood."""

import uuid
from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from bacung.board.actions import rebuild
from bacung.board.models import Standing, Tally
from bacung.board.queries import coverage, late, people_counted
from bacung.desk.actions import serve, take_back
from bacung.drives.actions import change_drive, set_areas
from bacung.drives.terms import Terms
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.ledger.actions import NewEntry, record_entries
from bacung.registry.actions import (
    Change,
    Newcomer,
    NewHousehold,
    admit,
    begin_admission,
    change_people,
    open_admission,
)
from bacung.rounds.models import Door
from bacung.visits.actions import NewOutcome, NewVisit, record_visits, void_visit
from bacung.visits.models import Event
from tests.village import DAY, EVENING, FIRST_MORNING, Village

pytestmark = pytest.mark.django_db


def counts(village: Village, at: datetime | None = None) -> dict[str, int]:
    """Commune A's counts that are not nought."""
    rows = coverage(CONSOLE, village.drive, at=at).rows
    row = next(row for row in rows if row.area == village.commune_a)
    return {measure: number for measure, number in row.counts.items() if number}


def knock(village: Village, name: str, outcome: str, at: datetime, **more: object) -> NewVisit:
    """A visit to the household of somebody, with what came of it for them."""
    person = village.person(name)
    return NewVisit(
        household_id=person.household_id,
        outcome="home",
        occurred_at=at,
        people=(NewOutcome(person.pk, outcome, **more),),  # type: ignore[arg-type]
    )


def test_admitted_people_count_from_the_moment_they_are_opened(village: Village) -> None:
    """Six people listed; the boy of eleven is not eligible."""
    with clock.at(EVENING):
        found = counts(village)

    assert found == {
        "listed": 6,
        "eligible": 5,
        "present": 6,
        "eligible_present": 5,
        "needs_app": 3,
        "left.NOT_VISITED": 5,
    }


def test_an_activation_at_the_door_counts_at_once_and_once(village: Village) -> None:
    """The same visit sent twice, and the desk saying it again, is one activated account."""
    visit = knock(village, "Nguyễn Văn An", "activated", EVENING)
    with clock.at(EVENING + timedelta(hours=1)):
        record_visits(CONSOLE, village.drive, [visit])
        record_visits(CONSOLE, village.drive, [visit])
    with clock.at(EVENING + DAY):
        serve(CONSOLE, drive=village.drive, person_id=village.person("Nguyễn Văn An").pk, service="activated")
        found = counts(village)

    assert found["activated"] == 1
    assert found["collected"] == 1
    assert found["activated_phones"] == 1
    assert found["left.NOT_VISITED"] == 4


def test_a_past_moment_is_reported_as_it_stood_then(village: Village) -> None:
    """A visit of the evening, written down next noon, is unknown at 17:00 of the day and late afterwards."""
    with clock.at(EVENING + timedelta(hours=18)):
        record_visits(CONSOLE, village.drive, [knock(village, "Phan Đình Đức", "activated", EVENING)])
    with clock.at(EVENING + 2 * DAY):
        after_the_evening = EVENING + timedelta(hours=4)
        then = counts(village, after_the_evening)
        belated = late(CONSOLE, village.drive, after_the_evening)[village.commune_a.pk]
        now = counts(village)

    assert "activated" not in then
    assert belated["activated"] == 1
    assert now["activated"] == 1


def test_a_withdrawn_visit_is_as_if_it_had_not_been(village: Village) -> None:
    """Account, presence, door and counters return to where they were; the past keeps what was believed."""
    with clock.at(EVENING):
        before = counts(village)
        visit = knock(village, "Lê Thị Sáu", "reason", EVENING, reason="WORKING_AWAY")
        record_visits(CONSOLE, village.drive, [visit])
        believed = counts(village)
    with clock.at(EVENING + DAY):
        void_visit(CONSOLE, village.drive, Event.objects.get(pk=visit.id))
        after = counts(village)

    assert believed["left.WORKING_AWAY"] == 1
    assert believed["present"] == 5
    assert after == before
    assert village.person("Lê Thị Sáu").presence == "here"
    assert Door.objects.get(household=visit.household_id).knocks == 0


def test_doors_follow_what_is_left_behind_them(village: Village) -> None:
    """A door of two has one left after one activation, none after the other says no for good."""
    home = village.person("Nguyễn Văn An").household_id
    left = [Door.objects.get(household=home).persons_left]
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [knock(village, "Nguyễn Văn An", "activated", EVENING)])
        left.append(Door.objects.get(household=home).persons_left)
        refusal = knock(village, "Nguyễn Thị Ánh", "reason", EVENING, reason="REFUSES", never=True)
        record_visits(CONSOLE, village.drive, [refusal])
        left.append(Door.objects.get(household=home).persons_left)

    assert left == [2, 1, 0]


def test_every_number_leads_to_its_people(village: Village) -> None:
    """The rows behind a count are as many as the count says, now and at a past moment."""
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [knock(village, "Phan Đình Đức", "activated", EVENING)])
    with clock.at(EVENING + DAY):
        now = [person.name for person in people_counted(CONSOLE, village.drive, "activated")]
        before = people_counted(CONSOLE, village.drive, "activated", at=EVENING - timedelta(hours=1))
        waiting = people_counted(CONSOLE, village.drive, "left.NOT_VISITED", area=village.commune_a)

    assert now == ["Phan Đình Đức"]
    assert before.count() == 0
    assert waiting.count() == 4


def test_the_rebuild_finds_nothing_to_mend(village: Village) -> None:
    """After visits, withdrawals, desk, list and corrections in disorder, the facts tell the same numbers."""
    an, duc = village.person("Nguyễn Văn An"), village.person("Phan Đình Đức")
    with clock.at(EVENING):
        visit = knock(village, "Nguyễn Văn An", "activated", EVENING)
        record_visits(CONSOLE, village.drive, [visit, knock(village, "Lê Thị Sáu", "shown", EVENING)])
    with clock.at(EVENING + DAY):
        void_visit(CONSOLE, village.drive, Event.objects.get(pk=visit.id))
        served = serve(CONSOLE, drive=village.drive, person_id=duc.pk, service="collected")
        change_people(
            CONSOLE, [Change(village.person("Nguyễn Minh Ân").pk, {"born": "2008-05-05"})], source="batch 2"
        )
    with clock.at(EVENING + 2 * DAY):
        late_visit = knock(village, "Lê Thị Sáu", "reason", EVENING - DAY, reason="WORKING_AWAY")
        record_visits(CONSOLE, village.drive, [late_visit])
        record_entries(
            CONSOLE,
            [NewEntry(an.pk, "activated", FIRST_MORNING, "list", "confirmed", "list:1:5")],
        )
        take_back(CONSOLE, served)
    with clock.at(EVENING + 3 * DAY):
        differences = rebuild()

    assert differences == 0
    assert Standing.objects.filter(until=None).count() == 7


def test_the_rebuild_mends_what_was_spoilt(village: Village) -> None:
    """A spoilt counter and a spoilt standing are found, mended, and then found no more."""
    Tally.objects.filter(measure="listed").update(delta=99)
    Standing.objects.filter(person=village.person("Lê Thị Sáu")).update(mask=0)
    found = rebuild()
    again = rebuild()

    assert found >= 2
    assert again == 0


def test_a_visit_cannot_name_somebody_of_another_door(village: Village) -> None:
    """Nothing of such a visit is written."""
    an, bay = village.person("Nguyễn Văn An"), village.person("Trần Văn Bảy")
    visit = NewVisit(an.household_id, "home", EVENING, (NewOutcome(bay.pk, "activated"),), id=uuid.uuid4())
    with clock.at(EVENING), pytest.raises(Exception, match=r"visits\.not-behind-this-door"):
        record_visits(CONSOLE, village.drive, [visit])

    assert Event.objects.count() == 0


def test_a_commune_that_joins_a_drive_brings_its_past(village: Village) -> None:
    """Taken out, its people count no longer; back in, everything that was recorded counts again."""
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [knock(village, "Phan Đình Đức", "activated", EVENING)])
    with clock.at(EVENING + DAY):
        before = counts(village)
        set_areas(CONSOLE, village.drive, [village.commune_b])
        without = coverage(CONSOLE, village.drive).total["listed"]
        set_areas(CONSOLE, village.drive, [village.commune_a, village.commune_b])
        after = counts(village)

    assert without == 1
    assert after == before
    assert Door.objects.filter(drive=village.drive, commune=village.commune_a).count() == 3


def test_another_rule_counts_everybody_again(village: Village) -> None:
    """With the age at ten, the boy of eleven counts too."""
    drive = village.drive
    with clock.at(EVENING):
        terms = {field.name: getattr(drive, field.name) for field in fields(Terms)}
        change_drive(CONSOLE, drive, Terms(**terms | {"min_age": 10}))
        found = counts(village)

    assert found["eligible"] == 6


def test_what_a_list_claims_of_newcomers_is_known_of_them_from_the_beginning(village: Village) -> None:
    """An acceptance that runs past midnight counts each newcomer once, and the rebuild agrees."""
    midnight = EVENING.replace(hour=23, minute=59)
    with clock.at(midnight):
        admission = begin_admission(CONSOLE, commune=village.commune_a, source="batch 9")
        household = NewHousehold((Newcomer("Võ Thị Mới", "female", "1990", "042190000099"),))
        (key,) = admit(CONSOLE, admission, [household])
    with clock.at(midnight + timedelta(minutes=3)):
        record_entries(CONSOLE, [NewEntry(key, "activated", FIRST_MORNING, "list", "declared", "row:9:1")])
        open_admission(CONSOLE, admission)
    with clock.at(EVENING + 2 * DAY):
        found = counts(village)
        differences = rebuild()

    assert found["activated"] == 1
    assert differences == 0
