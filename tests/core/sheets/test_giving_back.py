"""The returned book: its own layout, three columns more, numbers as text, nothing a spreadsheet would run."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from bacung.core.sheets import RowReading, giving_back, read
from bacung.core.sheets.giving_back import give_back
from bacung.core.sheets.returned_plan import Wording, safe_text
from tests.core.sheets import making
from tests.core.sheets.making import AN, BINH, HEADER, people

HEADINGS = ("Trạng thái", "Lý do", "Việc cần làm")
WORDING = Wording(
    HEADINGS,
    lambda reading: (reading.verdict, "; ".join(each.code for each in reading.complaints), "-"),
)
MESSY = [
    ["CÔNG AN XÃ PHÙ LƯU"],
    [],
    [*HEADER, "Dân tộc"],
    [1, "Nguyễn  Văn An", "Nam", 1954, 42054001234, 912345678, "Thôn Đông", "Mường"],
    [2, "Trần Thị Bình", "Nữ", "15/11/1961", "4.2E+10", "0166.234.5678", None, "Kinh"],
    [None, "Cộng", 2],
]


def returned(source: io.BytesIO, **options: object) -> tuple[str, io.BytesIO]:
    """How a book is given back, and the book."""
    target = io.BytesIO()
    how = give_back(source, list(read(source)), target, wording=WORDING, **options)  # type: ignore[arg-type]
    return how, io.BytesIO(target.getvalue())


def sheet_of(book: io.BytesIO):  # type: ignore[no-untyped-def]
    """The first sheet as openpyxl sees it."""
    return openpyxl.load_workbook(book).worksheets[0]


def test_formatting_without_end_is_not_copied() -> None:
    """A merge down to the last corner would be seventeen thousand million cells in memory."""
    book = making.xlsx(MESSY, tweak=lambda sheet: sheet.merge_cells("A7:C8"))
    with zipfile.ZipFile(book) as parts:
        entries = {name: parts.read(name) for name in parts.namelist()}
    part = "xl/worksheets/sheet1.xml"
    entries[part] = entries[part].replace(b'"A7:C8"', b'"A7:XFD1048576"')

    how, given = returned(making.zipped(entries))

    assert how == "plain"
    assert [row.values.name for row in people(given)] == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_a_strict_book_comes_back_too() -> None:
    """Excel's "Strict Open XML" has names of its own, under which openpyxl finds no sheet."""
    with zipfile.ZipFile(making.xlsx(MESSY)) as parts:
        entries = {name: parts.read(name) for name in parts.namelist()}
    for usual, strict in (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ):
        entries = {name: content.replace(usual, strict) for name, content in entries.items()}

    _, given = returned(making.zipped(entries))

    assert [row.values.name for row in people(given)] == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_three_columns_more_in_the_books_own_layout() -> None:
    """Title, header and widths stay; headings stand beside the header, words beside people only."""

    def shape(sheet: object) -> None:
        sheet.merge_cells("A1:F1")  # type: ignore[attr-defined]
        sheet.column_dimensions["B"].width = 33  # type: ignore[attr-defined]
        sheet["B3"].font = Font(bold=True)  # type: ignore[index]

    how, book = returned(making.xlsx(MESSY, tweak=shape))
    sheet = sheet_of(book)

    assert how == "own-layout"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:F1"]
    assert (sheet.column_dimensions["B"].width, sheet["B3"].font.b) == (33, True)
    assert [sheet.cell(3, column).value for column in (9, 10, 11)] == list(HEADINGS)
    assert [sheet.cell(4, column).value for column in (9, 10)] == [
        "repaired",
        "white-space; lost-zeros; phone-zero-restored",
    ]
    assert sheet.cell(5, 9).value == "question"
    assert [sheet.cell(row, 9).value for row in (1, 6)] == [None, None]


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods, making.html, making.separated])
def test_numbers_come_back_as_text_with_their_zeros(make) -> None:  # type: ignore[no-untyped-def]
    """Whatever the format, the .xlsx given back holds citizen numbers and phones as text, repaired."""
    _, book = returned(make(MESSY))
    sheet = sheet_of(book)

    assert (sheet["E4"].value, sheet["E4"].data_type) == ("042054001234", "s")
    assert (sheet["F4"].value, sheet["F5"].value) == ("0912345678", "0362345678")
    assert sheet["E5"].value == "4.2E+10"
    assert sheet["B4"].value == "Nguyễn Văn An"


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.separated])
def test_what_goes_behind_the_last_filled_cell_of_its_row(make) -> None:  # type: ignore[no-untyped-def]
    """A phone found in the number's column comes back in its own, though the row was shorter than that."""
    short = [3, "Lê Văn Cường", "Nam", "02/07/1954", "0912345678", None, None]

    assert sheet_of(returned(make([HEADER, AN, short]))[1])["F3"].value == "0912345678"


def test_what_may_not_be_held_does_not_come_back() -> None:
    """The column keeps its header and loses its cells, in both ways of writing."""
    for make in (making.xlsx, making.xls):
        sheet = sheet_of(returned(make(MESSY))[1])
        assert [sheet.cell(row, 8).value for row in (3, 4, 5)] == ["Dân tộc", None, None]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
@pytest.mark.parametrize("make", [making.xlsx, making.separated])
def test_text_that_would_run_is_quoted(make, start: str) -> None:  # type: ignore[no-untyped-def]
    """Formulas in a stranger's list come back as quoted text, in cells and in reasons."""
    evil = start + "HYPERLINK(1)"
    grid = [[*HEADER, "Ghi chú"], [*AN, evil], [2, evil, *BINH[2:], None]]

    sheet = sheet_of(returned(make(grid))[1])

    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(("=", "+", "@", "\t", "\r"))


def test_formulas_links_and_names_stay_behind() -> None:
    """A formula comes back as its stored value; links and defined names do not come back at all."""

    def arm(sheet: object) -> None:
        sheet["M2"] = '=HYPERLINK("http://example.org","x")'  # type: ignore[index]
        sheet["B2"].hyperlink = "http://example.org"  # type: ignore[index]

    sheet = sheet_of(returned(making.xlsx([HEADER, AN], tweak=arm))[1])

    assert sheet["M2"].value is None
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_a_book_in_an_old_font_comes_back_in_unicode() -> None:
    """Text, header and title are decoded and set in a font that can show them."""
    grid = [["Danh s¸ch thuÕ"], ["STT", "Hä vµ tªn", "N¨m sinh"], [1, "NguyÔn V¨n H­ng", 1954]]

    def set_in_vntime(sheet: object) -> None:
        for row in sheet.iter_rows():  # type: ignore[attr-defined]
            for cell in row:
                cell.font = Font(name=".VnTime")

    sheet = sheet_of(returned(making.xlsx(grid, tweak=set_in_vntime))[1])

    assert [sheet["A1"].value, sheet["B2"].value, sheet["B3"].value] == [
        "Danh sách thuế",
        "Họ và tên",
        "Nguyễn Văn Hưng",
    ]
    assert sheet["B3"].font.name == "Times New Roman"


def test_a_long_book_is_given_back_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit a plain book is written row by row, with the same words in the same places."""
    monkeypatch.setattr(giving_back, "IN_ITS_OWN_LAYOUT", 3)

    how, book = returned(making.xlsx(MESSY))
    sheet = sheet_of(book)

    assert how == "plain"
    assert [sheet.cell(3, column).value for column in (9, 10, 11)] == list(HEADINGS)
    assert (sheet["E4"].value, sheet["I5"].value) == ("042054001234", "question")


def test_a_book_given_back_twice_has_the_columns_once() -> None:
    """The three columns are written over, and are no note of the office."""
    once = returned(making.xlsx(MESSY))[1]
    twice = returned(once)[1]
    sheet = sheet_of(twice)

    assert sheet.max_column == 11
    assert all(reading.values.note is None for reading in people(twice))


def values_of(readings: list[RowReading]) -> list[tuple[int, object]]:
    return [(reading.row, reading.values) for reading in readings]


NAMES = st.sampled_from(["Nguyễn Văn An", "TRẦN THỊ BÌNH", "Lê  Thị Hậu", "Đỗ Đức", "H'Hen Niê", "=1+1 Lan"])
BIRTHS = st.sampled_from(
    ["02/07/1954", 1954, "SN 1954", "07/1954", "31/02/1954", None, "5.6.61", "01/01/1954"]
)
NUMBERS = st.sampled_from(
    ["042054001234", 42054001234, "4.2E+10", "183456789", 1054001234, None, "0912345678"]
)
PHONES = st.sampled_from(["0912345678", 912345678, "01662345678", "+84912345678", None, "042054001235", "12"])
HAMLETS = st.sampled_from(["Thôn Đông", "Xóm 5", None, '"', "-nt-"])
ROWS = st.lists(
    st.tuples(NAMES, st.sampled_from(["Nam", "Nữ", "x", None]), BIRTHS, NUMBERS, PHONES, HAMLETS), max_size=8
)


@settings(max_examples=40)
@given(ROWS, st.sampled_from([making.xlsx, making.separated, making.xls]))
def test_reading_what_was_given_back_gives_the_same_people(rows, make) -> None:  # type: ignore[no-untyped-def]
    """Values are the same row by row, and nothing is repaired that was repaired before."""
    source = make([HEADER, *[[number, *row] for number, row in enumerate(rows, 1)]])
    first = list(read(source))

    again = list(read(returned(source)[1]))

    assert values_of(again) == values_of(first)
    assert "repaired" not in {reading.verdict for reading in again}


@given(st.text(max_size=20))
def test_safe_text_never_begins_like_a_formula(text: str) -> None:
    """A lone dash is left alone: offices write it for 'nothing'."""
    safe = safe_text(text)

    assert len(safe.strip()) <= 1 or not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
