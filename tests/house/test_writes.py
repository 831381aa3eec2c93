"""Every write has one address: rows are saved in a room's actions, and nowhere behind the caller's back."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.project import SOURCES, name_of, sources, tree

WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"}
WRITES |= {f"a{name}" for name in WRITES}
ROWS = {"objects", "everybody", "filter", "exclude", "all", "select_for_update"}
SAVE_WORDS = {"update_fields", "force_insert", "force_update", "using"}
# Ground keeps the trail and the jobs themselves: its writes have no other room to be called from.
ALLOWED_ROOMS = {"ground"}


def writes(module: ast.Module) -> Iterator[str]:
    """Calls that change rows of the database, as far as they can be told by their looks."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method, said = node.func.attr, {word.arg for word in node.keywords}
            saves = method in ("save", "asave") and not node.args and said <= SAVE_WORDS
            if saves or (method in WRITES and not ROWS.isdisjoint(chain(node.func.value))):
                yield f"line {node.lineno}: {method}()"


def chain(node: ast.expr) -> set[str]:
    """The names in `Person.objects.filter(…)`: Person, objects, filter."""
    names: set[str] = set()
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
            node = node.value
        else:
            node = node.func
    return names


def hidden(module: ast.Module) -> Iterator[str]:
    """Ways of acting behind a caller's back: a save of one's own, a signal."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete", "bulk_create"):
            yield f"line {node.lineno}: its own {node.name}()"
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith((".signals", ".dispatch")):
            yield f"line {node.lineno}: from {node.module}"


def is_action(path: Path) -> bool:
    parts = path.relative_to(SOURCES).parts
    return parts[0] in ALLOWED_ROOMS or path.stem == "actions" or "actions" in parts[:-1]


def test_rows_are_written_in_actions_only():
    found = {name_of(path): list(writes(tree(path))) for path in sources() if not is_action(path)}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_nothing_acts_behind_the_caller():
    found = {name_of(path): list(hidden(tree(path))) for path in sources()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_stray_write_is_found_and_a_workbook_may_be_saved():
    stray = "p.save(); p.save(using='x'); Person.objects.filter(a=1).update(b=2); Person.objects.create()"
    assert len(list(writes(ast.parse(stray)))) == 4
    innocent = "book.save(target); found.update(more); digest.update(b''); form.cleaned.get(1)"
    assert list(writes(ast.parse(innocent))) == []


def test_a_signal_and_a_save_of_ones_own_are_found():
    stray = "from django.db.models.signals import post_save\nclass Door:\n    def save(self): ..."
    assert len(list(hidden(ast.parse(stray)))) == 2
