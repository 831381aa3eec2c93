"""Keeping doors: the shadow that planning reads, moved by news from registry, visits and ledger."""

from collections.abc import Collection, Mapping

from bacung.core.merging.doors import DoorState
from bacung.core.presence.history import NOTHING, History
from bacung.drives.models import Drive, DriveArea
from bacung.ground import bulk
from bacung.registry.models import Household
from bacung.rounds.models import Door

Left = Mapping[int, tuple[str, str]]
"""Who is still to do behind a door: person id → step to take (`models.STEPS`), reason as last told."""


def keep_doors(household_ids: Collection[int]) -> None:
    """A door for each of these households in every drive that covers its commune."""
    homes = {
        key: (commune, hamlet)
        for key, commune, hamlet in bulk.read(Household, ("pk", "commune", "hamlet"), pk=household_ids)
    }
    communes = {commune for commune, _ in homes.values()}
    wanted = {
        (place.drive_id, key): home
        for place in DriveArea.objects.filter(commune__in=communes)
        for key, home in homes.items()
        if home[0] == place.commune_id
    }
    held = {
        (drive, home): place
        for drive, home, *place in bulk.read(
            Door, ("drive", "household", "commune", "hamlet"), household=list(homes)
        )
    }
    bulk.upsert(
        [
            Door(drive_id=drive, household_id=key, commune_id=place[0], hamlet_id=place[1])
            for (drive, key), place in wanted.items()
            if held.get((drive, key)) != list(place)
        ],
        known_by=("drive", "household"),
        names=("commune", "hamlet"),
    )


def note_doors(drive: Drive, states: Mapping[int, DoorState], histories: Mapping[int, History]) -> None:
    """Write what the visits to each household add up to, and when it was found home."""
    doors = bulk.read(Door, ("pk", "household"), drive=drive.pk, household=states.keys())
    bulk.update_rows(
        Door,
        ("knocks", "first_knock_at", "last_at", "last_outcome", "promise_at", "never", "history"),
        [(*_noted(states[home]), histories.get(home, NOTHING).to_json(), key) for key, home in doors],
    )


def _noted(state: DoorState) -> tuple[object, ...]:
    last = state.last_outcome or ""
    return state.knocks, state.first_knock_at, state.last_at, last, state.promise, state.never


def correct_histories(drive: Drive, histories: Mapping[int, History]) -> int:
    """Write when households were found home wherever a door says otherwise; how many did."""
    wrong = []
    for key, home, before in bulk.read(
        Door, ("pk", "household", "history"), drive=drive.pk, household=list(histories)
    ):
        if before != (now := histories[home].to_json()):
            wrong.append((now, key))
    bulk.update_rows(Door, ("history",), wrong)
    return len(wrong)


def set_people_left(drive: Drive, left: Mapping[int, Left]) -> None:
    """Write who is still to do behind each household's door."""
    moved = []
    for key, home, before in bulk.read(
        Door, ("pk", "household", "left"), drive=drive.pk, household=left.keys()
    ):
        now = {str(person): [step, reason] for person, (step, reason) in left[home].items()}
        if before != now:
            moved.append((now, len(now), key))
    bulk.update_rows(Door, ("left", "persons_left"), moved)
