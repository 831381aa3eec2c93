"""Doors beside a pair's way: where it goes on when the evening lasts longer than its doors."""

from collections.abc import Collection, Sequence

from django.db.models import Q

from bacung.areas.models import Hamlet
from bacung.ground.permissions import Viewer
from bacung.rounds.convert import NewPair, problem_of
from bacung.rounds.models import Door, Pair, Round, Stop
from bacung.rounds.queries import doors

LOOKED_AT = 2000
"""The most doors among which the nearest are sought."""

NEIGHBOURS = 4
"""How many hamlets around are looked into where the way's own have too few doors left."""


def reserve_doors(
    viewer: Viewer, round_: Round, pair: Pair, own: Sequence[Door], hamlets: Sequence[Hamlet], limit: int
) -> list[Door]:
    """The open doors nearest to a pair's way, on nobody's way this evening, households loaded; at most
    `limit`, nearest first.

    `own` are the doors on the way, `hamlets` those of the commune in order. Sought in the hamlets of the way,
    then in those around, so the cost follows these and not the commune.
    """
    from bacung.core.routing.nearest import nearest

    here = {door.hamlet_id for door in own} or {hamlet.pk for hamlet in hamlets[:1]}
    candidates = _open(viewer, round_, here)
    if len(candidates) < limit and (around := _around(hamlets, here)):
        candidates += _open(viewer, round_, around)
    if not candidates:
        return []
    asked = problem_of(
        round_.drive, round_.on, [*own, *candidates], hamlets, [NewPair(has_kit=pair.has_kit, mode=pair.mode)]
    )
    by_household = {str(door.household_id): door for door in candidates}
    return [by_household[key] for key in nearest(asked, {str(door.household_id) for door in own}, limit)]


def _open(viewer: Viewer, round_: Round, hamlet_ids: Collection[int | None]) -> list[Door]:
    evening = Stop.objects.filter(
        pair__round__commune=round_.commune_id, pair__round__on=round_.on, dropped_at=None
    )
    taken = evening.exclude(pair__round__state="cancelled").values("household")
    there = Q(hamlet__in=[key for key in hamlet_ids if key])
    if None in hamlet_ids:
        there |= Q(hamlet=None)
    rows = doors(viewer, round_.drive, round_.commune).filter(there, persons_left__gt=0, never=False)
    return list(rows.exclude(household__in=taken)[:LOOKED_AT])


def _around(hamlets: Sequence[Hamlet], here: Collection[int | None]) -> list[int | None]:
    """The hamlets next to those `here`, in the order one walks the commune, and the doors of no hamlet."""
    places = {hamlet.pk: place for place, hamlet in enumerate(hamlets)}
    ours = [places[key] for key in here if key in places] or [0]
    others = [key for key in places if key not in here]
    others.sort(key=lambda key: min(abs(places[key] - place) for place in ours))
    nowhere = [] if None in here else [None]
    return [*others[:NEIGHBOURS], *nowhere]
