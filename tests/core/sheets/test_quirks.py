"""Every known way a list goes wrong: what stood there, what is proposed, and how the row ends."""

import re
import unicodedata
from pathlib import Path
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from bacung.core import sheets
from bacung.core.people.charsets import decode_tcvn3
from bacung.core.people.findings import SEVERITIES
from bacung.core.sheets import quirks
from bacung.core.sheets.codes import COMPLAINTS
from bacung.core.sheets.points import Finding
from bacung.core.sheets.quirks import TextContext, text_quirks
from tests.core.sheets import making
from tests.core.sheets.making import HEADER, codes, one, people, told


def test_every_file_of_the_folder_is_a_quirk_with_its_story() -> None:
    """Quirks are found, not listed; each has a code of its own and tells its before and after."""
    found = quirks._found()

    assert len({quirk.code for quirk in found}) == len(found) >= 15
    for quirk in found:
        function = quirk.repair if isinstance(quirk, quirks.TextQuirk) else quirk.look_at
        assert function.__doc__


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


def test_what_stands_around_a_name() -> None:
    """A form of address before it, a birth year behind it; the family Ông keeps its name."""
    assert one(name="Ông: Nguyễn Văn An").values.name == "Nguyễn Văn An"
    assert one(name="Bà Trần Thị Bình", sex="Nữ", number=None).values.name == "Trần Thị Bình"
    assert one(name="Ông Văn Nam").values.name == "Ông Văn Nam"
    dated_name = one(name="Nguyễn Văn An (SN 1981)", born=None, number=None)
    assert (dated_name.values.name, dated_name.values.born) == ("Nguyễn Văn An", "1981")
    assert codes(dated_name) == ["year-beside-name"]


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
    said |= set(get_args(Finding))
    said |= {code for code in SEVERITIES if code.startswith("phone-")} - {"phone-prefix-converted"}

    assert said | {"old-mobile-prefix"} == set(COMPLAINTS)


def test_what_may_not_be_held_cannot_be_asked_for() -> None:
    """A mapping that wants 'Dân tộc' read as a note is not followed."""
    book = making.xlsx([[*HEADER, "Dân tộc"], [1, "Nguyễn Văn An", "Nam", 1954, None, None, None, "Mường"]])

    (reading,) = people(book, mapping={"H": "note"})

    assert "Mường" not in repr(reading)


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


def test_what_is_no_name_is_asked_about() -> None:
    """A formula, markup, a tick or a whole paragraph in the name's column: kept as it stands, and asked."""
    for text in (
        "=cmd|' /C calc'!A0",
        "@SUM(1)",
        "<b>An</b>",
        "x",
        "-nt- Bình",
        "″ Bình",
        "Nguyễn Văn " + "A" * 200,
    ):
        reading = one(name=text)

        assert (reading.verdict, codes(reading)) == ("question", ["odd-name"])
    for text in ("H'Hen Niê", "Nguyễn Thị Út (Bé)", "K’Tê", "Nguyễn Văn An*"):
        assert codes(one(name=text)) == []


def test_the_icelandic_letter_in_place_of_d() -> None:
    """'Ð' of Iceland looks like 'Đ', and is found by no search."""
    reading = one(name="\u00d0OÀN VĂN \u00d0ỨC")

    assert (reading.values.name, codes(reading)) == ("ĐOÀN VĂN ĐỨC", ["foreign-d"])
