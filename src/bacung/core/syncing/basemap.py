"""Lanes and water as an operator's GeoJSON file draws them: read, and clipped to where an evening walks.

Coordinates are longitude, latitude in degrees (WGS 84), as RFC 7946 has them, kept to five decimals (one
metre). Of everything else a file may say only names are kept.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bacung.core.problems import Problem

LARGEST_BYTES = 20 * 1024 * 1024
MOST_POINTS = 400_000
LONGEST_NAME = 80
BOUNDS = (102.0, 6.0, 118.0, 23.6)
"""Where Vietnam is, islands included: west, south, east, north."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A line, or the rings of an area; the first ring is its outside. `name` may be empty."""

    name: str
    lines: tuple[tuple[Point, ...], ...]
    is_area: bool


def read_basemap(uploaded: bytes) -> list[Shape]:
    """The lines and areas of a GeoJSON file; points and what has no geometry are passed over.

    Raises `fieldsync.bad-basemap` (fact: what) and `fieldsync.basemap-too-large` (fact: limit).
    """
    if len(uploaded) > LARGEST_BYTES:
        raise Problem("fieldsync.basemap-too-large", limit="20 MB")
    try:
        document = json.loads(uploaded.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Problem("fieldsync.bad-basemap", what="JSON") from None
    shapes = [shape for feature in _features(document) for shape in _shapes(feature)]
    if not shapes:
        raise Problem("fieldsync.bad-basemap", what="LineString, Polygon")
    if sum(len(line) for shape in shapes for line in shape.lines) > MOST_POINTS:
        raise Problem("fieldsync.basemap-too-large", limit=f"{MOST_POINTS:,}".replace(",", "."))
    return shapes


def _features(document: object) -> list[Any]:
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        return _list(document.get("features"), "features")
    return [document]


def _shapes(feature: object) -> Iterator[Shape]:
    if not isinstance(feature, dict):
        raise Problem("fieldsync.bad-basemap", what="Feature")
    told = feature.get("geometry") if feature.get("type") == "Feature" else feature
    said = feature.get("properties")
    name = said.get("name") if isinstance(said, dict) else None
    named = (
        "".join(letter for letter in name if letter.isprintable())[:LONGEST_NAME]
        if isinstance(name, str)
        else ""
    )
    for kind, coordinates in _geometries(told):
        if kind in ("LineString", "MultiLineString"):
            lines = [coordinates] if kind == "LineString" else _list(coordinates, kind)
            yield from (Shape(named, (_line(line, 2),), False) for line in lines)
        elif kind in ("Polygon", "MultiPolygon"):
            areas = [coordinates] if kind == "Polygon" else _list(coordinates, kind)
            for rings in areas:
                yield Shape(named, tuple(_line(ring, 4) for ring in _list(rings, kind)), True)


def _geometries(geometry: object) -> Iterator[tuple[str, Any]]:
    if geometry is None:  # RFC 7946 allows a feature that is nowhere
        return
    if not isinstance(geometry, dict):
        raise Problem("fieldsync.bad-basemap", what="geometry")
    if geometry.get("type") == "GeometryCollection":
        for part in _list(geometry.get("geometries"), "geometries"):
            if isinstance(part, dict) and part.get("type") != "GeometryCollection":
                yield str(part.get("type")), part.get("coordinates")
    else:
        yield str(geometry.get("type")), geometry.get("coordinates")


def _line(points: object, least: int) -> tuple[Point, ...]:
    """Points in Vietnam, to the metre, none twice in a row."""
    rounded = [_point(point) for point in _list(points, "coordinates")]
    if len(rounded) < least:
        raise Problem("fieldsync.bad-basemap", what="coordinates")
    return tuple(point for at, point in enumerate(rounded) if at == 0 or point != rounded[at - 1])


def _point(point: object) -> Point:
    pair = _list(point, "coordinates")[:2]
    if len(pair) < 2 or not all(type(each) in (int, float) and math.isfinite(each) for each in pair):
        raise Problem("fieldsync.bad-basemap", what="coordinates")
    west, south, east, north = BOUNDS
    if not (west <= pair[0] <= east and south <= pair[1] <= north):
        raise Problem("fieldsync.bad-basemap", what=f"{pair[0]}, {pair[1]}")
    return round(pair[0], 5), round(pair[1], 5)


def _list(value: object, what: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise Problem("fieldsync.bad-basemap", what=what)
    return value


def clipped(shapes: Sequence[Shape], box: Box) -> list[Shape]:
    """What of these lies in the box, degrees (west, south, east, north): lines in the pieces that pass it,
    areas cut at its edge.
    """
    found: list[Shape] = []
    for shape in shapes:
        if shape.is_area:
            rings = [ring for line in shape.lines if len(ring := _cut(line, box)) > 3]
            if rings:
                found.append(Shape(shape.name, tuple(rings), True))
        else:
            found += [
                Shape(shape.name, (piece,), False) for line in shape.lines for piece in _pieces(line, box)
            ]
    return found


def _pieces(line: Sequence[Point], box: Box) -> Iterator[tuple[Point, ...]]:
    """Runs of points between which the line may pass the box."""
    piece: list[Point] = []
    for start, end in pairwise(line):
        if _passes(start, end, box):
            piece = piece or [start]
            piece.append(end)
        elif piece:
            yield tuple(piece)
            piece = []
    if piece:
        yield tuple(piece)


def _passes(start: Point, end: Point, box: Box) -> bool:
    west, south, east, north = box
    across = min(start[0], end[0]) <= east and max(start[0], end[0]) >= west
    return across and min(start[1], end[1]) <= north and max(start[1], end[1]) >= south


def _cut(ring: Sequence[Point], box: Box) -> tuple[Point, ...]:
    """The ring cut at each edge of the box in turn (Sutherland and Hodgman, 1974), closed; () outside it."""
    points = list(ring)
    for axis, bound, keeps_less in (
        (0, box[0], False),
        (0, box[2], True),
        (1, box[1], False),
        (1, box[3], True),
    ):
        kept: list[Point] = []
        for before, point in zip([points[-1], *points], points, strict=False):
            inside = point[axis] <= bound if keeps_less else point[axis] >= bound
            was_inside = before[axis] <= bound if keeps_less else before[axis] >= bound
            if inside != was_inside:
                kept.append(_between(before, point, axis, bound))
            if inside:
                kept.append(point)
        points = kept
        if not points:
            return ()
    return tuple([*points, points[0]] if points[0] != points[-1] else points)


def _between(start: Point, end: Point, axis: int, bound: float) -> Point:
    part = (bound - start[axis]) / (end[axis] - start[axis])
    other = 1 - axis
    crossing = round(start[other] + part * (end[other] - start[other]), 5)
    return (bound, crossing) if axis == 0 else (crossing, bound)


def to_geojson(shapes: Sequence[Shape]) -> bytes:
    """The shapes as a FeatureCollection, without a space too many."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": shape.name} if shape.name else {},
            "geometry": {
                "type": "Polygon" if shape.is_area else "LineString",
                "coordinates": shape.lines if shape.is_area else shape.lines[0],
            },
        }
        for shape in shapes
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
