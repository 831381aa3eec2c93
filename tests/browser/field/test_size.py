"""The app as built is small: what the four screens need fits 60 kB of gzip; the rest comes when wanted."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bacung.fieldsync.views.app import BUILT

MOST = 60_000
_LINKED = re.compile(r'(?:src|href)="\./([\w.-]+\.(?:js|css))"')
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


def packed(name: str) -> int:
    return len(gzip.compress((BUILT / name).read_bytes(), 9))


def needed(page: Path) -> set[str]:
    """The page, and all that its program imports before anything is pressed."""
    found: set[str] = set()
    wanted = [page.name, *_LINKED.findall(page.read_text("utf-8"))]
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += _IMPORTED.findall((BUILT / name).read_text("utf-8")) if name.endswith(".js") else []
    return found


def built() -> Iterator[str]:
    return (path.name for path in BUILT.iterdir() if path.suffix in (".js", ".css"))


@pytest.fixture(autouse=True)
def there_is_a_build():
    if not (BUILT / "index.html").exists():
        pytest.skip("NO SIZE TEST: the phone app is not built (python3 dev.py setup)")


def test_the_four_screens_fit_sixty_kilobytes():
    sizes = {name: packed(name) for name in needed(BUILT / "index.html")}
    assert len(sizes) > 2  # the page, its styles and its program were found
    assert sum(sizes.values()) <= MOST, sizes


def test_map_camera_and_second_language_come_by_themselves():
    now = " ".join(needed(BUILT / "index.html"))
    rare = {name.split("-")[0] for name in built()} & {"Map", "qr", "decode", "english", "Send", "Scan"}
    assert len(rare) == 6
    assert not any(f"{name}-" in now for name in rare)


def test_nothing_of_the_app_needs_a_policy_that_allows_text_as_program():
    page = (BUILT / "index.html").read_text("utf-8")
    assert "<style" not in page
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)
