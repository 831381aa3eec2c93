"""Telling the phones of a round what was decided at the office, under a number of the round."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from bacung.fieldsync.actions.counters import locked
from bacung.fieldsync.models import Echo, RoundLog
from bacung.ground import bulk, clock
from bacung.visits.models import Event as Visit


def echo(
    kind: str,
    round_id: int,
    event_id: UUID,
    household_id: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Say it once, behind all that is known of the round. `facts` are keys and codes."""
    log = locked([round_id])[round_id]
    log.last_seq += 1
    log.save(update_fields=["last_seq"])
    Echo.objects.create(
        round_id=round_id,
        seq=log.last_seq,
        kind=kind,
        event_id=event_id,
        household_id=household_id,
        facts=dict(facts or {}),
        made_at=clock.now(),
    )


def echo_visits(visit_ids: Sequence[UUID]) -> None:
    """Tell of visits written down at the office: the phones of the commune's evenings that still count. Where
    no phone was ever bound to one, it costs a look at them, and nothing where there are no such visits.
    """
    visits = list(Visit.objects.filter(pk__in=visit_ids).order_by("recorded_at", "pk")) if visit_ids else []
    if not visits:
        return
    communes = {(visit.drive_id, visit.commune_id) for visit in visits}
    there = Q(pk__in=[])
    for drive_id, commune_id in communes:
        there |= Q(round__drive=drive_id, round__commune=commune_id)
    yesterday = clock.today() - timedelta(days=1)
    logs = RoundLog.objects.filter(there, round__on__gte=yesterday).exclude(round__state="cancelled")
    evenings = list(logs.values_list("round", "round__drive", "round__commune"))
    counters = locked({round_id for round_id, _, _ in evenings})
    echoes = []
    for round_id, drive_id, commune_id in evenings:
        for visit in visits:
            if (visit.drive_id, visit.commune_id) == (drive_id, commune_id):
                counters[round_id].last_seq += 1
                echoes.append(
                    Echo(
                        round_id=round_id,
                        seq=counters[round_id].last_seq,
                        kind="visit",
                        event_id=visit.pk,
                        household_id=visit.household_id,
                        made_at=clock.now(),
                    )
                )
    bulk.update(counters.values(), ("last_seq",))
    bulk.insert(echoes)
