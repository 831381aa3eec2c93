"""No third-party file is committed, nothing built, and nothing large: those come from packages."""

import re
from pathlib import Path

from tests.house.project import files, name_of

FOREIGN = re.compile(
    r"\.(min\.\w+|bundle\.js|map|woff2?|ttf|otf|eot|mo|whl|jar|wasm|zip|exe|so|dll)$"
    r"|(^|/)(vendor|third_party|jquery|htmx|maplibre|bootstrap)[^/]*(/|\.(js|css)$)"
)
LIMIT = 300_000
# The lock of a whole tree of packages is long by nature, and it is text.
LOCKS = {"requirements.lock", "requirements-dev.lock", "package-lock.json"}


def foreign(name: str, size: int) -> bool:
    return bool(FOREIGN.search(name)) or (size > LIMIT and name not in LOCKS)


def test_nothing_foreign_is_kept_here():
    # Compiled translations are made by the set-up and ignored by git, like everything else that is built.
    kept: list[Path] = [path for path in files() if path.suffix not in (".mo", ".pyc")]
    assert [name_of(path) for path in kept if foreign(name_of(path), path.stat().st_size)] == []


def test_a_foreign_file_is_found():
    names = ["static/htmx.min.js", "web/app.js.map", "fonts/be.woff2", "web/vendor/d3.js", "static/jquery.js"]
    assert all(foreign(name, 10) for name in names)
    assert foreign("docs/screen.png", LIMIT + 1)
    assert not foreign("web/islands/src/map.ts", 4_000)
    assert not foreign("package-lock.json", LIMIT + 1)
