"""An evening in a small village, as the papers see it."""

from datetime import date, time
from typing import Any

from bacung.rounds.papers.sheet import DoorSheet, SheetDoor, SheetPerson

LAN = SheetPerson(name="Nguyễn Thị Ngọc Lan", born_year=1954, number_tail="1234", to_do="kích hoạt")
MINH = SheetPerson(name="Lê Hữu Minh", to_do="mời lên trụ sở thu nhận")


def evening(*doors: SheetDoor, **facts: Any) -> DoorSheet:
    """Pair 2 out in Phù Lưu on a Friday evening; by default to two doors."""
    given: dict[str, Any] = {
        "drive": "Đợt cao điểm",
        "commune": "Xã Phù Lưu",
        "on": date(2023, 6, 2),
        "pair": 2,
        "walkers": ("Trần Thị Bình", "Lê Quang Cường"),
        "companion": "ông Nguyễn Xuân Hòe",
        "begins": time(17, 30),
        "ends": time(21, 30),
        "station_phone": "0239 385 1234",
        "doors": doors
        or (
            SheetDoor(
                expected=time(17, 35),
                head="Nguyễn Thị Ngọc Lan",
                persons=(LAN, MINH),
                address="số 12A",
                hamlet="thôn Thanh Lương",
                promised=(time(19, 0), time(19, 30)),
            ),
            SheetDoor(expected=time(17, 50), head="Võ Đình Khuê", persons=(MINH,), knocks=2),
        ),
    }
    return DoorSheet(**{**given, **facts})


def words(pdf: bytes) -> str:
    """The text of a PDF, pages one after the other, spaces collapsed."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
