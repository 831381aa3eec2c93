"""A visit as it is told, before it is written."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from bacung.core.merging.visits import DoorOutcome, Outcome


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """What one visit says of one person, as `core.merging.visits.PersonOutcome` means it."""

    person_id: int
    outcome: Outcome
    reason: str = ""
    desk_slot_at: datetime | None = None
    home_visit_wanted: bool = False
    escort_wanted: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True)
class NewVisit:
    """One knock as told by who knocked. The `id` is made where the visit is written down, so that sending it
    twice records it once.

    recorded_by_id: who wrote it down; None is the viewer. with_kit: whether an officer of the pair had a kit
    along; None is what the pair's plan and the viewer's own roles say.
    """

    household_id: int
    outcome: DoorOutcome
    occurred_at: datetime
    people: tuple[NewOutcome, ...] = ()
    comes_back_at: datetime | None = None
    never: bool = False
    note: str = ""
    voids: uuid.UUID | None = None
    round_id: int | None = None
    pair_number: int | None = None
    source: str = "page"
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    recorded_by_id: int | None = None
    with_kit: bool | None = None
