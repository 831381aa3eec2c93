"""Writing down what came, numbering it, and letting it count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from bacung.core.syncing.events import Event, plain
from bacung.core.syncing.kinds import VISITS
from bacung.core.syncing.payloads import CompanionNamed, HandoverTaken
from bacung.fieldsync.actions.counters import locked
from bacung.fieldsync.actions.counting import Counted, count
from bacung.fieldsync.actions.found import KINDS as FOUND
from bacung.fieldsync.actions.found import take_found
from bacung.fieldsync.actions.handing_over import hand_over
from bacung.fieldsync.actions.incoming import Item
from bacung.fieldsync.actions.waiting import settle
from bacung.fieldsync.convert import APART, BODY, Telling, is_over
from bacung.fieldsync.models import Body, Quarantined, Received, Waiting
from bacung.fieldsync.queries.known import uncounted
from bacung.fieldsync.queries.walking import walker_of
from bacung.ground import bulk
from bacung.ground.vault import seal
from bacung.rounds.actions import name_companion

LARGEST_KEPT = 64 * 1024


Count = Callable[[Sequence[Telling]], Counted]


def store(items: Sequence[Item], fresh: Sequence[Item], count: Count = count) -> None:
    """Let the `fresh` ones count, store them under their numbers, and put the refused into quarantine."""
    logs = locked({item.round.pk for item in fresh if item.round})
    counted = count([telling_of(item) for item in fresh if _kind(item) in VISITS])
    stored = [item for item in fresh if not _refused(item, counted)]
    for item in stored:
        log = logs[item.round.pk]  # type: ignore[union-attr]  # what is fresh has its round
        log.last_seq += 1
        item.state, item.seq, item.counted = "stored", log.last_seq, item.id not in counted.waiting
    bulk.update(logs.values(), ("last_seq",))
    _write_down(stored)
    bulk.insert_rows(Waiting, ("event", "waits_for"), counted.waiting.items())
    _do_the_rest(stored)
    _take_found([item for item in stored if _kind(item) in FOUND])
    _answer_repetitions(items)
    set_apart(item for item in items if item.state == "quarantined")
    settle(counted.now)


def set_apart(items: Iterable[Item]) -> None:
    """Into quarantine, each of these bytes from one phone once."""
    rows: dict[tuple[UUID, bytes], Quarantined] = {}
    for item in items:
        rows[item.sender.pk, item.digest] = Quarantined(
            device=item.sender,
            incarnation_id=item.life.pk if item.life else getattr(item.read, "inc", None),
            event_id=item.id,
            n=item.n,
            code=item.code,
            facts=item.facts,
            digest=item.digest,
            sealed=seal(item.read.raw[:LARGEST_KEPT], APART),
            received_at=item.taken.received_at,
        )
    if rows:
        senders, digests = {key for key, _ in rows}, {key for _, key in rows}
        here = Quarantined.objects.filter(device__in=senders, digest__in=digests)
        known = {(device, bytes(digest)) for device, digest in here.values_list("device", "digest")}
        bulk.insert(row for key, row in rows.items() if key not in known)


def _kind(item: Item) -> str:
    return item.read.at.k if isinstance(item.read, Event) else ""


def telling_of(item: Item) -> Telling:
    """What an event of a visit tells, with its round, pair and time."""
    assert isinstance(item.read, Event)
    assert item.round is not None
    assert item.occurred_at is not None
    return Telling(item.read, item.round, item.pair_number, item.owner.member_id, item.occurred_at)


def _refused(item: Item, counted: Counted) -> bool:
    if item.id not in counted.refused:
        return False
    item.refuse(*counted.refused[item.id])
    return True


_RECEIVED = (
    "id",
    "incarnation",
    "n",
    "round",
    "seq",
    "kind",
    "version",
    "digest",
    "household_id",
    "occurred_at",
    "is_doubtful",
    "is_late",
    "received_at",
)


def _write_down(stored: Sequence[Item]) -> None:
    """The events under their numbers, their bytes beside them."""
    evenings = {(item.round.pk, item.taken.received_at): item.round for item in stored if item.round}
    late = {key: is_over(round_, key[1]) for key, round_ in evenings.items()}
    bulk.insert_rows(Received, _RECEIVED, [_received(item, late) for item in stored])
    bulk.insert_rows(Body, ("event", "sealed"), [(item.id, seal(item.read.raw, BODY)) for item in stored])


def _received(item: Item, late: Mapping[tuple[int, datetime], bool]) -> tuple[object, ...]:
    assert isinstance(item.read, Event)
    assert item.round is not None
    at, round_id, received_at = item.read.at, item.round.pk, item.taken.received_at
    return (
        at.id,
        at.inc,
        at.n,
        round_id,
        item.seq,
        at.k,
        min(at.sv, 32767),
        item.digest,
        at.hh if isinstance(at.hh, int) else None,
        item.occurred_at,
        item.is_doubtful,
        late[round_id, received_at],
        received_at,
    )


def _take_found(items: Sequence[Item]) -> None:
    take_found([telling_of(item) for item in items])
    unsettled = uncounted({item.id for item in items if item.id})
    for item in items:
        item.counted = item.id not in unsettled


def _answer_repetitions(items: Sequence[Item]) -> None:
    """An event that came twice in one push is answered twice, and stored once."""
    first = {(item.id, item.digest): item for item in items if item.state != "again"}
    for item in items:
        if item.state == "again":
            one = first[item.id, item.digest]
            item.state = "duplicate" if one.state == "stored" else one.state
            item.seq, item.counted, item.code, item.facts = one.seq, one.counted, one.code, one.facts


def _do_the_rest(stored: Iterable[Item]) -> None:
    for item in stored:
        said = item.read.said if isinstance(item.read, Event) else None
        if isinstance(said, CompanionNamed) and item.round:
            name_companion(walker_of(item.owner), item.round.pk, item.pair_number, plain(said.name, 120))
        elif isinstance(said, HandoverTaken):
            hand_over(item.owner, item.round.pk, item.pair_number, said.code)  # type: ignore[union-attr]
