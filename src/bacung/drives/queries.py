"""Which drive, against what."""

from datetime import date

from bacung.drives.models import Drive


def covering(commune_id: int, on: date | None = None) -> list[Drive]:
    """The drives that work in a commune (on a day, if one is given), newest first."""
    drives = Drive.objects.filter(places__commune=commune_id).order_by("-starts_on", "pk")
    return list(drives.filter(starts_on__lte=on, ends_on__gte=on) if on else drives)
