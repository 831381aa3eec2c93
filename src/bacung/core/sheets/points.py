"""Where a house stands, from a list's columns: degrees in two cells or in one, as people and phones write.

WGS 84. Read are decimal degrees with a point or a comma (18.4412; 18,4412), both in one cell (18.4412,
105.8731), and degrees, minutes and seconds (18°26'28"N). Vietnam lies where its latitudes can be no
longitudes, so that two exchanged cells are told and put back.
"""

import re
from typing import Literal

Finding = Literal["point-swapped", "point-elsewhere", "point-unreadable"]
Point = tuple[float, float]

_DECIMAL = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?°?")
_SIXTIETHS = re.compile(
    r"""(\d{1,3})\s*[°º]\s*(\d{1,2})\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|''))?\s*([NEBĐ])?""",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[;|/]\s*|,\s+|\s+")

LATITUDES, LONGITUDES = (8.0, 23.6), (102.0, 117.5)
"""Of Vietnam's land and inhabited islands."""


def point_of(
    latitude: str | None, longitude: str | None, both: str | None
) -> tuple[Point | None, Finding | None]:
    """The point, rounded to a metre or so, and what was found amiss; where nothing is said, neither."""
    cells = [latitude, longitude] if latitude or longitude else _parted(both or "")
    if not any(cells):
        return None, None
    degrees = [_degrees(cell) if cell else None for cell in cells]
    first, second = degrees if len(degrees) == 2 else (None, None)
    if first is None or second is None:
        return None, "point-unreadable"
    if _is_here(first, second):
        return (round(first, 5), round(second, 5)), None
    if _is_here(second, first):
        return (round(second, 5), round(first, 5)), "point-swapped"
    return None, "point-elsewhere"


def _parted(text: str) -> list[str | None]:
    """One cell with two figures in two."""
    sixtieths = [match[0] for match in _SIXTIETHS.finditer(text)]
    parts = sixtieths or [part for part in _BETWEEN.split(text.strip().strip("()[]")) if part]
    if len(parts) == 1 and parts[0].count(",") == 1 and parts[0].count(".") == 2:
        parts = parts[0].split(",")
    return list(parts)


def _degrees(text: str) -> float | None:
    text = text.strip().rstrip("NEne").strip() if _DECIMAL.match(text.strip()) else text.strip()
    if _DECIMAL.fullmatch(text):
        return float(text.rstrip("°").replace(",", "."))
    if match := _SIXTIETHS.fullmatch(text):
        seconds = float((match[3] or "0").replace(",", "."))
        return int(match[1]) + int(match[2]) / 60 + seconds / 3600
    return None


def _is_here(latitude: float, longitude: float) -> bool:
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
