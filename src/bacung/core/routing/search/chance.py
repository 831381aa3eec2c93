"""Random numbers for compiled code: the same on every machine for the same seed (splitmix64, Steele 2014)."""

import numpy as np
import numpy.typing as npt

from bacung.core.routing.compiled import compiled

Chance = npt.NDArray[np.uint64]
"""One number: where the sequence stands."""

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_A, _B, _C, _D = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@compiled
def draw(chance: Chance) -> float:
    """The next number, evenly from [0, 1)."""
    chance[0] += _STEP
    mixed = chance[0]
    mixed = (mixed ^ (mixed >> _A)) * _FIRST
    mixed = (mixed ^ (mixed >> _B)) * _SECOND
    mixed = mixed ^ (mixed >> _C)
    return float(mixed >> _D) * (1.0 / 9007199254740992.0)


@compiled
def below(chance: Chance, most: int) -> int:
    """The next whole number from 0 to most - 1."""
    return int(draw(chance) * most)
