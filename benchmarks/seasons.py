"""Invented seasons and waves for the benchmark of the rota and for tests; the same seed, the same season."""

import math
from datetime import date, timedelta

import numpy as np

from bacung.core.rota.problem import Host, Member, Season, Unit, Weekend
from bacung.core.rota.wave import Student, Wave, WaveHost

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


def wave(
    seed: int = 0, *, students: int = 104, hosts: int = 26, classes: int = 9, reach: float | None = 75
) -> Wave:
    """A wave of students who differ: `classes` paces from 0.6 to 1.4 (0: any), 35 % seniors, one a commune.

    Two in five communes want two who speak a second language, which 40 % do; ways of up to 90 minutes, of
    which 75 may be travelled; each commune has beds for 4 to 9.
    """
    chance = np.random.default_rng(seed)
    paces = chance.uniform(0.6, 1.4, students)
    if classes:
        paces = np.linspace(0.6, 1.4, classes)[chance.integers(0, classes, students)]
    departments = chance.integers(0, 6, students)
    ways = chance.uniform(10, 90, (6, hosts)).round()
    return Wave(
        students=tuple(
            Student(
                id=f"s{s:03d}",
                unit=f"d{departments[s]}",
                pace=float(paces[s]),
                leads=bool(chance.random() < 0.35),
                languages=frozenset({"tày"}) if chance.random() < 0.4 else frozenset(),
                travel={f"c{h:02d}": float(ways[departments[s], h]) for h in range(hosts)},
            )
            for s in range(students)
        ),
        hosts=tuple(
            WaveHost(
                id=f"c{h:02d}",
                work=float(chance.uniform(40, 160)),
                leaders=1,
                languages={"tày": 2} if chance.random() < 0.4 else {},
                beds=int(chance.integers(4, 10)),
            )
            for h in range(hosts)
        ),
        travel=0.005,
        reach=reach,
    )
