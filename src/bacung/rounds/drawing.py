"""An evening as a map draws it: GeoJSON of ways, doors and hamlets, by codes and hours, nobody's name.

Features have a `kind`: outline (of the commune), hamlet (`name`), start, route (`pair`, `look`) and door
(`pair`, `look`, `code`, `row`: where it stands in the list, `label`, `hour`, `state`, `promised`).
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from bacung.areas.models import Outline
from bacung.areas.queries import station_of
from bacung.core.routing.points import is_here
from bacung.ground.figures import hour
from bacung.registry.models import Household
from bacung.rounds.convert import start_of
from bacung.rounds.models import Round, Sweep
from bacung.rounds.queries import PairSeen, StopSeen, hamlets_in_order, is_visited, pairs_seen

LOOKS = 7
"""How many colours ways have; each also has a pattern of its own beside its neighbours, and its number."""

Feature = dict[str, Any]


def look_of(number: int) -> int:
    """Which colour and pattern the way of a pair has, from 1."""
    return (number - 1) % LOOKS + 1


def has_point(home: Household) -> bool:
    """Whether a household can be drawn: its point is known and may be right."""
    return home.latitude is not None and home.longitude is not None and is_here(home.latitude, home.longitude)


def drawn(round_: Round) -> Feature:
    """The features of a round that have a point on the map."""
    hamlets = hamlets_in_order(round_.commune)
    start = start_of(hamlets, station_of(round_.commune))
    outline = Outline.objects.filter(area=round_.commune_id).first()
    features = [_feature("outline", outline.geojson)] if outline else []
    features += [
        _feature("hamlet", _point(hamlet.longitude, hamlet.latitude), name=hamlet.name)
        for hamlet in hamlets
        if hamlet.latitude is not None
    ]
    begin = [[start.lon, start.lat]] if start.located else []
    for pair in pairs_seen(round_):
        features += _way(pair, begin)
    if begin:
        features.append(_feature("start", _point(*begin[0]), name=_("Start")))
    return {"type": "FeatureCollection", "features": features}


def drawn_turfs(sweep: Sweep) -> Feature:
    """The routes and doors of a whole commune, each in the look of its turf, and a mark for each turf."""
    answer = sweep.answer["coverage"]
    keys = [int(door) for route in answer["routes"] for door in route["doors"]]
    rows = Household.objects.filter(pk__in=keys, latitude__isnull=False)
    spots = {home.pk: (home.longitude, home.latitude) for home in rows if has_point(home)}
    numbers = {turf["id"]: number for number, turf in enumerate(answer["turfs"], start=1)}
    features = [_feature("outline", o.geojson) for o in Outline.objects.filter(area=sweep.commune_id)]
    for route in answer["routes"]:
        look = look_of(numbers.get(route["turf"], 1))
        line = [spots[int(door)] for door in route["doors"] if int(door) in spots]
        if len(line) > 1:
            features.append(_feature("route", {"type": "LineString", "coordinates": line}, look=look))
        features += [_feature("spot", _point(*at), look=look) for at in line]
    for turf in answer["turfs"]:
        number = numbers[turf["id"]]
        there = [spots[int(door)] for door in turf["doors"] if int(door) in spots]
        if there:
            middle = [sum(side) / len(there) for side in zip(*there, strict=True)]
            words = _("Turf %(number)s, %(doors)s doors") % {"number": number, "doors": len(turf["doors"])}
            told = {"look": look_of(number), "code": str(number), "row": f"turf-{number}", "label": words}
            features.append(_feature("door", _point(*middle), state="ahead", **told))
    return {"type": "FeatureCollection", "features": features}


def _way(pair: PairSeen, begin: list[list[Any]]) -> Iterable[Feature]:
    number, look = pair.pair.number, look_of(pair.pair.number)
    there = [stop for stop in pair.way if has_point(stop.stop.household)]
    line = begin + [[stop.stop.household.longitude, stop.stop.household.latitude] for stop in there]
    if len(line) > 1:
        yield _feature("route", {"type": "LineString", "coordinates": line}, pair=number, look=look)
    for stop in there:
        yield _door(stop, number, look)


def _door(seen: StopSeen, number: int, look: int) -> Feature:
    stop, home = seen.stop, seen.stop.household
    code, at = f"{stop.position:02d}", hour(stop.arrives_at)
    never = bool(seen.door and seen.door.never)
    words = _("Pair %(pair)s, door %(code)s, %(hour)s") % {"pair": number, "code": code, "hour": at}
    return _feature(
        "door",
        _point(home.longitude, home.latitude),
        pair=number,
        look=look,
        code=code,
        row=f"door-{number}-{code}",
        hour=at if stop.promised else "",
        label=f"{words}, {_('promised')}" if stop.promised else words,
        state="never" if never else "done" if is_visited(seen) else "ahead",
        promised=stop.promised,
    )


def _point(longitude: float | None, latitude: float | None) -> Feature:
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _feature(kind: str, geometry: Feature, **properties: object) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": {"kind": kind, **properties}}
