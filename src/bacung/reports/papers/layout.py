"""The report as sections, sentences and tables, the same for Word and PDF."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bacung.ground import figures
from bacung.reports.papers.evening import CommuneRow, EveningReport, Figure, Rate

DEMO = "SỐ LIỆU MINH HỌA"
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, with an address where it is a figure that can be followed."""

    text: str
    link: str = ""


Sentence = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Header, alignment and share of the width."""

    title: str
    align: Align
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; the last `totals` rows are sums."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Run, ...], ...]
    totals: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentences and at most one table."""

    title: str
    sentences: tuple[Sentence, ...] = ()
    table: Table | None = None


def sections(report: EveningReport) -> tuple[Section, ...]:
    """The numbered sections that have something to say."""
    made = (
        Section("KẾT QUẢ CHUNG", _general(report)),
        Section("KẾT QUẢ THEO ĐƠN VỊ", (_plain(counted(report)),), _by_commune(report)),
        Section("CÁC TỶ LỆ THEO ĐƠN VỊ", (), _rates(report)),
        Section("SỐ CÒN LẠI THEO LÝ DO VÀ VIỆC TIẾP THEO", (), _remaining(report)),
        Section("SỐ LIỆU ĐƠN VỊ TỰ BÁO CÁO", _apart(report), _reported(report)),
        Section("SỐ LIỆU NHẬP SAU THỜI ĐIỂM BÁO CÁO", _late(report)),
    )
    kept = [section for section in made if section.table or section.sentences]
    return tuple(
        Section(f"{_roman(number)}. {section.title}", section.sentences, section.table)
        for number, section in enumerate(kept, 1)
    )


def subject(report: EveningReport) -> tuple[str, str]:
    """What the report is about, and in a line of its own its moment."""
    return report.title, f"(tính đến {figures.moment(report.as_of)})"


def counted(report: EveningReport) -> str:
    """What the columns of the table count."""
    columns = f"Cột Đạt: {report.achieved_name}; cột Chỉ tiêu: {report.target_name}"
    words = f"{columns}. Tính đến {figures.moment(report.as_of)}."
    return f"{words} {STARRED}" if report.reported_total else words


def named(report: EveningReport, row: CommuneRow) -> str:
    """A row's name, with the star of what was only reported where others are counted."""
    return f"{row.name} *" if row.is_reported and report.reported_total else row.name


def grounds(report: EveningReport) -> tuple[str, ...]:
    """The documents the report rests on, each opening as offices open it."""
    bare = [ground.strip().rstrip(";.") for ground in report.grounds]
    return tuple(f"{ground if ground.startswith(OPENINGS) else f'Căn cứ {ground}'};" for ground in bare)


def opening(report: EveningReport) -> str:
    """The sentence between the grounds and the figures."""
    body = report.body or "Đơn vị"
    return f"{body} báo cáo kết quả {report.drive} tính đến {figures.moment(report.as_of)} như sau:"


OPENINGS = ("Căn cứ", "Thực hiện", "Theo")
"""How a ground may begin already."""
STARRED = "Dấu *: theo báo cáo của đơn vị, không đếm từng người, không cộng chung."
CLOSING = "Trên đây là báo cáo kết quả thực hiện, kính báo cáo cấp trên theo dõi, chỉ đạo./."
FOLLOW = "Trong bản điện tử, bấm vào từng con số để xem danh sách làm nên con số đó."


def place_and_day(report: EveningReport) -> str:
    """Place and day as offices write them; days below 10 and the first two months carry a zero."""
    on: date = report.on
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"{report.place}, ngày {on.day:02d} tháng {month} năm {on.year}"


def number_line(report: EveningReport) -> str:
    """Số: 12/BC-CAH, with room for the pen where no number has been given yet."""
    return f"Số: {report.number}" if report.number else "Số:          /BC"


def recipients(report: EveningReport) -> tuple[str, ...]:
    """The lines under Nơi nhận, each with its dash and its stop."""
    bare = [line.strip().rstrip(";.").removeprefix("-").strip() for line in report.recipients]
    last = len(bare) - 1
    return tuple(f"- {line}{'.' if at == last else ';'}" for at, line in enumerate(bare))


def run(report: EveningReport, figure: Figure) -> Run:
    """A figure as text that leads to its rows."""
    return Run(figures.number(figure.value), report.address(figure))


def percent_of(numerator: Figure, denominator: Figure) -> str:
    """The share of two figures."""
    return figures.percent(numerator.value, denominator.value)


def change_words(change: int) -> str:
    """tăng 12, giảm 3 or không đổi."""
    if change == 0:
        return "không đổi"
    return f"{'tăng' if change > 0 else 'giảm'} {figures.number(abs(change))}"


def _plain(text: str) -> Sentence:
    return (Run(text),)


def _general(report: EveningReport) -> tuple[Sentence, ...]:
    return (
        *(_whole(report, total) for total in report.totals),
        *(
            (
                Run(f"- {rate.name}: {percent_of(rate.numerator, rate.denominator)} ("),
                run(report, rate.numerator),
                Run(f" {rate.numerator_name} / "),
                run(report, rate.denominator),
                Run(f" {rate.denominator_name})."),
            )
            for rate in report.total.rates
        ),
    )


def _whole(report: EveningReport, total: CommuneRow) -> Sentence:
    """One sum as a sentence; where there are two, each says of how many places."""
    first: list[Run] = [Run("- ")]
    if report.reported_total:
        places = sum(row.is_reported == total.is_reported for row in report.rows)
        how = "Theo báo cáo của đơn vị" if total.is_reported else "Đếm từng người"
        first.append(Run(f"{how} ({figures.number(places)} đơn vị): "))
    first += [run(report, total.achieved), Run(f" {report.achieved_name}")]
    if total.target.value is not None:
        first += [
            Run(" trên "),
            run(report, total.target),
            Run(f" {report.target_name}, đạt {percent_of(total.achieved, total.target)}"),
        ]
    if total.change is not None:
        first.append(Run(f"; {change_words(total.change)} so với hôm qua"))
    if total.left.value is not None:
        first += [Run("; còn lại "), run(report, total.left)]
    return (*first, Run("."))


def _by_commune(report: EveningReport) -> Table:
    columns = (
        Column("TT", "center", 9),
        Column("Đơn vị", "left", 45),
        Column("Chỉ tiêu", "right", 20),
        Column("Đạt", "right", 20),
        Column("Tỷ lệ trên chỉ tiêu", "right", 19),
        Column("Còn lại", "right", 19),
        Column("So với hôm qua", "right", 18),
        Column("Thứ tự", "center", 15),
    )
    rows = [_commune(report, row, str(number)) for number, row in enumerate(report.rows, 1)]
    sums = [_commune(report, total, "") for total in report.totals]
    return Table(columns, (*rows, *sums), totals=len(sums))


def _commune(report: EveningReport, row: CommuneRow, number: str) -> tuple[Run, ...]:
    return (
        Run(number),
        Run(named(report, row)),
        run(report, row.target),
        run(report, row.achieved),
        Run(percent_of(row.achieved, row.target)),
        run(report, row.left),
        Run(figures.signed(row.change)),
        Run("" if not number else figures.number(row.rank)),
    )


def _rates(report: EveningReport) -> Table | None:
    counted = [row for row in (*report.rows, report.total) if row.rates]
    rates = {rate.name: rate for row in counted for rate in row.rates}
    names = tuple(rates)
    if not names or not any(row.rates for row in report.rows):
        return None
    titles = [f"{rate.name} ({rate.numerator_name} / {rate.denominator_name})" for rate in rates.values()]
    columns = (Column("Đơn vị", "left", 45), *(Column(title, "right", 120 // len(names)) for title in titles))
    rows = []
    for row in counted:
        by_name = {rate.name: rate for rate in row.rates}
        rows.append((Run(row.name), *(_share(report, by_name.get(name)) for name in names)))
    return Table(columns, tuple(rows), totals=1)


def _share(report: EveningReport, rate: Rate | None) -> Run:
    if rate is None:
        return Run(figures.NOTHING)
    text = figures.share(rate.numerator.value, rate.denominator.value)
    return Run(text, report.address(rate.numerator))


def _remaining(report: EveningReport) -> Table | None:
    if not report.remaining:
        return None
    columns = (
        Column("Lý do", "left", 66),
        Column("Số người", "right", 23),
        Column("Việc tiếp theo", "left", 76),
    )
    rows = tuple((Run(one.reason), run(report, one.people), Run(one.next_step)) for one in report.remaining)
    return Table(columns, rows)


def _apart(report: EveningReport) -> tuple[Sentence, ...]:
    words = "Số liệu dưới đây ghi theo báo cáo của đơn vị, không cộng vào các mục khác."
    return (_plain(words),) if report.reported else ()


def _reported(report: EveningReport) -> Table | None:
    if not report.reported:
        return None
    columns = (
        Column("Đơn vị", "left", 42),
        Column("Nội dung", "left", 46),
        Column("Số liệu", "right", 22),
        Column("Ngày", "center", 24),
        Column("Nguồn", "left", 31),
    )
    rows = tuple(
        (Run(one.name), Run(one.what), run(report, one.value), Run(f"{one.on:%d/%m/%Y}"), Run(one.source))
        for one in report.reported
    )
    return Table(columns, rows)


def _late(report: EveningReport) -> tuple[Sentence, ...]:
    if not report.late:
        return ()
    moment = figures.moment(report.as_of)
    return (
        _plain(f"Việc xảy ra trước {moment} nhưng nhập sau, chưa tính vào số liệu trên:"),
        *((Run(f"- {one.what}: "), run(report, one.people), Run(".")) for one in report.late),
    )


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI")[number - 1]
