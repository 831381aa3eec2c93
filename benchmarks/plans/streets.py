"""Ways by street between 1,500 places of a published map of some 50,000 points, by two threads."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchmarks.machine import table
from benchmarks.plans.case import INSTANCES, Case, Kind, Row

MAPS = INSTANCES.parent / "geo"
PLACES = 1_500
SEEDS = 3


def _run(name: str, mode: str, seed: int) -> Row:
    from bacung.areas.extracts import read_extract
    from bacung.core.routing.streets.distances import street_metres
    from bacung.core.routing.streets.network import contract
    from bacung.core.routing.streets.snapping import snap

    begun = time.process_time()
    drawn = read_extract(MAPS / name)
    read = time.process_time()
    network = contract(drawn)
    contracted = time.process_time()
    chance = np.random.default_rng(seed)
    some = chance.integers(0, len(drawn.lat), PLACES)
    lat, lon = (degrees[some] + chance.normal(0, 2e-4, PLACES) for degrees in (drawn.lat, drawn.lon))
    street_metres(network, snap(network, lat[:5], lon[:5], mode), mode)  # compiled before time counts
    cpu, wall = time.process_time(), time.monotonic()
    snapped = snap(network, lat, lon, mode)
    with ThreadPoolExecutor(2) as threads:
        ways = street_metres(network, snapped, mode, spread=threads.map)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    assert ways is not None
    return {
        "map": name.partition("-")[0].partition("_")[0],
        "mode": mode,
        "points": len(drawn.lat),
        "crossings": network.crossings,
        "read": round(read - begun, 2),
        "contract": round(contracted - read, 2),
        "cpu": round(cpu, 2),
        "wall": round(wall, 2),
        "joined": round(100 * float(np.isfinite(ways).mean()), 1),
    }


def _cases() -> list[Case]:
    maps = [(path.name, mode) for path in sorted(MAPS.glob("*.osm*")) for mode in ("foot", "bicycle")]
    return [
        Case("streets", f"{name} {mode} seed{seed}", (name, mode, seed))
        for name, mode in maps
        for seed in range(SEEDS)
    ]


def _sums(rows: list[Row], every: list[Row]) -> str:
    names = ("map", "mode", "points", "crossings", "read", "contract", "cpu", "wall", "joined")
    head = (
        "map",
        "",
        "points",
        "crossings",
        "read CPU-s",
        "contract",
        "matrix",
        "matrix wall s",
        "joined %",
    )
    return table(head, [[row[name] for name in names] for row in rows])


KINDS = {"streets": Kind(_cases, _run, _sums, processes=2)}
