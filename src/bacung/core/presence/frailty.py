"""How unequal households are: who was missed once is often out.

With the chance to be home spread as Beta(mean, concentration), somebody missed once is met the next time with
mean · c / (c + 1). Two rounds of home visits in Lesotho (Labhardt et al., BMC Public Health 2019) give c =
1.15 in town and country alike: about half as likely. Abstract level; there the second visit was at a weekend.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CONCENTRATION = 1.15
CLASSES = 4


@dataclass(frozen=True, slots=True)
class TwoVisits:
    """Shares of one in a place visited twice: met at the first visit, willing when met, done after each."""

    met: float
    willing: float
    after_one: float
    after_two: float


def met_after_miss(mean: float, concentration: float) -> float:
    """P(met at a visit | missed at the one before)."""
    return mean * concentration / (concentration + 1)


def after_two(place: TwoVisits, concentration: float) -> float:
    """The share done after both visits: those missed are met as frailty says, as willing as the others."""
    missed = 1 - place.met
    return place.after_one + missed * met_after_miss(place.met, concentration) * place.willing


def concentration_of(places: Sequence[TwoVisits]) -> float:
    """The one concentration that tells best (least squares) what was done after two visits.

    What is gained is linear in q = c / (c + 1), so q has a closed form; it is kept within what a Beta allows.
    """
    if not places:
        raise ValueError("no place was visited twice")
    reach = np.array([(1 - each.met) * each.met * each.willing for each in places])
    gained = np.array([each.after_two - each.after_one for each in places])
    share = float(np.clip(reach @ gained / (reach @ reach), 0.001, 0.999))
    return share / (1 - share)


def classes(mean: float, concentration: float = CONCENTRATION, count: int = CLASSES) -> tuple[Floats, Floats]:
    """So many kinds of households that stand for Beta(mean, concentration): their chances and their shares.

    Gauss-Jacobi nodes (Golub and Welsch 1969): sums over them give the moments of the Beta exactly, up to the
    power 2·count - 1, so what was said of a second visit holds exactly for the classes too.
    """
    a, b = mean * concentration, (1 - mean) * concentration
    alpha, beta = b - 1, a - 1
    k = np.arange(1, count)
    between = 2 * k + alpha + beta
    diagonal = np.empty(count)
    diagonal[0] = (beta - alpha) / (alpha + beta + 2)
    diagonal[1:] = (beta**2 - alpha**2) / (between * (between + 2))
    # For k = 1 the factor (k + alpha + beta) cancels against one below; written so, nothing is 0 / 0.
    squared = 4 * k * (k + alpha) * (k + beta) / (between**2 * (between + 1))
    squared[1:] *= (k[1:] + alpha + beta) / (between[1:] - 1)
    nodes, vectors = np.linalg.eigh(
        np.diag(diagonal) + np.diag(np.sqrt(squared), 1) + np.diag(np.sqrt(squared), -1)
    )
    return (nodes + 1) / 2, vectors[0] ** 2
