"""What intake announces. Keys only."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Claim:
    """A row says that this person's account was `kind` ('collected', 'approved' or 'activated')."""

    person_id: int
    kind: str
    occurred_at: datetime
    evidence: str  # "row:<batch>:<position>"


@dataclass(frozen=True)
class RowsAccepted:
    """Rows of a book were taken over, with what they say of accounts."""

    admission_id: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class FoundSettled:
    """Questions about people met at doors were answered: each row now names a person, or was left out."""

    row_ids: tuple[int, ...]
    at: datetime
