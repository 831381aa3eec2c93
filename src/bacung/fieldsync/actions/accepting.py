"""Taking a record after all that was kept apart, in the name of who decides, as if it had just come."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import msgspec
from msgspec import Raw

from bacung.core.problems import Problem
from bacung.core.syncing import clocks
from bacung.core.syncing.events import Event
from bacung.core.syncing.ranges import together
from bacung.core.syncing.wire import PROTOCOL, Push
from bacung.drives.queries import is_quiet
from bacung.fieldsync.actions.counting import Counted, flag_double
from bacung.fieldsync.actions.echoing import echo
from bacung.fieldsync.actions.incoming import Item, Taken, items_of, tell_time, unpack
from bacung.fieldsync.actions.storing import VISITS, store, telling_of
from bacung.fieldsync.convert import Telling, new_visit, to_ms
from bacung.fieldsync.models import Device, Incarnation, Quarantined, Received, Waiting
from bacung.fieldsync.queries.known import known, left_out, told_by
from bacung.fieldsync.queries.phones import copy_of
from bacung.ground import clock
from bacung.ground.permissions import OFFICER, Viewer, fetch
from bacung.registry.queries import households
from bacung.rounds.models import Round
from bacung.visits.actions import NewVisit, record_visits
from bacung.visits.models import Event as Visit

ACCEPTABLE = (
    "revoked",
    "other-round",
    "other-phone",
    "number-clash",
    "not-your-door",
    "not-yours",
    "not-behind-this-door",
    "promise-in-quiet-hours",
    "kit-needs-an-officer",
    "unopenable",
    "kind-unknown",
    "version-unknown",
    "not-taken",
)
"""The reasons a person may overrule, or that may be over by now."""

NO_CLOCK = -1
"""The clock epoch of nobody: a time is corrected as far as the server's own knowledge goes."""


def take_apart(viewer: Viewer, row: Quarantined, raw: bytes) -> bool:
    """Store and count what a record says; whether it counts already. Call it inside a recording."""
    item, event = _item(viewer, row, raw)
    stored = Received.objects.filter(pk=event.id).first()
    if stored is None:
        store([item], [item], lambda tellings: _count(viewer, tellings))
        _note_number(item)
        return bool(item.counted)
    if bytes(stored.digest) != item.digest:
        raise Problem("fieldsync.cannot-take")
    return _count_stored(viewer, item, stored)


def _note_number(item: Item) -> None:
    """Its number is had now, in the life under which it is stored."""
    if item.life and item.n:
        life = Incarnation.objects.select_for_update().get(pk=item.life.pk)
        life.have = together(life.have, [item.n])
        life.save(update_fields=["have"])


def _count_stored(viewer: Viewer, item: Item, stored: Received) -> bool:
    """A record that is stored, waited, and was kept apart when what it waited for came."""
    if Waiting.objects.filter(event=stored).exists():
        return False
    if stored.kind in VISITS and not Visit.objects.filter(pk=stored.pk).exists():
        item.occurred_at = stored.occurred_at
        counted = _count(viewer, [telling_of(item)])
        Waiting.objects.bulk_create(Waiting(event=stored, waits_for=key) for key in counted.waiting.values())
        if counted.waiting:
            return False
        echo("counted", stored.round_id, stored.pk, stored.household_id)
    return True


def _item(viewer: Viewer, row: Quarantined, raw: bytes) -> tuple[Item, Event]:
    """The record as an item on its way in, with life, round and time."""
    device = _sender(row)
    life = _life(row.incarnation_id) if row.incarnation_id else None
    item = next(items_of(unpack(_push(row, device, raw)), device, {life.pk: life} if life else {}))
    event = item.read
    if not isinstance(event, Event):
        raise Problem("fieldsync.cannot-take")
    item.state = ""
    item.belong_to(life or _new_life(event.at.inc, device))
    if Received.objects.filter(incarnation=item.life, n=event.at.n).exclude(pk=event.id).exists():
        event = _into_a_life_of_its_own(item, event)
    _into_its_round(viewer, item, event)
    wrong = device.clock_offset_ms is None or abs(device.clock_offset_ms) > clocks.WRONG_BY
    tell_time(item, event.at, NO_CLOCK if wrong else event.at.ck)
    return item, event


def _sender(row: Quarantined) -> Device:
    if row.device_id is None:
        raise Problem("fieldsync.cannot-take")
    return Device.objects.select_related("member", "round__drive", "round__commune").get(pk=row.device_id)


def _push(row: Quarantined, device: Device, raw: bytes) -> Taken:
    """As the phone would have sent it when the record arrived."""
    is_sealed = row.code == "unopenable"
    push = Push(
        v=PROTOCOL,
        inc=row.incarnation_id or UUID(int=0),
        sent=to_ms(row.received_at) - (device.clock_offset_ms or 0),
        outbox_count=0,
        next_n=1,
        app="",
        events=[] if is_sealed else [Raw(raw)],
        sealed=[Raw(raw)] if is_sealed else [],
    )
    return Taken(device.pk, push, row.received_at)


def _life(key: UUID) -> Incarnation | None:
    rows = Incarnation.objects.select_related(
        "device__member", "device__round__drive", "device__round__commune"
    )
    return rows.filter(pk=key).first()


def _new_life(key: UUID, device: Device) -> Incarnation:
    Incarnation.objects.get_or_create(
        pk=key, defaults={"device": device, "first_seen_at": clock.now(), "last_seen_at": clock.now()}
    )
    return Incarnation(pk=key, device=device, first_seen_at=clock.now(), last_seen_at=clock.now())


def _into_a_life_of_its_own(item: Item, event: Event) -> Event:
    """The phone's data was copied, and both copies went on counting: the second is filed beside the first."""
    life = _new_life(copy_of(event.at.inc), item.owner)
    item.belong_to(life)
    copied = msgspec.structs.replace(event, at=msgspec.structs.replace(event.at, inc=life.pk))
    item.read = copied
    return copied


def _into_its_round(viewer: Viewer, item: Item, event: Event) -> None:
    """The round it names, if the viewer decides there too, else the phone's own."""
    owner, asked = item.owner, event.at.round
    if asked in (None, owner.round_id):
        item.round, item.pair_number = owner.round, owner.pair_number
        return
    rounds = Round.objects.select_related("drive", "commune").defer("problem", "plan")
    item.round = fetch(rounds, viewer, "commune", pk=asked)
    pair = item.round.pairs.filter(walkers=owner.member_id).first()
    item.pair_number = pair.number if pair else 0


def _count(viewer: Viewer, tellings: Sequence[Telling]) -> Counted:
    """Tell the room of visits what was told, as far as a person may allow it."""
    counted = Counted()
    for telling in tellings:
        found = known(set(telling.strangers))
        awaited = _awaited(telling, found)
        if awaited:
            counted.waiting[telling.id] = awaited
        else:
            record_visits(viewer, telling.round.drive, [_allowed(viewer, telling, found)])
            counted.now.add(telling.id)
    flag_double(tellings, counted)
    return counted


def _awaited(telling: Telling, found: dict[UUID, int]) -> UUID | None:
    """Who or what has to be known before this can count."""
    unknown = {key for key in telling.strangers if key not in found}
    missing = unknown - left_out(unknown)
    if telling.voids and not told_by({telling.voids}):
        missing.add(telling.voids)
    return min(missing, default=None)


def _household(telling: Telling, found: dict[UUID, int]) -> int:
    """Our number of the door; a withdrawal need not name it. 0 is nobody's."""
    home = telling.event.at.hh
    if home is None and telling.voids:
        home = told_by({telling.voids})[telling.voids].household_id
    return found.get(home, 0) if isinstance(home, UUID) else home or 0


def _allowed(viewer: Viewer, telling: Telling, found: dict[UUID, int]) -> NewVisit:
    """The visit without what may not be: a promise in quiet hours, a round of another commune."""
    round_, household_id = telling.round, _household(telling, found)
    officer = viewer.may_in(round_.commune.path, OFFICER)
    visit = new_visit(telling, household_id, found, with_kit=officer)
    back = visit.comes_back_at
    if back and is_quiet(round_.drive, clock.local(back).time()):
        visit = replace(visit, comes_back_at=None)
    there = households(viewer).filter(pk=household_id).first()
    if there and there.commune_id != round_.commune_id:
        return replace(visit, round_id=None, pair_number=None)
    return replace(visit, pair_number=visit.pair_number or None)
