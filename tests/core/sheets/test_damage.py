"""Files that are damaged or odd, and still hold people: nobody in them is lost."""

import io
import time

import xlwt

from bacung.core.sheets import read
from tests.core.sheets import making
from tests.core.sheets.making import AN, BINH, HEADER, VILLAGE, people


def names(source: io.BytesIO) -> list[str | None]:
    return [row.values.name for row in people(source)]


def test_a_quote_that_is_never_closed_swallows_nobody() -> None:
    """Line 2 opens a quote: the people below it stay people, on their own lines."""
    text = making.separated(VILLAGE).getvalue().decode().replace("Nguyễn Văn An", '"Nguyễn Văn An')

    assert [(row.row, row.values.name) for row in people(io.BytesIO(text.encode()))] == [
        (2, "Nguyễn Văn An"),
        (3, "Trần Thị Bình"),
    ]


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    """Two bytes that are no UTF-8 in a text that is: one name is asked about, all others are read."""
    raw = making.separated([*VILLAGE, [3, "Bùi Văn Cảnh", "Nam", "03/04/1970", None, None, None]]).getvalue()
    broken = raw.replace("Bùi".encode(), b"B\xff\xfei")

    an, binh, canh = people(io.BytesIO(broken))

    assert (an.values.name, binh.values.name) == ("Nguyễn Văn An", "Trần Thị Bình")
    assert (canh.verdict, [each.code for each in canh.complaints]) == ("question", ["odd-name"])


def test_a_stray_cell_in_the_last_corner_of_an_xls() -> None:
    """A cell in IV65536 costs a cell, not the sixteen million before it."""

    def stray(sheet: xlwt.Worksheet) -> None:
        sheet.write(65535, 255, "x")

    start = time.monotonic()

    rows = list(read(making.xls(VILLAGE, tweak=stray)))

    assert [row.row for row in rows] == [1, 2, 3, 65536]
    assert time.monotonic() - start < 15


def test_the_font_of_one_cell_is_not_the_font_of_its_column() -> None:
    """One name pasted from an old list into a web page: it is decoded, its neighbours are left alone."""
    old = [3, '<font face=".VnTime">TrÇn ThÞ B×nh</font>', "Nữ", "15/11/1961", None, None, None]

    assert names(making.html([HEADER, AN, BINH, old])) == ["Nguyễn Văn An", "Trần Thị Bình", "Trần Thị Bình"]


def test_a_table_inside_the_table_that_lays_out_the_page() -> None:
    """Web systems put the list into a cell of the page's own table."""
    inner = making.html(VILLAGE).getvalue().decode().partition("<body>")[2].partition("</body>")[0]
    page = f"<html><body><table><tr><td>Trang chủ</td></tr><tr><td>{inner}</td></tr></table></body></html>"

    assert names(io.BytesIO(page.encode())) == ["Nguyễn Văn An", "Trần Thị Bình"]
