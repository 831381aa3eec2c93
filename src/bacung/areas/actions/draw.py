"""Where on the map a place is, corrected by hand, and the boundary drawn around it."""

import math

from django.db import transaction

from bacung.areas.models import Area, Hamlet, Outline
from bacung.areas.outlines import is_in_vietnam, read_outline
from bacung.core.problems import Problem
from bacung.ground.audit import record
from bacung.ground.permissions import Viewer, fetch


@transaction.atomic
def set_point(
    viewer: Viewer, place: Area | Hamlet, *, latitude: float | None, longitude: float | None
) -> None:
    """The middle of a unit or a hamlet, in degrees (WGS 84); None for both: not known."""
    _held(viewer, place)
    check_point(latitude, longitude)
    place.latitude, place.longitude = latitude, longitude
    place.save(update_fields=("latitude", "longitude"))
    record("areas.point", viewer, **{type(place).__name__.lower(): place.pk})


def check_point(latitude: float | None, longitude: float | None) -> None:
    """Refuse half a point and one that is not in Vietnam (`areas.not-a-point`); no point is one that is not
    known.
    """
    if (latitude is None) != (longitude is None):
        raise Problem("areas.not-a-point")
    if latitude is not None and longitude is not None:
        finite = math.isfinite(latitude) and math.isfinite(longitude)
        if not finite or not is_in_vietnam(latitude, longitude):
            raise Problem("areas.not-a-point")


@transaction.atomic
def set_outline(viewer: Viewer, area: Area, uploaded: bytes) -> Outline:
    """The boundary of a unit from an uploaded GeoJSON file (`outlines.read_outline`), instead of any
    before.
    """
    _held(viewer, area)
    outline, _ = Outline.objects.update_or_create(area=area, defaults={"geojson": read_outline(uploaded)})
    record("areas.outline", viewer, area=area.pk)
    return outline


@transaction.atomic
def drop_outline(viewer: Viewer, area: Area) -> None:
    """No boundary any more: the map shows a point again."""
    _held(viewer, area)
    Outline.objects.filter(area=area).delete()
    record("areas.outline.drop", viewer, area=area.pk)


def _held(viewer: Viewer, place: Area | Hamlet) -> None:
    fetch(Area.objects.all(), viewer, "", pk=place.commune_id if isinstance(place, Hamlet) else place.pk)
