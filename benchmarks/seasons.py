"""Invented seasons and waves for the benchmark of the rota and for tests; the same seed, the same season."""

import math
from datetime import date, timedelta

import numpy as np

from bacung.core.rota.problem import Host, Member, Season, Unit, Weekend

FIRST_FRIDAY = date(2023, 6, 2)


def season(
    seed: int = 0,
    *,
    weekends: int = 28,
    hosts: int = 11,
    units: int = 21,
    sizes: tuple[int, int] = (6, 20),
    available: float = 0.8,
    leaders: float = 0.35,
    equal: bool = False,
) -> Season:
    """A season of a province some 80 km wide: every host open on every weekend, one team each.

    Members are away on any weekend with probability 1 - `available`; the first of a unit lead, so many of
    them as `leaders` says (rounded up). `equal`: every unit has the same share, whatever its size.
    """
    chance = np.random.default_rng(seed)
    spots = [
        (18.2 + float(lat), 105.6 + float(lon)) for lat, lon in chance.uniform(0, 0.72, (hosts + units, 2))
    ]
    fridays = [Weekend(id=f"w{w:02d}", friday=FIRST_FRIDAY + timedelta(weeks=w)) for w in range(weekends)]
    members: list[Member] = []
    for unit in range(units):
        size = int(chance.integers(sizes[0], sizes[1] + 1))
        leading = math.ceil(leaders * size)
        for number in range(size):
            away = frozenset(
                each.id
                for each, free in zip(fridays, chance.random(weekends), strict=True)
                if free >= available
            )
            members.append(
                Member(id=f"u{unit:02d}-{number:02d}", unit=f"u{unit:02d}", leads=number < leading, away=away)
            )
    return Season(
        weekends=tuple(fridays),
        hosts=tuple(Host(id=f"c{h:02d}", lat=spots[h][0], lon=spots[h][1], beds=2) for h in range(hosts)),
        units=tuple(
            Unit(
                id=f"u{u:02d}",
                lat=spots[hosts + u][0],
                lon=spots[hosts + u][1],
                share=1.0 if equal else None,
            )
            for u in range(units)
        ),
        members=tuple(members),
    )
