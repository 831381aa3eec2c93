"""TOPTW files (team orienteering with time windows): what to visit within the day, for the most profit.

Line 1 (four numbers) and line 2 (two numbers) belong to the routing problem the file came from and are passed
over. Every further line is a vertex: number, x, y, service time, profit, fields of the original, and as the
last two columns opening and closing. The first vertex is where every route starts at its opening and must be
back by its closing. Service must start within the window; early arrival waits.

Distances are Euclidean and truncated: to one decimal where all coordinates are whole numbers (Solomon), to
two where some are not (Cordeau). That is decided by the content, so that a file may have any name; no Solomon
file has a broken coordinate, all of Cordeau's have. Everything is then counted in tenths or hundredths.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.public.reading import Fault, number, text_of, whole

Whole = npt.NDArray[np.int64]
FEWEST = 7
"""Columns a vertex has at least: number, x, y, service, profit, opening, closing."""


@dataclass(frozen=True, slots=True)
class Visits:
    """One instance; place 0 is the depot. Times and ways in 1/`scale` of the file's unit, as whole numbers.

    `spots` (n+1, 2) coordinates; `ids` (n+1,) the file's vertex numbers; `ways` (n+1, n+1) travel times, zero
    on the diagonal; `opens`, `closes`, `service` and `profit` (n+1,). The depot's `closes` ends every route.
    """

    name: str
    scale: int
    spots: npt.NDArray[np.float64]
    ids: tuple[int, ...]
    ways: Whole
    opens: Whole
    closes: Whole
    service: Whole
    profit: npt.NDArray[np.float64]

    @property
    def clients(self) -> range:
        """The places that may be visited."""
        return range(1, len(self.ids))


def read(path: Path) -> Visits:
    """Read one file. Raises `Fault`."""
    lines = [(at, line.split()) for at, line in enumerate(text_of(path).splitlines(), start=1)]
    rows = [(at, words) for at, words in lines if words and not words[0].startswith(("#", "*", "//"))]
    while rows and len(rows[0][1]) < FEWEST:
        del rows[0]
    if not rows:
        raise Fault(
            "no vertex in it, that is no line of number, x, y, service, profit, ..., opening, closing"
        )
    for at, words in rows:
        if len(words) < FEWEST:
            raise Fault(f"line {at}: {len(words)} columns, expected at least {FEWEST}")
    ids = tuple(whole(words[0], at) for at, words in rows)
    if len(set(ids)) != len(ids):
        raise Fault("a vertex number stands twice")
    columns = np.array([[number(words[at], line) for at in (1, 2, 3, 4, -2, -1)] for line, words in rows])
    spots = columns[:, :2]
    scale = 10 if (spots == np.round(spots)).all() else 100
    service, opens, closes = (columns[:, at] * scale for at in (2, 4, 5))
    if (service < 0).any() or (columns[:, 3] < 0).any() or (opens < 0).any():
        raise Fault("a service time, profit or opening is negative")
    if closes[0] <= opens[0] or (late := np.flatnonzero(closes < opens)).size:
        place = ids[0] if closes[0] <= opens[0] else ids[late[0]]
        raise Fault(f"vertex {place} closes before it opens")
    return Visits(
        name=path.stem,
        scale=scale,
        spots=spots,
        ids=ids,
        ways=truncated(spots, scale),
        opens=np.ceil(opens - 1e-6).astype(np.int64),
        closes=np.floor(closes + 1e-6).astype(np.int64),
        service=np.ceil(service - 1e-6).astype(np.int64),
        profit=columns[:, 3],
    )


def truncated(spots: npt.NDArray[np.float64], scale: int) -> Whole:
    """Euclidean distances x `scale`, fractions cut off, shape (n, n)."""
    apart = np.hypot(spots[:, None, 0] - spots[None, :, 0], spots[:, None, 1] - spots[None, :, 1])
    ways: Whole = np.floor(apart * scale + 1e-7).astype(np.int64)
    return ways
