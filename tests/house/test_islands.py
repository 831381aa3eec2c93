"""A page calls only islands that exist, and each gives them every word they say."""

import re
from collections.abc import Iterator

from tests.house.project import ROOT, SOURCES, files, name_of

FOLDER = ROOT / "web" / "islands" / "src"
ISLANDS = {
    name: (FOLDER / f"{name}.ts").read_text("utf-8")
    for name in re.findall(r"(\w+): \(\) => import", (FOLDER / "islands.ts").read_text("utf-8"))
}
CANVAS = (FOLDER / "canvas.ts").read_text("utf-8")
MAPS = {name for name, program in ISLANDS.items() if '"./canvas"' in program}
ELEMENT = re.compile(r'<\w+[^<>]*?data-island="(?P<names>[^"]+)"(?:[^<>"]|"[^"]*")*>')


def labels(island: str) -> set[str]:
    """The attributes an island reads its words from: `labelZoomIn` in the program is data-label-zoom-in."""
    return {
        "data-" + re.sub(r"[A-Z]", lambda letter: f"-{letter.group().lower()}", name)
        for name in re.findall(r"dataset\.(label\w+)", ISLANDS[island] + (CANVAS if island in MAPS else ""))
    }


def faults(template: str) -> Iterator[str]:
    for element in ELEMENT.finditer(re.sub(r"{%.*?%}|{{.*?}}", "…", template)):
        for name in element["names"].split():
            if name not in ISLANDS:
                yield f"there is no island {name!r}"
            elif name in MAPS:
                yield from (
                    f"{name} without {label}" for label in sorted(labels(name)) if label not in element[0]
                )


def test_pages_and_islands_fit():
    found = {
        name_of(path): wrong
        for path in files(".html")
        if path.is_relative_to(SOURCES) and (wrong := list(faults(path.read_text("utf-8"))))
    }
    assert found == {}


def test_an_unknown_island_and_a_silent_map_are_found():
    assert list(faults('<table class="t" data-island="tabel">')) == ["there is no island 'tabel'"]
    assert "map without data-label-zoom-in" in list(
        faults('<div data-island="map" data-label-map="{% x "a" %}">')
    )
    assert list(faults('<form data-island="keys" method="post">')) == []
