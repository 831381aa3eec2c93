"""Rows as read become rows as staged: placed in hamlets and households, matched, sealed and written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bacung.core.matching.decision import decide
from bacung.core.matching.duplicates import Lines
from bacung.core.matching.persons import Match, Row
from bacung.core.sheets import SheetReport
from bacung.core.sheets.answers import Complaint, RowReading, Values, verdict_of
from bacung.ground.bulk import Values as Columns
from bacung.ground.bulk import insert_rows
from bacung.intake.convert import Staged, seal_row
from bacung.intake.matching import Known, changed_fields, row_of
from bacung.intake.models import Batch, StagedComplaint, StagedRow
from bacung.intake.places import Places

MOST_IN_HOUSEHOLD = 200
"""So many share one door at most; a list that says more has mapped another column to the household."""

ROW_COLUMNS = [
    "batch_id",
    "position",
    "sheet",
    "row",
    "verdict",
    "sealed",
    "household",
    "match",
    "person_id",
    "changes",
    "ready",
    "pending",
    "claims",
]
COMPLAINT_COLUMNS = ["batch_id", "position", "place", "code", "severity", "answer"]


@dataclass
class _Matched:
    """What matching says of one row."""

    match: str = ""
    person: int | None = None
    changes: bool = False
    complaints: tuple[Complaint, ...] = ()


class Stager:
    """Takes the rows of one book in order, and remembers what must be compared across chunks."""

    def __init__(self, batch: Batch, sheets: Sequence[SheetReport]) -> None:
        """`sheets` fills while the book is read; it says in which column a field stands."""
        self._batch, self._sheets = batch, sheets
        self._places = Places(batch.commune)
        self._known = Known(batch.commune_id)
        self._lines = Lines()
        self._where: list[str] = []  # of every person row so far: "sheet!row"
        self._taken: dict[int, str] = {}  # people on the list already met in this book
        self._households: dict[object, tuple[int, int]] = {}
        self.position = 0
        self.counts: dict[str, Counter[str]] = {"verdict": Counter(), "match": Counter(), "code": Counter()}

    def prepare(
        self, readings: Sequence[RowReading]
    ) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        """The database rows, and the complaints beside them, for the next readings. Writes nothing."""
        self._places.learn({each.values.hamlet for each in readings if each.values.hamlet})
        placed = [self._place(reading) if _is_person(reading) else reading for reading in readings]
        rows = [row_of(each.values, self._batch.commune_id) for each in placed if _is_named(each)]
        candidates = iter(zip(rows, self._known.candidates(rows), strict=True))
        staged_rows: list[Columns] = []
        complaints: list[Columns] = []
        for reading in placed:
            matched = _Matched()
            if _is_named(reading):
                row, possible = next(candidates)
                matched = self._match(reading, row, decide(row, possible))
            self._add(reading, matched, staged_rows, complaints)
        return staged_rows, complaints

    def _place(self, reading: RowReading) -> RowReading:
        """The row with its hamlet under the name its commune keeps, or with the question which one it is."""
        name = reading.values.hamlet
        if not name:
            return reading
        found = self._places.find(name)
        if found.kind == "one":
            return replace(reading, values=replace(reading.values, hamlet=found.hamlets[0].name))
        if self._places.first_list:
            return reading
        code = "intake.hamlet-unknown" if found.kind == "none" else "intake.hamlet-ambiguous"
        unknown = Complaint(self._column(reading.sheet, "hamlet"), code, name, None, "question", "hamlet")
        return replace(reading, complaints=(*reading.complaints, unknown))

    def _column(self, sheet: str, field: str) -> str | None:
        columns = (column for each in self._sheets if each.name == sheet for column in each.columns)
        return next((column.letter for column in columns if column.field == field), None)

    def _match(self, reading: RowReading, row: Row, match: Match[int]) -> _Matched:
        here = f"{reading.sheet}!{reading.row}"
        twice = self._lines.next(row)
        self._where.append(here)
        if any(each.code == "duplicate-in-book" for each in reading.complaints):
            return _Matched("new")
        if twice is not None:
            return _Matched("new", complaints=(_about("intake.perhaps-twice", self._where[twice.of]),))
        if match.kind == "new" or match.person is None:
            return _Matched("new")
        if "commune" in match.differences:
            return _Matched("ask", complaints=(_about("intake.known-elsewhere"),))
        if earlier_here := self._taken.get(match.person):
            return _Matched("ask", complaints=(_about("intake.perhaps-twice", earlier_here),))
        if match.kind == "ask":
            return _Matched("ask", match.person, complaints=(_about("intake.perhaps-known"),))
        self._taken[match.person] = here
        changes = changed_fields(self._known.people[match.person], reading.values)
        return _Matched("same", match.person, bool(changes))

    def _household(self, reading: RowReading) -> int:
        """The position of the first row of this row's household."""
        values = reading.values
        key: object = self.position
        if values.household_row is not None:
            key = (reading.sheet, values.household_row)
        elif values.household:
            key = (values.hamlet, values.household)
        elif values.address:
            key = (values.hamlet, "address", values.address)
        first, people = self._households.get(key, (self.position, 0))
        if people >= MOST_IN_HOUSEHOLD:
            first, people = self.position, 0
        self._households[key] = (first, people + 1)
        return first

    def _add(
        self,
        reading: RowReading,
        matched: _Matched,
        rows: list[Columns],
        complaints: list[Columns],
    ) -> None:
        batch, position = self._batch.pk, self.position
        everything = [*reading.complaints, *matched.complaints]
        staged = Staged(reading.values, everything)
        verdict = verdict_of(everything) if _is_person(reading) else "not-a-person"
        household = self._household(reading) if _is_person(reading) else position
        rows.append(
            (
                batch,
                position,
                reading.sheet[:255],
                reading.row,
                verdict,
                seal_row(batch, position, staged),
                household,
                matched.match,
                matched.person,
                matched.changes,
                verdict != "not-a-person" and staged.ready,
                False,
                claims_of(reading.values),
            )
        )
        complaints += [
            (batch, position, place, each.code, each.severity, "") for place, each in enumerate(everything)
        ]
        self.position += 1
        self.counts["verdict"][verdict] += 1
        if matched.match:
            self.counts["match"][matched.match] += 1
        self.counts["code"].update([each.code for each in everything])


def claims_of(values: Values) -> str:
    """What a row says of the account: "collected=2023-05-20 activated=", a day where it gives one."""
    said = [
        f"{kind}={getattr(values, kind + '_on') or ''}"
        for kind in ("collected", "approved", "activated")
        if getattr(values, kind)
    ]
    return " ".join(said)


def _is_person(reading: RowReading) -> bool:
    return reading.verdict != "not-a-person"


def _is_named(reading: RowReading) -> bool:
    return _is_person(reading) and bool(reading.values.name)


def _about(code: str, where: str | None = None) -> Complaint:
    """A question about the row as a whole; `where` is the earlier row it speaks of."""
    return Complaint(None, code, None, where, "question")


def write_rows(rows: Iterable[Columns], complaints: Iterable[Columns]) -> None:
    """Insert what `prepare` made, without an object for each row."""
    insert_rows(StagedRow, ROW_COLUMNS, rows)
    insert_rows(StagedComplaint, COMPLAINT_COLUMNS, complaints)
