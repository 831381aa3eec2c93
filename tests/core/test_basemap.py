"""Lanes and water of a file: only these are kept, to the metre, and cut to where one walks."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.problems import Problem
from bacung.core.syncing.basemap import BOUNDS, Shape, clipped, read_basemap, to_geojson

BOX = (105.0, 18.0, 105.1, 18.1)
WEST, SOUTH, EAST, NORTH = BOX
inside_vietnam = st.tuples(
    st.floats(BOUNDS[0], BOUNDS[2], allow_nan=False), st.floats(BOUNDS[1], BOUNDS[3], allow_nan=False)
)


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """A feature with its geometry."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def file_of(*features: Any) -> bytes:
    """A collection as a file holds it."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def test_lines_and_areas_keep_their_names_and_nothing_else() -> None:
    """Five decimals, names, no other property; a point of interest is passed over."""
    lane = feature("LineString", [[105.0123456, 18.0123456, 7], [105.02, 18.02]], name="Ngõ 3", maxspeed="30")
    pond = feature("Polygon", [[[105, 18], [105.01, 18], [105.01, 18.01], [105, 18]]])
    shapes = read_basemap(file_of(lane, pond, feature("Point", [105, 18], name="Nhà ông A")))

    assert [(shape.name, shape.is_area) for shape in shapes] == [("Ngõ 3", False), ("", True)]
    assert shapes[0].lines == (((105.01235, 18.01235), (105.02, 18.02)),)
    assert b"maxspeed" not in to_geojson(shapes)
    assert b"Nh" not in to_geojson(shapes)


@pytest.mark.parametrize(
    "uploaded",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"{}",
        b"[]",
        b'{"type": "FeatureCollection", "features": []}',
        file_of("lane"),
        file_of(feature("Point", [105, 18])),
        file_of(feature("LineString", [])),
        file_of(feature("LineString", [[105, 18]])),
        file_of(feature("LineString", [[105, "18"], [105, 18]])),
        file_of(feature("LineString", [[105, float("nan")], [105, 18]])),
        file_of(feature("LineString", [[18.5, 105.9], [18.6, 105.9]])),
        file_of(feature("LineString", [[567000.0, 2045000.0], [567001.0, 2045001.0]])),
        file_of(feature("Polygon", [[[105, 18], [105.1, 18]]])),
        file_of(feature("LineString", 7)),
        file_of({"type": "Feature", "geometry": 7}),
    ],
)
def test_what_is_no_such_file_is_refused(uploaded: bytes) -> None:
    """Turned coordinates, metres of a projection, other shapes, broken files: each by one refusal."""
    with pytest.raises(Problem, match=r"fieldsync\.bad-basemap"):
        read_basemap(uploaded)


def test_a_file_of_a_whole_province_is_refused() -> None:
    """Too many points for the maps of an evening."""
    long = [[105 + at % 2, 18.0] for at in range(400_001)]
    with pytest.raises(Problem, match=r"fieldsync\.basemap-too-large"):
        read_basemap(file_of(feature("LineString", long)))


def test_a_line_is_kept_where_it_passes_and_an_area_is_cut() -> None:
    """A lane from far away keeps the stretch that crosses; a lake larger than the box becomes the box."""
    lane = Shape(
        "", (((104.0, 18.05), (104.9, 18.05), (105.05, 18.05), (105.2, 18.05), (106.0, 18.05)),), False
    )
    lake = Shape("Hồ", (((104.0, 17.0), (106.0, 17.0), (106.0, 19.0), (104.0, 19.0), (104.0, 17.0)),), True)
    far = Shape("", (((108.0, 16.0), (108.1, 16.0)),), False)
    kept = clipped([lane, lake, far], BOX)

    assert [shape.name for shape in kept] == ["", "Hồ"]
    assert kept[0].lines == (((104.9, 18.05), (105.05, 18.05), (105.2, 18.05)),)
    corners = {(WEST, SOUTH), (EAST, SOUTH), (EAST, NORTH), (WEST, NORTH)}
    assert set(kept[1].lines[0]) == corners


@given(st.lists(inside_vietnam, min_size=4, max_size=12), st.booleans())
def test_whatever_is_drawn_what_is_left_lies_in_the_box_and_can_be_read(
    points: list[tuple[float, float]], is_area: bool
) -> None:
    """Areas never reach out of the box; every piece of a line passes it; the answer is such a file again."""
    kind, coordinates = ("Polygon", [points]) if is_area else ("LineString", points)
    kept = clipped(read_basemap(file_of(feature(kind, coordinates))), BOX)
    for shape in kept:
        for longitude, latitude in shape.lines[0] if is_area else ():
            assert WEST <= longitude <= EAST
            assert SOUTH <= latitude <= NORTH
    if kept:
        assert read_basemap(to_geojson(kept))
