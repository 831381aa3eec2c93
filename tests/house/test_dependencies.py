"""What is imported is declared: the package stands on `dependencies`, tests and tools on `dev` as well."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.project import ROOT, files, name_of, sources, tree

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SOLD_AS = packages_distributions()
OURS = {"bacung", "tests", "tools", "torture", "benchmarks", "dev"}


def plain(requirement: str) -> str:
    """The name a requirement is sold under: "Django-Allauth[mfa]>=65" is django-allauth."""
    return re.split(r"[\s\[<>=!~;]", requirement)[0].lower().replace("_", "-")


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def undeclared(module: ast.Module, declared: set[str]) -> set[str]:
    foreign = set(imported(module)) - OURS - sys.stdlib_module_names
    return {name for name in foreign if declared.isdisjoint(map(plain, SOLD_AS.get(name, [name])))}


def faults(paths: list[Path], declared: set[str]) -> dict[str, set[str]]:
    found = {name_of(path): undeclared(tree(path), declared) for path in paths}
    return {name: missing for name, missing in found.items() if missing}


RUN = {plain(requirement) for requirement in PROJECT["project"]["dependencies"]}
DEVELOP = RUN | {plain(requirement) for requirement in PROJECT["dependency-groups"]["dev"]}


def test_the_package_imports_what_it_declares():
    assert faults(sources(), RUN) == {}


def test_tests_and_tools_import_what_is_declared():
    assert faults(files(".py"), DEVELOP) == {}


def test_every_declared_part_is_locked():
    for lock, declared in (("requirements.lock", RUN), ("requirements-dev.lock", DEVELOP)):
        locked = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        assert declared - {plain(name) for name in locked} == set()


def test_an_undeclared_import_is_found():
    module = ast.parse("import json\nimport polib\nfrom django.db import models\nfrom bacung import core")
    assert undeclared(module, {"django"}) == {"polib"}
    assert plain("Django-Allauth[mfa]>=65") == "django-allauth"
