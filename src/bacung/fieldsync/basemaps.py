"""The lines beneath an evening's doors, from the file an operator gave for the commune.

One file a commune in the data folder, as it was understood; it shows lanes and water and nobody.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Max, Min

from bacung.core.syncing.basemap import Box, clipped, read_basemap, to_geojson
from bacung.rounds.models import Round, Stop

MARGIN = 0.004
"""Degrees around the doors that belong to the picture: some 400 m."""

MOST_BYTES = 400_000
"""A picture larger than this shows less around the doors."""


def path_of(commune_id: int) -> Path:
    """Where the lines of a commune are kept."""
    return Path(settings.BACUNG_HOME) / "basemaps" / f"{commune_id}.geojson"


def basemap(round_: Round) -> bytes | None:
    """The lines around the doors of a round, as GeoJSON; None where nobody gave any, or no door is on the
    map.
    """
    path = path_of(round_.commune_id)
    if not path.exists() or (box := _box(round_)) is None:
        return None
    return _clipped(path, path.stat().st_mtime_ns, box)


def _box(round_: Round) -> Box | None:
    edges = Stop.objects.filter(pair__round=round_).aggregate(
        west=Min("household__longitude"),
        south=Min("household__latitude"),
        east=Max("household__longitude"),
        north=Max("household__latitude"),
    )
    if None in edges.values():
        return None
    return edges["west"], edges["south"], edges["east"], edges["north"]


@lru_cache(maxsize=32)
def _clipped(path: Path, _written: int, box: Box) -> bytes:
    shapes = read_basemap(path.read_bytes())
    for margin in (MARGIN, MARGIN / 2, MARGIN / 4):
        around = (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)
        picture = to_geojson(clipped(shapes, around))
        if len(picture) <= MOST_BYTES:
            break
    return picture
