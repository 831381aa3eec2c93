"""Invented communes of 8,000 households, the same from the same seed: where people live and when they are in.

Five shapes. Delta: twelve villages of unequal size and a tenth of scattered farms on 7 x 7 km, on foot.
Ribbon: along 14 km of a winding road, by bicycle. Mountain: fourteen hamlets on 14 x 12 km, by motorbike, the
pairs starting from the six largest. Town: blocks of a grid of 2.4 x 2.4 km, on foot. Farms: strewn over
9 x 9 km in loose groups, by bicycle. Six pairs, 17:30 to 22:00, when the quiet hours begin; visits of 6 to 15
minutes; an ordinary evening's twenty promises of a half hour.

The prize of a knock is the persons not yet activated x P(home at that half hour) x P(accepts). P(home) is
the measured share of British households of that size with somebody awake at home on a weekday evening (UK
Time Use Survey 2000, by half hour), times 0.7 for the one who is sought. For `habits` of the households, half
of them home late and half in bed early, the team knows a habit from an earlier visit: their curve rises or
falls around an hour of their own. Acceptance is drawn from Beta(6, 2), a third of it after a refusal (8 %).
The shares are invented; the ratios between planners, not the prizes, are what to read.
"""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt

from bacung.core.routing.hours import Hour
from bacung.core.routing.problem import Door, Pair, Place, Problem, Span

Floats = npt.NDArray[np.float64]
Chance = np.random.Generator
Layout = Callable[[Chance, int], tuple[Floats, Floats]]

CENTRE = (18.44, 105.87)
METRE = 1 / 111_195
SLOTS = 9
SIZES = (0.11, 0.20, 0.24, 0.27, 0.18)
"""Share of households of one, two, three, four, five and more persons (invented)."""

AT_HOME = np.array(
    [
        [0.63, 0.69, 0.71, 0.71, 0.72, 0.72, 0.73, 0.73, 0.70],
        [0.78, 0.83, 0.84, 0.85, 0.85, 0.85, 0.86, 0.87, 0.85],
        [0.87, 0.90, 0.90, 0.89, 0.90, 0.90, 0.91, 0.91, 0.91],
        [0.90, 0.91, 0.93, 0.93, 0.92, 0.94, 0.93, 0.95, 0.95],
        [0.98, 0.98, 0.96, 0.92, 0.91, 0.90, 0.92, 0.94, 0.95],
    ]
)
"""Somebody home and awake on a weekday, by persons (1 to 5) and half hour from 17:30 (UK TUS 2000)."""


def commune(
    shape: str,
    seed: int = 0,
    *,
    households: int = 8000,
    pairs: int = 6,
    habits: float = 0.3,
    promising: float = 0.0025,
    mode: str = "",
) -> Problem:
    """One evening of a commune of the given shape, its pairs going by `mode` or as the shape has it.

    The same arguments make the same problem.
    """
    chance = np.random.default_rng([seed, sorted(SHAPES).index(shape)])
    layout, usual = SHAPES[shape]
    homes, starts = layout(chance, households)
    prizes, left = _prizes(chance, households, habits)
    minutes = chance.integers(6, 16, households)
    promised = chance.choice(households, round(promising * households), replace=False).tolist()
    hours = {at: Hour.of("17:30") + 1800 * int(chance.integers(SLOTS)) for at in promised}
    doors = [
        Door(
            id=f"h{at}",
            place=_place(homes[at]),
            service_minutes=float(minutes[at]),
            prize=tuple(prizes[at].round(4).tolist()),
            persons_left=int(left[at]),
        )
        if at not in hours
        else Door(
            id=f"h{at}",
            place=_place(homes[at]),
            service_minutes=float(minutes[at]),
            prize=round(0.95 * 0.9 * max(1, int(left[at])), 4),
            promise=Span(begins=Hour(hours[at]), ends=Hour(hours[at] + 1800)),
        )
        for at in range(households)
    ]
    return Problem(
        day=date(2026, 3, 4),
        quiet=Span(begins=Hour.of("22:00"), ends=Hour.of("06:00")),
        pairs=tuple(
            Pair(
                id=f"p{number}",
                begins=Hour.of("17:30"),
                ends=Hour.of("22:00"),
                start=_place(starts[number % len(starts)]),
                mode=mode or usual,
            )
            for number in range(pairs)
        ),
        doors=tuple(doors),
    )


def _prizes(chance: Chance, households: int, habits: float) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Expected activations of a knock by household and half hour, and persons not yet activated."""
    persons = chance.choice(len(SIZES), households, p=SIZES)
    left = chance.binomial(np.minimum(persons + 1, 4), 0.6)
    home = 0.7 * AT_HOME[persons]
    accepts = chance.beta(6, 2, households) * np.where(chance.random(households) < 0.08, 1 / 3, 1.0)
    kind, turn = chance.random(households), chance.random(households)
    hour = 17.75 + np.arange(SLOTS) / 2
    late = 1 / (1 + np.exp(-(hour - (19 + 1.5 * turn)[:, None]) / 0.3))
    early = 1 / (1 + np.exp((hour - (19.5 + 1.5 * turn)[:, None]) / 0.3))
    home = np.where((kind < habits / 2)[:, None], home * late, home)
    home = np.where((kind > 1 - habits / 2)[:, None], home * early, home)
    return left[:, None] * accepts[:, None] * home, left


def _delta(chance: Chance, households: int) -> tuple[Floats, Floats]:
    share = chance.dirichlet(np.full(12, 1.5))
    centres = chance.uniform(700, 6300, (12, 2))
    village = chance.choice(12, households, p=share)
    around = centres[village] + chance.normal(0, 1, (households, 2)) * (120 + 900 * share[village, None])
    farms = chance.random(households) < 0.10
    homes = np.where(farms[:, None], chance.uniform(0, 7000, (households, 2)), around)
    return homes, np.array([[3500.0, 3500.0]])


def _ribbon(chance: Chance, households: int) -> tuple[Floats, Floats]:
    bends = chance.uniform(200, 900, 3), chance.uniform(0, 6.28, 3)
    density = chance.dirichlet(np.full(28, 2.0))
    along = (chance.choice(28, households, p=density) + chance.random(households)) * 500
    alleys = chance.random(households) < 0.3
    aside = np.where(alleys, chance.uniform(-350, 350, households), chance.choice([-20, 20], households))
    road = _road(along, *bends)
    homes = np.stack([along, road + aside + chance.normal(0, 8, households)], axis=1)
    return homes, np.array([[7000.0, float(_road(np.array([7000.0]), *bends)[0])]])


def _road(along: Floats, wide: Floats, turned: Floats) -> Floats:
    waves = [width * np.sin(along / (700 * (at + 1)) + turned[at]) for at, width in enumerate(wide)]
    winding: Floats = np.sum(waves, axis=0)
    return winding


def _mountain(chance: Chance, households: int) -> tuple[Floats, Floats]:
    share = np.sort(chance.dirichlet(np.full(14, 3.0)))[::-1]
    centres = chance.uniform((500, 500), (13_500, 11_500), (14, 2))
    hamlet = chance.choice(14, households, p=share)
    spread = np.array([90.0, 320.0])[(chance.random(households) < 0.25).astype(int)]
    return centres[hamlet] + chance.normal(0, 1, (households, 2)) * spread[:, None], centres[:6]


def _town(chance: Chance, households: int) -> tuple[Floats, Floats]:
    street = chance.integers(0, 25, households) * 100.0
    along = chance.uniform(0, 2400, households)
    side = chance.choice([-8.0, 8.0], households)
    across = chance.random(households) < 0.5
    homes = np.where(
        across[:, None], np.stack([along, street + side], 1), np.stack([street + side, along], 1)
    )
    return homes, np.array([[1200.0, 1200.0]])


def _farms(chance: Chance, households: int) -> tuple[Floats, Floats]:
    groups = chance.uniform(0, 9000, (300, 2))
    homes = groups[chance.integers(0, 300, households)] + chance.normal(0, 260, (households, 2))
    return homes, np.array([[4500.0, 4500.0]])


SHAPES: dict[str, tuple[Layout, str]] = {
    "delta": (_delta, "foot"),
    "ribbon": (_ribbon, "bicycle"),
    "mountain": (_mountain, "motorbike"),
    "town": (_town, "foot"),
    "farms": (_farms, "bicycle"),
}
"""How each shape lays out homes and starts, in metres, and how its pairs travel."""


def _place(metres: Floats) -> Place:
    lat = CENTRE[0] + float(metres[1]) * METRE
    return Place(lat=lat, lon=CENTRE[1] + float(metres[0]) * METRE / float(np.cos(np.radians(CENTRE[0]))))
