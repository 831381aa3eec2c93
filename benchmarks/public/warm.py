"""Everything that is compiled or loaded once is, before CPU time is counted: a tiny instance is solved.

Once in each process.
"""

from collections.abc import Callable
from functools import cache
from itertools import count

import numpy as np

from benchmarks.public import engine
from benchmarks.public.tours import Tours
from benchmarks.public.visits import Visits, truncated

ASKS = 40
"""How often the tiny searches may ask whether to stop."""


@cache
def evening() -> None:
    """Load and compile what `plan` uses."""
    spots = _spots(30)
    ones = np.ones(len(spots), dtype=np.int64)
    tiny = Visits(
        name="tiny",
        scale=10,
        spots=spots,
        ids=tuple(range(len(spots))),
        ways=truncated(spots, 10),
        opens=0 * ones,
        closes=900 * ones,
        service=50 * ones,
        profit=np.ones(len(spots)),
    )
    for pairs in (1, 2):
        engine.visit(tiny, pairs, stop=_enough(), work=None, seed=0)


@cache
def fleet() -> None:
    """Load and compile what `fleet.solve` uses, with prizes and without."""
    spots = _spots(60)
    ones = np.ones(len(spots), dtype=np.int64)
    plain = Tours("tiny", tuple(range(len(spots))), spots, False, ones, 20)
    windows = {"opens": 0 * ones, "closes": 9000 * ones, "service": 10 * ones, "prize": 300 * ones}
    priced = Tours("tiny", plain.ids, spots, True, ones, 20, **windows, vehicles=5)
    for tiny in (plain, priced):
        engine.tour(tiny, budget=None, work=2, seed=0)


def _enough() -> Callable[[], bool]:
    asked = count()
    return lambda: next(asked) > ASKS


def _spots(clients: int) -> np.ndarray:
    return np.round(np.random.default_rng(0).uniform(0, 50, (clients + 1, 2)))
