"""Compiling the search of a fleet before anybody waits for it."""

import numpy as np

from bacung.core.routing.fleet.solving import solve
from bacung.core.routing.fleet.tours import Fleet


def warm() -> None:
    """Solve a tiny fleet, so that everything a search compiles is compiled, loaded and kept on disk."""
    spots = np.array([[0.0, 0.0], [0.0, 3.0], [4.0, 0.0]])
    solve(Fleet(spots=spots, prize=np.array([0, 20, 20])), work=1)
