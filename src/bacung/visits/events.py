"""What visits announce. Keys only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class VisitsRecorded:
    """Visits were recorded or withdrawn; `person_ids` are those behind the doors concerned, `office_ids` the
    visits that no phone told.
    """

    drive_id: int
    event_ids: tuple[UUID, ...]
    household_ids: tuple[int, ...]
    person_ids: tuple[int, ...]
    at: datetime
    office_ids: tuple[UUID, ...] = ()
