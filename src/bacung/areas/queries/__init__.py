"""Where: units on a day, places found by what somebody wrote, and what became of them."""

from bacung.areas.queries.finding import Found, commune_by_code, find_parents, find_place, search
from bacung.areas.queries.hamlet_names import FoundHamlet, hamlets, resolve_hamlet, resolve_hamlets
from bacung.areas.queries.on_a_day import at, children, communes_under, parent, tops, units, valid_on
from bacung.areas.queries.place_names import (
    full_name,
    full_names,
    name_on,
    origins,
    passages,
    successors,
    successors_of,
    with_present_name,
    with_present_names,
)
from bacung.areas.queries.scope import inside
from bacung.areas.queries.stations import station_of, stations_of
from bacung.areas.queries.street_maps import street_map_over, street_maps

__all__ = [
    "Found",
    "FoundHamlet",
    "at",
    "children",
    "commune_by_code",
    "communes_under",
    "find_parents",
    "find_place",
    "full_name",
    "full_names",
    "hamlets",
    "inside",
    "name_on",
    "origins",
    "parent",
    "passages",
    "resolve_hamlet",
    "resolve_hamlets",
    "search",
    "station_of",
    "stations_of",
    "street_map_over",
    "street_maps",
    "successors",
    "successors_of",
    "tops",
    "units",
    "valid_on",
    "with_present_name",
    "with_present_names",
]
