"""The same village list, whatever file it comes in."""

import email.message
import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from bacung.core.people.charsets import decode_tcvn3
from bacung.core.sheets import read
from tests.core.sheets import making
from tests.core.sheets.making import AN, BINH, HEADER, VILLAGE, people

BOOKS = {
    "xlsx": lambda: making.xlsx(VILLAGE),
    "xls": lambda: making.xls(VILLAGE),
    "ods": lambda: making.ods(VILLAGE),
    "html": lambda: making.html(VILLAGE),
    "html in UTF-16": lambda: making.html(VILLAGE, charset="utf-16"),
    "SpreadsheetML": lambda: making.spreadsheetml(VILLAGE),
    "csv": lambda: making.separated(VILLAGE),
    "csv with a mark": lambda: making.separated(VILLAGE, "utf-8-sig", ";"),
    "tabs in UTF-16": lambda: making.separated(VILLAGE, "utf-16", "\t"),
    "UTF-16 without a mark": lambda: making.separated(VILLAGE, "utf-16-le", "\t"),
}


@pytest.mark.parametrize("kind", BOOKS)
def test_every_format_tells_of_the_same_two_people(kind: str) -> None:
    """An and Bình are read alike from each format, on rows 2 and 3, and nothing is asked."""
    an, binh = people(BOOKS[kind]())

    assert (an.row, binh.row) == (2, 3)
    assert (an.verdict, an.complaints) == ("accepted", ())
    assert an.values.name == "Nguyễn Văn An"
    assert (an.values.sex, an.values.born, an.values.born_precision) == ("male", "1954-07-02", "day")
    assert (an.values.citizen_number, an.values.phone) == ("042054001234", "0912345678")
    assert an.values.hamlet == "Thôn Đông"
    assert (binh.values.name, binh.values.sex, binh.verdict) == ("Trần Thị Bình", "female", "accepted")


def test_the_name_of_the_file_proves_nothing(tmp_path: Path) -> None:
    """A web page called .xlsx and an .xlsx called .csv are read as what they are."""
    page, book = tmp_path / "ds.xlsx", tmp_path / "ds.csv"
    page.write_bytes(making.html(VILLAGE).read())
    book.write_bytes(making.xlsx(VILLAGE).read())

    assert (read(page).format, read(book).format) == ("html", "xlsx")
    assert len([row for row in read(page) if row.kind == "person"]) == 2


def test_text_in_the_vietnamese_code_page_of_windows() -> None:
    """cp1258 writes tones as letters of their own; they come back composed."""
    text = "STT,Họ và tên,Ngày sinh,Ghi chú\n1,Nguyễn Thị Hậu,02/03/1970,ở nhà\n2,Đỗ Hữu Đức,05/06/1971,\n"
    tones = "\u0300\u0301\u0303\u0309\u0323"

    def apart(letter: str) -> str:
        """A letter with its circumflex, breve or horn, then its tone: as cp1258 has them."""
        pieces = unicodedata.normalize("NFD", letter)
        shape = "".join(piece for piece in pieces if piece not in tones)
        return unicodedata.normalize("NFC", shape) + "".join(piece for piece in pieces if piece in tones)

    hau, duc = people(io.BytesIO("".join(map(apart, text)).encode("cp1258")))

    assert (hau.values.name, duc.values.name) == ("Nguyễn Thị Hậu", "Đỗ Hữu Đức")


def test_bytes_of_the_old_fonts_in_a_text_file() -> None:
    """TCVN3 bytes in a .csv have no font: the whole column decides, headers are known by their names."""
    lines = ["STT,Hä vµ tªn,Ngµy sinh,Giíi tÝnh"]
    names = ["NguyÔn V¨n Hïng", "TrÇn ThÞ Ph­îng", "Lª §øc Th¾ng", "Ph¹m H÷u NghÜa", "Hoµng V¨n D­¬ng"]
    lines += [f"{n},{name},0{n}/05/196{n},{'N÷' if n == 2 else 'Nam'}" for n, name in enumerate(names, 1)]

    found = people(io.BytesIO("\r\n".join(lines).encode("latin-1")))

    assert [row.values.name for row in found] == [decode_tcvn3(name) for name in names]
    assert found[1].values.sex == "female"
    assert [c.code for c in found[0].complaints] == ["legacy-charset"]


def test_a_web_archive_under_the_name_of_a_workbook() -> None:
    """Excel's single-file web page: the sheet is one part of a mail."""
    mail = email.message.EmailMessage()
    mail.set_content("không có bảng")
    mail.add_alternative(making.html(VILLAGE).read().decode(), subtype="html")

    assert [row.values.name for row in people(io.BytesIO(mail.as_bytes()))] == [AN[1], BINH[1]]


def test_rows_keep_the_numbers_excel_gives_them() -> None:
    """Blank rows above, between and a table that starts in column C do not shift anything."""
    shift = [None, None]
    grid = [[], [], [], shift + HEADER, [], shift + AN, [], shift + BINH]
    for book in (making.xlsx(grid), making.xls(grid), making.ods(grid), making.separated(grid)):
        an, binh = people(book)
        assert (an.row, binh.row) == (6, 8)
        assert an.values.citizen_number == "042054001234"


def test_a_line_break_in_a_cell_is_one_row_of_excel() -> None:
    """Quoted line breaks in a .csv do not count as rows."""
    grid = [HEADER, [1, "Nguyễn\nVăn An", *AN[2:]], BINH]

    an, binh = people(making.separated(grid))

    assert (an.values.name, an.row, binh.row) == ("Nguyễn Văn An", 2, 3)


def test_dates_of_a_book_that_counts_from_1904() -> None:
    """Books of old Macs count days from 1904; a year in a date cell is found there too."""
    grid = [HEADER, [1, "Nguyễn Văn An", "Nam", date(1954, 7, 2), None, None, None]]

    def from_1904(sheet: object) -> None:
        import openpyxl.utils.datetime as days

        sheet.parent.epoch = days.CALENDAR_MAC_1904  # type: ignore[attr-defined]
        sheet["D3"].value = 1956  # type: ignore[index]
        sheet["D3"].number_format = "dd/mm/yyyy"  # type: ignore[index]
        sheet["B3"] = "Trần Thị Bình"  # type: ignore[index]

    an, binh = people(making.xlsx(grid, tweak=from_1904))

    assert (an.values.born, binh.values.born) == ("1954-07-02", "1956")


def test_hidden_rows_columns_and_sheets_are_read_and_told() -> None:
    """What an office hid is still on its list; the report says that it was hidden."""

    def hide(sheet: object) -> None:
        sheet.row_dimensions[3].hidden = True  # type: ignore[attr-defined]
        sheet.column_dimensions["F"].hidden = True  # type: ignore[attr-defined]

    reading = read(making.xlsx(VILLAGE, tweak=hide))
    rows = list(reading)

    assert [row.values.name for row in rows if row.kind == "person"] == [AN[1], BINH[1]]
    assert reading.sheets[0].hidden_rows == (3,)
    assert reading.sheets[0].hidden_columns == ("F",)
    assert next(column for column in reading.sheets[0].columns if column.letter == "F").hidden
