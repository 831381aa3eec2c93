"""What rounds do with news from upstream: keep the doors."""

from bacung.registry.events import PeopleChanged, PeopleStaged
from bacung.rounds.actions import keep_doors


def on_households(event: PeopleStaged | PeopleChanged) -> None:
    """Every household has its door."""
    keep_doors(event.household_ids)
