"""Reading the district's reconciliation list: who, how far, since when; or that it has not happened."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import BinaryIO

from bacung.core.lifecycle.entries import Kind
from bacung.core.people.citizen_numbers import compact, is_citizen_number, restore_zeros
from bacung.core.people.dates import parse_born
from bacung.core.people.names import fold
from bacung.core.sheets.fields import mark_of
from bacung.core.sheets.tables import TableRow, read_table
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.intake.books import Handler
from bacung.intake.models import Batch
from bacung.ledger.actions import ListRow, reconcile
from bacung.registry.queries import by_citizen_number, people

NUMBER = "citizen_number"
STEPS: tuple[Kind, ...] = ("activated", "approved", "collected")  # the furthest first
FIELDS: Mapping[str, tuple[str, ...]] = {
    NUMBER: (
        "Số CCCD",
        "Số căn cước",
        "Số định danh cá nhân",
        "Số ĐDCN",
        "CCCD",
        "Số CCCD/CMND",
        "Mã định danh",
    ),
    "name": ("Họ và tên", "Họ tên", "Họ và tên khai sinh"),
    "state": ("Trạng thái", "Tình trạng", "Tình trạng tài khoản", "Kết quả", "Trạng thái tài khoản"),
    "collected": ("Thu nhận", "Đã thu nhận", "Ngày thu nhận"),
    "approved": ("Duyệt", "Đã duyệt", "Ngày duyệt", "Ngày phê duyệt"),
    "activated": ("Kích hoạt", "Đã kích hoạt", "Ngày kích hoạt"),
}
_STATES: tuple[tuple[str, Kind, bool], ...] = (
    ("chua kich hoat", "activated", True),
    ("chua duyet", "approved", True),
    ("chua thu nhan", "collected", True),
    ("kich hoat", "activated", False),
    ("duyet", "approved", False),
    ("thu nhan", "collected", False),
    ("tu choi", "rejected", False),
    ("khoa", "locked", False),
)
_NOON = time(12, tzinfo=clock.VIETNAM)


def list_rows(book: BinaryIO, *, name: str) -> Iterator[ListRow | str]:
    """What each row says, or the key of a row that does not say whose account or how far it is."""
    for row in read_table(book, FIELDS, needs=(NUMBER,), name=name):
        key = f"{row.sheet}:{row.row}"
        number, said = _number(row.text(NUMBER)), _said(row)
        if not number or said is None:
            yield key
            continue
        kind, on, denied = said
        yield ListRow(key, number, kind, on, denied)


def look(viewer: Viewer, batch: Batch, book: BinaryIO) -> dict[str, int]:
    """How many rows there are, how many are understood, and how many of those people are known here."""
    rows = list(list_rows(book, name=batch.name))
    understood = [row for row in rows if isinstance(row, ListRow)]
    known = sum(_known_here(viewer, batch, numbers) for numbers in _by_thousands(understood))
    return {"rows": len(rows), "understood": len(understood), "known": known}


def _known_here(viewer: Viewer, batch: Batch, numbers: list[str]) -> int:
    """How many are people the list may speak of; who is known elsewhere is nobody here."""
    keys = [person.pk for person in by_citizen_number(numbers).values()]
    return people(viewer).filter(pk__in=keys, commune__in=batch.drive.places.values("commune")).count()


def take(viewer: Viewer, batch: Batch, book: BinaryIO) -> dict[str, int]:
    """Hold the list against the ledger, as it stood when it came in."""
    unread: Counter[str] = Counter()

    def understood() -> Iterator[ListRow]:
        for row in list_rows(book, name=batch.name):
            if isinstance(row, ListRow):
                yield row
            else:
                unread["not-understood"] += 1

    done = reconcile(viewer, batch.drive, understood(), list_key=str(batch.pk), as_of=batch.created_at)
    return {**{str(answer): number for answer, number in done.counts.items()}, **unread}


HANDLER = Handler(look=look, take=take)


def _by_thousands(rows: list[ListRow]) -> Iterable[list[str]]:
    for begin in range(0, len(rows), 1000):
        yield [row.citizen_number for row in rows[begin : begin + 1000]]


def _number(text: str) -> str:
    """The twelve digits, with the zeros a spreadsheet lost; empty where they cannot be known."""
    digits = compact(text).removesuffix(".0")
    if is_citizen_number(digits):
        return digits
    return restore_zeros(digits) or "" if digits.isdigit() else ""


def _said(row: TableRow) -> tuple[Kind, datetime | None, bool] | None:
    """The furthest step the row tells of, when, and whether it denies it."""
    for step in STEPS:
        text = row.text(step)
        if not text:
            continue
        day = _day(row, step)
        mark = mark_of(text)
        if day or mark:
            return step, day, False
        if mark is False:
            return step, None, True
    state = fold(row.text("state"))
    for words, kind, denied in _STATES:
        if words in state:
            return kind, None, denied
    return None


def _day(row: TableRow, step: str) -> datetime | None:
    written = parse_born(row.cells.get(step), pivot=clock.today().year)
    if written is None or written.precision != "day":
        return None
    return datetime.combine(date.fromisoformat(written.iso), _NOON)
