"""Ways between places, measured on a map once and kept as files named by what they rest on."""

import hashlib
from pathlib import Path

import numpy as np

from bacung.core.routing.by_streets import Measured
from bacung.core.routing.packed import StreetWays
from bacung.core.routing.problem import Problem
from bacung.core.routing.streets.arrays import Ints
from bacung.core.wire import write
from bacung.rounds.streets import without_streets


def _name(problem: Problem, digest: str, mode: str) -> str:
    """A name made of what all ways rest on: the map, the speeds, and what stands in without streets."""
    plain = without_streets(problem)
    facts = (digest, mode, write(plain.hamlets), write(plain.travel))
    return f"ways-{_hash(facts)}"


def _hash(facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _places(problem: Problem) -> Ints:
    """Every door's and every start's place as a number that names it, one place one number."""
    places = [*(door.place for door in problem.doors), *(pair.start for pair in problem.pairs)]
    return np.array([int(_hash(write(place))[1:], 16) for place in places], dtype=np.int64)


def kept_ways(folder: Path, problem: Problem, digest: str) -> Measured | None:
    """From ways measured for all these places, and perhaps others, those of tonight."""
    wanted = _places(problem)
    ways, astray = {}, np.zeros(len(wanted), dtype=bool)
    for mode in {pair.mode for pair in problem.pairs}:
        name = _name(problem, digest, mode)
        for path in sorted(folder.glob(f"{name}-*.places"), key=lambda path: -path.stat().st_mtime):
            try:
                places, off = np.load(path, allow_pickle=False)
                at = np.searchsorted(places, wanted)
                if not len(places) or (places[np.minimum(at, len(places) - 1)] != wanted).any():
                    continue
                ways[mode] = StreetWays(np.load(path.with_suffix(".npy"), mmap_mode="r")).only(at)
                astray |= off[at] > 0
                path.touch()
                path.with_suffix(".npy").touch()
                break
            except (OSError, ValueError, EOFError, IndexError):
                continue
        if mode not in ways:
            return None
    return Measured(ways, astray)


def keep_ways(folder: Path, problem: Problem, digest: str, measured: Measured) -> None:
    """Write each mode's ways between places; what is half written has another name."""
    places, first = np.unique(_places(problem), return_index=True)
    folder.mkdir(parents=True, exist_ok=True)
    for mode, ways in measured.ways.items():
        path = folder / f"{_name(problem, digest, mode)}-{_hash(places.tolist())}"
        for ending, kept in (
            (".npy", ways.only(first).seconds),
            (".places", np.stack([places, measured.astray[first].astype(np.int64)])),
        ):
            half = path.with_suffix(".half")
            with half.open("wb") as file:
                np.save(file, kept)
            half.replace(path.with_suffix(ending))
