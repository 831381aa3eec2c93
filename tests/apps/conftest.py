"""What every test of the rooms may ask for: the village, newly settled."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.village import Village


@pytest.fixture
def village(db: None) -> "Village":
    """Two communes, a handful of people, the first of June 2023."""
    from tests.village import settle  # models can be imported only once the settings have been read

    return settle()
