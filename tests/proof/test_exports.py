"""I14 on exports nobody thought of."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.proof.exports import carried_alike
from tests.proof.world import World

pytestmark = pytest.mark.django_db


def test_an_export_is_stored_once_whoever_brings_it(world: World) -> None:
    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 9999), carriers=st.integers(1, 3), times=st.integers(1, 3))
    def brought(seed: int, carriers: int, times: int) -> None:
        carried_alike(world, seed, carriers, times)

    brought()
