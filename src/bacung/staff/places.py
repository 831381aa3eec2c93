"""The area somebody means when giving a right: a code, a code and a year, or a name."""

from dataclasses import dataclass

from bacung.areas.models import Area
from bacung.areas.naming import key, split_kind
from bacung.areas.queries import full_names, units
from bacung.ground.permissions import Viewer

MOST_NAMED = 6


@dataclass(frozen=True)
class Meant:
    """The one area meant, or the candidates as one would type them to be exact."""

    area: Area | None
    candidates: tuple[str, ...] = ()


def area_meant(viewer: Viewer, text: str) -> Meant:
    """Find "18571", "18571/2023", "xã Phù Lưu" or "Phù Lưu, Lộc Hà" among the viewer's areas of all times."""
    first, *above = [part.strip() for part in text.split(",")]
    code, _, year = first.partition("/")
    rows = units(viewer)
    if code.isdecimal():
        found = [area for area in rows.filter(code=code) if not year or _held_in(area, year)]
    else:
        kind, name = split_kind(first)
        found = [area for area in rows.filter(folded=key(name)) if not kind or area.kind == kind]
    names = full_names(found)
    if above:
        found = [area for area in found if all(key(part) in key(names[area.pk]) for part in above)]
    if len(found) == 1:
        return Meant(found[0])
    return Meant(
        None,
        tuple(f"{area.code}/{area.valid_from.year} ({names[area.pk]})" for area in found[:MOST_NAMED]),
    )


def _held_in(area: Area, year: str) -> bool:
    return (
        year.isdecimal()
        and area.valid_from.year <= int(year)
        and (area.valid_to is None or int(year) <= area.valid_to.year)
    )
