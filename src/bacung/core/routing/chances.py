"""How many activations an evening may bring: the mean that plans are made by, and how far chance strays."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """The mean, and the two numbers between which the outcome lies in `share` of all evenings like this."""

    mean: float
    low: int
    high: int
    share: float = 0.8


def spread(doors: Iterable[tuple[int, float]], share: float = 0.8) -> Range:
    """What doors of `(people to help, expected activations)` bring together.

    Everybody says yes or no alone, all behind a door with the same chance: a Poisson-binomial sum, worked out
    exactly by convolution. That a family is home or out as one makes the true range a little wider.
    """
    chances = [1.0]
    mean = 0.0
    for people, prize in doors:
        mean += prize
        if people <= 0:
            continue
        yes = min(prize / people, 1.0)
        for _ in range(people):
            chances = _one_more(chances, yes)
    tail = (1 - share) / 2
    return Range(round(mean, 2), _least(chances, tail), _least(chances, 1 - tail), share)


def _one_more(chances: list[float], yes: float) -> list[float]:
    no = 1 - yes
    before = [0.0, *chances]
    after = [*chances, 0.0]
    return [yes * fewer + no * same for fewer, same in zip(before, after, strict=True)]


def _least(chances: list[float], share: float) -> int:
    """The least number that is not exceeded with a chance of `share`."""
    reached = 0.0
    for number, chance in enumerate(chances):
        reached += chance
        if reached >= share - 1e-12:
            return number
    return len(chances) - 1
