"""A calendar of duties as a file every calendar program reads (RFC 5545). Pure.

Moments are written in UTC, so that no time zone need be described; lines end with CR LF and are folded at 75
octets, never inside a letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

PRODUCT = "-//Ba Cung//Postings//VI"
MOST_OCTETS = 75


@dataclass(frozen=True)
class Event:
    """One duty. `uid` stays the same however the duty changes; `cancelled` takes it off again."""

    uid: str
    begins_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    cancelled: bool = False


def calendar(name: str, events: Iterable[Event], *, made_at: datetime) -> bytes:
    """The file. `made_at` is the moment each event was written (DTSTAMP), and its revision (SEQUENCE)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in events:
        lines += _event(event, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(event: Event, made_at: datetime) -> list[str]:
    said = [
        ("UID", event.uid),
        ("DTSTAMP", _utc(made_at)),
        ("SEQUENCE", str(int(made_at.timestamp()) // 60)),
        ("DTSTART", _utc(event.begins_at)),
        ("DTEND", _utc(event.ends_at)),
        ("SUMMARY", escaped(event.summary)),
        ("LOCATION", escaped(event.location)),
        ("DESCRIPTION", escaped(event.description)),
        ("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED"),
    ]
    return ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in said if value), "END:VEVENT"]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line breaks escaped, other control characters gone."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n")):
        text = text.replace(plain, written)
    return "".join(letter for letter in text if letter == "\n" or letter >= " ").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each further one led in by a space."""
    pieces, piece, room = [], "", MOST_OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", MOST_OCTETS - 1
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece])
