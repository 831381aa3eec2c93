"""What the house tests look at: the project's own files, its rooms in order, and Python read as a tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "bacung"

# The order of the stream: imports and foreign keys point up this list only.
ROOMS = (
    "core",
    "ground",
    "areas",
    "staff",
    "drives",
    "registry",
    "intake",
    "postings",
    "rounds",
    "visits",
    "ledger",
    "means",
    "desk",
    "community",
    "fieldsync",
    "citizen",
    "board",
    "scorecards",
    "reports",
    "site",
)

# Made on the spot by tools, and never committed.
_MADE = re.compile(
    r"\.egg-info$|^(\.git|\.venv|node_modules|var|build|dist|built|test-results|__pycache__)$|_cache$"
)


def files(*endings: str) -> list[Path]:
    """Every file of the project with one of these endings (all of them if none is given)."""
    return sorted(path for path in _walk(ROOT) if not endings or path.suffix in endings)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if _MADE.search(path.name) or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def name_of(path: Path) -> str:
    """A file's path in the project, the way people write it."""
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """The room a source file lies in; the package's own top counts as the site's."""
    parts = path.relative_to(SOURCES).parts
    return parts[0] if len(parts) > 1 else "site"


def sources() -> list[Path]:
    """Python of the package, without what Django writes."""
    return [path for path in files(".py") if path.is_relative_to(SOURCES) and "migrations" not in path.parts]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def words(name: str) -> list[str]:
    """The words of an identifier: AuditEntry, audit_entry and auditEntry are all audit, entry."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]
