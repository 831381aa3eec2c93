"""What a drive tells the rooms below it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DriveChanged:
    """Other dates, hours, rules or people who count: whatever was computed under the old ones is stale."""

    drive_id: int


@dataclass(frozen=True)
class DriveAreasChanged:
    """Communes that joined the drive, and communes that left it."""

    drive_id: int
    joined: tuple[int, ...]
    left: tuple[int, ...]
