"""Nobody is seen before their admission is opened: what people read goes through the admitted managers."""

import ast
from collections.abc import Iterator

from tests.house.project import SOURCES, sources, tree

HIDDEN_UNTIL_OPENED = {"Person", "Household"}
READING_FILES = ("views.py", "commands.py", "forms.py", "subject.py", "queries.py", "/queries/")
# Asked by key for people who are just being written, so that their standing is right when they are opened.
ALLOWED = {"visits/queries.py: Person.objects"}


def plain_reads(module: ast.Module) -> Iterator[str]:
    """Uses of the managers that also show who is not admitted yet."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if owner in HIDDEN_UNTIL_OPENED:
                yield f"{owner}.objects"


def test_pages_and_queries_show_only_the_admitted() -> None:
    """Every reading file, except for the exceptions with their reason."""
    reading = [path for path in sources() if any(part in path.as_posix() for part in READING_FILES)]
    found = {
        f"{path.relative_to(SOURCES).as_posix()}: {use}"
        for path in reading
        for use in plain_reads(tree(path))
    }

    assert reading
    assert found <= ALLOWED


def test_a_plain_read_is_found() -> None:
    """What the rule above looks for, in three lines."""
    assert list(plain_reads(ast.parse("rows = Person.objects.filter(pk=1)"))) == ["Person.objects"]
