"""What the registry announces. Keys only."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PeopleStaged:
    """People were written under an admission that is not open yet."""

    admission_id: int
    person_ids: tuple[int, ...]
    household_ids: tuple[int, ...]


@dataclass(frozen=True)
class AdmissionOpened:
    """The flip: everybody of the admission is now on the list."""

    admission_id: int
    at: datetime


@dataclass(frozen=True)
class PeopleChanged:
    """What is known of these people, or where they live, is no longer what it was."""

    person_ids: tuple[int, ...]
    household_ids: tuple[int, ...]
    at: datetime
