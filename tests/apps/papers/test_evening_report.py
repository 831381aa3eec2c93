"""The 17:00 report in its four shapes: the same figures, each leading to its rows."""

import io
import re
import unicodedata
from collections.abc import Callable

import openpyxl
import pypdfium2
import pytest
from django.utils.translation import override
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.ground import typesetting
from bacung.reports.papers import chat, excel, layout, pdf, word
from bacung.reports.papers.evening import Figure, Remaining
from bacung.rounds.papers import door_sheet
from tests.apps.papers.evenings import evening, words
from tests.apps.papers.reports import commune, report

ROWS = "https://ba-cung.example/board/rows/"


def word_text(made: bytes) -> str:
    """All text of a Word paper: body, tables, headers."""
    paper = Document(io.BytesIO(made))
    parts = [
        paper.element.body,
        paper.sections[0].header._element,
        paper.sections[0].first_page_header._element,
    ]
    return " ".join(
        "".join(node.itertext()) for part in parts for node in part.iter() if node.tag.endswith("}p")
    )


def word_links(made: bytes) -> set[str]:
    """The addresses a Word paper leads to."""
    relations = Document(io.BytesIO(made)).part.rels.values()
    return {relation.target_ref for relation in relations if relation.is_external}


def pdf_links(made: bytes) -> set[str]:
    """The addresses a PDF leads to."""
    return {found.decode() for found in re.findall(rb"/URI\s*\(([^)]*)\)", made)}


@pytest.mark.parametrize(
    "read", [lambda: word_text(word.write(report())), lambda: words(pdf.write(report()))]
)
def test_word_and_pdf_say_the_same(read: Callable[[], str]) -> None:
    """Letterhead, number, grounds, figures as they stood, recipients and signatory stand in both."""
    text = unicodedata.normalize("NFC", read().replace("\u00a0", " "))
    for told in (
        "CÔNG AN TỈNH HÀ TĨNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 126/BC-CAH",
        "Lộc Hà, ngày 31 tháng 5 năm 2023",
        "BÁO CÁO",
        "(tính đến 17h00 ngày 31/5/2023)",
        "Căn cứ Quyết định số 06/QĐ-TTg",
        "4.676 tài khoản đã kích hoạt trên 5.363 chỉ tiêu giao, đạt 87,2 %",
        "tăng 121 so với hôm qua; còn lại 719",
        "Thu nhận trên diện: 91,0 % (3.970 đã thu nhận / 4.363 thuộc diện)",
        "Phù Lưu (nay Mai Phụ)",
        "103,2 %",
        "V. SỐ LIỆU ĐƠN VỊ TỰ BÁO CÁO",
        "VI. SỐ LIỆU NHẬP SAU THỜI ĐIỂM BÁO CÁO",
        "Tài khoản kích hoạt tối 30/5: 7.",
        "- Lưu: VT.",
        "TRƯỞNG CÔNG AN HUYỆN",
    ):
        assert told in text


def test_every_figure_leads_to_its_rows() -> None:
    """Word, PDF and Excel carry the same addresses; without a base link there are none."""
    expected = {
        f"{ROWS}?{query}"
        for query in (
            "commune=Ph%C3%B9&measure=activated",
            "commune=C%E1%BB%99ng&measure=left",
            "measure=collected",
            "left=WORKING_AWAY",
        )
    }
    assert expected <= word_links(word.write(report()))
    book = openpyxl.load_workbook(io.BytesIO(excel.write(report())))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert expected <= {cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert all(isinstance(cell.value, int) for cell in cells)
    assert expected <= pdf_links(pdf.write(report()))
    alone = report(base_link="")
    assert word_links(word.write(alone)) == set()
    assert pdf_links(pdf.write(alone)) == set()


def test_excel_holds_numbers_not_words() -> None:
    """Counts are whole numbers, shares are fractions, days are days; one may go on computing."""
    book = openpyxl.load_workbook(io.BytesIO(excel.write(report())))
    rows = {row[1].value: row for row in book["Báo cáo"].iter_rows(min_row=10)}
    phu_luu = rows["Phù Lưu (nay Mai Phụ)"]
    assert [cell.value for cell in phu_luu[2:4]] == [4363, 3644]
    assert round(phu_luu[4].value, 4) == 0.8352
    assert (phu_luu[4].number_format, phu_luu[2].number_format) == ("0.0%", "#,##0")
    assert rows["Thạch Kim"][6].value == -3
    assert book["Đơn vị tự báo cáo"]["D2"].is_date


def test_a_commune_without_a_target_has_no_rate() -> None:
    """A dash stands where nothing was assigned, never 0 %."""
    untargeted = report(rows=(commune("Hộ Độ", None, 12, None),), total=commune("Cộng", None, 12, None))
    text = word_text(word.write(untargeted))
    assert "0,0" not in text
    assert layout.run(untargeted, Figure(value=None)).text == "—"
    assert "đạt" not in chat.write(untargeted)


def test_counted_and_reported_stand_beside_each_other_and_are_never_added() -> None:
    """Two sums, a star at what was only reported, and a sentence for each; a ground opens with Căn cứ."""
    told = commune("Thạch Kim", 1000, 1032, 0, rank=1, is_reported=True)
    mixed = report(
        rows=(commune("Phù Lưu", 4363, 3644, 719, rank=2), told),
        total=commune("Cộng đếm từng người", 4363, 3644, 719),
        reported_total=commune("Cộng theo báo cáo", 1000, 1032, 0, is_reported=True),
        grounds=("Nghị định số 59/2022/NĐ-CP;", "Thực hiện Kế hoạch số 41/KH-CAT"),
    )
    book = openpyxl.load_workbook(io.BytesIO(excel.write(mixed)))
    sums = {row[1].value: row[3].value for row in book["Báo cáo"].iter_rows(min_row=10)}
    assert sums["Cộng đếm từng người"] == 3644
    assert sums["Cộng theo báo cáo *"] == 1032
    for text in (word_text(word.write(mixed)), unicodedata.normalize("NFC", words(pdf.write(mixed)))):
        assert "Đếm từng người (1 đơn vị): 3.644" in text
        assert "Theo báo cáo của đơn vị (1 đơn vị): 1.032" in text
        assert "Căn cứ Nghị định số 59/2022/NĐ-CP;" in text
        assert "Căn cứ Thực hiện" not in text
    assert "1. Thạch Kim *: 1.032/1.000" in chat.write(mixed)


def test_sections_with_nothing_to_say_are_not_there() -> None:
    """Without late facts or reported totals the report does not speak of them, and counts on."""
    short = report(late=(), reported=())
    with override("vi"):
        titles = [section.title for section in layout.sections(short)]
    assert titles == [
        "I. KẾT QUẢ CHUNG",
        "II. KẾT QUẢ THEO ĐƠN VỊ",
        "III. CÁC TỶ LỆ THEO ĐƠN VỊ",
        "IV. SỐ CÒN LẠI THEO LÝ DO VÀ VIỆC TIẾP THEO",
    ]


def test_the_message_is_short_and_in_order() -> None:
    """What goes to the chat group: the whole, the communes by rank, and why the rest is left."""
    assert chat.write(report()).replace("\u00a0", " ").splitlines() == [
        "Kết quả kích hoạt tài khoản định danh điện tử.",
        "Tính đến 17h00 ngày 31/5/2023: 4.676/5.363 (tài khoản đã kích hoạt / chỉ tiêu giao), đạt 87,2 %, "
        "tăng 121 so với hôm qua, còn lại 719.",
        "",
        "Thứ tự:",
        "1. Thạch Kim: 1.032/1.000, đạt 103,2 %, giảm 3, còn lại 0",
        "2. Phù Lưu (nay Mai Phụ): 3.644/4.363, đạt 83,5 %, tăng 124, còn lại 719",
        "",
        "Còn lại chủ yếu: 312 đi làm xa, vắng mặt; 140 SIM không chính chủ.",
    ]


def test_a_paper_is_vietnamese_whatever_the_screen_speaks() -> None:
    """An officer who reads English still hands up a Vietnamese report."""
    with override("en"):
        assert "4.676/5.363" in chat.write(report())
        assert "17h00 ngày 31/5/2023" in word_text(word.write(report()))


def test_a_demo_says_so_in_every_shape() -> None:
    """SỐ LIỆU MINH HỌA stands on every page and sheet of a demo, and nowhere else."""
    long = tuple(commune(f"Xã {number}", 100, 50, 50) for number in range(60))
    demo, real = report(demo=True, rows=long), report(rows=long)
    pages = pypdfium2.PdfDocument(pdf.write(demo))
    assert len(pages) > 1
    assert all("MINH HỌA" in page.get_textpage().get_text_range() for page in pages)
    paper = Document(io.BytesIO(word.write(demo))).sections[0]
    for header in (paper.header, paper.first_page_header):
        assert any(line.text == layout.DEMO for line in header.paragraphs)
    for page in openpyxl.load_workbook(io.BytesIO(excel.write(demo))):
        assert page.oddHeader.center.text == layout.DEMO
    assert chat.write(demo).startswith("[SỐ LIỆU MINH HỌA]")
    assert "MINH HỌA" not in words(pdf.write(real)) + word_text(word.write(real)) + chat.write(real)


def test_word_is_laid_out_as_offices_ask() -> None:
    """A4, the margins of the decree, Times New Roman 13, no page number on the first page."""
    paper = Document(io.BytesIO(word.write(report())))
    page = paper.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert 20 <= page.top_margin.mm <= 25
    assert 30 <= page.left_margin.mm <= 35
    assert 15 <= page.right_margin.mm <= 20
    normal = paper.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 13)
    assert "PAGE" in page.header._element.xml
    assert "PAGE" not in page.first_page_header._element.xml


@pytest.mark.parametrize("style", ["normal", "italic"])
def test_every_vietnamese_letter_is_drawn(style: str) -> None:
    """Typst's own serif has all 146 letters, upright and slanted: none is a box, no two look alike."""
    letters = vietnamese_letters()
    assert len(set(letters)) == 146
    head = "#set page(width: 40pt, height: 60pt, margin: 15pt)\n"
    face = f'#set text(size: 20pt, style: "{style}", font: "Libertinus Serif", fallback: false)\n'
    no_letter = chr(0x13000)
    source = head + face + "\n#pagebreak()\n".join([*letters, no_letter])
    pages = pypdfium2.PdfDocument(typesetting.pdf(_Text(source), {}))
    assert len({hash(page.render(scale=2).to_numpy().tobytes()) for page in pages}) == 147


@pytest.mark.parametrize("made", [lambda: pdf.write(report(demo=True)), lambda: door_sheet.pdf(evening())])
def test_papers_are_drawn_with_whole_alphabets_only(made: Callable[[], bytes]) -> None:
    """Typst's bold serif lacks horns and mislays marks, so no paper uses it: bold is an outlined upright."""
    objects = [thing for page in pypdfium2.PdfDocument(made()) for thing in page.get_objects()]
    fonts = {thing.get_font().get_base_name() for thing in objects if hasattr(thing, "get_font")}
    assert {font.split("+")[1] for font in fonts} <= {"LibertinusSerif-Regular", "LibertinusSerif-Italic"}


def vietnamese_letters() -> list[str]:
    """The twelve vowels with five tones and none, and đ, small and capital."""
    plain = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in plain for tone in tones]
    return [*small, "đ", *(letter.upper() for letter in small), "Đ"]


class _Text:
    """A template that is not a file."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read_bytes(self) -> bytes:
        return self._text.encode()


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.integers(0, 10**9))
def test_no_words_break_a_paper(text: str, people: int) -> None:
    """Whatever stands in a name or reason, all four shapes can be made and hold it as text."""
    odd = report(
        title=text,
        rows=(commune(f"X {text}", 10, people, 0),),
        remaining=(Remaining(reason=text or "-", people=Figure(value=people), next_step=text),),
    )
    assert pdf.write(odd).startswith(b"%PDF")
    assert word.write(odd).startswith(b"PK")
    assert excel.write(odd).startswith(b"PK")
    assert f"{people}"[-3:] in chat.write(odd)
