"""What the ledger announces. Keys only."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AccountsMoved:
    """These people's accounts are no longer what they were."""

    person_ids: tuple[int, ...]
    at: datetime
