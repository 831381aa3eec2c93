"""Keeping the lines an operator gives for a commune's maps."""

import os
import secrets

from django.db import transaction

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.core.syncing.basemap import read_basemap, to_geojson
from bacung.fieldsync.basemaps import path_of
from bacung.ground import audit
from bacung.ground.permissions import Viewer, within


def keep_basemap(viewer: Viewer, commune: Area, uploaded: bytes) -> int:
    """Keep the lanes and water of a GeoJSON file for the maps of this commune; how many lines and areas.

    A later file takes the place of an earlier one. Refuses what `core.syncing.basemap` cannot read.
    """
    if not Area.objects.filter(within(viewer), pk=commune.pk, level="commune").exists():
        raise Problem("ground.not-found")
    shapes = read_basemap(uploaded)
    path = path_of(commune.pk)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with transaction.atomic():
        audit.record("fieldsync.basemap", viewer, commune=commune.pk, shapes=len(shapes))
        try:
            draft.write_bytes(to_geojson(shapes))
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    return len(shapes)
