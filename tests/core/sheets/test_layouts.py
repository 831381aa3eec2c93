"""Lists as they really arrive: titles, storeys, hamlets, dittos, totals and signatures."""

import pytest

from bacung.core.problems import Problem
from bacung.core.sheets import read
from tests.core.sheets import making
from tests.core.sheets.making import AN, BINH, HEADER, VILLAGE, codes, people, readings

STATE = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
MOTTO = ["Độc lập - Tự do - Hạnh phúc"]


def names(rows: list) -> list[str | None]:
    return [row.values.name for row in rows]


def test_a_title_block_above_and_signatures_below() -> None:
    """The header stands on row 7; nothing above it, nor total and signatures below, is a person."""
    grid = [
        [None, None, None, *STATE],
        [None, None, None, *MOTTO],
        [],
        ["DANH SÁCH CÔNG DÂN CHƯA KÍCH HOẠT"],
        ["Xã Phù Lưu, tính đến ngày 31/5/2023"],
        [],
        HEADER,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        AN,
        BINH,
        [None, "TỔNG CỘNG", None, None, 2],
        [],
        [None, None, None, None, "Phù Lưu, ngày 3 tháng 6 năm 2023"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "TRƯỞNG CÔNG AN XÃ"],
        [None, "(Ký, ghi rõ họ tên)", None, None, "(Ký tên, đóng dấu)"],
        [None, "Phạm Văn Dũng", None, None, "Hồ Sỹ Em"],
    ]

    rows = readings(making.xlsx(grid))

    assert [(row.row, row.kind) for row in rows] == [
        (1, "title"),
        (2, "title"),
        (4, "title"),
        (5, "title"),
        (7, "header"),
        (8, "index"),
        (9, "person"),
        (10, "person"),
        (11, "total"),
        (13, "signature"),
        (14, "signature"),
        (15, "signature"),
        (16, "signature"),
    ]


def test_two_storeys_with_the_birth_year_under_nam_and_nu() -> None:
    """'Năm sinh' over 'Nam | Nữ': the column that is filled tells the sex, its cell the year."""
    grid = [
        ["TT", "Họ và tên", "Năm sinh", None, "Số CCCD"],
        [None, None, "Nam", "Nữ", None],
        [1, "Nguyễn Văn An", 1954, None, "042054001234"],
        [2, "Trần Thị Bình", None, "1961", "042161001235"],
    ]

    def merge(sheet: object) -> None:
        for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
            sheet.merge_cells(area)  # type: ignore[attr-defined]

    for book in (making.xlsx(grid, tweak=merge), making.separated(grid)):
        an, binh = people(book)
        assert (an.values.sex, an.values.born, an.values.born_precision) == ("male", "1954", "year")
        assert (binh.values.sex, binh.values.born, binh.verdict) == ("female", "1961", "accepted")


def test_day_month_and_year_in_three_columns() -> None:
    """'Ngày sinh' over 'Ngày | Tháng | Năm': 'Năm' is the year here, not a man."""
    grid = [
        ["STT", "Họ tên", "Ngày sinh", None, None, "Giới tính"],
        [None, None, "Ngày", "Tháng", "Năm", None],
        [1, "Nguyễn Văn An", 2, 7, 1954, "Nam"],
        [2, "Trần Thị Bình", None, None, 1961, "Nữ"],
    ]

    an, binh = people(making.xlsx(grid, tweak=lambda sheet: sheet.merge_cells("C1:E1")))

    assert (an.values.born, binh.values.born) == ("1954-07-02", "1961")


def test_family_and_given_name_in_two_columns() -> None:
    """Two columns, named, or one header merged over both, make one name."""
    named = [["STT", "Họ đệm", "Tên", "Năm sinh"], [1, "Nguyễn Văn", "An", 1954]]
    merged = [
        ["STT", "Họ và tên", None, "Năm sinh"],
        [1, "Nguyễn Văn", "An", 1954],
        [2, "Trần Thị", "Bình", 1961],
    ]

    assert names(people(making.xlsx(named))) == ["Nguyễn Văn An"]
    assert names(people(making.xlsx(merged, tweak=lambda sheet: sheet.merge_cells("B1:C1")))) == [
        "Nguyễn Văn An",
        "Trần Thị Bình",
    ]
    assert names(people(making.separated(merged))) == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_crosses_under_nam_and_nu() -> None:
    """'Giới tính' over 'Nam | Nữ' with crosses."""
    grid = [
        ["STT", "Họ và tên", "Giới tính", None, "Năm sinh"],
        [None, None, "Nam", "Nữ", None],
        [1, "Nguyễn Văn An", "x", None, 1954],
        [2, "Trần Thị Bình", None, "X", 1961],
    ]

    an, binh = people(making.xlsx(grid, tweak=lambda sheet: sheet.merge_cells("C1:D1")))

    assert (an.values.sex, binh.values.sex) == ("male", "female")
    assert an.values.born == "1954"


def test_one_sheet_a_hamlet() -> None:
    """Sheets called after hamlets give their people the hamlet; 'Sheet1' names no place."""
    header, an, binh = HEADER[:6], AN[:6], BINH[:6]
    book = making.xlsx_of({"Thôn Đông": [header, an], "Xóm 5": [header, binh]})

    assert [row.values.hamlet for row in people(book)] == ["Thôn Đông", "Xóm 5"]
    assert people(making.xlsx([header, an]))[0].values.hamlet is None


def test_hamlets_as_separator_rows_and_numbers_that_start_again() -> None:
    """'I. Thôn Đông (2 hộ)' opens a hamlet; numbers that restart below the next one are no second table."""
    grid = [
        HEADER[:6],
        ["I. Thôn Đông (2 hộ)"],
        AN[:6],
        BINH[:6],
        ["Cộng thôn Đông: 2"],
        ["II. THÔN TÂY"],
        [1, "Lê Văn Cường", "Nam", "03/04/1970", "042070001236", None],
    ]

    rows = readings(making.xlsx(grid, tweak=lambda sheet: sheet.merge_cells("A2:F2")))

    assert [row.kind for row in rows] == ["header", "hamlet", "person", "person", "total", "hamlet", "person"]
    assert [row.values.hamlet for row in rows if row.kind == "person"] == [
        "Thôn Đông",
        "Thôn Đông",
        "THÔN TÂY",
    ]


def test_the_hamlet_of_the_title_holds_when_no_other_is_named() -> None:
    """'DANH SÁCH NHÂN KHẨU THÔN ĐÔNG HÀ, XÃ PHÙ LƯU'."""
    grid = [["DANH SÁCH NHÂN KHẨU THÔN ĐÔNG HÀ, XÃ PHÙ LƯU"], HEADER[:6], AN[:6]]

    assert people(making.xlsx(grid))[0].values.hamlet == "THÔN ĐÔNG HÀ"


def test_dittos_and_blanks_inside_a_household() -> None:
    """Hamlet, head and address are written once a household; blanks and ditto marks repeat them."""
    grid = [
        ["STT", "Họ và tên", "Năm sinh", "Chủ hộ", "Quan hệ với chủ hộ", "Thôn", "Chỗ ở hiện nay"],
        [1, "Nguyễn Văn An", 1954, "Nguyễn Văn An", "Chủ hộ", "Thôn Đông", "Ngõ 2"],
        [2, "Trần Thị Bình", 1956, None, "Vợ", None, None],
        [3, "Nguyễn Văn Cảnh", 1980, "-nt-", "Con", '"', "nt"],
        [4, "Lê Thị Dung", 1960, "Lê Thị Dung", "Chủ hộ", "Thôn Đông", None],
    ]

    rows = people(making.xlsx(grid))

    assert [row.values.household for row in rows] == ["Nguyễn Văn An"] * 3 + ["Lê Thị Dung"]
    assert [row.values.household_row for row in rows] == [2, 2, 2, 5]
    assert [row.values.hamlet for row in rows] == ["Thôn Đông"] * 4
    assert [row.values.address for row in rows] == ["Ngõ 2", "Ngõ 2", "Ngõ 2", None]


def test_households_by_relation_alone_and_by_number() -> None:
    """'Chủ hộ' begins a household; where heads are not told, the household's number does."""
    by_relation = [
        ["STT", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ"],
        [1, "Nguyễn Văn An", 1954, "Chủ hộ"],
        [2, "Trần Thị Bình", 1956, "Vợ"],
        [3, "Lê Thị Dung", 1960, "CH"],
    ]
    by_number = [
        ["Số hộ", "STT", "Họ và tên", "Năm sinh"],
        [12, 1, "Nguyễn Văn An", 1954],
        [None, 2, "Trần Thị Bình", 1956],
        [13, 3, "Lê Thị Dung", 1960],
    ]

    assert [row.values.household for row in people(making.xlsx(by_relation))] == [
        "Nguyễn Văn An",
        "Nguyễn Văn An",
        "Lê Thị Dung",
    ]
    assert [row.values.household for row in people(making.xlsx(by_number))] == ["12", "12", "13"]


def test_a_second_table_below_with_other_columns() -> None:
    """A second header on the same sheet maps its own columns; a repeated header is only a header."""
    grid = [
        HEADER,
        AN,
        HEADER,
        BINH,
        [],
        ["DANH SÁCH BỔ SUNG"],
        ["STT", "Số CCCD", "Họ và tên", "Năm sinh"],
        [1, "042070001236", "Lê Văn Cường", 1970],
    ]

    rows = readings(making.xlsx(grid))

    assert names([row for row in rows if row.kind == "person"]) == [AN[1], BINH[1], "Lê Văn Cường"]
    assert [row.row for row in rows if row.kind == "header"] == [1, 3, 7]
    assert rows[-1].values.citizen_number == "042070001236"


def test_blank_columns_and_prefilled_numbers() -> None:
    """Empty columns between, and rows of a template that hold only their number."""
    grid = [
        ["STT", None, "Họ và tên", None, "Năm sinh"],
        [1, None, "Nguyễn Văn An", None, 1954],
        [2, None, None, None, None],
    ]

    rows = readings(making.xlsx(grid))

    assert [row.kind for row in rows] == ["header", "person", "other"]


def test_columns_that_may_not_be_held_are_known_and_not_read() -> None:
    """Ethnicity, religion, health, convictions, bank accounts: named, in no value and no complaint."""
    header = [
        *HEADER,
        "Dân tộc",
        "Tôn giáo",
        "Tình trạng sức khỏe",
        "Tiền án, tiền sự",
        "Số tài khoản ngân hàng",
    ]
    book = making.xlsx([header, [*AN, "Mường", "Phật giáo", "khuyết tật", "01 tiền án", "19036854"]])

    reading = read(book)
    rows = list(reading)

    assert [column.letter for column in reading.sheets[0].forbidden] == ["H", "I", "J", "K", "L"]
    assert not any(word in repr(rows) for word in ("Mường", "Phật", "khuyết", "tiền án", "19036854"))


def test_a_note_keeps_the_need_and_not_its_cause() -> None:
    """'bị liệt, không đi lại được' asks for a home visit; the illness is not even in the complaint."""
    header = [*HEADER, "Ghi chú"]
    grid = [header, [*AN, "bị liệt, không đi lại được"], [*BINH, "đi làm xa, Tết về"]]

    an, binh = people(making.xlsx(grid))

    assert (an.values.note, an.values.home_visit, codes(an)) == (None, True, ["sensitive-note"])
    assert "liệt" not in repr(an)
    assert an.verdict == "accepted"
    assert (binh.values.note, binh.values.presence) == ("đi làm xa, Tết về", "away")


def test_marks_of_what_was_done() -> None:
    """Crosses, words and dates in the columns of the account's life."""
    grid = [
        ["STT", "Họ và tên", "Năm sinh", "Đã thu nhận", "Ngày thu nhận", "Đã kích hoạt (x)"],
        [1, "Nguyễn Văn An", 1954, "x", "12/05/2023", "X"],
        [2, "Trần Thị Bình", 1956, "chưa", None, None],
        [3, "Lê Văn Cường", 1970, "15/05/2023", None, "lỗi mạng"],
    ]

    an, binh, cuong = people(making.xlsx(grid))

    assert (an.values.collected, an.values.collected_on, an.values.activated) == (True, "2023-05-12", True)
    assert (binh.values.collected, binh.values.activated) == (False, None)
    assert (cuong.values.collected, cuong.values.collected_on, cuong.values.activated) == (
        True,
        "2023-05-15",
        None,
    )
    assert codes(cuong) == ["mark-unclear"]


def test_a_mapping_corrects_the_header() -> None:
    """A user says that column C is the citizen number and that B is nothing; the rest stays."""
    grid = [["STT", "Số CCCD", "Mã", "Họ và tên"], [1, "x", "042054001234", "Nguyễn Văn An"]]

    reading = read(making.xlsx(grid), mapping={"C": "citizen_number", "B": None})
    (an,) = [row for row in reading if row.kind == "person"]

    assert an.values.citizen_number == "042054001234"
    assert {column.letter: column.field for column in reading.sheets[0].columns}["B"] is None
    assert [column.letter for column in reading.sheets[0].columns if column.chosen] == ["B", "C"]


def test_a_list_without_people_has_no_header() -> None:
    """A timetable is refused once its last sheet is seen."""
    with pytest.raises(Problem, match=r"sheets\.no-header"):
        readings(making.xlsx([["Lịch trực", "Thứ hai"], ["Ca 1", "Đội 2"]]))


def test_headers_in_the_letters_of_an_old_font() -> None:
    """A header typed in .VnTime is known by its font."""
    from openpyxl.styles import Font

    grid = [["STT", "Hä vµ tªn", "N¨m sinh"], [1, "NguyÔn V¨n H\u00adng", 1954]]

    def set_in_vntime(sheet: object) -> None:
        for row in sheet.iter_rows():  # type: ignore[attr-defined]
            for cell in row:
                cell.font = Font(name=".VnTime")

    (hung,) = people(making.xlsx(grid, tweak=set_in_vntime))

    assert (hung.values.name, codes(hung)) == ("Nguyễn Văn Hưng", ["legacy-charset"])


def test_village_names_do_not_make_totals_or_hamlets_of_people() -> None:
    """Tống, Cộng, Tô, Bàn, Lang and Đội are names of people too."""
    strange = ["Tổng Văn Cộng", "Công Văn Nam", "Tô Thị Lan", "Bàn Văn Tổ", "Lang Thị Khối", "Phố Văn Xóm"]
    grid = [["STT", "Họ và tên", "Năm sinh"], *[[n, name, 1950 + n] for n, name in enumerate(strange, 1)]]

    assert names(people(making.xlsx(grid))) == strange
    assert names(people(making.xlsx(VILLAGE))) == [AN[1], BINH[1]]


def test_years_under_nam_and_nu_without_a_header_above() -> None:
    """'Nam | Nữ' alone: what stands below them decides between years and crosses."""
    years = [
        ["STT", "Họ và tên", "Nam", "Nữ"],
        [1, "Nguyễn Văn An", 1954, None],
        [2, "Trần Thị Bình", None, 1961],
    ]

    an, binh = people(making.xlsx(years))

    assert (an.values.sex, an.values.born, binh.values.born) == ("male", "1954", "1961")


def test_a_list_without_a_header_is_told_by_its_contents() -> None:
    """Names beside twelve-digit numbers need no header; how sure that is can be seen."""
    reading = read(making.xlsx([AN, BINH]))
    rows = list(reading)

    assert names(rows) == [AN[1], BINH[1]]
    assert [row.values.citizen_number for row in rows] == [AN[4], BINH[4]]
    assert {column.confidence for column in reading.sheets[0].columns} == {0.5}


def test_numbered_separators_and_a_list_of_heads() -> None:
    """'I | Thôn Đông' with its number in a cell of its own; heads of households as the only people."""
    header = ["STT", "Họ và tên chủ hộ", "Năm sinh"]
    grid = [
        header,
        ["I", "Thôn Đông"],
        [1, "Nguyễn Văn An", 1954],
        ["II", "Xóm Mới (12 hộ)"],
        [1, "Lê Văn Be", 1960],
    ]

    rows = readings(making.xlsx(grid))

    assert [row.kind for row in rows] == ["header", "hamlet", "person", "hamlet", "person"]
    assert [(row.values.name, row.values.hamlet) for row in rows if row.kind == "person"] == [
        ("Nguyễn Văn An", "Thôn Đông"),
        ("Lê Văn Be", "Xóm Mới"),
    ]


def test_a_better_header_further_down_does_not_swallow_the_first_table() -> None:
    """A short list above a wide one: both lists are people."""
    short = [["STT", "Họ và tên", "Năm sinh"], [1, "Lê Văn Cường", 1970]]

    assert names(people(making.xlsx([*short, [], *VILLAGE]))) == ["Lê Văn Cường", AN[1], BINH[1]]
