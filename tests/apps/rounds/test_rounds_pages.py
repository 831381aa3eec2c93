"""The pages of rounds as people open them."""

from datetime import date, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Door, Round
from tests.cast import Cast, also, as_, viewer
from tests.village import EVENING, Village

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db

TONIGHT = EVENING.date()


@pytest.fixture
def planned(village: Village, cast: Cast) -> Round:
    """Em walks tonight with a companion; the second pair has nobody yet."""
    with clock.at(EVENING):
        return plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_a,
            on=TONIGHT,
            pairs=[NewPair((cast.em.pk,), companion="ông Hòe"), NewPair()],
            station_phone="0239 385 1234",
        )


def get(member: object, name: str, *args: object) -> "HttpResponse":
    """The page as this member sees it on the evening."""
    with clock.at(EVENING):
        return as_(Client(), member).get(reverse(name, args=args))  # type: ignore[arg-type]


def test_a_round_shows_its_doors_in_order_with_the_reason(planned: Round, cast: Cast) -> None:
    """Hour, household, place, who is left with what is to do, and why this door."""
    page = get(cast.an, "rounds:round", planned.pk).content.decode()

    assert "Phan Đình Đức" in page
    assert "Thôn Thanh Lương" in page
    assert "lần đầu" in page
    assert "Cặp 2 chưa có người địa phương đi cùng" in page
    assert "042•" not in page
    assert "0912345678" not in page


def test_nobody_is_shown_who_has_nothing_left_to_do(planned: Round, village: Village, cast: Cast) -> None:
    """The child of eleven is behind the door, and not on the sheet."""
    page = get(cast.an, "rounds:round", planned.pk).content.decode()

    assert "Nguyễn Thị Ánh" in page
    assert "Nguyễn Minh Ân" not in page


def test_a_walker_is_led_to_the_own_pair_and_sees_no_other(planned: Round, cast: Cast) -> None:
    """Em's first page is pair 1; pair 2 of the same round does not exist for her."""
    first = get(cast.em, "rounds:index")

    assert first.headers["Location"] == reverse("rounds:pair", args=[planned.pk, 1])
    assert get(cast.em, "rounds:pair", planned.pk, 1).status_code == 200
    assert get(cast.em, "rounds:pair", planned.pk, 2).status_code == 404
    assert get(cast.em, "rounds:round", planned.pk).status_code == 403


def test_a_walker_sees_last_weeks_doors_no_more(planned: Round, cast: Cast) -> None:
    """After the evening the doors are gone from the phone."""
    with clock.at(EVENING + timedelta(days=2)):
        late = as_(Client(), cast.em).get(reverse("rounds:pair", args=[planned.pk, 1]))

    assert late.status_code == 404


def test_who_walks_in_a_and_supervises_b_reads_no_round_of_a(
    planned: Round, village: Village, cast: Cast
) -> None:
    """A right to walk somewhere opens no list there."""
    also(cast.em, "supervisor", village.commune_b)
    page = get(cast.em, "rounds:index").content.decode()

    assert f'"{reverse("rounds:round", args=[planned.pk])}"' not in page
    assert get(cast.em, "rounds:round", planned.pk).status_code == 404
    assert get(cast.em, "rounds:pair", planned.pk, 2).status_code == 404


def test_the_evening_is_planned_by_the_form_with_what_is_likely(village: Village, cast: Cast) -> None:
    """Without being told anything the page offers tonight, the own commune and the drive's hours."""
    with clock.at(EVENING):
        client = as_(Client(), cast.an)
        page = client.get(reverse("rounds:plan"))
        assert page.context["commune"] == village.commune_a
        assert page.context["on"] == TONIGHT
        form = page.context["pairs"]
        sent = {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "1",
            "form-0-first": str(cast.em.pk),
            "form-0-second": str(cast.an.pk),
            "form-0-companion": "bà Lý",
            "form-0-mode": "foot",
            "form-0-begins": form[0].initial["begins"].strftime("%H:%M"),
            "form-0-ends": "21:30",
            "station_phone": "0239 385 1234",
        }
        answer = client.post(reverse("rounds:plan") + page.context["address"], sent)
    made = Round.objects.get()

    assert answer.headers["Location"] == reverse("rounds:round", args=[made.pk])
    assert made.pairs.get().walkers.count() == 2
    assert made.pairs.get().begins == time(17, 30)


def test_another_communes_evening_cannot_be_posted(village: Village, cast: Cast) -> None:
    """An officer of A who writes B into the address plans nothing, neither there nor here."""
    with clock.at(EVENING):
        sent = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-mode": "foot"}
        address = f"{reverse('rounds:plan')}?commune={village.commune_b.pk}"
        page = as_(Client(), cast.an).post(address, sent | {"form-0-begins": "18:00", "form-0-ends": "21:00"})

    assert "commune" in page.context["where"].errors
    assert not Round.objects.exists()


def test_hours_after_the_quiet_hours_are_refused_in_words(village: Village, cast: Cast) -> None:
    """Half past nine is the end; the form stays and says so."""
    with clock.at(EVENING):
        sent = {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "1",
            "form-0-mode": "foot",
            "form-0-begins": "18:00",
            "form-0-ends": "23:00",
        }
        answer = as_(Client(), cast.an).post(reverse("rounds:plan"), sent)

    assert answer.status_code == 400
    assert "rounds.hours" in answer.content.decode()
    assert not Round.objects.exists()


def test_nobody_walks_where_they_have_no_right_nor_twice(village: Village, cast: Cast) -> None:
    """Chi belongs to commune B; Em cannot be in two pairs."""
    evening = {"drive": village.drive, "commune": village.commune_a, "on": TONIGHT}
    with pytest.raises(Problem, match=r"rounds\.not-a-walker"):
        plan_round(viewer(cast.an), pairs=[NewPair((cast.chi.pk,))], **evening)
    with pytest.raises(Problem, match=r"rounds\.walker-twice"):
        plan_round(viewer(cast.an), pairs=[NewPair((cast.em.pk,)), NewPair((cast.em.pk,))], **evening)


def test_papers_are_made_on_asking_and_leave_a_line_in_the_trail(planned: Round, cast: Cast) -> None:
    """A PDF for all, a PDF and a workbook for a pair; each is an export."""
    everything = get(cast.an, "rounds:sheets_pdf", planned.pk)
    single = get(cast.an, "rounds:sheet_pdf", planned.pk, 1)
    book = get(cast.an, "rounds:sheet_xlsx", planned.pk, 1)

    assert everything.content.startswith(b"%PDF")
    assert single.content.startswith(b"%PDF")
    cells = [cell.value for row in load_workbook(BytesIO(book.content)).active.iter_rows() for cell in row]
    assert f"Phiếu số {planned.pk}-1" in cells
    assert AuditEntry.objects.filter(action="rounds.export", who=cast.an.full_name).count() == 3
    assert book.headers["Cache-Control"] == "no-store"


def test_a_supervisor_reads_and_does_not_print(planned: Round, cast: Cast) -> None:
    """Dũng sees the round, without the papers."""
    page = get(cast.dung, "rounds:round", planned.pk)

    assert page.status_code == 200
    assert reverse("rounds:sheets_pdf", args=[planned.pk]) not in page.content.decode()
    assert get(cast.dung, "rounds:sheets_pdf", planned.pk).status_code == 403


def test_a_promise_near_the_quiet_hours_is_planned_before_them(village: Village) -> None:
    """Promised for 21:20: the pair comes between ten past and half past, never later."""
    home = village.person("Phan Đình Đức").household_id
    Door.objects.filter(household=home).update(promise_at=EVENING.replace(hour=21, minute=20))
    made = plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=date(2023, 6, 2),
        pairs=[NewPair(begins=time(20, 30))],
    )
    asked = next(door for door in made.problem["doors"] if door["id"] == str(home))

    assert asked["promise"] == {"begins": "21:10", "ends": "21:30"}
