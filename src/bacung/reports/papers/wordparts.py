"""The few things of a Word paper that python-docx has no call for."""

import re

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text without the control characters no Word file can hold."""
    return _NOT_XML.sub("", text)


def face(paper: Document, name: str, size: int) -> None:
    """One typeface for every script of the paper, single-spaced."""
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = name, Pt(size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)


def page_number(paragraph: Paragraph) -> None:
    """The number of the page, kept up by Word itself."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def rule(paragraph: Paragraph, *, side: float) -> None:
    """A thin line in the middle, `side` millimetres short of the edge on both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
    paragraph.paragraph_format.line_spacing = Pt(4)
    paragraph.paragraph_format.space_after = Pt(5)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")


def columns(table: Table, widths: tuple[float, ...]) -> None:
    """Fixed widths in millimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def padding(table: Table, width: float) -> None:
    """Millimetres between a cell's text and its sides."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(width * 56.7)))  # twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def repeats(row: _Row) -> None:
    """The row stands again at the head of every page the table runs on to."""
    whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def whole(row: _Row) -> None:
    """The row is not torn by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def link(paragraph: Paragraph, run: Run, address: str) -> None:
    """Make a run of the paragraph lead to an address. It keeps its looks: official papers are black."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(element)
    element.append(run._r)
