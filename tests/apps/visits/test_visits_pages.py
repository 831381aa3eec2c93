"""Entering what happened, as the desk does it the morning after."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Door, Pair, Round
from bacung.visits.models import Event, Note
from bacung.visits.queries import live_events, note_of
from tests.cast import Cast, as_
from tests.village import EVENING, Village

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db

LATER = EVENING + timedelta(hours=12)


@pytest.fixture
def walked(village: Village, cast: Cast) -> Round:
    """Yesterday evening pair 1 went without a kit, pair 2 with one."""
    with clock.at(EVENING - timedelta(hours=2)):
        return plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_a,
            on=EVENING.date(),
            pairs=[NewPair((cast.em.pk,), companion="ông Hòe"), NewPair(has_kit=True, companion="bà Lý")],
        )


class Desk:
    """Somebody at the desk with the sheet of a pair."""

    def __init__(self, member: Any, walked: Round, number: int = 1) -> None:
        self.client, self.walked, self.number = as_(Client(), member), walked, number

    def page(self) -> "HttpResponse":
        with clock.at(LATER):
            return self.client.get(reverse("visits:enter", args=[self.walked.pk, self.number]))

    def form(self, position: int = 1) -> dict[str, str]:
        """The fields of a door as the page offers them, to enter or to enter anew."""
        with clock.at(LATER):
            page = self.client.get(self._address(position))
        entry = page.context["door"]["entry"]
        fields = [entry.door, *entry.people]
        return {
            bound.html_name: bound.value() if isinstance(bound.value(), str) else str(bound.value() or "")
            for form in fields
            for bound in form
            if bound.value()
        }

    def save(self, said: dict[str, str], position: int = 1, **headers: str) -> "HttpResponse":
        with clock.at(LATER):
            return self.client.post(self._address(position), {**self.form(position), **said}, headers=headers)

    def _address(self, position: int) -> str:
        return reverse("visits:door", args=[self.walked.pk, self.number, position])


def test_the_page_follows_the_printed_sheet(walked: Round, cast: Cast) -> None:
    """Row codes in walking order, and for each person the choices of the sheet."""
    page = Desk(cast.an, walked).page().content.decode()

    assert page.index('id="door-01"') < page.index('id="door-02"')
    assert "01a" in page
    assert 'data-key="1"' in page
    assert "đã thu nhận" not in page


def test_a_door_is_saved_with_its_people_and_marked(walked: Round, cast: Cast, village: Village) -> None:
    """One posting, one visit: outcome, reasons, come back, note sealed; the round is walked."""
    said = {
        "d01-outcome": "home",
        "d01-back_at": "20:30",
        "d01-back_on": "2023-06-04",
        "d01-note": "chó dữ",
        "d01-0-outcome": "activated",
        "d01-1-reason": "SIM_NOT_OWN",
        "d01-1-escort": "on",
    }
    answer = Desk(cast.an, walked).save(said, **{"HX-Request": "true"})
    event = Event.objects.get()

    assert "đã lưu" in answer.content.decode()
    assert {(told.outcome, told.reason) for told in event.people.all()} == {
        ("activated", ""),
        ("reason", "SIM_NOT_OWN"),
    }
    assert event.people.get(reason="SIM_NOT_OWN").escort_wanted
    assert clock.local(event.comes_back_at).isoformat() == "2023-06-04T20:30:00+07:00"
    assert b"ch\xc3\xb3" not in bytes(Note.objects.get().sealed)
    assert note_of(event) == "chó dữ"
    walked.refresh_from_db()
    assert walked.state == "walked"
    assert Door.objects.get(household=event.household_id).persons_left == 1


def test_without_javascript_the_page_comes_back_at_the_door(walked: Round, cast: Cast) -> None:
    """A plain posting leads back to the sheet."""
    answer = Desk(cast.an, walked).save({"d01-outcome": "nobody"})

    assert answer.headers["Location"].endswith(f"/visits/enter/{walked.pk}/1/#door-01")
    assert Event.objects.get().outcome == "nobody"


def test_the_same_form_sent_twice_is_one_visit(walked: Round, cast: Cast) -> None:
    """A doubled click records once."""
    desk = Desk(cast.an, walked)
    said = desk.form() | {"d01-outcome": "nobody"}
    for _ in range(2):
        desk.save(said)

    assert Event.objects.count() == 1


def test_entering_anew_replaces_and_keeps_the_record(walked: Round, cast: Cast) -> None:
    """The first visit is withdrawn by the second; one knock counts."""
    desk = Desk(cast.an, walked)
    desk.save({"d01-outcome": "nobody"})
    first = Event.objects.get()
    desk.save({"d01-outcome": "home", "d01-0-reason": "REFUSES"})

    assert Event.objects.count() == 2
    assert [event.voids_id for event in live_events(Event.objects.all())] == [first.pk]
    assert Door.objects.get(household=first.household_id).knocks == 1


def test_a_promise_in_quiet_hours_is_refused_in_words(walked: Round, cast: Cast) -> None:
    """Half past ten at night: nobody knocks then."""
    answer = Desk(cast.an, walked).save({"d01-outcome": "home", "d01-back_at": "22:30"})

    assert "giờ không gõ cửa" in answer.content.decode()
    assert not Event.objects.exists()


def test_what_cannot_have_been_is_said_in_words(walked: Round, cast: Cast) -> None:
    """Nobody opened, and yet somebody is said to have been activated."""
    answer = Desk(cast.an, walked).save({"d01-outcome": "nobody", "d01-0-outcome": "activated"})

    assert "không ai mở cửa" in answer.content.decode()
    assert not Event.objects.exists()


def test_collecting_needs_a_kit_and_an_officer(walked: Round, village: Village, cast: Cast) -> None:
    """The pair without a kit cannot; with a kit the officer can, and the coordinator, no officer, cannot."""
    said = {"d01-outcome": "home", "d01-0-outcome": "collected"}
    Desk(cast.an, walked, 1).save(said)
    assert not Event.objects.exists()
    Pair.objects.filter(round=walked, number=1).update(has_kit=True)
    Desk(cast.binh, walked, 1).save(said)
    assert not Event.objects.exists()
    Desk(cast.an, walked, 1).save(said)
    assert Event.objects.get().people.get().outcome == "collected"


def test_already_active_is_an_outcome_whichever_way_it_is_ticked(walked: Round, cast: Cast) -> None:
    """Ticked as a reason it is written as the outcome."""
    Desk(cast.an, walked).save({"d01-outcome": "home", "d01-0-reason": "ALREADY_ACTIVE"})

    told = Event.objects.get().people.get()
    assert (told.outcome, told.reason) == ("already_active", "")


def test_a_visit_is_withdrawn_once(walked: Round, cast: Cast) -> None:
    """By its own page; a second time there is nothing to withdraw."""
    Desk(cast.an, walked).save({"d01-outcome": "nobody"})
    event = Event.objects.get()
    client = as_(Client(), cast.an)
    assert client.get(reverse("visits:visit", args=[event.pk])).status_code == 200
    assert client.post(reverse("visits:withdraw", args=[event.pk])).status_code == 302
    assert client.post(reverse("visits:withdraw", args=[event.pk])).status_code == 409

    assert not live_events(Event.objects.all()).exists()
    assert Door.objects.get(household=event.household_id).knocks == 0


def test_a_replacing_visit_has_the_last_word_about_the_door(walked: Round, cast: Cast) -> None:
    """Never was told, and is told again when entered anew: it stands."""
    desk = Desk(cast.an, walked)
    desk.save({"d01-outcome": "home", "d01-never": "on"})
    desk.save({"d01-outcome": "door-refused", "d01-never": "on"})
    household = Event.objects.first().household

    assert household.never


def test_the_officer_of_b_sees_no_visit_of_a(walked: Round, cast: Cast) -> None:
    """Neither by list, nor by page, nor by posting."""
    Desk(cast.an, walked).save({"d01-outcome": "nobody"})
    event = Event.objects.get()
    chi = as_(Client(), cast.chi)

    assert str(event.pk) not in chi.get(reverse("visits:index")).content.decode()
    assert chi.get(reverse("visits:visit", args=[event.pk])).status_code == 404
    assert chi.post(reverse("visits:withdraw", args=[event.pk])).status_code == 404
    assert chi.get(reverse("visits:enter", args=[walked.pk, 1])).status_code == 404


def test_the_list_shows_an_evening_of_a_commune(walked: Round, cast: Cast, village: Village) -> None:
    """By day and commune; the day before there was nothing."""
    Desk(cast.an, walked).save({"d01-outcome": "nobody"})
    client = as_(Client(), cast.an)
    there = client.get(reverse("visits:index"), {"on": "2023-06-02", "commune": village.commune_a.pk})
    before = client.get(reverse("visits:index"), {"on": "2023-06-01"})

    assert there.context["page"].paginator.count == 1
    assert before.context["page"].paginator.count == 0
