"""What is known of stations."""

from collections.abc import Collection

from bacung.areas.models import Area, Station


def station_of(commune: Area) -> Station | None:
    """The station of a commune, if anything was said of it."""
    return Station.objects.filter(commune=commune).first()


def stations_of(communes: Collection[int]) -> dict[int, Station]:
    """What is known of the stations of these communes, by the commune's key."""
    return {each.commune_id: each for each in Station.objects.filter(commune__in=communes)}
