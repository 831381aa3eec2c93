"""What rounds do with news from upstream: keep the doors."""

from bacung.drives.events import DriveAreasChanged
from bacung.registry.events import PeopleChanged, PeopleStaged
from bacung.registry.models import Household
from bacung.rounds.actions import keep_doors


def on_households(event: PeopleStaged | PeopleChanged) -> None:
    """Every household has its door."""
    keep_doors(event.household_ids)


def on_areas(event: DriveAreasChanged) -> None:
    """The households of communes that joined a drive have a door in it."""
    homes = Household.objects.filter(commune__in=event.joined).values_list("pk", flat=True)
    keep_doors(list(homes))
