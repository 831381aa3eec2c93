"""Units on a day: above, below and inside a viewer's areas."""

from datetime import date

from django.db.models import Q, QuerySet

from bacung.areas.models import Area, Level
from bacung.ground.permissions import Viewer, within


def valid_on(on: date, unit: str = "") -> Q:
    """The filter "held on this day"; `unit` is the lookup that leads to the area."""
    prefix = f"{unit}__" if unit else ""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def units(viewer: Viewer) -> QuerySet[Area]:
    """Every unit of every time inside the viewer's areas."""
    return Area.objects.filter(within(viewer))


def at(level: str, on: date) -> QuerySet[Area]:
    """The units of a level on a day, by code."""
    return Area.objects.filter(valid_on(on), level=level).order_by("code")


def tops(viewer: Viewer, on: date) -> QuerySet[Area]:
    """Where the viewer begins to look: the provinces of a day, or the tops of their own areas, of any
    time.
    """
    if "" in viewer.paths:
        return at(Level.PROVINCE, on)
    return Area.objects.filter(path__in=viewer.paths).order_by("path")


def parent(viewer: Viewer, area: Area) -> Area | None:
    """The unit right above, if the viewer may see it."""
    return units(viewer).filter(path=area.path[: -Area.steplen]).first()


def children(area: Area, on: date) -> QuerySet[Area]:
    """The units right below one on a day, by code."""
    below = Area.objects.filter(path__startswith=area.path, depth=area.depth + 1)
    return below.filter(valid_on(on)).order_by("code")


def communes_under(area: Area, on: date) -> QuerySet[Area]:
    """The communes of a unit on a day; the unit itself if it is one."""
    return at(Level.COMMUNE, on).filter(path__startswith=area.path)
