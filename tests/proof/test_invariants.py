"""I1 to I7, I9 and I11 to I13 on evenings nobody thought of."""

import pytest

from tests.proof import machine
from tests.proof.world import World

pytestmark = pytest.mark.django_db


def test_whatever_happens_on_an_evening_the_invariants_hold(world: World) -> None:
    """Phones, a network that loses and doubles, a server that dies and is set back, people who tamper."""
    machine.run(world, examples=30, steps=30)
