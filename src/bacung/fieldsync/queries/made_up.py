"""Whether this server shows a demonstration only."""

from bacung.drives.models import Drive


def only_made_up() -> bool:
    """There are drives, and every one of them is made up: then nobody's real evening can be lost."""
    kinds = set(Drive.objects.values_list("is_demo", flat=True))
    return kinds == {True}
