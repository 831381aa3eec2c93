"""A mandate as it is given. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of the committee. rank: head, deputy or member; holder: the office held, never a name."""

    rank: str
    organisation: str
    holder: str


@dataclass(frozen=True, slots=True)
class NewMandate:
    """As the fields of `models.Mandate`; grounds and recipients one line each."""

    superior_body: str = ""
    issuing_body: str = ""
    grounds: tuple[str, ...] = ()
    plan_number: str = ""
    opening_on: date | None = None
    interim_on: date | None = None
    closing_on: date | None = None
    recipients: tuple[str, ...] = ()
    signatory: str = ""
    seats: tuple[Seat, ...] = ()
