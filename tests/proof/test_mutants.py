"""Each mutant is caught, by the check of its own invariant."""

from collections.abc import Callable

import pytest

from tests.proof import machine
from tests.proof.broken import INVARIANTS, Broken, watching
from tests.proof.exports import carried_alike
from tests.proof.mutants import MUTANTS
from tests.proof.old_versions import read, replays, traces
from tests.proof.test_both_databases import SEEDS, alike, on_sqlite  # noqa: F401 (a fixture)
from tests.proof.test_orders import any_order, lying_clocks
from tests.proof.world import World

pytestmark = pytest.mark.django_db

SEVERAL = range(12)


def _evenings(*deeds: str, steps: int = 14) -> Callable[[World], None]:
    """The machine, on the deeds among which the mutant shows."""
    return lambda world: machine.run_among(world, deeds, examples=40, steps=steps)


def _orders(world: World) -> None:
    for seed in SEVERAL:
        any_order(world, seed, seed)


def _clocks(world: World) -> None:
    for seed in SEVERAL:
        lying_clocks(world, seed, jumps=False)


def _exports(world: World) -> None:
    for seed in SEVERAL:
        carried_alike(world, seed, carriers=2, times=2)


def _traces(world: World, on_sqlite: dict[str, object]) -> None:  # noqa: F811
    for seed in SEEDS:
        alike(world, on_sqlite, seed)


def _old(world: World) -> None:
    for path in traces():
        replays(world, read(path))


LOOKING: dict[str, Callable[[World], None]] = {
    "I1": _evenings("visit", "push"),
    "I2": _evenings("visit", "tamper", "push"),
    "I3": _evenings("visit", "push"),
    "I4": _evenings("visit", "push"),
    "I5": _evenings("visit", "push", "pull", steps=40),
    "I6": _evenings("visit", "push"),
    "I7": _evenings("visit", "tamper", "push"),
    "I8": _orders,
    "I9": _evenings("visit", "correct", "push"),
    "I10": _clocks,
    "I11": _evenings("visit", "push", "pull"),
    "I12": _evenings("visit", "rebind", "pull"),
    "I13": _evenings("visit", "push"),
    "I14": _exports,
    "I16": _old,
}


def test_every_invariant_has_its_mutant() -> None:
    assert list(MUTANTS) == list(INVARIANTS)


@pytest.mark.parametrize("name", [name for name in MUTANTS if name != "I15"])
def test_the_mutant_is_caught(world: World, name: str) -> None:
    with MUTANTS[name](), watching(name), pytest.raises(Broken) as caught:
        LOOKING[name](world)
    assert caught.value.name == name


def test_the_mutant_of_one_database_is_caught(world: World, on_sqlite: dict[str, object]) -> None:  # noqa: F811
    """I15's, where there are two databases to compare."""
    with MUTANTS["I15"](), watching("I15"), pytest.raises(Broken):
        _traces(world, on_sqlite)
