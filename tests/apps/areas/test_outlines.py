"""Boundaries as they are uploaded: checked ring by ring, everything else refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.areas.actions import set_outline, set_point
from bacung.areas.models import Outline
from bacung.areas.outlines import LARGEST_BYTES, read_outline
from bacung.areas.queries import commune_by_code
from bacung.core.problems import Problem
from bacung.ground.permissions import CONSOLE
from tests.apps.areas.conftest import SUMMER_2023

SQUARE = [[105.8, 18.4], [105.9, 18.4], [105.9, 18.5], [105.8, 18.5, 12.0], [105.8, 18.4]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def sent(document: Any) -> bytes:
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "document",
    [
        POLYGON,
        {"type": "Feature", "properties": {"name": "x"}, "geometry": POLYGON},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}]},
    ],
)
def test_a_boundary_is_kept_and_nothing_else(document: Any):
    outline = read_outline(sent(document))
    assert outline.keys() == {"type", "coordinates"}
    assert outline["coordinates"][0][3] == [105.8, 18.5]


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"type": "Point", "coordinates": [105.8, 18.4]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [SQUARE[:4]]},
        {"type": "Polygon", "coordinates": [[[18.4, 105.8]] * 4]},
        {"type": "Polygon", "coordinates": [[["105", "18"]] * 4]},
        {"type": "Polygon", "coordinates": [[[True, True]] * 4]},
        {"type": "FeatureCollection", "features": []},
    ],
)
def test_what_cannot_be_drawn_is_refused(document: Any):
    with pytest.raises(Problem, match=r"areas\.bad-outline"):
        read_outline(sent(document))


@given(st.binary(max_size=200) | st.recursive(st.none() | st.floats() | st.text(), st.lists).map(sent))
def test_no_file_breaks_the_reading(uploaded: bytes):
    with pytest.raises(Problem):
        read_outline(uploaded)


def test_a_file_too_large_is_not_read():
    with pytest.raises(Problem, match=r"areas\.outline-too-large"):
        read_outline(b" " * (LARGEST_BYTES + 1))
    many = {"type": "Polygon", "coordinates": [[SQUARE[0], *SQUARE[1:4] * 20_000, SQUARE[0]]]}
    with pytest.raises(Problem, match=r"areas\.outline-too-large"):
        read_outline(sent(many))


@pytest.mark.usefixtures("ha_tinh")
def test_a_second_boundary_replaces_the_first_and_a_point_lies_in_vietnam():
    area = commune_by_code("18493", SUMMER_2023)
    set_outline(CONSOLE, area, sent(POLYGON))
    set_outline(CONSOLE, area, sent({"type": "MultiPolygon", "coordinates": [[SQUARE]]}))
    assert Outline.objects.get().geojson["type"] == "MultiPolygon"
    for point in ((105.8, 18.4), (18.4, None), (float("nan"), 105.8)):
        with pytest.raises(Problem, match=r"areas\.not-a-point"):
            set_point(CONSOLE, area, latitude=point[0], longitude=point[1])


def test_every_boundary_of_ha_tinh_can_be_uploaded(shared: Path):
    """69 communes as the state draws them, simplified."""
    book = json.loads((shared / "data/admin/new_communes_42_simplified.geojson").read_text("utf-8"))
    assert len([read_outline(sent(feature)) for feature in book["features"]]) == 70
