"""Which placed map covers a place."""

from collections.abc import Sequence

from bacung.areas.models import StreetMap


def street_map_over(spots: Sequence[tuple[float, float]]) -> StreetMap | None:
    """The last map placed that covers most of these places (latitude, longitude); None if none does."""
    if not spots:
        return None
    for placed in StreetMap.objects.all():
        inside = sum(
            placed.south <= lat <= placed.north and placed.west <= lon <= placed.east for lat, lon in spots
        )
        if 2 * inside > len(spots):
            return placed
    return None


def street_maps() -> Sequence[StreetMap]:
    """All maps placed, the newest first."""
    return list(StreetMap.objects.all())
