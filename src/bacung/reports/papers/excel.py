"""The evening report as a workbook: numbers as numbers, each leading to its rows."""

from io import BytesIO

import xlsxwriter
from django.utils.translation import override
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bacung.reports.papers import layout
from bacung.reports.papers.evening import CommuneRow, EveningReport, Figure

FACE = {"font_name": "Times New Roman", "font_size": 13}


@override("vi")
def write(report: EveningReport) -> bytes:
    """The report as .xlsx: the table by commune, and a page each for what else there is to tell."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": " ".join(layout.subject(report))})
        pages = _Pages(book, report)
        pages.communes()
        pages.rates()
        pages.remaining()
        pages.reported()
        pages.late()
    return target.getvalue()


class _Pages:
    """One workbook while it is written."""

    def __init__(self, book: Workbook, report: EveningReport) -> None:
        self._book = book
        self._report = report
        self._formats: dict[tuple[str, bool], Format] = {}
        self._title = book.add_format({**FACE, "bold": True, "font_size": 14, "align": "center"})
        self._center = book.add_format({**FACE, "align": "center"})
        self._strong = book.add_format({**FACE, "bold": True, "align": "center"})
        self._slanted = book.add_format({**FACE, "italic": True, "align": "center"})
        self._plain = book.add_format(FACE)
        self._head = book.add_format(
            {**FACE, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        )

    def communes(self) -> None:
        """The first page, with letterhead and signatory."""
        report = self._report
        heads = (
            "TT",
            "Đơn vị",
            "Chỉ tiêu",
            "Đạt",
            "Tỷ lệ trên chỉ tiêu",
            "Còn lại",
            "So với hôm qua",
            "Thứ tự",
        )
        page = self._page("Báo cáo", (6, 40, 14, 14, 14, 14, 14, 10))
        page.merge_range(0, 0, 0, 2, report.superior.upper(), self._center)
        page.merge_range(1, 0, 1, 2, report.body.upper(), self._strong)
        page.merge_range(2, 0, 2, 2, layout.number_line(report), self._center)
        page.merge_range(0, 3, 0, 7, layout.COUNTRY, self._strong)
        page.merge_range(1, 3, 1, 7, layout.MOTTO, self._strong)
        page.merge_range(2, 3, 2, 7, layout.place_and_day(report), self._slanted)
        page.merge_range(4, 0, 4, 7, "BÁO CÁO", self._title)
        page.merge_range(5, 0, 5, 7, " ".join(layout.subject(report)), self._strong)
        page.merge_range(6, 0, 6, 7, layout.counted(report), self._slanted)
        self._heads(page, 8, heads)
        page.freeze_panes(9, 2)
        row = 9
        for number, commune in enumerate(report.rows, 1):
            self._commune(page, row, commune, number)
            row += 1
        for total in report.totals:
            self._commune(page, row, total, None)
            row += 1
        page.write_string(
            row + 1, 1, "Nơi nhận:", self._book.add_format({**FACE, "bold": True, "italic": True})
        )
        small = self._book.add_format({**FACE, "font_size": 11})
        for at, line in enumerate(layout.recipients(report)):
            page.write_string(row + 2 + at, 1, line, small)
        page.merge_range(row + 1, 4, row + 1, 7, report.signatory.upper(), self._strong)

    def rates(self) -> None:
        """Numerator, denominator and share of every named rate, a line each."""
        lines = [(row.name, rate) for row in (*self._report.rows, self._report.total) for rate in row.rates]
        if not lines:
            return
        page = self._page("Các tỷ lệ", (40, 44, 14, 34, 14, 34, 12))
        self._heads(page, 0, ("Đơn vị", "Tỷ lệ", "Tử số", "Là số", "Mẫu số", "Trên số", "Kết quả"))
        page.freeze_panes(1, 1)
        for row, (name, rate) in enumerate(lines, 1):
            self._text(page, row, 0, name)
            self._text(page, row, 1, rate.name)
            self._figure(page, row, 2, rate.numerator)
            self._text(page, row, 3, rate.numerator_name)
            self._figure(page, row, 4, rate.denominator)
            self._text(page, row, 5, rate.denominator_name)
            self._share(page, row, 6, rate.numerator, rate.denominator)

    def remaining(self) -> None:
        """What is left, by reason."""
        if not self._report.remaining:
            return
        page = self._page("Còn lại", (46, 14, 52))
        self._heads(page, 0, ("Lý do", "Số người", "Việc tiếp theo"))
        for row, one in enumerate(self._report.remaining, 1):
            self._text(page, row, 0, one.reason)
            self._figure(page, row, 1, one.people)
            self._text(page, row, 2, one.next_step)

    def reported(self) -> None:
        """Totals as offices reported them."""
        if not self._report.reported:
            return
        page = self._page("Đơn vị tự báo cáo", (40, 40, 14, 14, 40))
        self._heads(page, 0, ("Đơn vị", "Nội dung", "Số liệu", "Ngày", "Nguồn"))
        day = self._format("dd/mm/yyyy")
        for row, one in enumerate(self._report.reported, 1):
            self._text(page, row, 0, one.name)
            self._text(page, row, 1, one.what)
            self._figure(page, row, 2, one.value)
            page.write_datetime(row, 3, one.on, day)
            self._text(page, row, 4, one.source)

    def late(self) -> None:
        """What was entered after the moment of the report."""
        if not self._report.late:
            return
        page = self._page("Nhập sau", (70, 14))
        self._heads(page, 0, ("Nội dung (chưa tính vào báo cáo)", "Số lượng"))
        for row, one in enumerate(self._report.late, 1):
            self._text(page, row, 0, one.what)
            self._figure(page, row, 1, one.people)

    def _page(self, name: str, widths: tuple[int, ...]) -> Worksheet:
        page = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        if self._report.demo:
            page.set_header(f"&C{layout.DEMO}")
        page.set_footer("&RTrang &P/&N")
        return page

    def _heads(self, page: Worksheet, row: int, heads: tuple[str, ...]) -> None:
        for column, head in enumerate(heads):
            page.write_string(row, column, head, self._head)
        page.set_row(row, 38)
        page.repeat_rows(row)

    def _commune(self, page: Worksheet, row: int, commune: CommuneRow, number: int | None) -> None:
        bold = number is None
        self._number(page, row, 0, number, self._format("0", bold))
        self._text(page, row, 1, layout.named(self._report, commune), bold)
        self._figure(page, row, 2, commune.target, bold)
        self._figure(page, row, 3, commune.achieved, bold)
        self._share(page, row, 4, commune.achieved, commune.target, bold)
        self._figure(page, row, 5, commune.left, bold)
        self._number(page, row, 6, commune.change, self._format("+#,##0;-#,##0;0", bold))
        self._number(page, row, 7, commune.rank, self._format("0", bold))

    def _figure(self, page: Worksheet, row: int, column: int, figure: Figure, bold: bool = False) -> None:
        face = self._format("#,##0", bold)
        if figure.value is not None and (address := self._report.address(figure)):
            # The address is laid on the cell first; the number written over it stays a number.
            page.write_url(row, column, address, face)
        self._number(page, row, column, figure.value, face)

    def _share(
        self,
        page: Worksheet,
        row: int,
        column: int,
        numerator: Figure,
        denominator: Figure,
        bold: bool = False,
    ) -> None:
        known = numerator.value is not None and denominator.value
        share = (numerator.value or 0) / (denominator.value or 1) if known else None
        self._number(page, row, column, share, self._format("0.0%", bold))

    def _number(self, page: Worksheet, row: int, column: int, value: float | None, face: Format) -> None:
        if value is None:
            page.write_blank(row, column, None, face)
        else:
            page.write_number(row, column, value, face)

    def _text(self, page: Worksheet, row: int, column: int, text: str, bold: bool = False) -> None:
        page.write_string(row, column, text, self._format("@", bold))

    def _format(self, number: str, bold: bool = False) -> Format:
        if (number, bold) not in self._formats:
            look = {**FACE, "border": 1, "valign": "vcenter", "num_format": number, "bold": bold}
            sides = {"text_wrap": number == "@"} | ({"align": "center"} if number == "0" else {})
            self._formats[number, bold] = self._book.add_format(look | sides)
        return self._formats[number, bold]
