"""The coverage curve of a village, as text of an SVG."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from bacung.board.curve import OKABE_ITO, Labels, Line, Point, curve

SVG = "{http://www.w3.org/2000/svg}"
VIETNAMESE = Labels(title="Tiến độ <Phù Lưu>", day="Ngày", share="Tỷ lệ")


def line(name: str, *numerators: int, denominator: int = 100) -> Line:
    """One rate of a village of a hundred, day by day from 16 May."""
    first = date(2023, 5, 16)
    days = (first + timedelta(days=at) for at in range(len(numerators)))
    return Line(
        name, tuple(Point(day, count, denominator) for day, count in zip(days, numerators, strict=True))
    )


def texts(svg: str) -> list[str]:
    """What is written on the drawing."""
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_curve_says_what_it_shows_in_the_readers_language() -> None:
    """Axis titles, rates and a name for those who do not see it, in Vietnamese."""
    svg = curve([line("Kích hoạt / có mặt", 10, 40, 83)], VIETNAMESE)
    written = texts(svg)
    assert {"Ngày", "Tỷ lệ", "Kích hoạt / có mặt", "100\u00a0%"} <= set(written)
    assert any(text.startswith("17/05") for text in written)
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Tiến độ <Phù Lưu>")


def test_the_curve_grows_with_its_container_and_loads_nothing() -> None:
    """A viewBox and no size; no font, picture or script from anywhere; the ink is the page's own."""
    svg = curve([line("a", 1, 2)], VIETNAMESE)
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox")
    assert root.get("width") is None
    assert root.get("height") is None
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"font-family|url\(|<script|<image|@import", svg)
    assert "currentColor" in svg


def test_every_line_has_a_colour_and_a_dash_of_its_own() -> None:
    """Lines are told apart without seeing colours."""
    svg = curve([line("a", 1, 2), line("b", 3, 4), line("c", 5, 6)], VIETNAMESE)
    paths = [
        node
        for node in ElementTree.fromstring(svg).iter(f"{SVG}path")
        if node.get("aria-roledescription") == "line mark"
    ]
    strokes = [(node.get("stroke"), node.get("stroke-dasharray")) for node in paths]
    assert [colour for colour, _ in strokes] == list(OKABE_ITO[:3])
    assert len({dash for _, dash in strokes}) == 3


def test_more_than_the_whole_is_drawn() -> None:
    """103 % is legal and lies inside the frame."""
    svg = curve([line("a", 50, 103)], VIETNAMESE)
    path = next(
        node
        for node in ElementTree.fromstring(svg).iter(f"{SVG}path")
        if node.get("aria-roledescription") == "line mark"
    )
    heights = [float(y) for y in re.findall(r"[ML][^,]+,([-\d.]+)", path.get("d") or "")]
    assert len(heights) == 2
    assert all(0 <= height <= 280 for height in heights)


@pytest.mark.parametrize("lines", [[], [Line("a", ())], [line("a", 1, denominator=0)], [line("a", 1)]])
def test_hardly_any_points_still_make_a_drawing(lines: list[Line]) -> None:
    """Before the first evening there is an empty frame, not an error."""
    assert ElementTree.fromstring(curve(lines, VIETNAMESE)).tag == f"{SVG}svg"
