"""What thinks is plain Python: it loads no Django, reads no clock, draws no luck but what it is handed."""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.house.project import SOURCES, name_of, sources, tree

CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
LOAD_ALL = """
import importlib, pkgutil, sys
import bacung.core
for module in pkgutil.walk_packages(bacung.core.__path__, "bacung.core."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print([name for name in sys.modules if name.partition(".")[0] in {"django", "psycopg", "sqlite3", "click"}])
"""


def impurities(module: ast.Module) -> Iterator[str]:
    """Calls that ask the clock, or the luck that all share."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.func.attr) in CLOCK:
                yield f"line {node.lineno}: {name}.{node.func.attr}() reads the clock"
            if name == "random" and node.func.attr[0].islower() and node.func.attr != "default_rng":
                yield f"line {node.lineno}: random.{node.func.attr}() draws without a seed"


def test_core_loads_without_django_or_a_database():
    loaded = subprocess.run([sys.executable, "-c", LOAD_ALL], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_core_asks_neither_clock_nor_luck():
    core = [path for path in sources() if path.is_relative_to(SOURCES / "core")]
    found = {name_of(path): list(impurities(tree(path))) for path in core if path.stem != "__main__"}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_clock_and_a_die_are_found():
    code = "datetime.now(); datetime.datetime.now(UTC); date.today(); random.choice(x)"
    assert list(impurities(ast.parse("random.Random(7); rng.random(); date(2023, 6, 2)"))) == []
    assert len(list(impurities(ast.parse(code)))) == 4
