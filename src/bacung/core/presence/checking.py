"""Whether what was learnt foretells what happens, judged where hours were drawn by lot."""

from collections.abc import Sequence
from dataclasses import dataclass

from bacung.core.presence.history import Evidence, History
from bacung.core.presence.homes import Home, Homes, chances

LOTS_NEEDED = 30
"""Drawn hours below which nothing is said of them."""


@dataclass(frozen=True, slots=True)
class Check:
    """Of knocks at drawn hours: how many, the share met, the share foretold, and the mean squared error of
    what was foretold for each from the household's earlier knocks (0.25 is a coin).
    """

    knocks: int
    met: float
    foretold: float
    error: float


def foretold(homes: Homes, log: Sequence[Evidence], *, drawn_only: bool = False) -> list[tuple[float, bool]]:
    """For each knock, the chance its household's earlier knocks gave it, and whether somebody was there."""
    told = []
    for each in log:
        for at, (slot, met) in enumerate(each.seen):
            if drawn_only and not (at < len(each.drawn) and each.drawn[at]):
                continue
            before = Home(each.place, each.people, History(each.seen[:at]))
            told.append((float(chances(homes, [before], [slot])[0, 0]), met))
    return told


def check(homes: Homes, log: Sequence[Evidence]) -> Check | None:
    """How well the drawn hours are foretold; None where too few were drawn."""
    told = foretold(homes, log, drawn_only=True)
    if len(told) < LOTS_NEEDED:
        return None
    count = len(told)
    return Check(
        knocks=count,
        met=round(sum(met for _, met in told) / count, 4),
        foretold=round(sum(share for share, _ in told) / count, 4),
        error=round(sum((share - met) ** 2 for share, met in told) / count, 4),
    )
