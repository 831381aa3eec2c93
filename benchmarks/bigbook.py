"""One large workbook as a district would send it: twenty columns, several clerks' hands, on disk."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from bacung.core.simulation.handwriting import Hand, YearCell
from bacung.core.simulation.population import CommuneSpec, Resident, invent_commune
from bacung.core.simulation.styles import STYLES

HEADER = (
    "STT",
    "Họ và tên",
    "Ngày, tháng, năm sinh",
    "Giới tính",
    "Số CCCD",
    "Số điện thoại",
    "Thôn",
    "Chủ hộ",
    "Quan hệ với chủ hộ",
    "Nơi ở hiện tại",
    "Tình trạng cư trú",
    "Điện thoại thông minh",
    "Ngày thu nhận",
    "Ngày kích hoạt",
    "Ghi chú",
    "Dân tộc",
    "Ngày cấp",
    "Nơi cấp",
    "Nghề nghiệp",
    "Trình độ học vấn",
)


def write_book(path: Path, rows: int, seed: int = 1, *, title: bool = True) -> None:
    """A workbook of exactly so many people, with a title above its header or without."""
    spec = CommuneSpec(
        code="00376",
        name="Sóc Sơn",
        province="001",
        latitude=21.25,
        longitude=105.85,
        size=rows,
        on=date(2023, 5, 16),
        hamlet_count=60,
    )
    rng = Random(seed)
    hand = Hand(STYLES["many-hands"], rng)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Danh sách")
        begin = 2 if title else 0
        if title:
            sheet.write_string(0, 0, "DANH SÁCH CÔNG DÂN")
        sheet.write_row(begin, 0, HEADER)
        for row, person in enumerate(invent_commune(spec, seed).people, start=1):
            sheet.write_row(begin + row, 0, list(_cells(row, person, hand, rng)))


def _cells(row: int, person: Resident, hand: Hand, rng: Random) -> Iterator[object]:
    born = hand.born(person.born)
    number, phone = hand.number_and_phone(person)
    # One row in twenty was typed into number cells, and lost its zeros.
    if isinstance(number, str) and number.isdigit() and rng.random() < 0.05:
        number = int(number)
    collected = date(2023, 5, 10) - timedelta(days=rng.randint(5, 90)) if rng.random() < 0.5 else None
    yield row
    yield hand.name(person.name)
    yield born.year if isinstance(born, YearCell) else born
    yield hand.sex(person.sex)
    yield number
    yield phone
    yield person.hamlet
    yield person.head
    yield person.relation
    yield person.address
    yield "Đi làm xa" if person.presence == "away" else "Có mặt"
    yield "Có" if person.phone_kind == "smartphone" else "Không"
    yield collected
    yield collected + timedelta(days=4) if collected and rng.random() < 0.6 else None
    yield None
    yield "Kinh"
    yield date(2021, 6, 1)
    yield "Cục Cảnh sát QLHC về TTXH"
    yield "Làm ruộng"
    yield "12/12"
