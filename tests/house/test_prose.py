"""A newcomer is told what a room is for, and why a thing was decided, in few words."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.project import ROOT, SOURCES, name_of, tree

ROOM_DOORS = sorted([*SOURCES.glob("*/__init__.py"), *SOURCES.glob("core/*/__init__.py")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
HALF_A_PAGE = 350  # words


def tells(module: ast.Module) -> bool:
    """One paragraph or two, not a heading and not an essay."""
    return 8 <= len((ast.get_docstring(module) or "").split()) <= 150


def is_decision(name: str, text: str) -> bool:
    """Numbered, titled, and no longer than half a page."""
    return bool(
        re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)
        and text.startswith("# ")
        and 30 <= len(text.split()) <= HALF_A_PAGE
    )


@pytest.mark.parametrize("door", ROOM_DOORS, ids=name_of)
def test_every_room_says_what_it_is_for(door: Path):
    assert tells(tree(door))


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_every_decision_is_short(page: Path):
    assert is_decision(page.name, page.read_text("utf-8"))


def test_no_two_decisions_have_one_number():
    numbers = [page.name[:4] for page in DECISIONS]
    assert len(numbers) == len(set(numbers)) > 0


def test_a_silent_room_and_an_essay_are_found():
    assert not tells(ast.parse("x = 1"))
    assert not tells(ast.parse(f'"""{"word " * 200}"""'))
    assert not is_decision("0001-licence.md", "# Licence\n" + "word " * 400)
    assert not is_decision("licence.md", "# Licence\n" + "word " * 100)
