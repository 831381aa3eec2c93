"""The assignment list as offices print it (danh sách phân công): who goes where, when, in whose care."""

from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from io import BytesIO

from bacung.ground import typesetting
from bacung.ground.figures import number
from bacung.postings.papers.letterhead import Letterhead, place_and_day

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DEMO = "SỐ LIỆU MINH HỌA"
DRAFT = "DỰ THẢO"
TITLE = "DANH SÁCH PHÂN CÔNG"
FACE = {"font_name": "Times New Roman", "font_size": 13, "valign": "vcenter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Somebody on the list; `role`: nhóm trưởng or empty."""

    name: str
    unit: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Those who go to one commune together; `care`: who looks after them, or walks along."""

    commune: str
    people: tuple[Sent, ...]
    care: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A weekend, or a whole wave."""

    title: str
    teams: tuple[Team, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentList:
    """The list of a muster; `care` heads its last column. `draft`: not published yet."""

    head: Letterhead
    place: str
    made_at: datetime
    muster: str
    plan_number: str
    care: str
    parts: tuple[Part, ...]
    signatory: str
    recipients: tuple[str, ...]
    draft: bool

    @property
    def people(self) -> int:
        """How many lines it has."""
        return sum(len(team.people) for part in self.parts for team in part.teams)


HEADS = ("TT", "Họ và tên", "Đơn vị", "Chức trách", "Địa bàn")


def pdf(list_: AssignmentList) -> bytes:
    """The list on A4, cells of a team drawn together."""
    values = {
        "head": asdict(list_.head),
        "on": place_and_day(list_.place, list_.made_at),
        "title": TITLE,
        "muster": list_.muster,
        "basis": basis(list_),
        "heads": (*HEADS, list_.care),
        "parts": [asdict(part) for part in list_.parts],
        "total": total(list_),
        "signatory": list_.signatory,
        "recipients": list_.recipients,
        "stamp": stamp(list_),
    }
    return typesetting.pdf(files(__package__).joinpath("danh_sach.typ"), values)


def basis(list_: AssignmentList) -> str:
    """The plan the list belongs to."""
    number = list_.plan_number
    if not number:
        return ""
    return f"(Kèm theo {number})" if number.startswith("Kế hoạch") else f"(Kèm theo Kế hoạch số {number})"


def total(list_: AssignmentList) -> str:
    """The line under the list."""
    teams = sum(len(part.teams) for part in list_.parts)
    return f"Danh sách có {number(list_.people)} lượt người, {number(teams)} tổ./."


def stamp(list_: AssignmentList) -> str:
    """What is drawn across every page: made up, or not published yet."""
    return DEMO if list_.head.demo else DRAFT if list_.draft else ""


def workbook(list_: AssignmentList) -> bytes:
    """The list as .xlsx: one line a person, so that it can be sorted and sent on."""
    import xlsxwriter

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": f"{TITLE} {list_.muster}"})
        page = book.add_worksheet("Danh sách phân công")
        plain = book.add_format({**FACE, "border": 1, "text_wrap": True})
        middle = book.add_format({**FACE, "border": 1, "align": "center"})
        head = book.add_format({**FACE, "border": 1, "bold": True, "align": "center", "text_wrap": True})
        title = book.add_format({**FACE, "bold": True, "align": "center", "font_size": 14})
        line = book.add_format({**FACE, "italic": True, "align": "center"})
        strong = book.add_format({**FACE, "bold": True, "align": "center"})
        page.merge_range(
            0, 0, 0, 2, list_.head.superior.upper(), book.add_format({**FACE, "align": "center"})
        )
        page.merge_range(1, 0, 1, 2, list_.head.body.upper(), strong)
        page.merge_range(0, 3, 0, 6, COUNTRY, strong)
        page.merge_range(1, 3, 1, 6, MOTTO, strong)
        page.merge_range(2, 3, 2, 6, place_and_day(list_.place, list_.made_at), line)
        page.merge_range(4, 0, 4, 6, TITLE, title)
        page.merge_range(5, 0, 5, 6, list_.muster, strong)
        page.merge_range(6, 0, 6, 6, " ".join(filter(None, (basis(list_), stamp(list_)))), line)
        heads = ("TT", "Thời gian", *HEADS[1:], list_.care)
        for column, (words, width) in enumerate(zip(heads, (6, 30, 30, 34, 16, 24, 32), strict=True)):
            page.set_column(column, column, width)
            page.write_string(8, column, words, head)
        row = 9
        for part in list_.parts:
            for team in part.teams:
                for person in team.people:
                    page.write_number(row, 0, row - 8, middle)
                    said = (part.title, person.name, person.unit, person.role, team.commune, team.care)
                    for column, words in enumerate(said, 1):
                        page.write_string(row, column, words, plain)
                    row += 1
        page.autofilter(8, 0, max(row - 1, 8), 6)
        page.freeze_panes(9, 0)
        page.repeat_rows(8)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&RTrang &P/&N")
    return target.getvalue()
