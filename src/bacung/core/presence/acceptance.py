"""Who says yes, once somebody is there.

log(-log(1 - P)) = level + attempt · log(n) + refused + rest · min(days since, 7) + the commune's own. Attempt
and refusal also tell who is left over: they are read together with presence, and what they *cause* only hours
drawn by lot can show. A refusal for good, no smartphone, work far away, done already: these are statuses, and
no chance.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bacung.core.presence.history import Asked, History

Floats = npt.NDArray[np.float64]

LONGEST = 7
"""Days after a refusal from which on waiting longer changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """level: of somebody asked for the first time; the others add to it; communes: each one's own."""

    level: float
    attempt: float
    refused: float
    rest: float
    communes: dict[str, float]

    def chance(self, commune: str, attempt: int, days: int | None) -> float:
        """P(agrees | asked) at the how-manieth time, so many days after a refusal (None: there was none)."""
        hazard = self.level + self.attempt * np.log(max(attempt, 1)) + self.communes.get(commune, 0.0)
        if days is not None:
            hazard += self.refused + self.rest * min(days, LONGEST)
        return float(1 - np.exp(-np.exp(min(hazard, 3.0))))

    def of_household(self, commune: str, history: History, days: int | None) -> float:
        """The same for whoever is still to do in a household."""
        return self.chance(commune, history.asked + 1, days)


ASSUMED = Acceptance(level=0.476, attempt=-0.35, refused=-1.8, rest=0.05, communes={})
"""Four in five agree when first asked (0.795 and 0.885 of those met in Lesotho), fewer each time after, and
of those who said no about a quarter three days later (5 to 40 % in surveys)."""

_SPREAD = np.array([0.4, 0.3, 0.6, 0.05])
"""How sure these assumptions are: standard deviations, in the order of `Acceptance`."""
_COMMUNES_APART, _ROUNDS, _STEPS = 0.3, 6, 25


def fit_acceptance(answers: Iterable[tuple[str, Asked]]) -> Acceptance:
    """Fit to answers by commune: penalised likelihood, the communes' spread by empirical Bayes."""
    said: dict[tuple[str, int, int], Counter[bool]] = defaultdict(Counter)
    for commune, one in answers:
        days = -1 if one.days is None else min(one.days, LONGEST)
        said[commune, max(one.attempt, 1), days][one.agreed] += 1
    if not said:
        return ASSUMED
    communes = {commune: at for at, commune in enumerate(sorted({key[0] for key in said}))}
    rows = np.array([_row(key, communes) for key in said])
    yes = np.array([counts[True] for counts in said.values()], dtype=np.float64)
    no = np.array([counts[False] for counts in said.values()], dtype=np.float64)
    assumed = np.zeros(4 + len(communes))
    assumed[:4] = ASSUMED.level, ASSUMED.attempt, ASSUMED.refused, ASSUMED.rest
    spread, found = _COMMUNES_APART, assumed
    for _ in range(_ROUNDS):
        precision = np.concatenate([_SPREAD**-2, np.full(len(communes), spread**-2)])
        found, unsure = _climb(rows, yes, no, found, assumed, precision)
        own = found[4:] ** 2 + unsure[4:]
        # Two communes' worth of the assumption keeps a few communes from being told apart by chance.
        spread = float(np.sqrt((own.sum() + 2 * _COMMUNES_APART**2) / (len(own) + 2)))
    return _named(found, communes)


def _row(key: tuple[str, int, int], communes: Mapping[str, int]) -> list[float]:
    commune, attempt, days = key
    row = [1.0, float(np.log(attempt)), float(days >= 0), float(max(days, 0))] + [0.0] * len(communes)
    row[4 + communes[commune]] = 1.0
    return row


def _named(found: Floats, communes: Mapping[str, int]) -> Acceptance:
    own = found[4:].tolist()
    return Acceptance(
        level=float(found[0]),
        attempt=float(found[1]),
        refused=float(found[2]),
        rest=float(found[3]),
        communes={commune: round(own[at], 6) for commune, at in communes.items()},
    )


def _climb(
    rows: Floats, yes: Floats, no: Floats, begin: Floats, assumed: Floats, precision: Floats
) -> tuple[Floats, Floats]:
    """Fisher scoring from `begin`; where it ends, and the variances there."""
    found = begin
    for _ in range(_STEPS):
        hazard = np.exp(np.clip(rows @ found, -12, 3))
        share = np.clip(-np.expm1(-hazard), 1e-9, 1 - 1e-9)
        slope = hazard * (yes * (1 - share) / share - no)
        weight = (yes + no) * hazard**2 * (1 - share) / share
        curve = rows.T @ (rows * weight[:, None]) + np.diag(precision)
        step = np.linalg.solve(curve, rows.T @ slope - precision * (found - assumed))
        step *= min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
        found = found + step
        if np.abs(step).max() < 1e-7:
            break
    return found, np.diag(np.linalg.inv(curve))
