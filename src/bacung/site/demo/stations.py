"""The stations of both drives: where pairs set out, which number the sheets bear, who can sleep there."""

from random import Random

from bacung.areas import actions as areas
from bacung.areas.actions import AboutStation
from bacung.drives.models import Drive
from bacung.drives.queries import communes
from bacung.ground.permissions import Viewer

CROWDED = 3
"""Beds of the smallest rooms; one of the reports tells of nine people in nine square metres."""


def tell_of_stations(viewer: Viewer, drive: Drive, dialling: str, seed: int) -> None:
    """Every commune of a drive says what is known of its station; the numbers are nobody's."""
    rng = Random(f"{seed} stations {drive.code}")
    for place, area in enumerate(communes(drive).order_by("code")):
        about = AboutStation(
            address=f"Trung tâm {area}",
            phone=f"{dialling} 0000 {place:03} (minh họa)",
            beds=rng.choice((CROWDED, 4, 5, 6, 6)),
            latitude=area.latitude,
            longitude=area.longitude,
        )
        areas.keep_station(viewer, area, about)
