"""What offices call their columns, and what the cells below say when a name means two things."""

import pytest

from tests.core.sheets import making
from tests.core.sheets.making import people


def alone(label: str, *cells: object) -> list[making.RowReading]:
    """People of a list with one column more."""
    rows = [[each, f"Nguyễn Văn {'ABCD'[each]}", 1950 + each, cell] for each, cell in enumerate(cells)]
    return people(making.xlsx([["STT", "Họ và tên", "Năm sinh", label], *rows]))


@pytest.mark.parametrize("label", ["SĐT 1", "Đ.thoại", "Đ.T", "DT", "Số điện thoại liên lạc"])
def test_phones_by_many_names(label: str) -> None:
    """Short forms are told as well as long ones."""
    assert alone(label, "0912345678")[0].values.phone == "0912345678"


@pytest.mark.parametrize("label", ["Tình trạng KH", "Đã KH", "KH mức 2"])
def test_activation_by_its_short_form(label: str) -> None:
    """'KH' beside 'tình trạng' or 'đã' is kích hoạt."""
    assert [row.values.activated for row in alone(label, "x", "chưa")] == [True, False]


def test_dt_that_holds_no_phones_is_dan_toc() -> None:
    """'DT' over 'Kinh', 'Mường': nothing of it is read, nothing of it is told."""
    rows = alone("DT", "Kinh", "Mường")

    assert [(row.verdict, row.values.phone) for row in rows] == [("accepted", None)] * 2


@pytest.mark.parametrize("label", ["Ghi chú (bệnh tật)", "Ghi chú về sức khỏe", "T.giáo", "Số TK", "TATS"])
def test_what_may_not_be_held_under_other_names(label: str) -> None:
    """A note about nothing but health is no note; shortened names are known."""
    row = alone(label, "bí mật")[0]

    assert (row.values.note, row.verdict) == (None, "accepted")


def test_a_note_whose_label_gives_examples_is_a_note() -> None:
    """'Ghi chú (đi xa, khuyết tật)': the reasons are wanted, and each cell is judged by itself."""
    rows = alone("Ghi chú (đi xa, khuyết tật)", "đi làm ăn xa", "bị tâm thần")

    assert [row.values.note for row in rows] == ["đi làm ăn xa", None]


def test_one_man_among_three_women_under_nam_and_nu() -> None:
    """'Nam' and 'Nữ' are judged together: one man's year is a year."""
    grid = [
        ["STT", "Họ và tên", "Nam", "Nữ"],
        [1, "Nguyễn Văn An", 1954, None],
        [2, "Trần Thị Bình", None, 1961],
        [3, "Lê Thị Dung", None, 1970],
    ]

    assert [(row.values.sex, row.values.born) for row in people(making.xlsx(grid))] == [
        ("male", "1954"),
        ("female", "1961"),
        ("female", "1970"),
    ]


@pytest.mark.parametrize("label", ["Giới tính (0: Nữ; 1: Nam)", "Giới tính (Nam = 1, Nữ = 0)"])
def test_a_label_that_says_what_its_digits_mean(label: str) -> None:
    """The templates of vaccination lists; without such a key a digit is asked about."""
    assert [row.values.sex for row in alone(label, 1, 0)] == ["male", "female"]
    assert alone("Giới tính", 1)[0].verdict == "question"


def test_a_sheet_that_goes_on_without_a_header() -> None:
    """The second page of a long list holds people only: the columns are those of the first."""
    first = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "SĐT", "Ghi chú"],
        [1, "Nguyễn Văn An", "02/07/1954", "042054001234", "0912345678", None],
    ]
    second = [
        [2, "Trần Thị Bình", "15/11/1961", "042161001235", "0987654321", "đi làm ăn xa"],
        [3, "Lê Văn Cường", "03/04/1970", "042070001236", None, None],
    ]

    rows = people(making.xlsx_of({"Trang 1": first, "Trang 2": second}))

    assert [(row.values.phone, row.values.presence) for row in rows] == [
        ("0912345678", None),
        ("0987654321", "away"),
        (None, None),
    ]


def test_two_lists_side_by_side() -> None:
    """The left one is read, and nobody on the right is passed over in silence."""
    half = ["STT", "Họ và tên", "Năm sinh", "Số CCCD"]
    grid = [
        [*half, None, *half],
        [1, "Nguyễn Văn An", 1954, "042054001234", None, 2, "Trần Thị Bình", 1961, "042161001235"],
        [None, None, None, None, None, 3, "Lê Văn Cường", 1970, "042070001236"],
    ]

    rows = people(making.xlsx(grid))

    assert [(row.values.name, row.verdict) for row in rows] == [
        ("Nguyễn Văn An", "question"),
        (None, "refused"),
    ]
    assert [row.complaints[0].before for row in rows] == ["Trần Thị Bình", "Lê Văn Cường"]


def test_day_month_and_year_without_a_word_of_birth_above() -> None:
    """'Năm' beside 'Ngày' and 'Tháng' is the year: it makes nobody a man."""
    for three in (["Ngày", "Tháng", "Năm"], ["Ngày sinh", "Tháng sinh", "Năm sinh"]):
        row = people(making.xlsx([["STT", "Họ và tên", *three], [1, "Trần Thị Bình", 15, 11, 1961]]))[0]

        assert (row.values.sex, row.values.born) == (None, "1961-11-15")


def test_heads_and_members_under_two_headings() -> None:
    """'Thông tin chủ hộ' and 'Thông tin thành viên' each have a name: the members are the people."""
    grid = [
        ["STT", "Thông tin chủ hộ", None, "Thông tin thành viên", None, None],
        [None, "Họ và tên", "Số CCCD", "Họ và tên", "Quan hệ", "Số CCCD"],
        [1, "Nguyễn Văn An", "042054001234", "Trần Thị Bình", "Vợ", "042161001235"],
    ]

    def merge(sheet: object) -> None:
        for area in ("A1:A2", "B1:C1", "D1:F1"):
            sheet.merge_cells(area)  # type: ignore[attr-defined]

    values = people(making.xlsx(grid, tweak=merge))[0].values

    assert (values.name, values.household) == ("Trần Thị Bình", "Nguyễn Văn An")
    assert (values.citizen_number, values.relation) == ("042161001235", "Vợ")


def test_separators_in_other_words_and_other_columns() -> None:
    """'* Thôn Bắc' under 'Giới tính', 'Danh sách thôn Hạ', 'Chủ hộ: …'."""
    header = ["STT", "Họ và tên", "Giới tính", "Năm sinh"]
    grid = [
        header,
        [None, None, "* Thôn Bắc"],
        [1, "Nguyễn Văn An", "Nam", 1954],
        ["Danh sách thôn Hạ"],
        ["Chủ hộ: Trần Văn Chín"],
        [2, "Trần Thị Bình", "Nữ", 1961],
    ]

    rows = people(making.xlsx(grid))

    assert [(row.values.hamlet, row.values.household) for row in rows] == [
        ("Thôn Bắc", None),
        ("thôn Hạ", "Trần Văn Chín"),
    ]


def test_the_first_level_of_an_account_is_not_the_second() -> None:
    """'Kích hoạt' over 'Mức 1 | Mức 2': only the second level is the account that counts."""
    grid = [
        ["STT", "Họ và tên", "Năm sinh", "Kích hoạt", None],
        [None, None, None, "Mức 1", "Mức 2"],
        [1, "Nguyễn Văn An", 1954, "x", None],
        [2, "Trần Thị Bình", 1961, "x", "x"],
    ]

    rows = people(making.xlsx(grid, tweak=lambda sheet: sheet.merge_cells("D1:E1")))

    assert [row.values.activated for row in rows] == [None, True]


def test_a_hidden_sheet_of_choices_is_no_list_of_people() -> None:
    """'Kinh', 'Tày' on the sheet behind a drop-down."""
    book = making.xlsx_of({"DS": making.VILLAGE, "DM dân tộc": [["STT", "Tên"], [1, "Kinh"], [2, "Tày"]]})

    assert [row.sheet for row in people(book)] == ["DS", "DS"]


def test_one_person_in_two_spellings() -> None:
    """'Hoà' and 'HÒA', with and without accents: asked about, whichever hamlet lists them."""
    grid = [
        ["STT", "Họ và tên", "Ngày sinh", "Thôn"],
        [1, "Lê Thị Hoà", "03/07/1955", "Thôn Đông"],
        [2, "LÊ THỊ HÒA", "03/07/1955", "Thôn Tây"],
        [3, "Le Thi Hoa", "04/07/1955", "Thôn Tây"],
    ]

    assert [making.codes(row) for row in people(making.xlsx(grid))] == [[], ["duplicate-in-book"], []]
