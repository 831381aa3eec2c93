"""Every known way a list goes wrong: what stood there, what is proposed, and how the row ends."""

import re
import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from bacung.core import sheets
from bacung.core.people.charsets import decode_tcvn3
from bacung.core.people.findings import SEVERITIES
from bacung.core.sheets import quirks
from bacung.core.sheets.codes import COMPLAINTS
from bacung.core.sheets.quirks import TextContext, text_quirks
from tests.core.sheets import making
from tests.core.sheets.making import HEADER, codes, people, told


def one(**values: object):  # type: ignore[no-untyped-def]
    """The reading of one person, An unless said otherwise."""
    cells = {
        "name": "Nguyễn Văn An",
        "sex": "Nam",
        "born": "02/07/1954",
        "number": "042054001234",
        "phone": None,
    }
    cells.update(values)  # type: ignore[arg-type]
    row = [1, cells["name"], cells["sex"], cells["born"], cells["number"], cells["phone"], "Thôn Đông"]
    return people(making.xlsx([HEADER, row]))[0]


def test_every_file_of_the_folder_is_a_quirk_with_its_story() -> None:
    """Quirks are found, not listed; each has a code of its own and tells its before and after."""
    found = quirks._found()

    assert len({quirk.code for quirk in found}) == len(found) >= 15
    for quirk in found:
        function = quirk.repair if isinstance(quirk, quirks.TextQuirk) else quirk.look_at
        assert function.__doc__


@pytest.mark.parametrize(
    ("number", "sex", "born", "restored"),
    [
        (42054001234, "Nam", "02/07/1954", "042054001234"),
        ("42054001234", "Nam", 1954, "042054001234"),
        (1054001234, "Nam", "02/07/1954", "001054001234"),
        (1304001234, "Nữ", "02/07/2004", "001304001234"),
    ],
)
def test_lost_zeros_are_put_back_where_the_row_agrees(
    number: object, sex: str, born: object, restored: str
) -> None:
    """Eleven digits lost one zero, ten digits two (Hà Nội); sex and year of the row must agree."""
    reading = one(number=number, sex=sex, born=born)

    assert (reading.verdict, reading.values.citizen_number) == ("repaired", restored)
    assert told(reading) == [("E", "lost-zeros", str(number), restored)]


def test_lost_zeros_are_asked_about_where_the_row_disagrees() -> None:
    """A number of a woman born in 1954 in the row of a man of 1961 is proposed, not taken."""
    reading = one(number=42154001234, born="02/07/1961")

    assert (reading.verdict, reading.values.citizen_number) == ("question", None)
    assert told(reading) == [("E", "lost-zeros", "42154001234", "042154001234")]


@pytest.mark.parametrize("number", ["4.2E+10", "4,2054E+10", "4.2054E10", "42054000000", 42054000000])
def test_digits_that_are_gone_are_never_guessed(number: object) -> None:
    """4.2E+10, or what came back of it: the number is quarantined and must be asked for."""
    reading = one(number=number)

    assert (reading.verdict, reading.values.citizen_number) == ("question", None)
    assert codes(reading)[0] in ("scientific-notation", "rounded-number")
    assert reading.complaints[0].after is None


def test_a_year_in_a_date_cell() -> None:
    """1954 typed into a date cell shows as 7 May 1905: it is the year."""
    reading = one(born=date(1905, 5, 7))

    assert (reading.values.born, reading.values.born_precision) == ("1954", "year")
    assert told(reading) == [("D", "year-in-date-cell", "07/05/1905", "1954")]


@pytest.mark.parametrize(
    ("born", "iso"),
    [
        ("02/07/1954", "1954-07-02"),
        ("2.7.54", "1954-07-02"),
        ("2-7-1954", "1954-07-02"),
        ("07/1954", "1954-07"),
        (1954, "1954"),
        ("SN 1954", "1954"),
        ("1954-07-02", "1954-07-02"),
        (datetime(1954, 7, 2, 0, 0), "1954-07-02"),  # noqa: DTZ001
        (date(1954, 7, 2), "1954-07-02"),
    ],
)
def test_birth_dates_as_they_are_written(born: object, iso: str) -> None:
    """To the day, the month or the year; none of them needs a repair."""
    reading = one(born=born)

    assert (reading.values.born, reading.verdict) == (iso, "accepted")


@pytest.mark.parametrize("born", ["31/02/1954", "mùa xuân", "45/13/1960", "12/05/3054"])
def test_dates_that_are_none_are_asked_about(born: str) -> None:
    """A day that does not exist is a question; the person stays."""
    reading = one(born=born)

    assert (reading.verdict, reading.values.born) == ("question", None)
    assert told(reading) == [("D", "date-unreadable", born, None)]


def test_the_first_of_january_is_taken_for_the_year_alone() -> None:
    """01/01/1954 is what clerks write when only the year is known: a warning, no question."""
    reading = one(born="01/01/1954")

    assert (reading.values.born, reading.values.born_precision, reading.verdict) == (
        "1954",
        "year",
        "accepted",
    )
    assert told(reading) == [("D", "placeholder-birthday", "01/01/1954", "1954")]


def dated(*cells: object) -> list:  # type: ignore[type-arg]
    """People of one list, told apart by the cells of their birth date."""
    grid = [HEADER[:4], *[[n, f"Lê Văn {'An' * n}"[:40], "Nam", cell] for n, cell in enumerate(cells, 1)]]
    return people(making.xlsx(grid))


def test_a_column_written_month_first() -> None:
    """One date with a day above twelve in second place, and none in first: the column is month first."""
    proven, both_ways = dated("07/25/1954", "03/04/1960")

    assert (proven.values.born, both_ways.values.born) == ("1954-07-25", "1960-03-04")
    assert told(both_ways) == [("D", "date-order", "03/04/1960", "04/03/1960")]
    assert both_ways.verdict == "repaired"


def test_a_column_that_proves_both_orders_asks() -> None:
    """What can be read both ways in such a column is a question; what cannot is read as it must be."""
    day_first, month_first, both_ways = dated("25/07/1954", "07/26/1955", "03/04/1960")

    assert (day_first.verdict, day_first.values.born) == ("accepted", "1954-07-25")
    assert month_first.values.born == "1955-07-26"
    assert (both_ways.verdict, codes(both_ways)) == ("question", ["date-ambiguous"])


def test_dates_an_american_excel_turned_round() -> None:
    """Texts with days above twelve beside date cells that have none: the cells were turned round."""
    cells = [date(1950 + n, 1 + n % 12, 12 - n) for n in range(10)]
    *turned, text = dated(*cells, "25/07/1954")

    assert text.values.born == "1954-07-25"
    assert turned[1].values.born == "1951-11-02"
    assert codes(turned[1]) == ["date-order"]
    few = dated(date(1950, 3, 4), "25/07/1954")
    assert (few[0].verdict, codes(few[0])) == ("question", ["date-ambiguous"])


def test_names_with_their_marks_apart() -> None:
    """NFD from a telephone: the same letters in one piece."""
    reading = one(name=unicodedata.normalize("NFD", "Nguyễn Văn Hường"))

    assert (reading.values.name, reading.verdict) == ("Nguyễn Văn Hường", "repaired")
    assert codes(reading) == ["decomposed-text"]


def test_soft_hyphens_and_invisible_characters() -> None:
    """A soft hyphen between letters goes; where it was the ư of an old font, it becomes one again."""
    assert one(name="Nguyễn Văn Ho\u00adàng").values.name == "Nguyễn Văn Hoàng"
    horn = one(name="Nguyễn Văn H\u00adng")
    assert (horn.values.name, codes(horn)) == ("Nguyễn Văn Hưng", ["soft-hyphen"])
    hidden = one(name="Nguyễn\u200b Văn\u00a0 An")
    assert (hidden.values.name, codes(hidden)) == ("Nguyễn Văn An", ["invisible-characters", "white-space"])
    assert one(name="  Nguyễn Văn An ").verdict == "accepted"


def test_a_letter_that_is_lost_is_asked_for() -> None:
    """'Hng' has no vowel: a soft hyphen was thrown away on the road."""
    reading = one(name="Nguyễn Văn Hng")

    assert told(reading) == [("B", "lost-letter", "Nguyễn Văn Hng", "Nguyễn Văn Hưng")]
    assert reading.verdict == "question"


def in_fonts(*rows: tuple[str, str]) -> list:  # type: ignore[type-arg]
    """People by name and font."""
    grid = [["STT", "Họ và tên", "Năm sinh"], *[[n, name, 1950 + n] for n, (name, _) in enumerate(rows, 1)]]

    def set_fonts(sheet: object) -> None:
        for number, (_, font) in enumerate(rows, 2):
            sheet.cell(number, 2).font = Font(name=font)  # type: ignore[attr-defined]

    return people(making.xlsx(grid, tweak=set_fonts))


def test_tcvn3_is_told_by_the_font_of_its_column() -> None:
    """.VnTime is decoded; .VnTimeH is decoded and raised; Unicode typed in such a column is left alone."""
    small, capital, unicode_text = in_fonts(
        ("NguyÔn ThÞ Ph­¬ng", ".VnTime"), ("trÇn v¨n ®øc", ".VnTimeH"), ("Lê Thị Hậu", ".VnTime")
    )

    assert small.values.name == "Nguyễn Thị Phương"
    assert told(small) == [("B", "legacy-charset", "NguyÔn ThÞ Ph­¬ng", "Nguyễn Thị Phương")]
    assert capital.values.name == "TRẦN VĂN ĐỨC"
    assert (unicode_text.values.name, unicode_text.verdict) == ("Lê Thị Hậu", "accepted")


def test_an_ordinary_font_inside_a_legacy_column_is_believed() -> None:
    """'Hà' in Times New Roman means what it shows; odd signs in it betray the charset of the column."""
    rows = in_fonts(
        ("Lª V¨n Hïng", ".VnTime"),
        ("TrÇn ThÞ Hoa", ".VnTime"),
        ("Hoàng Hà", "Times New Roman"),
        ("Hoµng Hµ", "Times New Roman"),
    )

    assert [row.values.name for row in rows] == ["Lê Văn Hùng", "Trần Thị Hoa", "Hoàng Hà", "Hoàng Hà"]


def test_vni_by_its_font() -> None:
    """VNI writes a letter and its mark as two."""
    (reading,) = in_fonts(("Nguyeãn Vaên Thaéng", "VNI-Times"))

    assert reading.values.name == "Nguyễn Văn Thắng"


def test_fonts_of_a_true_xls() -> None:
    """The same evidence from BIFF."""
    grid = [["STT", "Hä vµ tªn", "N¨m sinh"], [1, "Lª V¨n H\u00adng", 1954]]

    (reading,) = people(making.xls(grid, font=".VnTime"))

    assert reading.values.name == "Lê Văn Hưng"


def test_one_word_never_proves_an_old_charset() -> None:
    """Without a font, a single odd cell in a Unicode column stays as it is."""
    grid = [["STT", "Họ và tên", "Năm sinh"], [1, "Nguyễn Văn An", 1954], [2, "Lª V¨n Hïng", 1960]]

    assert people(making.xlsx(grid))[1].values.name == "Lª V¨n Hïng"


def test_old_mobile_numbers_and_missing_zeros() -> None:
    """Eleven digits of before 2018 are renumbered, a zero is put back, +84 and dots are brought to form."""
    assert told(one(phone="01662345678")) == [("F", "old-mobile-prefix", "01662345678", "0362345678")]
    assert told(one(phone=912345678)) == [("F", "phone-zero-restored", "912345678", "0912345678")]
    assert told(one(phone="+84912345678")) == [("F", "phone-form", "+84912345678", "0912345678")]
    dotted = one(phone="0912.345.678")
    assert (dotted.values.phone, dotted.verdict) == ("0912345678", "accepted")
    assert one(phone="0952345678").verdict == "accepted"
    assert one(phone="12345").verdict == "question"


def test_phone_and_citizen_number_in_each_others_column() -> None:
    """Both are put where they belong, and both cells say so."""
    reading = one(number="0912345678", phone="042054001234")

    assert (reading.values.citizen_number, reading.values.phone) == ("042054001234", "0912345678")
    assert set(codes(reading)) == {"swapped-phone-and-number"}
    assert reading.verdict == "repaired"


def test_an_old_identity_paper_is_no_citizen_number() -> None:
    """Nine digits cannot hold an account: the person needs a card first."""
    reading = one(number="183456789")

    assert (reading.values.citizen_number, reading.verdict) == (None, "question")
    assert codes(reading) == ["old-identity-number"]


def test_the_structure_of_a_number_against_its_row() -> None:
    """Sex and year that disagree are questions; an unknown province is a warning; there is no check digit."""
    assert codes(one(number="042154001234")) == ["number-sex-disagrees"]
    assert codes(one(number="042061001234")) == ["number-year-disagrees"]
    assert codes(one(number="042254001234", born="02/07/1954")) == ["number-century-disagrees"]
    abroad = one(number="999054001234")
    assert (abroad.verdict, codes(abroad)) == ("accepted", ["number-province-unknown"])
    assert one(number="042054001235").verdict == one(number="042054001236").verdict == "accepted"


def test_digits_apart_and_letters_for_digits() -> None:
    """Twelve digits are twelve digits, with spaces between or O for 0."""
    assert one(number="042 054 001 234").values.citizen_number == "042054001234"
    assert one(number="O42O54OO1234").values.citizen_number == "042054001234"
    assert codes(one(number="0420540012345")) == ["number-malformed"]


def test_one_person_twice_in_a_book() -> None:
    """The second row with one number, or one name and birth date without two numbers, is asked about."""
    header = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"]
    an = [1, "Nguyễn Văn An", "02/07/1954", "042054001234"]
    book = making.xlsx_of(
        {
            "Thôn Đông": [header, an, [2, "Lê Văn Cường", "03/04/1970", None]],
            "Thôn Tây": [header, an, [2, "Lê Văn Cường", "03/04/1970", "042070001236"]],
        }
    )

    rows = people(book)

    assert [row.verdict for row in rows] == ["accepted", "accepted", "question", "question"]
    assert [codes(row) for row in rows[2:]] == [["duplicate-in-book"]] * 2
    assert rows[2].complaints[0].after == "Thôn Đông!2"


def test_namesakes_of_one_day_with_two_numbers_are_two_people() -> None:
    """A fifth of all people share their full name with somebody."""
    header = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"]
    rows = [[n, "Nguyễn Thị Trang", "02/07/1954", f"04215400{n:04}"] for n in (1, 2)]

    assert [row.verdict for row in people(making.xlsx([header, *rows]))] == ["accepted", "accepted"]


def test_a_number_without_a_name_is_refused() -> None:
    """There is nobody to look for."""
    reading = one(name=None)

    assert (reading.verdict, codes(reading)) == ("refused", ["name-missing"])


def test_a_cell_that_shows_an_error() -> None:
    """#N/A is no name: the row is refused, and says which cell."""

    def break_it(sheet: object) -> None:
        sheet["B2"].value, sheet["B2"].data_type = "#N/A", "e"  # type: ignore[index]

    row = [1, "x", "Nam", "02/07/1954", "042054001234", None, None]
    (reading,) = people(making.xlsx([HEADER, row], tweak=break_it))

    assert reading.verdict == "refused"
    assert told(reading)[0] == ("B", "cell-error", "#N/A", None)


def test_capitals_are_kept_as_they_are() -> None:
    """A name in capitals is a way of writing, not a fault."""
    assert one(name="NGUYỄN VĂN AN").complaints == ()


@given(st.text(max_size=40))
def test_repaired_text_needs_no_second_repair(text: str) -> None:
    """Whatever text comes, the quirks of texts leave it composed, and leave it alone the second time."""

    def repaired(given_text: str) -> str:
        for quirk in text_quirks():
            given_text = quirk.repair(given_text, TextContext(None, None, True))
        return given_text

    once = repaired(text)

    assert repaired(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_the_decoder_is_the_one_of_core_people() -> None:
    """One table for both charsets, kept in one place."""
    (quirk,) = [quirk for quirk in text_quirks() if quirk.code == "legacy-charset"]

    assert quirk.repair("NguyÔn", TextContext("tcvn3", ".VnTime", True)) == decode_tcvn3("NguyÔn") == "Nguyễn"


def test_amounts_are_no_numbers_with_a_digit_more() -> None:
    """'42054001234.0' has eleven digits and a tail; commas between thousands are no digits either."""
    for dressed in ("42054001234.0", "42,054,001,234"):
        assert one(number=dressed).values.citizen_number == "042054001234"


def test_a_citizen_number_in_the_column_of_the_old_paper() -> None:
    """Twelve digits under 'CMND' are the citizen number; nine digits need a card first."""
    header = ["STT", "Họ và tên", "Ngày sinh", "CMND", "CCCD"]
    rows = [
        [1, "Nguyễn Văn An", "02/07/1954", "042054001234", None],
        [2, "Lê Văn Cường", "03/04/1970", "183456789", None],
        [3, "Trần Thị Bình", "15/11/1961", "183456780", "042161001235"],
    ]

    an, cuong, binh = people(making.xlsx([header, *rows]))

    assert (an.values.citizen_number, codes(an)) == ("042054001234", ["number-in-old-column"])
    assert (cuong.verdict, codes(cuong)) == ("question", ["old-identity-number"])
    assert binh.verdict == "accepted"


def test_what_stands_around_a_name() -> None:
    """A form of address before it, a birth year behind it; the family Ông keeps its name."""
    assert one(name="Ông: Nguyễn Văn An").values.name == "Nguyễn Văn An"
    assert one(name="Bà Trần Thị Bình", sex="Nữ", number=None).values.name == "Trần Thị Bình"
    assert one(name="Ông Văn Nam").values.name == "Ông Văn Nam"
    dated_name = one(name="Nguyễn Văn An (SN 1981)", born=None, number=None)
    assert (dated_name.values.name, dated_name.values.born) == ("Nguyễn Văn An", "1981")
    assert codes(dated_name) == ["year-beside-name"]


def test_dates_and_numbers_of_an_english_csv() -> None:
    """'2-Jul-54' is a date; '="042…"' is a text that was guarded against losing its zeros."""
    grid = [HEADER[:5], [1, "Nguyễn Văn An", "Nam", "2-Jul-54", '="042054001234"']]

    (reading,) = people(making.separated(grid, delimiter="\t"))

    assert (reading.values.born, reading.values.citizen_number) == ("1954-07-02", "042054001234")
    assert codes(reading) == ["english-month"]


def test_every_complaint_is_in_the_catalogue() -> None:
    """Codes in the source are declared once, so that whoever words them can word them all."""
    source = "".join(path.read_text(encoding="utf-8") for path in Path(sheets.__path__[0]).rglob("*.py"))
    said = set(re.findall(r'complain\(\s*[^,]+,\s*"([a-z-]+)"', source))
    said |= set(re.findall(r'Complaint\([^,]+, "([a-z-]+)"', source))
    said |= {quirk.code for quirk in text_quirks()}
    said |= {
        f"number-{code}"
        for code in SEVERITIES
        if code.endswith(("-disagrees", "-unknown")) and "phone" not in code
    }
    said |= {code for code in SEVERITIES if code.startswith("phone-")} - {"phone-prefix-converted"}

    assert said | {"old-mobile-prefix"} == set(COMPLAINTS)


def test_what_may_not_be_held_cannot_be_asked_for() -> None:
    """A mapping that wants 'Dân tộc' read as a note is not followed."""
    book = making.xlsx([[*HEADER, "Dân tộc"], [1, "Nguyễn Văn An", "Nam", 1954, None, None, None, "Mường"]])

    (reading,) = people(book, mapping={"H": "note"})

    assert "Mường" not in repr(reading)


def test_a_phone_in_the_column_of_numbers_goes_home() -> None:
    """Ten digits that begin with zero and are a mobile number are no citizen number that lost its zeros."""
    for phone in (None, "0912345678"):
        reading = one(number="0912345678", phone=phone)
        assert (reading.values.citizen_number, reading.values.phone) == (None, "0912345678")
        assert reading.verdict == "repaired"


def test_the_whole_sheet_is_decoded_without_a_font() -> None:
    """VNI bytes in a .csv: headers, separators, short columns and names."""
    names = [
        "Nguyeãn Vaên Thaéng",
        "Traàn Thò Höông",
        "Leâ Ñöùc Duõng",
        "Phaïm Vaên Huøng",
        "Hoaøng Thò Phöôïng",
    ]
    header = ["STT", "Hoï vaø teân", "Naêm sinh", "Giôùi tính"]
    rows = [[n, name, 1950 + n, "Nöõ" if "Thò" in name else "Nam"] for n, name in enumerate(names)]
    grid = [header, ["I. Thoân Ñoâng"], *rows]

    found = people(making.separated(grid, "latin-1"))

    assert found[0].values.name == "Nguyễn Văn Thắng"
    assert [row.values.sex for row in found] == ["male", "female", "male", "male", "female"]
    assert {row.values.hamlet for row in found} == {"Thôn Đông"}
