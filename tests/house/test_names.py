"""Names that say nothing are banned, for modules, folders and classes."""

import ast

from tests.house.project import files, name_of, tree, words

BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "service", "services"}


def says_nothing(name: str) -> bool:
    return not BANNED.isdisjoint(words(name))


def test_no_file_or_folder_says_nothing():
    parts = {(name_of(path), part.split(".")[0]) for path in files(".py", ".ts") for part in path.parts[-3:]}
    assert sorted(name for name, part in parts if says_nothing(part)) == []


def test_no_class_says_nothing():
    found = [
        f"{name_of(path)}: {node.name}"
        for path in files(".py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and says_nothing(node.name)
    ]
    assert found == []


def test_an_empty_name_is_found():
    assert [says_nothing(name) for name in ("PersonManager", "text_utils", "database", "Door")] == [
        True,
        True,
        False,
        False,
    ]
