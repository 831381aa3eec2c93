"""VRPLIB files: prize-collecting routing with time windows (PC-VRPTW) and routing with capacity (CVRP).

Both have a header `NAME : value` and sections of rows that begin with a node's number. Clients are named by
these numbers; the depot, what DEPOT_SECTION says or else the first node, is no client. Solution files count
clients from 1 without the depot instead: their client k is node k + 1.

CVRP: distance is Euclidean, rounded to the nearest whole number; as many routes as wanted.
PC-VRPTW: everything in tenths. Distance = Euclidean x 10, truncated, and is travel time too; windows, service
times and prizes x 10; at most VEHICLES routes. The objective is distance + prizes of clients not visited.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.public.reading import Fault, number, text_of, whole

Whole = npt.NDArray[np.int64]
Header = dict[str, tuple[int, str]]
Rows = dict[int, tuple[int, list[str]]]
SECTIONS = {
    "NODE_COORD_SECTION": 2,
    "DEMAND_SECTION": 1,
    "TIME_WINDOW_SECTION": 2,
    "SERVICE_TIME_SECTION": 1,
    "PRIZE_SECTION": 1,
}
"""The sections understood, with the numbers a row has after the node's own."""


@dataclass(frozen=True, slots=True)
class Tours:
    """One instance; place 0 is the depot, the others keep the file's order.

    `spots` (n+1, 2) coordinates; `tenths` says which unit and rounding distances have; `demand` (n+1,). Only
    for PC-VRPTW: `opens`, `closes` and `service` (n+1,) in tenths, and `prize` (n+1,). `vehicles` at most.
    """

    name: str
    ids: tuple[int, ...]
    spots: npt.NDArray[np.float64]
    tenths: bool
    demand: Whole
    capacity: int
    opens: Whole | None = None
    closes: Whole | None = None
    service: Whole | None = None
    prize: Whole | None = None
    vehicles: int | None = None

    @property
    def clients(self) -> range:
        """The places that may be, or for CVRP must be, visited."""
        return range(1, len(self.ids))

    def ways(self) -> Whole:
        """All distances, shape (n+1, n+1)."""
        apart = np.hypot(*(self.spots[:, None, axis] - self.spots[None, :, axis] for axis in (0, 1)))
        ways: Whole = (np.floor(apart * 10 + 1e-7) if self.tenths else np.floor(apart + 0.5)).astype(np.int64)
        return ways


def read(path: Path, *, prizes: bool) -> Tours:
    """Read one file, as PC-VRPTW with `prizes`, else as CVRP. Raises `Fault`."""
    header, sections, depots = _parts(text_of(path))
    kind = header.get("EDGE_WEIGHT_TYPE", (0, "EUC_2D"))[1]
    if kind.upper() != "EUC_2D":
        raise Fault(f"EDGE_WEIGHT_TYPE {kind} is not read, only EUC_2D")
    for limit in ("DISTANCE", "MAX_DISTANCE", "DURATION"):
        if limit in header:
            raise Fault(f"{limit} is not read: routes are limited by capacity and time windows only")
    if strange := [name for name in sections if name not in (*SECTIONS, "DEPOT_SECTION")]:
        raise Fault(f"{strange[0]} is not read")
    if not prizes and (more := {"PRIZE_SECTION", "TIME_WINDOW_SECTION"} & set(sections)):
        raise Fault(f"{min(more)} is no part of a CVRP file")
    spots = _column(sections, "NODE_COORD_SECTION")
    if not spots:
        raise Fault("no NODE_COORD_SECTION")
    _count(header, len(spots))
    depot = depots[0] if depots else next(iter(spots))
    if depot not in spots:
        raise Fault(f"the depot {depot} has no coordinates")
    ids = (depot, *(node for node in spots if node != depot))
    if len(depots) > 1:
        raise Fault(f"{len(depots)} depots, only one is read")
    demand = _numbers(sections, "DEMAND_SECTION", ids)
    made = Tours(
        name=header.get("NAME", (0, path.stem))[1],
        ids=ids,
        spots=np.array([spots[node] for node in ids]),
        tenths=prizes,
        demand=demand,
        capacity=_of(header, "CAPACITY", int(demand.sum())),
    )
    if (demand < 0).any() or (demand > made.capacity).any():
        raise Fault("a demand is negative or above the capacity")
    return _with_prizes(made, header, sections) if prizes else made


def _with_prizes(made: Tours, header: Header, sections: dict[str, Rows]) -> Tours:
    if "PRIZE_SECTION" not in sections:
        raise Fault("no PRIZE_SECTION")
    windows = _column(sections, "TIME_WINDOW_SECTION")
    missing = [node for node in made.ids if node not in windows]
    if windows and missing:
        raise Fault(f"node {missing[0]} has no time window")
    most = 10**9
    spans = np.array([windows.get(node, [0, most]) for node in made.ids])
    if "SERVICE_TIME_SECTION" in sections:
        service = _numbers(sections, "SERVICE_TIME_SECTION", made.ids, 10)
    else:
        service = np.full(len(made.ids), 10 * _of(header, "SERVICE_TIME", 0), dtype=np.int64)
    service[0] = 0
    prize = _numbers(sections, "PRIZE_SECTION", made.ids, 10)
    prize[0] = 0
    if (prize < 0).any() or (service < 0).any() or (spans < 0).any():
        raise Fault("a prize, service time or time window is negative")
    return Tours(
        **{name: getattr(made, name) for name in ("name", "ids", "spots", "tenths", "demand", "capacity")},
        opens=np.round(spans[:, 0] * 10).astype(np.int64),
        closes=np.round(spans[:, 1] * 10).astype(np.int64),
        service=service,
        prize=prize,
        vehicles=_of(header, "VEHICLES", len(made.ids) - 1),
    )


def _parts(text: str) -> tuple[Header, dict[str, Rows], list[int]]:
    """Header, sections by name and node, and depots."""
    header: Header = {}
    sections: dict[str, Rows] = {}
    depots: list[int] = []
    section = ""
    for at, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        name = words[0].rstrip(":").upper()
        if name == "EOF":
            break
        if name.endswith("_SECTION"):
            section = name
            sections.setdefault(section, {})
        elif ":" in line and not line.lstrip()[0].isdigit():
            key, _, value = line.partition(":")
            header[key.strip().upper()], section = (at, value.strip()), ""
        elif not section:
            raise Fault(f"line {at}: neither a header (NAME : value) nor within a section")
        elif section == "DEPOT_SECTION":
            depots += [node for node in (whole(word, at) for word in words) if node >= 0]
        elif section in SECTIONS:
            if len(words) != SECTIONS[section] + 1:
                raise Fault(f"line {at}: {len(words)} columns in {section}, expected {SECTIONS[section] + 1}")
            if (node := whole(words[0], at)) in sections[section]:
                raise Fault(f"line {at}: node {node} stands twice in {section}")
            sections[section][node] = (at, words[1:])
    return header, sections, depots


def _column(sections: dict[str, Rows], name: str) -> dict[int, list[float]]:
    rows = sections.get(name, {})
    return {node: [number(word, at) for word in words] for node, (at, words) in rows.items()}


def _numbers(sections: dict[str, Rows], name: str, ids: tuple[int, ...], times: int = 1) -> Whole:
    """One number for each node, x `times`; zeros where the whole section is absent."""
    column = _column(sections, name)
    missing = [node for node in ids if node not in column]
    if column and missing:
        raise Fault(f"node {missing[0]} is not in {name}")
    return np.array([round(times * column[node][0]) if column else 0 for node in ids], dtype=np.int64)


def _of(header: Header, name: str, without: int) -> int:
    at, value = header.get(name, (0, str(without)))
    return whole(value, at)


def _count(header: Header, nodes: int) -> None:
    if (told := _of(header, "DIMENSION", nodes)) != nodes:
        raise Fault(f"DIMENSION says {told} nodes, there are {nodes}")
