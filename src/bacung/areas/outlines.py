"""A boundary as somebody uploads it: GeoJSON checked ring by ring, and nothing kept but the ring.

Coordinates are longitude, latitude (WGS 84), as RFC 7946 has them.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

from bacung.core.problems import Problem

LARGEST_BYTES = 2 * 1024 * 1024
MOST_POINTS = 50_000
# Where Vietnam is, islands included: (west, south, east, north).
BOUNDS = (102.0, 6.0, 118.0, 23.6)

Ring = list[list[float]]


def is_in_vietnam(latitude: float, longitude: float) -> bool:
    """Whether a point lies in the rectangle around the country."""
    west, south, east, north = BOUNDS
    return south <= latitude <= north and west <= longitude <= east


def read_outline(uploaded: bytes) -> dict[str, Any]:
    """One Polygon or MultiPolygon geometry, coordinates to 5 decimals (1 m).

    Takes a bare geometry, a Feature, or a FeatureCollection of one feature. Raises areas.bad-outline (fact:
    what) and areas.outline-too-large (fact: limit).
    """
    if len(uploaded) > LARGEST_BYTES:
        raise Problem("areas.outline-too-large", limit="2 MB")
    try:
        document = json.loads(uploaded.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Problem("areas.bad-outline", what="JSON") from None
    geometry = _geometry(document)
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise Problem("areas.bad-outline", what="Polygon, MultiPolygon")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    rounded = [[_ring(ring) for ring in _list(polygon)] for polygon in _list(polygons)]
    if sum(len(ring) for ring in _rings(rounded)) > MOST_POINTS:
        raise Problem("areas.outline-too-large", limit="50.000")
    return {"type": kind, "coordinates": rounded[0] if kind == "Polygon" else rounded}


def _geometry(document: object) -> dict[str, Any]:
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        features = _list(document.get("features"))
        if len(features) != 1:
            raise Problem("areas.bad-outline", what="FeatureCollection")
        document = features[0]
    if isinstance(document, dict) and document.get("type") == "Feature":
        document = document.get("geometry")
    if not isinstance(document, dict):
        raise Problem("areas.bad-outline", what="geometry")
    return document


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise Problem("areas.bad-outline", what="coordinates")
    return value


def _ring(points: object) -> Ring:
    """A closed ring of at least four points, all of them in Vietnam."""
    ring = [_point(point) for point in _list(points)]
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise Problem("areas.bad-outline", what="ring")
    return ring


def _point(point: object) -> list[float]:
    pair = _list(point)[:2]
    if len(pair) < 2 or not all(type(each) in (int, float) and math.isfinite(each) for each in pair):
        raise Problem("areas.bad-outline", what="coordinates")
    longitude, latitude = pair
    if not is_in_vietnam(latitude, longitude):
        raise Problem("areas.bad-outline", what=f"{longitude}, {latitude}")
    return [round(longitude, 5), round(latitude, 5)]


def _rings(polygons: list[list[Ring]]) -> Iterator[Ring]:
    for polygon in polygons:
        yield from polygon
