"""The evening report as a Word paper, laid out as Nghị định 30/2020/NĐ-CP asks of a báo cáo.

A4 with margins of 20-25 mm above and below, 30-35 left, 15-20 right; Times New Roman 13-14; page numbers in
the middle above, none on the first page; the grounds in italics; Nơi nhận left, signatory right.
"""

from io import BytesIO

from django.utils.translation import override
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from bacung.reports.papers import layout, wordparts
from bacung.reports.papers.evening import EveningReport
from bacung.reports.papers.layout import Run, Section, Sentence, Table

TEXT_WIDTH = 164
"""Millimetres between the margins."""

_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


@override("vi")
def write(report: EveningReport) -> bytes:
    """The report as .docx; every figure with rows behind it is a link."""
    paper = Document()
    _page(paper, report)
    _letterhead(paper, report)
    _heading(paper, report)
    for ground in layout.grounds(report):
        _body(paper, (Run(ground),), italic=True)
    _body(paper, (Run(layout.opening(report)),))
    for section in layout.sections(report):
        _section(paper, section)
    _body(paper, (Run(layout.CLOSING),), space=10)
    if report.base_link:
        _body(paper, (Run(layout.FOLLOW),), italic=True, size=11)
    _ending(paper, report)
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


def _page(paper: Paper, report: EveningReport) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(22)
    section.left_margin, section.right_margin = Mm(30), Mm(16)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    wordparts.face(paper, "Times New Roman", 13)
    paper.core_properties.title = wordparts.printable(" ".join(layout.subject(report)))[:255]
    paper.core_properties.author = wordparts.printable(report.body)[:255]
    paper.core_properties.comments = ""
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    wordparts.page_number(number)
    if report.demo:
        for header in (section.header, section.first_page_header):
            line = header.add_paragraph() if header is section.header else header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _write(line, (Run(layout.DEMO),), bold=True, size=12)


def _letterhead(paper: Paper, report: EveningReport) -> None:
    table = paper.add_table(rows=1, cols=2)
    wordparts.columns(table, (69, 95))
    wordparts.padding(table, 0.4)
    left, right = table.rows[0].cells
    _lines(
        left,
        (report.superior.upper(), 12, ""),
        (report.body.upper(), 12, "bold"),
        ("", 22, "rule"),
        (layout.number_line(report), 13, ""),
    )
    _lines(
        right,
        (layout.COUNTRY, 12, "bold"),
        (layout.MOTTO, 13, "bold"),
        ("", 62, "rule"),
        (layout.place_and_day(report), 13, "italic"),
    )


def _lines(cell: _Cell, *lines: tuple[str, float, str]) -> None:
    """Centred lines; a `rule` is a short line of so many millimetres in the middle."""
    width = (cell.width or Mm(80)).mm
    for at, (text, size, look) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        if look == "rule":
            wordparts.rule(paragraph, side=(width - size) / 2)
            continue
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(paragraph, (Run(text),), bold=look == "bold", italic=look == "italic", size=size)


def _heading(paper: Paper, report: EveningReport) -> None:
    for at, text in enumerate(("BÁO CÁO", *layout.subject(report))):
        paragraph = paper.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(14 if at == 0 else 0)
        _write(paragraph, (Run(text),), bold=True, size=14)
    line = paper.add_paragraph()
    wordparts.rule(line, side=(TEXT_WIDTH - 36) / 2)
    line.paragraph_format.space_after = Pt(8)


def _section(paper: Paper, section: Section) -> None:
    heading = _body(paper, (Run(section.title),), bold=True, space=8)
    heading.paragraph_format.keep_with_next = True
    for sentence in section.sentences:
        _body(paper, sentence).paragraph_format.keep_with_next = section.table is not None
    if section.table:
        _table(paper, section.table)


def _body(
    paper: Paper,
    sentence: Sentence,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 13,
    space: int = 3,
) -> Paragraph:
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_before = Pt(space)
    paragraph.paragraph_format.space_after = Pt(3)
    _write(paragraph, sentence, bold=bold, italic=italic, size=size)
    return paragraph


def _table(paper: Paper, content: Table) -> None:
    table = paper.add_table(rows=1, cols=len(content.columns))
    table.style = "Table Grid"
    wordparts.padding(table, 1.2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    shares = sum(column.width for column in content.columns)
    for cell, column in zip(table.rows[0].cells, content.columns, strict=True):
        _fill(cell, Run(column.title), "center", bold=True)
    wordparts.repeats(table.rows[0])
    for at, row in enumerate(content.rows, 1):
        made = table.add_row()
        wordparts.whole(made)
        strong = at > len(content.rows) - content.totals
        for cell, column, run in zip(made.cells, content.columns, row, strict=True):
            _fill(cell, run, column.align, bold=strong)
    wordparts.columns(table, tuple(column.width * TEXT_WIDTH / shares for column in content.columns))


def _fill(cell: _Cell, run: Run, align: layout.Align, *, bold: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _SIDES[align]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    _write(paragraph, (run,), bold=bold, size=12)


def _ending(paper: Paper, report: EveningReport) -> None:
    paper.add_paragraph()
    table = paper.add_table(rows=1, cols=2)
    wordparts.columns(table, (80, 84))
    wordparts.whole(table.rows[0])
    left, right = table.rows[0].cells
    _write(left.paragraphs[0], (Run("Nơi nhận:"),), bold=True, italic=True, size=12)
    for line in layout.recipients(report):
        _write(left.add_paragraph(), (Run(line),), size=11)
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(right.paragraphs[0], (Run(report.signatory.upper()),), bold=True, size=13.5)
    for _ in range(4):  # room for signature and seal
        right.add_paragraph()


def _write(
    paragraph: Paragraph, sentence: Sentence, *, bold: bool = False, italic: bool = False, size: float = 13
) -> None:
    for run in sentence:
        written = paragraph.add_run(wordparts.printable(run.text))
        written.bold, written.italic, written.font.size = bold, italic, Pt(size)
        if run.link:
            wordparts.link(paragraph, written, run.link)
