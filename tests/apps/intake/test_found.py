"""Somebody met at a door who is on no list: asked about, taken onto it, or told to be one of those on it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.intake.actions import (
    MetDoor,
    MetPerson,
    accept,
    ask_of_found,
    decide_rows,
    forget_expired,
    undo,
)
from bacung.intake.models import Batch, StagedComplaint, StagedRow
from bacung.registry.models import Person
from bacung.rounds.models import Door
from tests.cast import Cast, as_
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

NEW_DOOR = (
    MetPerson("lê văn tám", "male", "1970", "Chủ hộ", "0912 000 111"),
    MetPerson("Lê Thị Chín", "female", "1975-02-03", "Vợ"),
)


def asked(village: Village, *doors: MetDoor, source: str = "round 1") -> Batch:
    """These doors, met in the evening, asked about."""
    with clock.at(EVENING), transaction.atomic():
        ask_of_found(
            CONSOLE, drive=village.drive, commune=village.commune_a, doors=doors, source=source, name="2/6"
        )
    return Batch.objects.filter(kind="found").latest("pk")


def found_door(village: Village) -> MetDoor:
    """A couple in a house nobody had heard of."""
    return MetDoor(NEW_DOOR, hamlet_id=village.hamlets_a[1].pk, address="Số 9, ngõ mới", head="Lê Văn Tám")


def answer(batch: Batch, code: str, said: str, positions: list[int] | None = None, value: str = "") -> int:
    """Answer as the page does, the next morning."""
    with clock.at(EVENING + timedelta(hours=12)):
        return decide_rows(CONSOLE, batch, code=code, answer=said, positions=positions, value=value)


def test_a_household_nobody_knew_comes_onto_the_list_when_somebody_says_so(village: Village) -> None:
    """Until then nobody sees them; then both live behind one new door, which has to be walked to."""
    batch = asked(village, found_door(village))
    assert not Person.objects.filter(name="Lê Văn Tám").exists()

    answer(batch, "intake.met-at-door", "new")
    tam, chin = village.person("Lê Văn Tám"), village.person("Lê Thị Chín")
    assert tam.household_id == chin.household_id
    assert (tam.household.hamlet, tam.household.address) == (village.hamlets_a[1], "Số 9, ngõ mới")
    assert (tam.born, tam.sex, tam.relation) == ("1970", "male", "Chủ hộ")
    assert Door.objects.get(household=tam.household_id).persons_left == 2
    assert [row.person_id for row in batch.rows.order_by("position")] == [tam.pk, chin.pk]


def test_one_after_the_other_they_still_share_their_door(village: Village) -> None:
    """Answered singly, the second joins the household of the first."""
    batch = asked(village, found_door(village))
    answer(batch, "intake.met-at-door", "new", [1])
    answer(batch, "intake.met-at-door", "new", [0])

    assert village.person("Lê Văn Tám").household_id == village.person("Lê Thị Chín").household_id


def test_somebody_alike_on_the_list_is_proposed(village: Village) -> None:
    """Met in the household of An: the same person with another spelling; nothing of the list is changed."""
    an = village.person("Nguyễn Văn An")
    met = MetPerson("nguyen van an", "male", "1981", "con")
    batch = asked(village, MetDoor((met,), household_id=an.household_id))
    answer(batch, "intake.perhaps-known", "same")

    assert [row.person_id for row in batch.rows.all()] == [an.pk]
    assert village.person("Nguyễn Văn An").relation == "Chủ hộ"
    assert Person.admitted.filter(household=an.household_id).count() == 3


def test_nobody_can_be_named_who_was_not_shown(village: Village) -> None:
    """A key typed into the page opens no other person."""
    an, duc = village.person("Nguyễn Văn An"), village.person("Phan Đình Đức")
    batch = asked(village, MetDoor((MetPerson("Nguyễn Văn An", born="1981"),), household_id=an.household_id))
    with pytest.raises(Problem, match=r"ground\.not-found"):
        answer(batch, "intake.perhaps-known", "same", value=str(duc.pk))


def test_whom_two_pairs_met_is_asked_about_once_more(village: Village) -> None:
    """Both told as new: the first comes onto the list, of the second one asks whether it is the first."""
    batch = asked(village, found_door(village), found_door(village))
    answer(batch, "intake.met-at-door", "new")
    assert Person.admitted.filter(name="Lê Văn Tám").count() == 1

    open_ = StagedComplaint.objects.filter(batch=batch, answer="")
    assert {each.code for each in open_} == {"intake.perhaps-known"}
    answer(batch, "intake.perhaps-known", "same")
    people = [row.person_id for row in batch.rows.order_by("position")]
    assert people[:2] == people[2:]


def test_an_answer_given_stays_given(village: Village) -> None:
    """Once more, and nobody comes onto the list a second time; nor does one who was left out."""
    batch = asked(village, found_door(village))
    answer(batch, "intake.met-at-door", "new", [0])
    answer(batch, "intake.met-at-door", "drop", [1])
    for positions in ([0], [1], None):
        with pytest.raises(Problem, match=r"ground\.not-found"):
            answer(batch, "intake.met-at-door", "new", positions)

    assert Person.admitted.filter(name__startswith="Lê ").exclude(name="Lê Thị Sáu").count() == 1


def test_an_evening_has_one_batch_and_it_is_no_book(village: Village) -> None:
    """More is asked in the same batch; it can be neither taken over whole nor taken back."""
    batch = asked(village, found_door(village))
    assert asked(village, found_door(village)).pk == batch.pk
    assert asked(village, found_door(village), source="round 2").pk != batch.pk
    with pytest.raises(Problem, match=r"intake\.not-taken-here"):
        accept(CONSOLE, Batch.objects.get(pk=batch.pk))
    with pytest.raises(Problem, match=r"intake\.wrong-state"):
        undo(CONSOLE, batch)
    assert Batch.objects.get(pk=batch.pk).state == "read"


def test_names_lie_sealed_and_go_when_their_time_is_over(village: Village) -> None:
    """No name stands in the rows in the clear; after the retention days nothing is left of them."""
    batch = asked(village, found_door(village))
    assert all("Tám".encode() not in bytes(row.sealed) for row in batch.rows.all())
    with clock.at(EVENING + timedelta(days=village.drive.retention_days + 1)):
        forget_expired()

    assert not StagedRow.objects.filter(batch=batch).exists()
    batch.refresh_from_db()
    assert batch.state == "expired"


def test_a_walker_typing_nonsense_is_still_asked_about(village: Village) -> None:
    """An impossible birth and a phone that is none are left out; without a name nobody gets in."""
    batch = asked(village, MetDoor((MetPerson("Lê Văn Mười", born="1990-13-45", phone="12"), MetPerson(" "))))
    answer(batch, "intake.met-at-door", "new", [0])
    muoi = village.person("Lê Văn Mười")
    assert (muoi.born, bytes(muoi.phone)) == ("", b"")
    with pytest.raises(Problem, match=r"intake\.not-a-value"):
        answer(batch, "intake.met-at-door", "new", [1])


@pytest.fixture
def vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.mark.usefixtures("vietnamese")
def test_the_officer_answers_on_the_page(village: Village, cast: Cast, client: Client) -> None:
    """The evening stands among the lists; the page says what was told and who it may be."""
    an = village.person("Nguyễn Văn An")
    same = MetPerson("Nguyễn Văn An", "male", "1981", "Chủ hộ")
    batch = asked(village, found_door(village), MetDoor((same,), household_id=an.household_id))
    officer = as_(client, cast.an)
    assert "Gặp khi đi nhà, chưa có trong danh sách" in officer.get("/lists/").content.decode()
    page = officer.get(f"/lists/{batch.pk}/").content.decode()
    assert "Lê Văn Tám" in page
    assert "Trả lại" not in page

    address = f"/lists/{batch.pk}/complaints/intake.perhaps-known/"
    asks = officer.get(address).content.decode()
    assert "Nguyễn Văn An, 15/08/1981, Số 2, Thôn Đông Châu" in asks
    said = {"single": "2:same", "value-2": str(an.pk)}
    officer.post(f"{address}answer/", said)
    assert batch.rows.get(position=2).person_id == an.pk
