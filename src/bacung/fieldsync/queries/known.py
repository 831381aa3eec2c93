"""What is known of ids that phones made: who was found under them, which visits count, what waits."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from bacung.core.syncing.kinds import VISITS
from bacung.fieldsync.models import Found, Received
from bacung.ground import bulk
from bacung.visits.models import Event as Visit


def known(ids: Collection[UUID]) -> dict[UUID, int]:
    """Our number of the household or person found under each of these ids, where there is one by now."""
    if not ids:
        return {}
    rows = Found.objects.filter(pk__in=ids, settled_at__isnull=False)
    told = rows.values_list("pk", "is_household", "household", "person")
    found = {key: home if is_household else person for key, is_household, home, person in told}
    return {key: number for key, number in found.items() if number is not None}


def households_among(ids: Collection[UUID]) -> set[UUID]:
    """Those of these ids under which a household was found, not a person."""
    if not ids:
        return set()
    return set(Found.objects.filter(pk__in=ids, is_household=True).values_list("pk", flat=True))


def left_out(ids: Collection[UUID]) -> set[UUID]:
    """Those of these ids under which somebody was found who, it was answered, does not belong on the list."""
    if not ids:
        return set()
    rows = Found.objects.filter(pk__in=ids, is_household=False, settled_at__isnull=False, person=None)
    return set(rows.values_list("pk", flat=True))


def uncounted(ids: Collection[UUID]) -> set[UUID]:
    """Those of these stored events that do not count: visits that wait or turned out impossible, and what
    speaks of people found who are not settled.
    """
    visits = {UUID(key) for (key,) in bulk.read(Received, ("id",), pk=ids, kind=VISITS)}
    recorded = {UUID(key) for (key,) in bulk.read(Visit, ("id",), pk=visits)}
    unsettled = {UUID(key) for (key,) in bulk.read(Found, ("event",), event=ids, settled_at=None)}
    return (visits - recorded) | unsettled


@dataclass(frozen=True, slots=True)
class Told:
    """A visit that counts, or has counted: who told it, and of which household."""

    round_id: int | None
    pair_number: int | None
    household_id: int


def told_by(ids: Collection[UUID]) -> dict[UUID, Told]:
    """These visits, as far as they are recorded."""
    if not ids:
        return {}
    rows = Visit.objects.filter(pk__in=ids).values_list("pk", "round", "pair_number", "household")
    return {key: Told(round_id, number, household) for key, round_id, number, household in rows}
