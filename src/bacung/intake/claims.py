"""What rows say of accounts, told once: a later book that says the same again says nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from bacung.ground import clock
from bacung.intake.events import Claim
from bacung.intake.models import Batch, StagedRow

NOON = time(12, tzinfo=clock.VIETNAM)


def claims_told(batch: Batch, rows: Sequence[StagedRow]) -> tuple[Claim, ...]:
    """The claims of these rows about their people, but for what an accepted book has said of them already."""
    rows = [row for row in rows if row.claims and row.person_id]
    heard: dict[int, set[str]] = defaultdict(set)
    earlier = StagedRow.objects.filter(person_id__in={row.person_id for row in rows}).exclude(claims="")
    for person, said in earlier.exclude(batch=batch).values_list("person_id", "claims"):
        heard[person or 0] |= set(said.split())
    return tuple(
        Claim(row.person_id or 0, kind, _when(on, batch.created_at), f"row:{batch.pk}:{row.position}")
        for row in rows
        for kind, on in _parted(set(row.claims.split()) - heard[row.person_id or 0])
    )


def _parted(said: Iterable[str]) -> list[tuple[str, str]]:
    return sorted((kind, on) for kind, _, on in (each.partition("=") for each in said))


def _when(on: str, book_came_at: datetime) -> datetime:
    """Noon of the day a row names; a row without a day, or of a day to come, speaks as of its book."""
    if not on:
        return book_came_at
    return min(datetime.combine(date.fromisoformat(on), NOON), book_came_at)
