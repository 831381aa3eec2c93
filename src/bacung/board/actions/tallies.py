"""Moving the daily counters, inside the recording of what moves them."""

from collections import Counter
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
    """Count somebody in (+1) or out (-1), in their commune and in their hamlet."""
    for measure in from_mask(counted.mask, counted.left or None):
        deltas[(counted.commune_id, None), measure] += by
        if counted.hamlet_id:
            deltas[(counted.commune_id, counted.hamlet_id), measure] += by


def move(drive: Drive, on: date, deltas: Deltas) -> None:
    """Add the deltas to the counters of a day."""
    moved = {key: by for key, by in deltas.items() if by}
    communes = {commune for (commune, _), _ in moved}
    rows = Tally.objects.filter(drive=drive, on=on, commune__in=communes)
    held = {((row.commune_id, row.hamlet_id), row.measure): row for row in rows}
    for key, by in moved.items():
        if key in held:
            held[key].delta += by
    bulk.update([held[key] for key in moved if key in held], ("delta",))
    bulk.insert(
        Tally(drive=drive, commune_id=commune, hamlet_id=hamlet, measure=measure, on=on, delta=by)
        for ((commune, hamlet), measure), by in moved.items()
        if ((commune, hamlet), measure) not in held
    )


def of_drive(drive: Drive) -> dict[tuple[Place, str, date], int]:
    """Every counter of a drive that is not nought."""
    rows = Tally.objects.filter(~Q(delta=0), drive=drive)
    return {((row.commune_id, row.hamlet_id), row.measure, row.on): row.delta for row in rows}
