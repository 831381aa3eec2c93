"""In districts where people live by three rules the model is not told, it foretells better than an hour's
mean."""

import pytest

from benchmarks.presence import judged, skill
from benchmarks.presence_worlds import GENERATORS, world

MEAN_OF_COMMUNE_AND_HOUR = 1


@pytest.mark.parametrize("generator", sorted(GENERATORS))
def test_the_last_evenings_are_foretold_better(generator: str) -> None:
    """From a few hundred knocks already; the squared error of revisits falls most."""
    told = judged(world(generator, seed=11, households=60))

    assert skill(told, MEAN_OF_COMMUNE_AND_HOUR) > 0.05
    assert skill(told, MEAN_OF_COMMUNE_AND_HOUR, revisits=True) > skill(told, MEAN_OF_COMMUNE_AND_HOUR)
