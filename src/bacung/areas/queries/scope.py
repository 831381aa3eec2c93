"""Which of many units lie in somebody's areas."""

from collections.abc import Collection

from bacung.areas.models import Area
from bacung.ground.permissions import Viewer, within


def inside(viewer: Viewer, area_ids: Collection[int]) -> Collection[int]:
    """Those of the units that the viewer may see; whoever may see the country may see them all."""
    if "" in viewer.paths or not area_ids:
        return area_ids
    return set(Area.objects.filter(within(viewer), pk__in=area_ids).values_list("pk", flat=True))
