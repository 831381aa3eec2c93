"""The invariants, looked up in the phones' memories and in the database; each raises `Broken` by its name."""

import copy
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from bacung.core.syncing.ranges import RangeList
from bacung.fieldsync.convert import APART, BODY
from bacung.fieldsync.models import Body, Echo, Incarnation, Quarantined, Received
from bacung.fieldsync.queries.phones import lives_of
from bacung.ground.vault import open_sealed
from tests.proof.broken import holds
from tests.proof.phone import Phone, Push
from tests.proof.records import Json, Record
from tests.proof.server import Server

Made = Sequence[tuple[str, Record]]

# An honest event may end in quarantine for these reasons only.
BY_RIGHT = {"revoked"}


# ── At all times ──


def conserved(phones: Sequence[Phone], made: Made, erased: set[str]) -> None:
    """I6: outbox, answered, and erased long after the answer, are together what the phone made."""
    for phone in phones:
        here = {record.digest for record in phone.kept}
        here |= {digest for life in phone.lives for digest in life.pruned}
        wanted = {record.digest for name, record in made if name == phone.name} - erased
        holds("I6", here == wanted, f"{phone.name}: {len(wanted)} made, {len(here)} known of")


@contextmanager
def outbox_kept(phone: Phone) -> Iterator[None]:
    """I12: what waits before waits after."""
    before = [record.digest for record in phone.waiting]
    yield
    after = [record.digest for record in phone.waiting]
    holds("I12", before == after, f"{phone.name}: {len(before)} waited, {len(after)} wait")


def nothing_answered_is_lost(phones: Sequence[Phone]) -> None:
    """I3: all that the phones believe answered is in the store or in quarantine."""
    stored = {bytes(digest).hex() for digest in Received.objects.values_list("digest", flat=True)}
    apart = {bytes(digest).hex() for digest in Quarantined.objects.values_list("digest", flat=True)}
    for phone in phones:
        for record in phone.kept:
            if record.answered_at is not None:
                there = apart if record.answer == "quarantined" else stored
                holds("I3", record.digest in there, f"{phone.name} {record.n} was {record.answer}")


def gaps_are_exact(push: Push, reply: Json) -> None:
    """I13: `have` and `gaps` are what the database has, and what it lacks below the phone's next number."""
    had = numbers_had(push.life.inc)
    holds("I13", spread(reply["have"]) == had, f"have {reply['have']} is not {sorted(had)}")
    top = max([json.loads(push.request.body)["next_n"] - 1, *had])
    missing = set(range(1, top + 1)) - had
    holds("I13", spread(reply["gaps"]) == missing, f"gaps {reply['gaps']} is not {sorted(missing)}")


def numbers_had(inc: str) -> set[int]:
    """The numbers of a life that are stored or in quarantine; what strangers claim of it does not count."""
    had = set(Received.objects.filter(incarnation=inc).values_list("n", flat=True))
    apart = Quarantined.objects.filter(incarnation_id=inc, n__isnull=False).exclude(code="other-phone")
    return had | set(apart.values_list("n", flat=True))


def spread(ranges: RangeList) -> set[int]:
    return {n for first, last in ranges for n in range(first, last + 1)}


def only_of_its_round(phone: Phone, rows: Iterable[Json]) -> None:
    """I11: what was pulled is of the phone's round, and of its doors or its own."""
    rows = list(rows)
    received = {
        str(row.pk): row.round_id
        for row in Received.objects.filter(pk__in=[row["id"] for row in rows if row.get("id")])
    }
    doors = {door["hh"] for door in (phone.bundle or {}).get("doors", [])}
    for row in rows:
        round_id = received.get(row.get("id", ""), phone.round)
        holds("I11", round_id == phone.round, f"{phone.name} of {phone.round} pulled {row}")
        if row.get("hh") is not None and not row.get("mine") and "p" in row:
            holds("I11", row["hh"] in doors, f"{phone.name} pulled {row}, whose door is not its own")


def _numbers(round_id: int) -> list[int]:
    numbers = list(Received.objects.filter(round=round_id).values_list("seq", flat=True))
    return numbers + list(Echo.objects.filter(round=round_id).values_list("seq", flat=True))


def hand_out(handed_out: dict[tuple[int, int], int], phone: Phone) -> None:
    """Remember how many rows lie at or below the cursor the phone was just given."""
    assert phone.round is not None
    below = sum(seq <= phone.cursor for seq in _numbers(phone.round))
    handed_out.setdefault((phone.round, phone.cursor), below)


def nothing_appeared_behind(handed_out: Mapping[tuple[int, int], int]) -> None:
    """I5: below each cursor handed out there are as many rows as there were then."""
    numbers = {round_id: _numbers(round_id) for round_id in {key for key, _ in handed_out}}
    for (round_id, cursor), then in handed_out.items():
        now = sum(seq <= cursor for seq in numbers[round_id])
        holds("I5", now == then, f"below {cursor} of round {round_id} were {then} rows, now {now}")


# ── In the end ──


def everything(phones: Sequence[Phone], made: Made, gone: set[str]) -> None:
    """What holds once every outbox is empty: I1, I2, I3, I4, I13."""
    stored = list(Received.objects.select_related("body"))
    apart = list(Quarantined.objects.all())
    stored_once(stored, apart, made)
    answered_for(stored, apart, made, gone)
    unchanged(stored, apart, made)
    office_sees_the_gaps()


def stored_once(stored: Sequence[Received], apart: Sequence[Quarantined], made: Made) -> None:
    """I1 and I2: no event twice, no number twice, each under the number it bears, none that nobody made."""
    contents = Counter(opened(row.body) for row in stored)
    twice = [content for content, times in contents.items() if times > 1]
    holds("I1", not twice, twice)
    ids = {record.event.get("id") for _, record in made}
    holds("I1", all(str(row.pk) in ids for row in stored), "an event is stored that nobody made")
    kept_apart = Counter((row.device_id, bytes(row.digest)) for row in apart)
    holds("I1", all(times == 1 for times in kept_apart.values()), "quarantined twice from one phone")
    numbers = Counter((row.incarnation_id, row.n) for row in stored)
    holds("I2", all(times == 1 for times in numbers.values()), numbers.most_common(3))
    for row in stored:
        told = json.loads(opened(row.body))
        own = str(row.incarnation_id) == told["inc"] and row.n == told["n"]
        holds("I2", own, f"{told['inc']} {told['n']} is stored as {row.incarnation_id} {row.n}")


def answered_for(
    stored: Sequence[Received], apart: Sequence[Quarantined], made: Made, gone: set[str]
) -> None:
    """I3: all that was made is stored, or in quarantine for a reason; erased unsent may be missing."""
    there = {bytes(row.digest).hex() for row in stored}
    codes: dict[str, set[str]] = {}
    for row in apart:
        codes.setdefault(bytes(row.digest).hex(), set()).add(row.code)
    for name, record in made:
        why = codes.get(record.digest, set())
        known = record.digest in there or bool(why) or record.digest in gone
        holds("I3", known, f"{name} {record.n} is nowhere: {record.raw!r}")
        if record.wanted is None:
            by_right = record.digest in there or record.digest in gone or why & BY_RIGHT
            holds("I7", bool(by_right), f"honest, yet apart for {why}: {record.raw!r}")
        elif why:
            holds("I7", bool(why & {record.wanted, *BY_RIGHT}), f"apart for {why}, not {record.wanted}")
        else:
            holds("I7", record.digest in gone, f"{record.wanted} was stored: {record.raw!r}")


def unchanged(stored: Sequence[Received], apart: Sequence[Quarantined], made: Made) -> None:
    """I4: what is kept is byte for byte what was made, and its digest is that of the whole event."""
    raws = {record.raw for _, record in made}
    for row in stored:
        content = opened(row.body)
        holds("I4", content in raws, f"stored, and not as it was made: {content!r}")
        holds("I4", hashlib.sha256(content).digest() == bytes(row.digest), "another digest")
    for row in apart:
        content = open_sealed(bytes(row.sealed), APART)
        holds("I4", content in raws, f"in quarantine, and not as it was made: {content[:300]!r}")


def opened(body: Body) -> bytes:
    return open_sealed(bytes(body.sealed), BODY)


def office_sees_the_gaps() -> None:
    """I13: what the supervisor's page calls absent is what is missing."""
    for life in Incarnation.objects.all():
        had = numbers_had(str(life.pk))
        missing = set(range(1, max([life.next_n - 1, *had]) + 1)) - had
        told = spread([list(pair) for pair in lives_of([life])[0].gaps])
        holds("I13", told == missing, f"the page misses {sorted(told)}, really {sorted(missing)}")


def nothing_missed(phone: Phone, server: Server) -> None:
    """I5: whoever pulls all at once, from where the phone began, gets nothing the phone has not."""
    other = copy.deepcopy(phone)
    other.cursor, other.pulled = other.begun, {}
    while other.heard_pull(server.answer(other.pull())):
        pass
    missed = {(row["k"], row.get("id"), row.get("hh")) for row in other.pulled.values()}
    missed -= {(row["k"], row.get("id"), row.get("hh")) for row in phone.pulled.values()}
    holds("I5", not missed, f"{phone.name} never heard of {missed}")
