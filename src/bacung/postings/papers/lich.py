"""The rota of a season on one sheet (lịch phân công): weeks down, communes across."""

from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from io import BytesIO

from bacung.ground import typesetting
from bacung.postings.papers.danh_sach import DEMO, DRAFT, FACE
from bacung.postings.papers.letterhead import Letterhead, place_and_day

TITLE = "LỊCH PHÂN CÔNG CUỐI TUẦN"
HOURS = "(từ 17h00 thứ Sáu đến 17h00 Chủ nhật; * tổ trưởng)"
MOST_COLUMNS = 12
SMALL = 8  # up to so many communes fit on A4


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A commune on a weekend; who leads is marked with a star."""

    unit: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A weekend; `blocked` says why nobody is sent."""

    weekend: str
    blocked: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonSheet:
    """The whole season; `draft`: not published yet."""

    head: Letterhead
    place: str
    made_at: datetime
    muster: str
    communes: tuple[str, ...]
    rows: tuple[Row, ...]
    signatory: str
    draft: bool


def pdf(sheet: SeasonSheet) -> bytes:
    """The season on A3 across, a small one on A4; more communes than fit stand on further pages."""
    pages = [
        {
            "communes": sheet.communes[at : at + MOST_COLUMNS],
            "rows": [
                {
                    "weekend": row.weekend,
                    "blocked": row.blocked,
                    "slots": [asdict(slot) for slot in row.slots[at : at + MOST_COLUMNS]],
                }
                for row in sheet.rows
            ],
        }
        for at in range(0, max(len(sheet.communes), 1), MOST_COLUMNS)
    ]
    values = {
        "head": asdict(sheet.head),
        "on": place_and_day(sheet.place, sheet.made_at),
        "title": TITLE,
        "hours": HOURS,
        "muster": sheet.muster,
        "paper": "a4" if len(sheet.communes) <= SMALL else "a3",
        "pages": pages,
        "signatory": sheet.signatory,
        "stamp": _stamp(sheet),
    }
    return typesetting.pdf(files(__package__).joinpath("lich.typ"), values)


def _stamp(sheet: SeasonSheet) -> str:
    return DEMO if sheet.head.demo else DRAFT if sheet.draft else ""


def workbook(sheet: SeasonSheet) -> bytes:
    """The season as .xlsx, a weekend a row and a commune a column."""
    import xlsxwriter

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": f"{TITLE} {sheet.muster}"})
        page = book.add_worksheet("Lịch phân công")
        cell = book.add_format({**FACE, "font_size": 11, "border": 1, "text_wrap": True, "valign": "top"})
        grey = book.add_format({**FACE, "font_size": 11, "border": 1, "italic": True, "bg_color": "#EEEEEE"})
        head = book.add_format({**FACE, "border": 1, "bold": True, "align": "center", "text_wrap": True})
        title = book.add_format({**FACE, "bold": True, "font_size": 14})
        page.write_string(0, 0, f"{TITLE} {HOURS}", title)
        page.write_string(1, 0, " · ".join(filter(None, (sheet.muster, sheet.head.drive, _stamp(sheet)))))
        for column, words in enumerate(("Cuối tuần", *sheet.communes)):
            page.set_column(column, column, 22)
            page.write_string(3, column, words, head)
        for number, row in enumerate(sheet.rows, 4):
            page.write_string(number, 0, row.weekend, cell)
            for column, slot in enumerate(row.slots, 1):
                if row.blocked and not slot.people:
                    page.write_string(number, column, row.blocked, grey)
                else:
                    page.write_string(number, column, "\n".join((slot.unit, *slot.people)).strip(), cell)
        page.freeze_panes(4, 1)
        page.repeat_rows(3)
        page.set_landscape()
        page.set_paper(8)
        page.fit_to_pages(1, 0)
    return target.getvalue()
