"""What reading a list answers: rows with a verdict, their values, and every complaint about them."""

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["repair", "question", "refusal", "warning"]
Verdict = Literal["accepted", "repaired", "question", "refused", "not-a-person"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing said about one cell.

    `column` is the letter as Excel shows it (None: the row as a whole), `field` the value it speaks of.
    `before` is what the cell held; `after` what is proposed (of a repair: what `Values` now holds).
    A value that must not be kept or repeated has `before` None.
    """

    column: str | None
    code: str
    before: str | None
    after: str | None
    severity: Severity
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """What a row says about one person; None where it says nothing that can be relied on.

    `sex` is 'male' or 'female'. `born` is '1954', '1954-07' or '1954-07-01' as `born_precision` ('year',
    'month', 'day') tells. Numbers are full strings of digits. `household` is the head's name, or the
    household's number where the list has no names; `household_row` the row the household began on.
    `collected`, `approved` and `activated` are True, False or None (not said); their days are ISO dates.
    `home_visit` says a note asked for one, whatever its cause: the cause is not kept. `phone_kind` is
    'smartphone', 'plain' or 'none', where a column or a note speaks of smartphones. `latitude` and
    `longitude` (degrees, both or neither) are where the house stands.
    """

    name: str | None = None
    sex: str | None = None
    born: str | None = None
    born_precision: str | None = None
    citizen_number: str | None = None
    phone: str | None = None
    hamlet: str | None = None
    household: str | None = None
    relation: str | None = None
    household_row: int | None = None
    address: str | None = None
    presence: str | None = None
    note: str | None = None
    collected: bool | None = None
    collected_on: str | None = None
    approved: bool | None = None
    approved_on: str | None = None
    activated: bool | None = None
    activated_on: str | None = None
    home_visit: bool = False
    phone_kind: str | None = None
    latitude: float | None = None
    longitude: float | None = None


NOBODY = Values()

SHOWN = (
    "name",
    "sex",
    "born",
    "born_precision",
    "citizen_number",
    "phone",
    "hamlet",
    "household",
    "relation",
)


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row of a sheet and what became of it; `row` as Excel numbers it, `kind` what the row is.

    Kinds: 'person', 'title', 'header', 'index', 'hamlet', 'household', 'total', 'signature', 'other'.
    """

    sheet: str
    row: int
    verdict: Verdict
    values: Values = NOBODY
    complaints: tuple[Complaint, ...] = ()
    kind: str = "person"

    def as_json(self) -> dict[str, object]:
        """The public shape of a row (`docs/commands.md`)."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "verdict": self.verdict,
            "values": {field: getattr(self.values, field) for field in SHOWN},
            "complaints": [
                {"column": c.column, "code": c.code, "before": c.before, "after": c.after}
                for c in self.complaints
            ],
        }


def verdict_of(complaints: tuple[Complaint, ...] | list[Complaint]) -> Verdict:
    """The worst complaint decides; a warning alone leaves a row accepted."""
    if not complaints:
        return "accepted"
    severities = {complaint.severity for complaint in complaints}
    if "refusal" in severities:
        return "refused"
    if "question" in severities:
        return "question"
    return "repaired" if "repair" in severities else "accepted"


def full_json(reading: RowReading) -> dict[str, object]:
    """Everything of a reading, for those who store it and need it back whole."""
    return asdict(reading)
