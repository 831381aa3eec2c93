"""Where houses stand, as a list or somebody on the spot says."""

from collections.abc import Mapping

from bacung.ground import audit, bulk
from bacung.ground.permissions import Viewer
from bacung.registry.models import Household


def place_households(viewer: Viewer, points: Mapping[int, tuple[float, float]]) -> int:
    """Write latitude and longitude (degrees) of households by their keys; how many were elsewhere before."""
    if not points:
        return 0
    known = bulk.read(Household, ("pk", "latitude", "longitude"), pk=list(points))
    moved = [(*points[key], key) for key, *point in known if tuple(point) != points[key]]
    if moved:
        bulk.update_rows(Household, ("latitude", "longitude"), moved)
        audit.record("registry.place", viewer, households=len(moved))
    return len(moved)
