"""What became known of a round after a number, for one phone: its walker's own events, what was told of doors
that are not on another pair's way, and echoes of the office. Costs follow what is new, not what was.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bacung.core.problems import Problem
from bacung.core.syncing.wire import PullAnswer, Row
from bacung.fieldsync.convert import to_ms
from bacung.fieldsync.models import Device, Echo, Received, RoundLog
from bacung.fieldsync.queries.known import uncounted
from bacung.fieldsync.queries.told import answers_to
from bacung.ground import clock
from bacung.rounds.models import Stop
from bacung.visits.models import Event as Visit
from bacung.visits.models import PersonOutcome

MOST_ROWS = 500
_OF_A_DOOR_OR_A_WALKER = ("visit", "counted", "answered", "visit.recorded", "visit.voided")


@dataclass(frozen=True, slots=True)
class _New:
    """A number of the round, and what stands under it. `member_id` told it, or nobody (an echo)."""

    seq: int
    kind: str
    event_id: UUID | None
    household_id: int | None
    occurred_at: datetime | None = None
    member_id: int | None = None
    facts: Mapping[str, Any] | None = None


def pulled(device: Device, after: int, limit: int) -> PullAnswer:
    """The rows behind `after`, in order, as many as asked for.

    Refuses `fieldsync.cursor-expired` for a cursor this server never gave: it was restored meanwhile.
    """
    log = RoundLog.objects.filter(pk=device.round_id).first()
    if log is None or not 0 <= after <= min(device.pulled_seq, log.last_seq):
        raise Problem("fieldsync.cursor-expired")
    limit = max(1, min(limit, MOST_ROWS))
    # Up to the number read first: what is numbered while we look is for the next pull, or one table would be
    # looked at before it comes and the other after.
    upto = log.last_seq
    found = sorted([*_events(device, after, upto, limit), *_echoes(device, after, upto, limit)], key=_seq)
    new = found[:limit]
    return PullAnswer(
        now=to_ms(clock.now()),
        epoch=device.epoch,
        round=device.round_id,
        rows=list(_rows(device, new)),
        next=new[-1].seq if new else after,
        more=len(found) > limit,
    )


def _seq(new: _New) -> int:
    return new.seq


def _events(device: Device, after: int, upto: int, limit: int) -> Iterable[_New]:
    rows = Received.objects.filter(round=device.round_id, seq__gt=after, seq__lte=upto).order_by("seq")
    columns = ("seq", "kind", "id", "household_id", "occurred_at", "incarnation__device__member")
    return [_New(*row) for row in rows.values_list(*columns)[: limit + 1]]


def _echoes(device: Device, after: int, upto: int, limit: int) -> Iterable[_New]:
    rows = Echo.objects.filter(round=device.round_id, seq__gt=after, seq__lte=upto).order_by("seq")
    columns = ("seq", "kind", "event_id", "household_id", "facts")
    told = rows.values_list(*columns)[: limit + 1]
    return [_New(seq, kind, key, home, facts=facts) for seq, kind, key, home, facts in told]


def _rows(device: Device, new: Collection[_New]) -> Iterable[Row]:
    mine = {each.event_id for each in new if each.event_id and each.member_id == device.member_id}
    about = {each.event_id for each in new if each.event_id}
    mine |= _mine_among({each.event_id for each in new if each.event_id and not each.member_id}, device)
    visits = _visits(about - mine)
    told_of = {each.household_id for each in new if not each.member_id and each.household_id}
    elsewhere = _elsewhere(device, {each.household_id for each in visits.values()} | told_of)
    withdrawn = _mine_among({visit.voids for visit in visits.values() if visit.voids}, device)
    waiting = uncounted(mine)
    answers = answers_to({each.event_id for each in new if each.kind == "answered"} & mine)
    for each in new:
        if each.event_id in mine and each.member_id:
            yield Row(each.seq, each.kind, each.event_id, mine=True, counted=each.event_id not in waiting)
        elif each.event_id in answers:
            yield Row(each.seq, each.kind, each.event_id, mine=True, p={"text": answers[each.event_id]})
        elif each.event_id in mine or each.kind not in _OF_A_DOOR_OR_A_WALKER:
            if each.member_id is None and (each.event_id in mine or each.household_id not in elsewhere):
                yield _echo(each, mine=each.event_id in mine)
        elif (visit := visits.get(each.event_id)) and (
            visit.household_id not in elsewhere or visit.voids in withdrawn
        ):
            yield visit.row(each)


def _echo(each: _New, *, mine: bool) -> Row:
    return Row(
        each.seq, each.kind, each.event_id, each.household_id, mine=mine, p=dict(each.facts or {}) or None
    )


def _mine_among(event_ids: Collection[UUID], device: Device) -> set[UUID]:
    if not event_ids:
        return set()
    own = Received.objects.filter(pk__in=event_ids, incarnation__device__member=device.member_id)
    return set(own.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class _Visit:
    """A visit that counts, as another pair's phone may know it: codes and moments, no words."""

    id: UUID
    household_id: int
    pair_number: int | None
    occurred_at: datetime
    said: dict[str, Any]
    is_void: bool
    voids: UUID | None

    def row(self, each: _New) -> Row:
        """The row under the number of `each`."""
        kind = "visit" if each.member_id is None else "visit.voided" if self.is_void else "visit.recorded"
        return Row(
            each.seq,
            kind,
            self.id,
            self.household_id,
            to_ms(self.occurred_at),
            pair=self.pair_number,
            p=self.said,
        )


def _visits(event_ids: Collection[UUID]) -> dict[UUID | None, _Visit]:
    if not event_ids:
        return {}
    people: dict[UUID, list[dict[str, Any]]] = {}
    for told in PersonOutcome.objects.filter(event__in=event_ids).order_by("pk"):
        people.setdefault(told.event_id, []).append(_told(told))
    rows = Visit.objects.filter(pk__in=event_ids)
    return {row.pk: _visit(row, people.get(row.pk, [])) for row in rows}


def _visit(row: Visit, people: list[dict[str, Any]]) -> _Visit:
    is_void = row.outcome == "void"
    said: dict[str, Any] = (
        {"voids": str(row.voids_id)} if is_void else {"outcome": row.outcome, "people": people}
    )
    if row.voids_id and not is_void:
        said["replaces"] = str(row.voids_id)
    if row.comes_back_at:
        said["back_at"] = _iso(row.comes_back_at)
    if row.never:
        said["never"] = True
    return _Visit(row.pk, row.household_id, row.pair_number, row.occurred_at, said, is_void, row.voids_id)


def _told(row: PersonOutcome) -> dict[str, Any]:
    said: dict[str, Any] = {
        "person": row.person_id,
        "outcome": row.outcome,
        "reason": row.reason,
        "slot_at": _iso(row.desk_slot_at) if row.desk_slot_at else None,
        "home_visit": row.home_visit_wanted,
        "escort": row.escort_wanted,
        "never": row.never,
    }
    return {name: value for name, value in said.items() if value}


def _iso(moment: datetime) -> str:
    return clock.local(moment).isoformat(timespec="minutes")


def _elsewhere(device: Device, household_ids: Collection[int]) -> set[int]:
    """Those of the households that stand on the way of other pairs of this evening, and not on this one's."""
    if not household_ids:
        return set()
    stops = Stop.objects.filter(pair__round=device.round_id, household__in=household_ids)
    ways: dict[int, set[int]] = {}
    for household_id, number in stops.values_list("household", "pair__number"):
        ways.setdefault(household_id, set()).add(number)
    return {key for key, numbers in ways.items() if device.pair_number not in numbers}
