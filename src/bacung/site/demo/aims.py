"""What the reports of 2023 said, and of which places: what the demonstration has to add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bacung.ground.clock import VIETNAM

HA_TINH, HA_NOI = "42", "01"
"""Provinces, by the codes their units are seeded under."""

WALKED = "18493"
"""The commune known person by person: Phù Lưu, huyện Lộc Hà as it was in 2023."""

WEEKEND_COMMUNES = (
    "18652",
    "18796",
    "18142",
    "18247",
    "18325",
    "18394",
    "18436",
    "18517",
    WALKED,
    "18709",
    "18799",
)
"""One in each of the eleven districts: Tân Lâm Hương, Kỳ Lợi, Sơn Tiến, Liên Minh, Thọ Điền, Xuân Liên,
Kim Song Trường, Hương Giang, Phù Lưu, Cẩm Nhượng, Kỳ Thượng."""

SOC_SON = "016"
"""The district of 25 communes and one town."""


@dataclass(frozen=True)
class Aim:
    """How many people (or phones) there are, and how many are collected and activated by a moment."""

    people: int
    activated: int
    by: datetime
    collected: int = 0


PHU_LUU = Aim(4363, 3644, datetime(2023, 12, 10, 17, tzinfo=VIETNAM), collected=3970)
PHONES = Aim(278_950, 116_167, datetime(2023, 5, 31, 17, tzinfo=VIETNAM))

WEEKENDS = (date(2023, 6, 2), date(2023, 12, 10))
"""From a Friday to a Sunday: 28 weekends."""
WAVE = (date(2023, 5, 16), date(2023, 6, 5))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole shares by weight, the largest remainders served first; they add up exactly."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(each) for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: shares[place] - exact[place])
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares
