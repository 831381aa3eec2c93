"""I8 and I10: neither the order of arrival nor a lying clock changes what an evening adds up to."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.proof.broken import holds
from tests.proof.orders import evening, in_time, shuffled, tell
from tests.proof.projection import difference
from tests.proof.world import World

pytestmark = pytest.mark.django_db

YEAR = 365 * 24 * 3600 * 1000
few = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 100_000)


def any_order(world: World, seed: int, order: int) -> None:
    """I8: told in time and told in any order are the same."""
    told = evening(world, seed, 14)
    first = tell(world, told, in_time(told))
    again = tell(world, told, shuffled(told, Random(order)))
    again["order"] = first["order"]  # of arrival, which is another
    differs = difference(first, again)
    holds("I8", not differs, differs)


def lying_clocks(world: World, seed: int, *, jumps: bool) -> None:
    """I10: clocks ten years off, all evening or from one door to the next, are the same as true ones.

    Where they jump, each phone has its own door: nobody can know which of two phones came first.
    """
    offsets = (10 * YEAR, -10 * YEAR, 0, 10 * YEAR)
    true = evening(world, seed, 14, own_doors=jumps)
    lied = evening(world, seed, 14, own_doors=jumps, offsets=offsets, jumps=jumps)
    first = tell(world, true, in_time(true), with_times=not jumps)
    again = tell(world, lied, in_time(lied), with_times=not jumps)
    differs = difference(first, again)
    holds("I10", not differs, differs)


def test_any_order_and_any_repetition_add_up_to_the_same(world: World) -> None:
    @few
    @given(seed=seeds, order=seeds)
    def told(seed: int, order: int) -> None:
        any_order(world, seed, order)

    told()


@pytest.mark.parametrize("jumps", [False, True], ids=["off all evening", "jumping"])
def test_a_clock_that_lies_changes_nothing(world: World, jumps: bool) -> None:
    @few
    @given(seed=seeds)
    def told(seed: int) -> None:
        lying_clocks(world, seed, jumps=jumps)

    told()
