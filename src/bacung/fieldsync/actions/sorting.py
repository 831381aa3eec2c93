"""Which of the events that came are new, which were here already, and which cannot be taken."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from bacung.core.syncing.events import Event, Fault
from bacung.fieldsync.actions.incoming import Item
from bacung.fieldsync.models import Device, Quarantined, Received
from bacung.fieldsync.queries.known import uncounted
from bacung.ground import bulk
from bacung.rounds.models import Pair, Round


def sort(items: Sequence[Item]) -> list[Item]:
    """Settle what is a repetition, a clash, or wrong by itself; the rest comes back, each once, in order."""
    stored = _Stored(items)
    apart = _apart(items)
    waiting = uncounted({row for item in items if (row := stored.same(item)) is not None})
    fresh: list[Item] = []
    for item in items:
        if stored.same(item) is not None:
            item.state, item.seq = "duplicate", stored.by_id[item.id][0]  # type: ignore[index]
            item.counted = item.id not in waiting
        elif (item.sender.pk, item.digest) in apart:
            item.refuse(apart[item.sender.pk, item.digest])
        elif is_revoked(item.sender) or is_revoked(item.owner):
            item.refuse("revoked")
        elif isinstance(item.read, Fault):
            item.refuse(item.read.code, item.read.facts)
        elif not item.state:
            fresh.append(item)
    return _in_their_rounds(_unclashed(fresh, stored))


def is_revoked(device: Device) -> bool:
    """Whether a phone was revoked, or its walker's log-in closed."""
    return device.revoked_at is not None or not device.member.is_active


class _Stored:
    """What is stored under the ids and numbers that these items bear."""

    def __init__(self, items: Iterable[Item]) -> None:
        read = [item for item in items if isinstance(item.read, Event)]
        names = ("pk", "incarnation", "n", "seq", "digest")
        ids = {item.id for item in read}
        lives = {item.life.pk for item in read if item.life}
        numbers = {item.n for item in read}
        rows = bulk.read(Received, names, pk=ids)
        rows += bulk.read(Received, names, incarnation=lives, n=numbers)
        self.by_id = {UUID(key): (seq, bytes(digest)) for key, _, _, seq, digest in rows}
        self.by_number = {(UUID(life), n): UUID(key) for key, life, n, _, _ in rows}

    def same(self, item: Item) -> UUID | None:
        """The item's id, if just these bytes are stored under it."""
        _, digest = self.by_id.get(item.id, (0, b"")) if item.id else (0, b"")
        return item.id if digest == item.digest else None


def _apart(items: Iterable[Item]) -> dict[tuple[UUID, bytes], str]:
    """What is in quarantine already of these bytes, from these phones: the reason."""
    senders, digests = {item.sender.pk for item in items}, {item.digest for item in items}
    rows = Quarantined.objects.filter(device__in=senders, digest__in=digests)
    told = rows.values_list("device", "digest", "code") if digests else []
    return {(device, bytes(digest)): code for device, digest, code in told}


def _unclashed(fresh: Iterable[Item], stored: _Stored) -> list[Item]:
    """New events, each once; an id or number that another event bears is refused."""
    first: dict[UUID | None, Item] = {}
    numbers = dict(stored.by_number)
    kept = []
    for item in fresh:
        number = (item.life.pk if item.life else None, item.n)
        if item.id in first and first[item.id].digest == item.digest:
            item.state = "again"  # answered with the first of them
        elif item.id in stored.by_id or item.id in first:
            item.refuse("id-clash")
        elif number in numbers:
            item.refuse("number-clash")
        else:
            kept.append(item)
            first[item.id] = item
            numbers[number] = item.id
    return kept


def _in_their_rounds(items: Sequence[Item]) -> list[Item]:
    """Each with the round and pair it belongs to; what belongs to an evening of other people is refused."""
    named = {item.read.at.round for item in items if isinstance(item.read, Event) and item.read.at.round}
    rounds = _rounds(named - {item.owner.round_id for item in items})
    walking = _walking({item.owner.member_id for item in items}, rounds)
    for item in items:
        owner, asked = item.owner, item.read.at.round if isinstance(item.read, Event) else None
        if asked in (None, owner.round_id):
            item.round, item.pair_number = owner.round, owner.pair_number
        elif (owner.member_id, asked) in walking:
            item.round, item.pair_number = rounds[asked], walking[owner.member_id, asked]
        else:
            item.refuse("other-round")
    return [item for item in items if not item.state]


def _rounds(keys: Collection[int]) -> Mapping[int | None, Round]:
    if not keys:
        return {}
    rows = Round.objects.filter(pk__in=keys).select_related("drive", "commune").defer("problem", "plan")
    return {row.pk: row for row in rows}


def _walking(
    members: Collection[int], rounds: Mapping[int | None, Round]
) -> dict[tuple[int, int | None], int]:
    if not rounds:
        return {}
    pairs = Pair.objects.filter(round__in=rounds, walkers__in=members)
    told = pairs.values_list("walkers", "round", "number")
    return {(member_id, round_id): number for member_id, round_id, number in told}
