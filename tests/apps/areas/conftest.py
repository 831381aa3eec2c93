"""The country as far as a test needs it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

SUMMER_2023 = date(2023, 6, 2)
SUMMER_2024 = date(2024, 6, 2)
SPRING_2025 = date(2025, 3, 1)
AUTUMN_2025 = date(2025, 9, 1)

SHARED = Path(__file__).parents[4] / "shared"


@pytest.fixture
def shared() -> Path:
    """Public lists for cross-checks, which are not part of the project."""
    if not SHARED.exists():
        pytest.skip("the folder ../shared with public lists is not here: nothing was cross-checked")
    return SHARED


@pytest.fixture
def seeded(db: None) -> Callable[..., None]:
    """Seeds some provinces by code, old or new."""
    from bacung.areas.actions import seed
    from bacung.ground.permissions import CONSOLE

    def some(*provinces: str) -> None:
        seed(CONSOLE, provinces=provinces)

    return some


@pytest.fixture
def ha_tinh(seeded: Callable[..., None]) -> None:
    """Hà Tĩnh of every vintage."""
    seeded("42")
