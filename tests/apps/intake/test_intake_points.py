"""Where houses stand comes with the list, and with a later one for who is on it already."""

from collections.abc import Callable
from typing import Any

import pytest

from bacung.ground.models import AuditEntry
from bacung.ground.permissions import Viewer
from bacung.intake.actions import accept
from bacung.intake.models import Batch
from bacung.registry.models import Household
from tests.apps.intake.books import FAMILY, HEADER, NEIGHBOURS, workbook

pytestmark = pytest.mark.django_db
Read = Callable[[Any], Batch]

EAST, WEST = "18.44120, 105.87310", "18.44900, 105.86100"


def with_points(*points: str) -> Any:
    """Both households, each with what the column says in its head's row; further rows leave it empty."""
    said = dict(zip((1, 4), points, strict=False))
    rows = [(*row, said.get(int(str(row[0])), "")) for row in FAMILY + NEIGHBOURS]
    return workbook(rows, (*HEADER, "Tọa độ nhà"))


def where() -> dict[str, tuple[float | None, float | None]]:
    """Where each household stands, by its head."""
    return {home.label: (home.latitude, home.longitude) for home in Household.admitted.all()}


def test_houses_stand_where_the_list_says(read_book: Read, officer: Viewer) -> None:
    accept(officer, read_book(with_points(EAST)))
    assert where() == {"Nguyễn Văn An": (18.4412, 105.8731), "Lê Văn Dũng": (None, None)}


def test_a_later_list_says_it_of_people_known_already(read_book: Read, officer: Viewer) -> None:
    accept(officer, read_book(workbook(FAMILY + NEIGHBOURS)))
    accept(officer, read_book(with_points(EAST, WEST)))
    assert where() == {"Nguyễn Văn An": (18.4412, 105.8731), "Lê Văn Dũng": (18.449, 105.861)}
    assert AuditEntry.objects.filter(action="registry.place").count() == 1


def test_a_point_in_the_sea_is_said_and_moves_nobody(read_book: Read, officer: Viewer) -> None:
    accept(officer, read_book(with_points(EAST, WEST)))
    batch = read_book(with_points("0, 0", WEST))
    assert batch.rows.filter(verdict="accepted").count() == 5
    accept(officer, batch)
    assert where()["Nguyễn Văn An"] == (18.4412, 105.8731)
