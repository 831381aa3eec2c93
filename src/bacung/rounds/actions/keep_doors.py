"""Keeping doors: the shadow that planning reads, moved by news from registry, visits and ledger."""

from collections.abc import Collection, Mapping

from bacung.core.merging.doors import DoorState
from bacung.drives.models import Drive
from bacung.drives.queries import covering
from bacung.ground import bulk
from bacung.registry.models import Household
from bacung.rounds.models import Door

Left = Mapping[int, tuple[str, str]]
"""Who is still to do behind a door: person id → step to take (`models.STEPS`), reason as last told."""


def keep_doors(household_ids: Collection[int]) -> None:
    """A door for each of these households in every drive that covers its commune."""
    homes = list(Household.objects.filter(pk__in=household_ids).values_list("pk", "commune_id", "hamlet_id"))
    doors = [
        Door(drive=drive, household_id=key, commune_id=commune, hamlet_id=hamlet)
        for commune in {commune for _, commune, _ in homes}
        for drive in covering(commune)
        for key, at, hamlet in homes
        if at == commune
    ]
    bulk.upsert(doors, known_by=("drive", "household"), names=("commune", "hamlet"))


def note_doors(drive: Drive, states: Mapping[int, DoorState]) -> None:
    """Write what the visits to each household add up to."""
    doors = list(Door.objects.filter(drive=drive, household__in=states))
    for door in doors:
        state = states[door.household_id]
        door.knocks = state.knocks
        door.first_knock_at = state.first_knock_at
        door.last_at = state.last_at
        door.last_outcome = state.last_outcome or ""
        door.promise_at = state.promise
        door.never = state.never
    columns = ("knocks", "first_knock_at", "last_at", "last_outcome", "promise_at", "never")
    bulk.update(doors, columns)


def set_people_left(drive: Drive, left: Mapping[int, Left]) -> None:
    """Write who is still to do behind each household's door."""
    doors = list(Door.objects.filter(drive=drive, household__in=left))
    moved = []
    for door in doors:
        now = {str(person): [step, reason] for person, (step, reason) in left[door.household_id].items()}
        if door.left != now:
            door.left, door.persons_left = now, len(now)
            moved.append(door)
    bulk.update(moved, ("left", "persons_left"))
