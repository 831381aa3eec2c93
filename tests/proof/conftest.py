"""The village, built once for a test and put back after each example."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.proof.world import World


@pytest.fixture
def world(db: None) -> "World":
    """The evening of the second of June 2023, phones paired."""
    from tests.proof.world import build  # models can be imported only once the settings have been read

    return build()
