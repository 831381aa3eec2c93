"""A small, fixed world: two communes of one district, two hamlets each, a handful of households, one drive.

Phù Lưu (A) and Mai Phụ (B) in huyện Lộc Hà as they were in 2023; the people are invented and few enough to be
known by name. `settle()` builds it through the same actions as everybody else uses.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bacung.areas.models import Area, Hamlet
from bacung.drives.models import Drive, DriveArea
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.registry.actions import Newcomer, NewHousehold, admit, begin_admission, open_admission
from bacung.registry.models import Person

FIRST_MORNING = datetime(2023, 6, 1, 8, 0, tzinfo=clock.VIETNAM)
EVENING = datetime(2023, 6, 2, 18, 30, tzinfo=clock.VIETNAM)
DAY = timedelta(days=1)
LIVED = date(2004, 1, 1)

PEOPLE_OF_A = (
    (
        Newcomer("Trần Văn Bảy", "male", "1954", "042054000011", relation="Chủ hộ", phone_kind="plain"),
        Newcomer("Lê Thị Sáu", "female", "1957-03-02", "042157000012", relation="Vợ"),
    ),
    (
        Newcomer(
            "Nguyễn Văn An",
            "male",
            "1981-08-15",
            "042081000021",
            "0912345678",
            "Chủ hộ",
            phone_kind="smartphone",
        ),
        Newcomer(
            "Nguyễn Thị Ánh",
            "female",
            "1984-01-30",
            "042184000022",
            "0912345679",
            "Vợ",
            phone_kind="smartphone",
        ),
        Newcomer("Nguyễn Minh Ân", "male", "2012-05-05", "042212000023", relation="Con"),
    ),
    (
        Newcomer(
            "Phan Đình Đức",
            "male",
            "1990-12-01",
            "042090000031",
            "0987654321",
            "Chủ hộ",
            phone_kind="smartphone",
        ),
    ),
)
PEOPLE_OF_B = ((Newcomer("Nguyễn Văn An", "male", "1979-02-03", "042079000041", relation="Chủ hộ"),),)


@dataclass(frozen=True)
class Village:
    """The places and the drive; people are asked for by name."""

    district: Area
    commune_a: Area
    commune_b: Area
    hamlets_a: tuple[Hamlet, Hamlet]
    hamlets_b: tuple[Hamlet, Hamlet]
    drive: Drive

    def person(self, name: str, commune: Area | None = None) -> Person:
        """The one of this name in commune A, or in another."""
        return Person.admitted.get(name=name, commune=commune or self.commune_a)


def settle() -> Village:
    """Build the village on the first morning of June 2023."""
    province = Area.objects.add_root(instance=_unit("province", "42", "tỉnh", "Hà Tĩnh", "ha tinh"))
    district = Area.objects.add_child(
        province, instance=_unit("district", "448", "huyện", "Lộc Hà", "loc ha")
    )
    commune_a = _commune(district, "18493", "Phù Lưu", "phu luu")
    commune_b = _commune(district, "18583", "Mai Phụ", "mai phu")
    village = Village(
        district=district,
        commune_a=commune_a,
        commune_b=commune_b,
        hamlets_a=(_hamlet(commune_a, "Thôn Thanh Lương", 1), _hamlet(commune_a, "Thôn Đông Châu", 2)),
        hamlets_b=(_hamlet(commune_b, "Thôn Sơn Phú", 1), _hamlet(commune_b, "Thôn Đồng Sơn", 2)),
        drive=_drive((commune_a, commune_b)),
    )
    with clock.at(FIRST_MORNING):
        _people(commune_a, village.hamlets_a, PEOPLE_OF_A)
        _people(commune_b, village.hamlets_b, PEOPLE_OF_B)
    return village


def _unit(level: str, code: str, kind: str, name: str, folded: str) -> Area:
    return Area(level=level, code=code, kind=kind, name=name, folded=folded, valid_from=LIVED)


def _commune(district: Area, code: str, name: str, folded: str) -> Area:
    commune: Area = Area.objects.add_child(district, instance=_unit("commune", code, "xã", name, folded))
    return commune


def _hamlet(commune: Area, name: str, position: int) -> Hamlet:
    return Hamlet.objects.create(commune=commune, name=name, folded=name.lower(), position=position)


def _drive(communes: tuple[Area, ...]) -> Drive:
    drive = Drive.objects.create(
        code="ha-tinh-2023",
        name="Ba cùng 2023",
        starts_on=date(2023, 6, 1),
        ends_on=date(2023, 12, 10),
        age_on=date(2023, 6, 1),
        first_knock_by=date(2023, 8, 31),
        rules="2022-decree",
    )
    DriveArea.objects.bulk_create(DriveArea(drive=drive, commune=commune) for commune in communes)
    return drive


def _people(
    commune: Area, hamlets: tuple[Hamlet, Hamlet], households: tuple[tuple[Newcomer, ...], ...]
) -> None:
    admission = begin_admission(CONSOLE, commune=commune, source="village")
    admit(
        CONSOLE,
        admission,
        [
            NewHousehold(
                people, hamlet_id=hamlets[place % 2].pk, label=f"H{place + 1}", address=f"Số {place + 1}"
            )
            for place, people in enumerate(households)
        ],
    )
    open_admission(CONSOLE, admission)
