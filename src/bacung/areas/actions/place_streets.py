"""Placing a map extract: read once, its network kept beside the database, found again by its digest."""

import hashlib
from pathlib import Path

from django.db import transaction

from bacung.areas.models import StreetMap
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer


def place_streets(viewer: Viewer, path: Path, name: str = "") -> StreetMap:
    """Read an extract (.osm, .osm.pbf) and keep its streets. The same file again is the newest map again.

    Refuses `areas.map-unreadable`.
    """
    from bacung.areas.extracts import read_extract
    from bacung.areas.networks import keep_network
    from bacung.core.routing.streets.network import contract

    lines = read_extract(path)
    network = contract(lines)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    keep_network(digest, network)
    with transaction.atomic():
        placed, _ = StreetMap.objects.update_or_create(
            digest=digest,
            defaults={
                "name": (name or path.name)[:120],
                "crossings": network.crossings,
                "south": float(lines.lat.min()),
                "west": float(lines.lon.min()),
                "north": float(lines.lat.max()),
                "east": float(lines.lon.max()),
                "placed_at": clock.now(),
            },
        )
        audit.record("areas.streets", viewer, map=placed.name, crossings=placed.crossings)
    return placed
