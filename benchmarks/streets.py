"""Ways between 1,500 doors by the streets of a published map: how long, and against what.

Beside the planner, in the same run: scipy's Dijkstra over every point of the map, from the point nearest to
each door, for a tenth of the doors and taken ten times. CPU seconds, compiled beforehand.

    python -m benchmarks.streets [--doors 1500] [--seeds 3]
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from bacung.areas.extracts import read_extract
from bacung.core.routing.streets.distances import street_metres
from bacung.core.routing.streets.network import FOOT, MODES, Lines, contract
from bacung.core.routing.streets.snapping import snap
from benchmarks.machine import table

MAPS = Path(__file__).parents[2] / "shared" / "data" / "geo"
NAMES = ("hanoi_ducaanhlehuu_map.osm", "liechtenstein-latest.osm.pbf")
BESIDE = 3e-4
"""Degrees by which doors stand beside the map's points, one standard deviation."""
TENTH = 10

Answer = TypeVar("Answer")


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """CPU seconds and what came out."""
    begun = time.process_time()
    answer = work()
    return time.process_time() - begun, answer


def over_every_point(lines: Lines, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Metres from a tenth of the doors to all, by scipy, from point to point of the uncontracted map."""
    plane = np.column_stack([lines.lat, lines.lon * np.cos(np.radians(lines.lat.mean()))]) * 111_195
    doors = np.column_stack([lat, lon * np.cos(np.radians(lines.lat.mean()))]) * 111_195
    on_foot = (lines.there & FOOT) > 0
    first, second = lines.first[on_foot], lines.second[on_foot]
    length = np.maximum(np.hypot(*(plane[first] - plane[second]).T), 1e-3)
    graph = coo_array((length, (first, second)), shape=(len(plane), len(plane))).tocsr()
    walkable = np.unique(np.concatenate([first, second]))
    nearest = walkable[cKDTree(plane[walkable]).query(doors)[1]]
    some = nearest[: len(nearest) // TENTH]
    return np.asarray(dijkstra(graph, directed=False, indices=some))[:, nearest]


def measure(path: Path, doors: int, seeds: int) -> list[list[object]]:
    """A row for each mode, the median over the seeds."""
    reading, lines = timed(lambda: read_extract(path))
    contracting, network = timed(lambda: contract(lines))
    rows = []
    for mode in MODES:
        figures = []
        for seed in range(seeds):
            chance = np.random.default_rng(seed)
            at = chance.integers(0, len(lines.lat), doors)
            lat, lon = (each[at] + chance.normal(0, BESIDE, doors) for each in (lines.lat, lines.lon))
            finding, snapped = timed(lambda: snap(network, lat, lon, mode))  # noqa: B023
            searching, ways = timed(lambda: street_metres(network, snapped, mode))  # noqa: B023
            scipys = TENTH * timed(lambda: over_every_point(lines, lat, lon))[0]  # noqa: B023
            assert ways is not None
            x, y = network.metres_of(lat, lon)
            straight = np.hypot(x[:, None] - x, y[:, None] - y)
            known = np.isfinite(ways) & (straight > 100)
            detour = float(np.median(ways[known] / straight[known]))
            figures.append((finding + searching, scipys, detour, float(np.isfinite(ways).mean())))
        ours, scipys, detour, reached = (float(np.median(each)) for each in zip(*figures, strict=True))
        rows.append(
            [
                f"{path.name.split('.')[0].split('_')[0]}, {mode}",
                f"{len(lines.lat):,} → {network.crossings:,}",
                f"{reading:.2f} + {contracting:.2f}",
                f"{ours:.2f}",
                f"{scipys:.1f}",
                f"{scipys / ours:.0f} ×",
                f"{detour:.2f}",
                f"{reached:.0%}",
            ]
        )
    return rows


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--doors", type=int, default=1500)
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    maps = [MAPS / name for name in NAMES if (MAPS / name).exists()]
    if not maps:
        print("NOT MEASURED: no maps in ../shared/data/geo")
        return
    measure(maps[0], 50, 1)  # compiled, or loaded
    head = ["map, mode", "points → crossings", "read + contract, s", "matrix, CPU s", "scipy, CPU s", "ratio"]
    rows = [row for path in maps for row in measure(path, given.doors, given.seeds)]
    print(table([*head, "median detour", "reached"], rows))


if __name__ == "__main__":
    main()
