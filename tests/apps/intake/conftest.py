"""A commune without people yet, its officer, and the reading of a book sent for it."""

import io
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # models can be imported only once the settings have been read
    from bacung.areas.models import Area
    from bacung.drives.models import Drive
    from bacung.ground.permissions import Viewer


@pytest.fixture
def commune(db: None) -> "Area":
    """Phù Lưu, in the Lộc Hà of 2023."""
    from bacung.areas.models import Area

    def unit(level: str, code: str, kind: str, name: str, folded: str) -> Area:
        return Area(level=level, code=code, kind=kind, name=name, folded=folded, valid_from=date(2004, 7, 1))

    province = Area.objects.add_root(instance=unit("province", "42", "tỉnh", "Hà Tĩnh", "ha tinh"))
    district = Area.objects.add_child(province, instance=unit("district", "448", "huyện", "Lộc Hà", "loc ha"))
    Area.objects.add_child(district, instance=unit("commune", "18568", "xã", "Ích Hậu", "ich hau"))
    made: Area = Area.objects.add_child(
        district, instance=unit("commune", "18571", "xã", "Phù Lưu", "phu luu")
    )
    return made


@pytest.fixture
def other_commune(commune: "Area") -> "Area":
    """Ích Hậu, next door."""
    return type(commune).objects.get(code="18568")


@pytest.fixture
def drive(commune: "Area", other_commune: "Area") -> "Drive":
    """A drive in both communes."""
    from bacung.drives.models import Drive, DriveArea

    made = Drive.objects.create(
        code="ha-tinh-2023",
        name="Chiến dịch",
        starts_on=date(2023, 6, 2),
        ends_on=date(2023, 12, 10),
        age_on=date(2023, 6, 2),
        first_knock_by=date(2023, 6, 30),
        rules="2022-decree",
    )
    for place in (commune, other_commune):
        DriveArea.objects.create(drive=made, commune=place)
    return made


@pytest.fixture
def officer(commune: "Area") -> "Viewer":
    """The officer of Phù Lưu."""
    from bacung.ground.permissions import Grant, Viewer

    return Viewer(user_id=None, name="Cán bộ Phù Lưu", grants=(Grant("officer", commune.path),))


@pytest.fixture
def other_officer(other_commune: "Area") -> "Viewer":
    """The officer of Ích Hậu, who may know nobody in Phù Lưu."""
    from bacung.ground.permissions import Grant, Viewer

    return Viewer(user_id=None, name="Cán bộ Ích Hậu", grants=(Grant("officer", other_commune.path),))


@pytest.fixture
def read_book(officer: "Viewer", drive: "Drive", commune: "Area") -> Callable[[io.BytesIO], Any]:
    """Receive a book for Phù Lưu and read it."""
    from bacung.intake.actions import read_batch, receive

    return lambda file: read_batch(receive(officer, drive, commune, file, name="phu-luu.xlsx"))
