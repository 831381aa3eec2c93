"""The one table of options: everything that may be set from outside, read once from the environment.

`docs/options.md` says the same and a test keeps them equal. A fault in any option stops the start with a
list of all faults.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Option:
    """One setting: its environment name, how its text is read, its default text, and what it means."""

    name: str
    read: Callable[[str], object]
    default: str
    meaning: str
    secret: bool = False


def _flag(text: str) -> bool:
    if text.lower() not in {"0", "1", "true", "false"}:
        raise ValueError("neither 0 nor 1")
    return text.lower() in {"1", "true"}


def _seconds(text: str) -> int:
    if not 0 <= int(text) <= 3600:
        raise ValueError("not from 0 to 3600")
    return int(text)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


OPTIONS = (
    Option("BACUNG_HOME", Path, str(PROJECT / "var"), "The folder that holds all data."),
    Option(
        "BACUNG_DATABASE_URL",
        str,
        "",
        "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME; empty: SQLite in the folder.",
        secret=True,
    ),
    Option("BACUNG_KEYS", str, "", "The key ring as JSON; empty: keys.json in the folder.", secret=True),
    Option(
        "BACUNG_ESCROW",
        str,
        "",
        "The ring that opens what phones sealed, as JSON; empty: escrow.json in the folder.",
        secret=True,
    ),
    Option(
        "BACUNG_SECRET",
        str,
        "",
        "The secret that signs sessions; empty: made once and kept in the folder.",
        secret=True,
    ),
    Option("BACUNG_HOSTS", _words, "localhost,127.0.0.1,[::1]", "Names this server answers to, with commas."),
    Option("BACUNG_HTTPS", _flag, "0", "1 when served over HTTPS: secure cookies and HSTS."),
    Option("BACUNG_HSTS", _flag, "1", "0: do not bind browsers to HTTPS for a year; `serve --lan` sets it."),
    Option("BACUNG_LAN", str, "", "Where phones are set up; `serve --lan` sets it."),
    Option("BACUNG_PROXIES", _words, "", "Addresses of your own proxies, whose X-Forwarded-* are believed."),
    Option("BACUNG_DEBUG", _flag, "0", "1 shows faults in the browser: development only."),
    Option("BACUNG_UPLOAD_MB", int, "64", "The largest workbook taken in, in megabytes."),
    Option("BACUNG_READ_SECONDS", int, "600", "The longest a workbook may take to read, in seconds."),
    Option(
        "BACUNG_PLAN_SECONDS",
        _seconds,
        "15",
        "How long a better plan is sought; 0: the first plan is enough.",
    ),
)


class OptionsError(Exception):
    """Every fault found, one line each."""


def read_options(environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """All options by name. Raises `OptionsError` naming every fault, unknown BACUNG_ names included."""
    values: dict[str, object] = {}
    faults: list[str] = []
    for option in OPTIONS:
        try:
            values[option.name] = option.read(environment.get(option.name) or option.default)
        except ValueError as fault:
            faults.append(f"{option.name}: {fault}")
    known = {option.name for option in OPTIONS}
    faults += [
        f"{name}: no such option" for name in environment if name.startswith("BACUNG_") and name not in known
    ]
    if faults:
        raise OptionsError("\n".join(faults))
    return values
