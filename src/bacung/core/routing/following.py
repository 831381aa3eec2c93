"""How an evening was walked against how it was planned: by pairs of doors, never by a mark for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Followed:
    """Of a way as planned: how many of its doors were walked, and of every two of them how many in the order
    planned; by how many minutes the middle knock was earlier or later than planned (half were nearer).
    """

    planned: int
    walked: int
    twos: int
    in_order: int
    minutes_off: float | None


def followed(planned: Sequence[float], walked: Sequence[float | None]) -> Followed:
    """`planned`: the hours of the doors in their planned order, in minutes; `walked`: when each was knocked
    at, None where nobody came.
    """
    both = [(plan, at) for plan, at in zip(planned, walked, strict=True) if at is not None]
    twos = list(combinations(both, 2))
    off = sorted(abs(at - plan) for plan, at in both)
    return Followed(
        planned=len(planned),
        walked=len(both),
        twos=len(twos),
        in_order=sum(later[1] >= sooner[1] for sooner, later in twos),
        minutes_off=_middle(off),
    )


def _middle(numbers: Sequence[float]) -> float | None:
    if not numbers:
        return None
    half = len(numbers) // 2
    return numbers[half] if len(numbers) % 2 else (numbers[half - 1] + numbers[half]) / 2
