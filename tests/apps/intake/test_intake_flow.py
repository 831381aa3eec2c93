"""A book on its way from the officer's folder into the registry."""

from collections.abc import Callable
from typing import Any

import pytest

from bacung.areas.models import Area
from bacung.drives.models import Drive
from bacung.ground.permissions import Viewer
from bacung.intake.actions import accept, decide_rows, read_batch, receive, undo_repair
from bacung.intake.convert import open_row
from bacung.intake.models import Batch
from bacung.registry.convert import open_number
from bacung.registry.models import Household, Person
from tests.apps.intake.books import FAMILY, NEIGHBOURS, changed, workbook

pytestmark = pytest.mark.django_db
Read = Callable[[Any], Batch]


def test_a_clean_book_is_staged_accepted_and_on_the_list(read_book: Read, officer: Viewer) -> None:
    """Five people behind two doors in two hamlets; rows in are rows out; nobody is seen before acceptance."""
    batch = read_book(workbook(FAMILY + NEIGHBOURS))
    assert batch.state == "read"
    assert batch.counts["verdict"] == {"accepted": 5, "not-a-person": 2}
    assert batch.rows.count() == 7
    assert not Person.objects.exists()
    accept(officer, batch)
    batch.refresh_from_db()
    assert (batch.state, batch.rows_accepted) == ("accepted", 5)
    assert Person.admitted.count() == 5
    doors = {
        (house.label, house.hamlet.name if house.hamlet else None, house.people.count())
        for house in Household.admitted.all()
    }
    assert doors == {("Nguyễn Văn An", "Thôn Đông", 3), ("Lê Văn Dũng", "Thôn Tây", 2)}
    chi = Person.admitted.get(name="Nguyễn Thị Chi")
    assert (chi.born, chi.sex, chi.relation, open_number(chi)) == (
        "1985-07-08",
        "female",
        "Con",
        "042185003456",
    )


def test_the_same_book_twice_changes_nothing(
    read_book: Read, officer: Viewer, drive: Drive, commune: Area
) -> None:
    """The same bytes answer with the first batch; the same rows in another file find everybody known."""
    file = workbook(FAMILY)
    first = accept(officer, read_book(file))
    file.seek(0)
    again = receive(officer, drive, commune, file)
    assert again.pk == first.pk
    other = read_batch(receive(officer, drive, commune, workbook(FAMILY, title="Danh sách gửi lại")))
    assert other.pk != first.pk
    assert other.counts["match"] == {"same": 3}
    assert not other.rows.filter(changes=True).exists()
    accept(officer, other)
    assert Person.objects.count() == 3
    assert Household.objects.count() == 1


def test_a_corrected_book_changes_only_what_it_corrects(read_book: Read, officer: Viewer) -> None:
    """A new phone and a late-found son: one change, one newcomer in the known household."""
    accept(officer, read_book(workbook(FAMILY)))
    son = (4, "Nguyễn Văn Em", "01/02/1990", "Nam", "042090007777", "", "Thôn Đông", "", "Con")
    batch = read_book(workbook([FAMILY[0], changed(FAMILY[1], Số_điện_thoại="0977000111"), FAMILY[2], son]))
    assert batch.counts["match"] == {"same": 3, "new": 1}
    assert batch.rows.filter(changes=True).count() == 1
    before = set(Person.objects.values_list("pk", flat=True))
    accept(officer, batch)
    assert Person.admitted.count() == 4
    assert Person.admitted.exclude(pk__in=before).get().household.people.count() == 4


def test_a_question_stays_behind_until_it_is_answered(read_book: Read, officer: Viewer) -> None:
    """A number that says another sex is asked about; answered, its row goes in with the next acceptance."""
    odd = changed(FAMILY[2], Giới_tính="Nam")
    batch = read_book(workbook([*FAMILY[:2], odd]))
    assert batch.counts["verdict"]["question"] == 1
    [code] = batch.complaints.filter(severity="question").values_list("code", flat=True)
    assert decide_rows(officer, batch, code=code, answer="keep") == 1
    accept(officer, batch)
    assert Person.admitted.get(name="Nguyễn Thị Chi").sex == "male"


@pytest.mark.parametrize(
    ("odd", "code", "after"),
    [
        ({"Giới_tính": "Nam"}, "number-sex-disagrees", ("female", "1985-07-08")),
        ({"Ngày_sinh": "08/07/1958"}, "number-year-disagrees", ("female", "1985-07-08")),
    ],
)
def test_what_the_number_says_is_one_click_away(
    read_book: Read, officer: Viewer, odd: dict[str, str], code: str, after: tuple[str, str]
) -> None:
    """The sex or the year comes from the number; day and month stay those of the row."""
    batch = read_book(workbook([changed(FAMILY[2], **odd)]))
    decide_rows(officer, batch, code=code, answer="accept")
    accept(officer, batch)
    chi = Person.admitted.get()
    assert (chi.sex, chi.born) == after


def test_an_undone_repair_leaves_the_cell_as_it_was(read_book: Read, officer: Viewer) -> None:
    """Undone, the number that lost its zero is no number; repaired again, it is one."""
    batch = read_book(workbook([changed(FAMILY[0], Số_CCCD="42054001234")]))
    row = batch.rows.get(verdict="repaired")
    undo_repair(officer, batch, code="lost-zeros")
    row.refresh_from_db()
    assert open_row(batch.pk, row.position, row.sealed).values.citizen_number is None
    decide_rows(officer, batch, code="lost-zeros", answer="accept")
    row.refresh_from_db()
    assert open_row(batch.pk, row.position, row.sealed).values.citizen_number == "042054001234"


def test_columns_that_may_not_be_held_are_never_staged(read_book: Read) -> None:
    """Religion, ethnicity and health are recognised, left out, and in no staged value."""
    header = (
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Số CCCD",
        "Dân tộc",
        "Tôn giáo",
        "Tình trạng sức khỏe",
    )
    rows = [(1, "Nguyễn Văn An", "12/03/1954", "Nam", "042054001234", "Chứt", "Công giáo", "Tiểu đường")]
    batch = read_book(workbook(rows, header))
    staged = [repr(open_row(batch.pk, row.position, row.sealed)) for row in batch.rows.all()]
    kept = " ".join([*staged, repr(batch.counts)])
    assert "Nguyễn Văn An" in kept
    assert not any(word in kept for word in ("Chứt", "Công giáo", "Tiểu đường"))
    fields = [column["field"] for column in batch.understood["sheets"][0]["columns"]]
    assert sum(str(field).startswith("forbidden.") for field in fields) == 3
