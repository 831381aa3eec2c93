"""Reading a map extract of OpenStreetMap (.osm, .osm.pbf): the lines people walk, ride and drive along.

Tags as OpenStreetMap's documentation of `highway`, `foot`, `bicycle`, `motor_vehicle`, `access` and `oneway`
gives them, read for villages: a path is taken to carry bicycles and motorbikes unless it says no.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bacung.core.problems import Problem
from bacung.core.routing.streets.network import BICYCLE, FOOT, MOTORBIKE, Lines

if TYPE_CHECKING:
    from osmium.osm import TagList

_FASTEST = {"motorway", "motorway_link", "trunk", "trunk_link"}
_NOT_YET = {"construction", "proposed", "abandoned", "razed", "platform", "raceway", "corridor", "elevator"}
_ON_FOOT = {"footway", "pedestrian", "steps"}
_CLOSED = {"no", "private"}
_ALL = FOOT | BICYCLE | MOTORBIKE


def read_extract(path: Path) -> Lines:
    """The lines of an extract. Refuses `areas.map-unreadable` what is no map or holds no street."""
    import osmium

    points: dict[int, int] = {}
    spots: list[tuple[float, float]] = []
    pieces: list[tuple[int, int, int, int]] = []
    try:
        streets = osmium.filter.KeyFilter("highway")
        for way in osmium.FileProcessor(str(path)).with_locations().with_filter(streets):
            if not isinstance(way, osmium.osm.Way):
                continue
            there, back = who_may(way.tags)
            before = -1
            for node in way.nodes if there | back else ():
                if not node.location.valid():  # cut off at the extract's edge
                    before = -1
                    continue
                at = points.setdefault(node.ref, len(points))
                if at == len(spots):
                    spots.append((node.lat, node.lon))
                if before >= 0:
                    pieces.append((before, at, there, back))
                before = at
    except (RuntimeError, OSError, ValueError) as fault:
        raise Problem("areas.map-unreadable", file=path.name) from fault
    if not pieces:
        raise Problem("areas.map-unreadable", file=path.name)
    first, second, there_, back_ = np.array(pieces, dtype=np.int64).T
    degrees = np.array(spots)
    marks = there_.astype(np.uint8), back_.astype(np.uint8)
    return Lines(degrees[:, 0], degrees[:, 1], first, second, *marks)


def who_may(tags: "Mapping[str, str] | TagList") -> tuple[int, int]:
    """Who may go along a line as it is drawn, and who against it, as bits of `core.routing.streets`."""
    kind = tags.get("highway", "")
    if kind in _FASTEST | _NOT_YET:
        return 0, 0
    if tags.get("access") in _CLOSED and tags.get("foot") not in ("yes", "designated", "permissive"):
        return 0, 0
    may = FOOT if kind in _ON_FOOT else _ALL
    if kind == "cycleway":
        may = FOOT | BICYCLE
    for tag, bit in (("foot", FOOT), ("bicycle", BICYCLE), ("motor_vehicle", MOTORBIKE)):
        if tags.get(tag) in _CLOSED | {"use_sidepath"}:
            may &= ~bit
        elif kind != "steps" and tags.get(tag) in ("yes", "designated", "permissive"):
            may |= bit
    one_way = tags.get("oneway", "yes" if tags.get("junction") == "roundabout" else "no")
    wheels = may & ~FOOT
    if one_way in ("yes", "true", "1"):
        return may, may & FOOT | (wheels & BICYCLE if tags.get("oneway:bicycle") == "no" else 0)
    if one_way == "-1":
        return may & FOOT, may
    return may, may
