"""Stored events that wait: for somebody found who is not in the registry yet, or for the visit they
withdraw. When that has come they count, and the phones of their round hear of it.
"""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from bacung.core.syncing.events import Event, read_event
from bacung.fieldsync.actions.counters import locked
from bacung.fieldsync.actions.counting import Counted, count
from bacung.fieldsync.convert import APART, BODY, Telling
from bacung.fieldsync.models import Body, Echo, Quarantined, Received, Waiting
from bacung.ground import bulk, clock
from bacung.ground.recording import recording
from bacung.ground.vault import open_sealed, seal
from bacung.rounds.models import Pair


def settle(arrived: Collection[UUID]) -> None:
    """Let count what waited for any of these: ids of people and households found who are known now, or of
    visits that count now. What then turns out to be wrong goes into quarantine.
    """
    if bulk.read(Waiting, ("event",), waits_for=list(arrived)):
        _settle(arrived)


@recording()
def _settle(arrived: Collection[UUID]) -> None:
    while arrived:
        rows = _waiting_for(arrived)
        if not rows:
            return
        bodies = dict(Body.objects.filter(event__in=rows).values_list("event", "sealed"))
        events = {key: read_event(open_sealed(bytes(sealed), BODY)) for key, sealed in bodies.items()}
        told = _tellings(rows.values(), events)
        counted = count(told)
        _let_go(rows, counted)
        _say_counted([rows[key] for key in counted.now])
        _set_apart(rows, events, counted)
        arrived = counted.now


def _waiting_for(arrived: Collection[UUID]) -> dict[UUID, Received]:
    waiting = Waiting.objects.filter(waits_for__in=arrived).values("event")
    rows = Received.objects.filter(pk__in=waiting).select_related(
        "round__drive", "round__commune", "incarnation__device"
    )
    return {row.pk: row for row in rows.defer("round__problem", "round__plan")}


def _tellings(rows: Iterable[Received], events: Mapping[UUID, object]) -> list[Telling]:
    walking = _walking(rows)
    told = []
    for row in sorted(rows, key=lambda row: (row.round_id, row.seq)):
        event, device = events.get(row.pk), row.incarnation.device
        if isinstance(event, Event):
            number = walking.get((device.member_id, row.round_id), device.pair_number)
            told.append(Telling(event, row.round, number, device.member_id, row.occurred_at))
    return told


def _walking(rows: Iterable[Received]) -> dict[tuple[int, int], int]:
    pairs = Pair.objects.filter(
        round__in={row.round_id for row in rows},
        walkers__in={row.incarnation.device.member_id for row in rows},
    )
    told = pairs.values_list("walkers", "round", "number")
    return {(member_id, round_id): number for member_id, round_id, number in told}


def _let_go(rows: Mapping[UUID, Received], counted: Counted) -> None:
    Waiting.objects.filter(event__in=[*counted.now, *counted.refused]).delete()
    for key, awaited in counted.waiting.items():
        Waiting.objects.filter(event=rows[key]).update(waits_for=awaited)


def _say_counted(rows: Iterable[Received]) -> None:
    rows = list(rows)
    logs = locked({row.round_id for row in rows})
    echoes = []
    for row in rows:
        log = logs[row.round_id]
        log.last_seq += 1
        echoes.append(
            Echo(
                round_id=row.round_id,
                seq=log.last_seq,
                kind="counted",
                event_id=row.pk,
                household_id=row.household_id,
                made_at=clock.now(),
            )
        )
    bulk.update(logs.values(), ("last_seq",))
    bulk.insert(echoes)


def _set_apart(rows: Mapping[UUID, Received], events: Mapping[UUID, object], counted: Counted) -> None:
    for key, (code, facts) in counted.refused.items():
        row, event = rows[key], events[key]
        assert isinstance(event, Event)
        Quarantined.objects.get_or_create(
            device=row.incarnation.device,
            digest=event.digest,
            defaults={
                "incarnation_id": row.incarnation_id,
                "event_id": key,
                "n": row.n,
                "code": code,
                "facts": facts,
                "sealed": seal(event.raw, APART),
                "received_at": row.received_at,
            },
        )
