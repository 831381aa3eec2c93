"""What rounds announce. Keys only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RoundReplanned:
    """The doors of these pairs of a round are others than before."""

    round_id: int
    pair_numbers: tuple[int, ...]
