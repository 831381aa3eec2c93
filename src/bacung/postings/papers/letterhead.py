"""The head of a paper of an office, after Nghị định 30/2020/NĐ-CP."""

from dataclasses import dataclass
from datetime import datetime

from bacung.ground import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes (the body above, the body itself), in which drive, and whether it is made up."""

    superior: str
    body: str
    drive: str
    demo: bool


def place_and_day(place: str, moment: datetime) -> str:
    """Phù Lưu, ngày 04 tháng 6 năm 2023: days below ten and the first two months with a zero."""
    on = clock.local(moment)
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"{place}, ngày {on.day:02d} tháng {month} năm {on.year}"
