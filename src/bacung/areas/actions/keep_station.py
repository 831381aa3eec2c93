"""What is known of a commune's station: where pairs set out, whom residents ring up, who can sleep there."""

from dataclasses import dataclass

from django.db import transaction

from bacung.areas.actions.draw import check_point
from bacung.areas.models import Area, Level, Station
from bacung.core.problems import Problem
from bacung.ground.audit import record
from bacung.ground.permissions import Viewer, fetch


@dataclass(frozen=True)
class AboutStation:
    """The station as its commune tells of it; no beds: nobody can sleep there, or nobody has said."""

    address: str = ""
    phone: str = ""
    beds: int = 0
    latitude: float | None = None
    longitude: float | None = None


@transaction.atomic
def keep_station(viewer: Viewer, commune: Area, about: AboutStation) -> Station:
    """Write down all that is known of the station, instead of what was known before.

    Raises `areas.not-a-commune` for a unit above, `areas.not-a-point` for half a point or one abroad.
    """
    fetch(Area.objects.all(), viewer, "", pk=commune.pk)
    if commune.level != Level.COMMUNE:
        raise Problem("areas.not-a-commune", name=str(commune))
    check_point(about.latitude, about.longitude)
    told = {
        "address": about.address.strip(),
        "phone": about.phone.strip(),
        "beds": about.beds,
        "latitude": about.latitude,
        "longitude": about.longitude,
    }
    station, _ = Station.objects.update_or_create(commune=commune, defaults=told)
    record("areas.station", viewer, commune=commune.pk)
    return station
