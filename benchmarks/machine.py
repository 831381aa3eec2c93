"""What a figure was measured on, and how figures are set in a table."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def describe() -> str:
    """The machine, the versions, the date, and how busy it was with other things."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "not known"
    machine = f"{_processor()}, {os.cpu_count()} cores · {platform.system()}"
    versions = f"Python {platform.python_version()} · SQLite {sqlite3.sqlite_version}"
    return f"{datetime.now(UTC):%d/%m/%Y %H:%M} UTC · {machine} · {versions} · load before: {load}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")


def p95(seconds: Sequence[float]) -> float:
    """The value that 95 in 100 stay at or below."""
    ordered = sorted(seconds)
    return ordered[max(0, -(-95 * len(ordered) // 100) - 1)]


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown, figures to the right."""
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join(['---', *['---:'] * (len(head) - 1)])}|"]
    lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(lines)
