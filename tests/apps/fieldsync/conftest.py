"""An evening in commune A, and the phone of Em, who walks with the officer An."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bacung.rounds.models import Round
    from tests.apps.fieldsync.calls import TestPhone
    from tests.cast import Cast
    from tests.village import Village


@pytest.fixture
def tonight(village: "Village", cast: "Cast") -> "Iterator[Round]":
    """The evening of Em and An, and it is half past six."""
    from bacung.ground import clock
    from tests.apps.fieldsync.evenings import AFTERNOON, planned
    from tests.village import EVENING

    with clock.at(AFTERNOON):
        round_ = planned(village, cast)
    with clock.at(EVENING):
        yield round_


@pytest.fixture
def tonight_of_two(village: "Village", cast: "Cast") -> "Iterator[Round]":
    """The same evening with a second pair: Dũng's, who walks for once."""
    from bacung.ground import clock
    from bacung.rounds.actions import NewPair
    from tests.apps.fieldsync.evenings import AFTERNOON, planned
    from tests.cast import also
    from tests.village import EVENING

    with clock.at(AFTERNOON):
        also(cast.dung, "walker", village.commune_a)
        round_ = planned(village, cast, more=[NewPair((cast.dung.pk,))])
    with clock.at(EVENING):
        yield round_


@pytest.fixture
def home(village: "Village") -> int:
    """Đức's door."""
    return village.person("Phan Đình Đức").household_id


@pytest.fixture
def phone(tonight: "Round", cast: "Cast") -> "TestPhone":
    """Em's phone."""
    from tests.apps.fieldsync.calls import paired

    return paired(cast.em, tonight)
