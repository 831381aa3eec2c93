"""What every test of the rooms may ask for: the village, newly settled, and its people."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village


@pytest.fixture
def village(db: None) -> "Village":
    """Two communes, a handful of people, the first of June 2023."""
    from tests.village import settle  # models can be imported only once the settings have been read

    return settle()


@pytest.fixture
def cast(village: "Village") -> "Cast":
    """Who works in the village, each with a log-in."""
    from tests.cast import assemble

    return assemble(village)
