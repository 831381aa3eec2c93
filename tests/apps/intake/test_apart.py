"""A book read in a process of its own says the same as one read here, and its end is one of three."""

import time
from io import BytesIO

import pytest
from openpyxl import Workbook

from bacung.core.problems import Problem
from bacung.core.sheets import read
from bacung.intake.apart import Apart


def book(people: int = 2500) -> BytesIO:
    """A plain list of so many people."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Danh sách")
    sheet.append(["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"])
    for number in range(people):
        sheet.append([number + 1, f"Nguyễn Văn {number}", "01/02/1980", "Nam", f"042080{number:06d}"])
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def apart(file: BytesIO, stop=lambda: False) -> Apart:  # type: ignore[no-untyped-def]
    """The book, read elsewhere."""
    return Apart(file, "list.xlsx", {}, 2023, stop)


def test_it_says_the_same_as_reading_here() -> None:
    """Row by row, and of the sheets too."""
    file = book()
    here = read(file, name="list.xlsx", year=2023)
    rows_here = list(here)
    there = apart(file)
    rows_there = [row for chunk in there.chunks(1000) for row in chunk]

    assert rows_there == rows_here
    assert (there.format, there.sheets) == (here.format, here.sheets)


def test_a_refusal_arrives_with_its_facts() -> None:
    """Nothing was a workbook."""
    with pytest.raises(Problem) as refused:
        list(apart(BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(500))).chunks(1000))

    assert refused.value.code == "sheets.not-a-workbook"


def test_stopping_leaves_no_process_behind() -> None:
    """Stopped after the first chunk, it ends at once and the rest is not read."""
    asked: list[float] = []

    def stop() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 1

    with pytest.raises(Problem, match=r"sheets\.stopped"):
        list(apart(book(), stop).chunks(1000))
