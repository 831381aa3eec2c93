"""Every write about places: the country seeded, hamlets kept by their commune, stations, points and outlines
drawn."""

from bacung.areas.actions.draw import drop_outline, set_outline, set_point
from bacung.areas.actions.keep_hamlets import (
    add_alias,
    change_hamlet,
    drop_alias,
    hamlets_for,
    keep_hamlet,
    merge_hamlets,
    order_hamlets,
    part_hamlet,
    rename_hamlet,
)
from bacung.areas.actions.keep_station import AboutStation, keep_station
from bacung.areas.actions.place_streets import place_streets
from bacung.areas.actions.seed import Seeded, seed

__all__ = [
    "AboutStation",
    "Seeded",
    "add_alias",
    "change_hamlet",
    "drop_alias",
    "drop_outline",
    "hamlets_for",
    "keep_hamlet",
    "keep_station",
    "merge_hamlets",
    "order_hamlets",
    "part_hamlet",
    "place_streets",
    "rename_hamlet",
    "seed",
    "set_outline",
    "set_point",
]
