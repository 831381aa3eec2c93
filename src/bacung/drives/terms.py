"""The terms of a drive as they are asked for, and everything that can be wrong with them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bacung.core.lifecycle.rules import RULES
from bacung.core.problems import Problem

LATEST_KNOCK = time(22)
MOST_KNOCKS = 10
MOST_RETENTION_DAYS = 30
OLDEST_MIN_AGE = 99


@dataclass(frozen=True, slots=True)
class Terms:
    """Name, dates, hours, who counts, and the rules a drive runs under; as the fields of `models.Drive`."""

    name: str
    starts_on: date
    ends_on: date
    age_on: date
    first_knock_by: date
    rules: str
    evening_from: time = time(17, 30)
    evening_to: time = time(21, 30)
    quiet_from: time = time(21, 30)
    quiet_to: time = time(7)
    min_age: int = 14
    must_be_present: bool = False
    needs_phone: bool = False
    knock_cap: int = 3
    retention_days: int = MOST_RETENTION_DAYS


def faults(terms: Terms) -> Iterator[tuple[str, Problem]]:
    """Every fault with the field it is shown at; none for terms the database takes."""
    if terms.ends_on < terms.starts_on:
        yield "ends_on", Problem("drives.dates-turned")
    elif not terms.starts_on <= terms.first_knock_by <= terms.ends_on:
        yield "first_knock_by", Problem("drives.dates-turned")
    if terms.quiet_from > LATEST_KNOCK:
        yield "quiet_from", Problem("drives.quiet-hours", limit=f"{LATEST_KNOCK:%H:%M}")
    if not terms.quiet_to <= terms.evening_from < terms.evening_to:
        yield "evening_from", Problem("drives.quiet-hours", limit=f"{terms.quiet_from:%H:%M}")
    if terms.evening_to > min(terms.quiet_from, LATEST_KNOCK):
        latest = min(terms.quiet_from, LATEST_KNOCK)
        yield "evening_to", Problem("drives.quiet-hours", limit=f"{latest:%H:%M}")
    if terms.rules not in RULES:
        yield "rules", Problem("drives.unknown-rules", name=terms.rules)
    for field, least, most in (
        ("min_age", 0, OLDEST_MIN_AGE),
        ("knock_cap", 1, MOST_KNOCKS),
        ("retention_days", 1, MOST_RETENTION_DAYS),
    ):
        value = getattr(terms, field)
        if not least <= value <= most:
            yield field, Problem("drives.impossible", what=field, value=value, limit=most)
