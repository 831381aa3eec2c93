"""A street for phones to walk: forty more households of commune A, with places on the map, all invented."""

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.registry.actions import Newcomer, NewHousehold, admit, begin_admission, open_admission
from tests.village import FIRST_MORNING, Village

FAMILY = ("Đặng", "Lê", "Trần", "Phan", "Nguyễn", "Hồ", "Võ", "Bùi")
MEN = ("Bình", "Cường", "Dũng", "Hải", "Khôi", "Lộc", "Minh", "Sơn")
WOMEN = ("Hoa", "Lan", "Mai", "Nga", "Oanh", "Thủy", "Tuyết", "Yến")
HOUSEHOLDS = 40


def settle_street(village: Village) -> None:
    """A man and a woman in every house, of every age; the second hamlet lies across the field."""
    with clock.at(FIRST_MORNING):
        admission = begin_admission(CONSOLE, commune=village.commune_a, source="street")
        admit(CONSOLE, admission, [_household(village, number) for number in range(HOUSEHOLDS)])
        open_admission(CONSOLE, admission)


def _household(village: Village, number: int) -> NewHousehold:
    family, side = FAMILY[number % 8], number % 2
    man = Newcomer(
        f"{family} Văn {MEN[number * 3 % 8]}",
        "male",
        str(1938 + number),
        f"0420{38 + number}9{number:05}",
        f"09120{number:05}",
        "Chủ hộ",
        phone_kind="smartphone",
    )
    woman = Newcomer(
        f"{FAMILY[(number + 3) % 8]} Thị {WOMEN[number * 5 % 8]}",
        "female",
        str(1940 + number),
        f"0421{40 + number}8{number:05}",
        relation="Vợ",
    )
    return NewHousehold(
        (man, woman),
        hamlet_id=village.hamlets_a[side].pk,
        label=f"S{number + 1}",
        address=f"Số {number + 11}, ngõ {number % 5 + 1}",
        latitude=18.445 + side * 0.004 + (number // 5) * 0.0004,
        longitude=105.88 + (number % 5) * 0.0006 + side * 0.002,
    )
