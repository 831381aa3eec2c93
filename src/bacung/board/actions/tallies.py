"""Moving the daily counters, inside the recording of what moves them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from bacung.board.convert import Counted
from bacung.board.models import Tally
from bacung.core.coverage.measures import from_mask
from bacung.drives.models import Drive
from bacung.ground import bulk

Place = tuple[int, int | None]
Deltas = Counter[tuple[Place, str]]


def add(deltas: Deltas, counted: Counted, by: int) -> None:
    """Count so many people in (or out) who count as the same, in their commune and in their hamlet."""
    for measure in from_mask(counted.mask, counted.left or None):
        deltas[(counted.commune, None), measure] += by
        if counted.hamlet:
            deltas[(counted.commune, counted.hamlet), measure] += by


def move(drive: Drive, on: date, people: Mapping[Counted, int]) -> None:
    """Move the counters of a day by so many more (or fewer) people of each kind."""
    deltas: Deltas = Counter()
    for counted, by in people.items():
        if by:
            add(deltas, counted, by)
    moved = {key: by for key, by in deltas.items() if by}
    communes = {commune for (commune, _), _ in moved}
    names = ("commune", "hamlet", "measure", "delta", "pk")
    held = {
        ((commune, hamlet), measure): (delta, key)
        for commune, hamlet, measure, delta, key in bulk.read(
            Tally, names, drive=drive.pk, commune=communes, on=on
        )
    }
    bulk.update_rows(
        Tally, ("delta",), [(held[key][0] + by, held[key][1]) for key, by in moved.items() if key in held]
    )
    bulk.insert_rows(
        Tally,
        ("drive", "on", "commune", "hamlet", "measure", "delta"),
        [
            (drive.pk, on, *place, measure, by)
            for (place, measure), by in moved.items()
            if (place, measure) not in held
        ],
    )


def of_drive(drive: Drive) -> dict[tuple[Place, str, date], int]:
    """Every counter of a drive that is not nought."""
    rows = Tally.objects.filter(~Q(delta=0), drive=drive)
    return {((row.commune_id, row.hamlet_id), row.measure, row.on): row.delta for row in rows}
