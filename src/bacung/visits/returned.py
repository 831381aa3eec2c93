"""Reading an evening sheet given back as a workbook: which rows say what, and which are not understood.

Pure: a file goes in; the sheet's key, what was written row by row, and complaints come out. Whether those
rows stood on that sheet is for the action to say, which knows the round.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import BinaryIO

from bacung.core.merging.reasons import AT_DOOR, REASONS
from bacung.core.merging.visits import DoorOutcome, Outcome
from bacung.core.people.names import clean, fold
from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, never
from bacung.core.sheets.readers import open_workbook
from bacung.core.sheets.sniff import opened
from bacung.core.sheets.tables import TableRow, read_table
from bacung.core.sheets.workbook import Cell, text_of
from bacung.rounds.papers.filled_sheet import COLUMNS, KEY, NEVER
from bacung.rounds.papers.sheet import COMMON_REASONS, DOOR_OUTCOMES, OUTCOMES

FIELDS = dict(zip(("code", "name", "born", "result", "reason", "back", "note"), COLUMNS, strict=True))
HEAD_ROWS = 30
CAPS = Limits(bytes=8 << 20, unpacked=64 << 20, rows=20_000, columns=64, cells=600_000, sheets=20)

Zone = Callable[[datetime], datetime]

_KEY = re.compile(rf"{fold(KEY)} (\d+) (\d+)")
_CODE = re.compile(r"0*(\d{1,3})([a-z]*)")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")
_HOUR = re.compile(r"\b(\d{1,2})\s*(?:[h:g]|giờ)\s*(\d{2})?\b")

_DOOR_RESULTS: dict[str, str] = {fold(words): code for code, words in DOOR_OUTCOMES.items()}
_RESULTS: dict[str, str] = {fold(words): code for code, words in OUTCOMES.items()}
_REASONS: dict[str, str] = {fold(REASONS[code].vi): code for code in AT_DOOR} | {
    str(at): code for at, code in enumerate(COMMON_REASONS, start=1)
}


@dataclass(frozen=True)
class SheetComplaint:
    """What is wrong in one cell: the row as the file numbers it, the column's letter, and a proposal."""

    row: int
    column: str
    code: str
    value: str
    proposal: str = ""
    faults: str = ""


@dataclass(frozen=True)
class PersonRow:
    """What a sheet says of one person; `place` is the person's among those behind the door, from 0."""

    row: int
    place: int
    name: str
    outcome: Outcome | None
    reason: str
    back: datetime | None
    note: str


@dataclass
class DoorRows:
    """What a sheet says of one door, with the rows of its people; `position` counts from 1."""

    position: int
    row: int
    outcome: DoorOutcome | None = None
    never: bool = False
    back: datetime | None = None
    note: str = ""
    people: list[PersonRow] = field(default_factory=list)
    complaints: list[SheetComplaint] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written: the pair did not get there."""
        said = self.outcome or self.never or self.back or self.note
        return not said and not any(row.outcome or row.back or row.note for row in self.people)


@dataclass(frozen=True)
class ReturnedSheet:
    """One sheet given back: whose it is, and its doors by position."""

    round_id: int
    pair_number: int
    doors: Mapping[int, DoorRows]
    complaints: tuple[SheetComplaint, ...]


def key_of(source: BinaryIO, name: str) -> tuple[int, int]:
    """Round and pair a sheet belongs to, by the number above its headers. Raises `visits.not-a-sheet`."""
    for sheet in open_workbook(opened(source, CAPS), name, CAPS, never).sheets():
        for _, (_, cells) in zip(range(HEAD_ROWS), sheet.rows(), strict=False):
            for cell in cells:
                if found := _KEY.search(fold(text_of(cell))):
                    return int(found[1]), int(found[2])
    raise Problem("visits.not-a-sheet", name=name)


def read_sheet(source: BinaryIO, name: str, *, on: date, zone_at: Zone) -> ReturnedSheet:
    """What stands on the sheet of the evening `on`; an hour without a day is that evening's. `zone_at` makes
    a wall-clock moment an instant.
    """
    round_id, pair_number = key_of(source, name)
    doors: dict[int, DoorRows] = {}
    strangers: list[SheetComplaint] = []
    seen: set[str] = set()
    headers = {key: (words,) for key, words in FIELDS.items()}
    for row in read_table(source, headers, needs=("code",), name=name, limits=CAPS):
        code = fold(row.text("code")).replace(" ", "")
        found = _CODE.fullmatch(code)
        if not found:
            if row.text("result") or row.text("reason"):
                strangers.append(_complaint(row, "code", "row-unknown"))
            continue
        door = doors.setdefault(int(found[1]), DoorRows(int(found[1]), row.row))
        if code.lstrip("0") in seen:
            door.complaints.append(_complaint(row, "code", "row-twice"))
        seen.add(code.lstrip("0"))
        if found[2]:
            _take_person(door, row, _place(found[2]), on, zone_at)
        else:
            _take_door(door, row, on, zone_at)
    return ReturnedSheet(round_id, pair_number, doors, tuple(strangers))


def _take_door(door: DoorRows, row: TableRow, on: date, zone_at: Zone) -> None:
    door.row = row.row
    result = fold(row.text("result"))
    if result == fold(NEVER):
        door.outcome, door.never = "home", True
    elif result in _DOOR_RESULTS:
        door.outcome = _DOOR_RESULTS[result]  # type: ignore[assignment]
    elif result:
        door.complaints.append(_complaint(row, "result", "result-unknown", _nearest(result, DOOR_OUTCOMES)))
    door.note = row.text("note")
    door.back = _moment(door, row, on, zone_at)


def _take_person(door: DoorRows, row: TableRow, place: int, on: date, zone_at: Zone) -> None:
    result, reason = fold(row.text("result")), fold(row.text("reason"))
    outcome = _RESULTS.get(result)
    if result and outcome is None:
        door.complaints.append(_complaint(row, "result", "result-unknown", _nearest(result, OUTCOMES)))
    because = _REASONS.get(reason, "")
    if reason and not because:
        words = {code: REASONS[code].vi for code in AT_DOOR}
        door.complaints.append(_complaint(row, "reason", "reason-unknown", _nearest(reason, words)))
    if because and outcome is None and not result:
        outcome = "reason"
    if outcome == "reason" and not reason:
        door.complaints.append(_complaint(row, "reason", "reason-missing"))
    back = _moment(door, row, on, zone_at)
    door.people.append(
        PersonRow(row.row, place, row.text("name"), outcome, because, back, row.text("note"))  # type: ignore[arg-type]
    )


def _moment(door: DoorRows, row: TableRow, on: date, zone_at: Zone) -> datetime | None:
    if "back" not in row.cells:
        return None
    found = moment_in(row.cells["back"], on)
    if found is None:
        door.complaints.append(_complaint(row, "back", "hour-unknown"))
        return None
    return zone_at(found)


def moment_in(cell: Cell, on: date) -> datetime | None:
    """The wall-clock moment written in a cell: a date and hour of the file's own, or "19h30 4/6", "19:00",
    "04/06/2023 19h"; without a day it is the evening `on`, without a year the next such day from then.
    """
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None) if cell.time() != time() else None
    if isinstance(cell, time):
        return datetime.combine(on, cell)
    text = clean(text_of(cell)).lower()
    day, hour = _DAY.search(text), _HOUR.search(_DAY.sub(" ", text))
    if not hour:
        return None
    try:
        at = time(int(hour[1]), int(hour[2] or 0))
        return datetime.combine(_date(day, on) if day else on, at)
    except ValueError:
        return None


def _date(found: re.Match[str], on: date) -> date:
    if found[3]:
        return date(int(found[3]), int(found[2]), int(found[1]))
    this_year = date(on.year, int(found[2]), int(found[1]))
    return this_year if this_year >= on else date(on.year + 1, int(found[2]), int(found[1]))


def _complaint(row: TableRow, column: str, code: str, proposal: str = "") -> SheetComplaint:
    return SheetComplaint(row.row, row.columns.get(column, ""), code, row.text(column), proposal)


def _nearest(written: str, known: Mapping[str, str]) -> str:
    """The words on the list that share most with what was written; empty where none does."""
    said = set(written.split())
    best = max(known.values(), key=lambda words: len(said & set(fold(words).split())))
    return best if said & set(fold(best).split()) else ""


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 96
    return place - 1
