"""The list an office would send of its people: title, header, rows, total, signature, and its faults."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import groupby
from random import Random
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bacung.core.people.charsets import encode_tcvn3
from bacung.core.simulation.handwriting import Hand, Value, YearCell
from bacung.core.simulation.population import Resident
from bacung.core.simulation.styles import STYLES, Style

Said = Callable[[Resident], str | int | date | None]

_WIDE = {"Họ và tên": 26, "Nơi ở hiện tại": 20, "Số CCCD": 16, "Chủ hộ": 24, "Thôn": 20}


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    under: str = ""  # the heading of the storey above, where there are two


def messy_workbook(
    people: Sequence[Resident],
    style: str | Style,
    seed: int,
    *,
    place: str = "xã",
    on: date = date(2023, 5, 25),
    more: Mapping[str, Said] = MappingProxyType({}),
) -> bytes:
    """The .xlsx that an office of this `style` (a name in `STYLES`) keeps of `people`, given by household.

    `place` stands in the title, `on` above the signature. `more` adds columns: heading → what it says of one
    person (dates in date cells). The same arguments give the same bytes.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(on.year, on.month, on.day)})  # noqa: DTZ001 (as Excel stores it)
    writing = _Writing(book, STYLES[style] if isinstance(style, str) else style, Random(f"{seed} book"), more)
    listed = writing.with_repeats(people)
    if writing.style.hamlets == "sheets":
        for hamlet, group in groupby(listed, key=lambda person: person.hamlet):
            writing.sheet(hamlet, list(group), f"{hamlet}, {place}", on)
    else:
        writing.sheet("Danh sách", listed, place, on)
    book.close()
    return target.getvalue()


class _Writing:
    """One workbook being written in one style."""

    def __init__(
        self, book: xlsxwriter.Workbook, style: Style, rng: Random, more: Mapping[str, Said]
    ) -> None:
        self.style = style
        self._book, self._rng, self._more = book, rng, more
        self._hand = Hand(style, rng)
        old = style.letters == "tcvn3"
        font, capitals = (".VnTime", ".VnTimeH") if old else ("Times New Roman", "Times New Roman")
        plain = {"font_name": font, "font_size": 12}
        boxed = {**plain, "border": 1}
        self._plain = book.add_format(plain)
        self._title = book.add_format(
            {"font_name": capitals, "font_size": 13, "bold": True, "align": "center"}
        )
        self._heading = book.add_format(
            {**boxed, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self._text = book.add_format(boxed)
        self._number = book.add_format({**boxed, "num_format": "0"})
        self._date = book.add_format({**boxed, "num_format": "dd/mm/yyyy"})
        self._band = book.add_format({**boxed, "bold": True, "bg_color": "#DDEBF7"})

    def with_repeats(self, people: Sequence[Resident]) -> list[Resident]:
        """The people; where several clerks write one sheet, some stand again at its end."""
        if not self.style.hands or self.style.hamlets == "sheets":
            return list(people)
        return [*people, *(person for person in people if self._rng.random() < 1 / 400)]

    def sheet(self, name: str, people: Sequence[Resident], place: str, on: date) -> None:
        """One sheet: title, header, people, total, signature."""
        sheet = self._book.add_worksheet(re.sub(r"[\[\]:*?/\\]", "-", name)[:31])
        columns = list(self._columns())
        last = len(columns) - 1
        row = self._titles(sheet, place, last)
        row = self._header(sheet, row, columns)
        sheet.freeze_panes(row, 0)
        above: tuple[str, int] | None = None
        for order, person in enumerate(people, start=1):
            door = (person.hamlet, person.household)
            if self.style.hamlets == "rows" and (above is None or above[0] != person.hamlet):
                sheet.merge_range(row, 0, row, last, self._letters(person.hamlet), self._band)
                row += 1
            again = self.style.hamlets == "rows" and above == door
            above = door
            for column, value in enumerate(self._cells(order, person, again)):
                self._write(sheet, row, column, value)
            row += 1
        self._ending(sheet, row, len(people), on, last)

    def _columns(self) -> Iterator[_Column]:
        yield _Column("STT")
        yield _Column("Họ và tên")
        if self.style.storeys == 2:
            yield _Column("Nam", under="Ngày, tháng, năm sinh")
            yield _Column("Nữ", under="Ngày, tháng, năm sinh")
        else:
            yield _Column("Ngày, tháng, năm sinh")
            yield _Column("Giới tính")
        yield _Column("Số CCCD")
        yield _Column("Số điện thoại")
        if self.style.forbidden:
            yield _Column("Dân tộc")
        if self.style.hamlets == "column":
            yield _Column("Thôn")
        yield _Column("Chủ hộ")
        yield _Column("Quan hệ với chủ hộ")
        yield _Column("Nơi ở hiện tại")
        yield _Column("Tình trạng cư trú")
        yield _Column("Ghi chú")
        for heading in self._more:
            yield _Column(heading)

    def _cells(self, order: int, person: Resident, again: bool) -> Iterator[Value]:
        """The row of one person; `again` if the row above was of the same household."""
        hand = self._hand
        yield order
        yield hand.name(person.name)
        born = hand.born(person.born)
        if self.style.storeys == 2:
            yield from (born, None) if person.sex == "male" else (None, born)
        else:
            yield born
            yield hand.sex(person.sex)
        yield from hand.number_and_phone(person)
        if self.style.forbidden:
            yield "Kinh"
        if self.style.hamlets == "column":
            yield person.hamlet
        yield None if again else person.head
        yield person.relation
        yield None if again else person.address
        yield "Đi làm xa" if person.presence == "away" else "Có mặt"
        yield "Không có điện thoại thông minh" if person.phone_kind == "plain" else None
        for said in self._more.values():
            yield said(person)

    def _titles(self, sheet: Worksheet, place: str, last: int) -> int:
        lines = [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "",
            "DANH SÁCH CÔNG DÂN PHỤC VỤ CẤP TÀI KHOẢN ĐỊNH DANH ĐIỆN TỬ",
            place[:1].upper() + place[1:],
        ]
        for row, line in enumerate(lines):
            if line:
                # Under a font of capitals the small letters' codes are typed.
                shown = self._letters(line.lower() if self.style.letters == "tcvn3" else line)
                sheet.merge_range(row, 0, row, last, shown, self._title)
        return len(lines) + 1

    def _header(self, sheet: Worksheet, row: int, columns: Sequence[_Column]) -> int:
        below = row + self.style.storeys - 1
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDE.get(column.heading, 12))
            heading = self._letters(column.heading)
            if below == row or column.under:
                sheet.write_string(below, at, heading, self._heading)
            else:
                sheet.merge_range(row, at, below, at, heading, self._heading)
        for under, group in groupby(enumerate(columns), key=lambda each: each[1].under):
            if under:
                places = [at for at, _ in group]
                sheet.merge_range(row, places[0], row, places[-1], self._letters(under), self._heading)
        return below + 1

    def _ending(self, sheet: Worksheet, row: int, number: int, on: date, last: int) -> None:
        sheet.merge_range(row, 0, row, last, self._letters(f"Tổng cộng: {number} người"), self._band)
        signed: Iterable[tuple[int, int, str]] = (
            (2, last - 3, f"Ngày {on.day:02} tháng {on.month:02} năm {on.year}"),
            (3, 1, "NGƯỜI LẬP DANH SÁCH"),
            (3, last - 3, "TRƯỞNG CÔNG AN"),
            (4, 1, "(Ký, ghi rõ họ tên)"),
            (4, last - 3, "(Ký, ghi rõ họ tên, đóng dấu)"),
        )
        for below, column, words in signed:
            sheet.write_string(row + below, column, self._letters(words), self._plain)

    def _letters(self, text: str) -> str:
        return encode_tcvn3(text) if self.style.letters == "tcvn3" else text

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if value is None:
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(value, str):
            sheet.write_string(row, column, self._letters(value), self._text)
        else:
            number, shown = self._as_number(value)
            sheet.write_number(row, column, number, shown)

    def _as_number(self, value: int | date | YearCell) -> tuple[int, Format]:
        if isinstance(value, YearCell):
            return value.year, self._date
        if isinstance(value, date):
            return (value - date(1899, 12, 30)).days, self._date
        return value, self._number
