"""One evening told in many ways: in any order, twice, in any batches, by clocks that lie.

An evening is what four phones saved; telling it is pushing it, as one chooses, to a village where none of it
has happened. What it adds up to is then compared.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from random import Random

from django.db import transaction

from bacung.fieldsync.models import Received
from tests.proof import projection, saying
from tests.proof.phone import Phone
from tests.proof.records import Json, Life, Record
from tests.proof.saying import Doorway
from tests.proof.server import Server
from tests.proof.world import BEGINS, World

MINUTE = 60_000
Said = tuple[Phone, Life, Record]


@dataclass(frozen=True)
class Evening:
    """What was saved, in the order in which it truly happened."""

    phones: tuple[Phone, ...]
    said: tuple[Said, ...]
    ends: int  # true milliseconds: everything is pushed then


def evening(
    world: World,
    seed: int,
    steps: int,
    *,
    offsets: Sequence[int] = (),
    jumps: bool = False,
    own_doors: bool = False,
) -> Evening:
    """Phones at doors for `steps` times ten minutes. Each clock is off by its offset; or jumps about."""
    rng, phones = Random(seed), world.fresh_phones()
    for phone, offset in zip(phones, offsets, strict=False):
        phone.offset = offset
    said: list[Said] = []
    true = BEGINS
    for step in range(steps):
        true += 10 * MINUTE
        phone = phones[rng.randrange(4)]
        chooses, leap = Random(rng.random()), rng.random()
        if jumps and leap < 0.4:
            phone.jump(offsets[step % len(offsets)])
        doors = world.doors_of(phone)
        if own_doors:
            doors = (doors[phones.index(phone) % len(doors)],)
        said += [(phone, phone.life, record) for record in _deed(doors, phone, chooses, true)]
    if jumps:
        for phone in phones:
            phone.jump(0)
    return Evening(tuple(phones), tuple(said), true + 10 * MINUTE)


def _deed(doors: Sequence[Doorway], phone: Phone, rng: Random, true: int) -> list[Record]:
    door = rng.choice(doors)
    match rng.randrange(10):
        case 0 | 1 | 2:
            corrected = saying.correction(phone, rng, true)
            return [corrected] if corrected else []
        case 3:
            return saying.found(phone, rng, door, true)
        case 4:
            return [saying.words(phone, rng, door, true)]
    return [saying.visit(phone, rng, door, true)]


def in_time(told: Evening) -> list[list[Said]]:
    """Each phone's events in one push, in their order."""
    return [[one for one in told.said if one[0] is phone] for phone in told.phones]


def shuffled(told: Evening, rng: Random) -> list[list[Said]]:
    """Any order, a third of it twice, in batches as they come."""
    all_of_it = [*told.said, *(one for one in told.said if rng.random() < 0.3)]
    rng.shuffle(all_of_it)
    runs = [list(run) for _, run in groupby(all_of_it, key=lambda one: one[0].name)]
    return [batch for run in runs for batch in _cut(run, rng)]


def _cut(run: list[Said], rng: Random) -> Iterator[list[Said]]:
    while run:
        size = rng.randrange(1, len(run) + 1)
        yield run[:size]
        run = run[size:]


def tell(world: World, told: Evening, batches: list[list[Said]], *, with_times: bool = True) -> Json:
    """What it adds up to when told so; afterwards none of it has happened."""
    with undone():
        server = Server(told.ends)
        answers: dict[str, list[str]] = {}
        for batch in batches:
            if not batch:
                continue
            phone, life, _ = batch[0]
            records = [record for _, _, record in batch]
            server.now += 1000
            answer = server.answer(phone.push_of(life, records, server.now).request)
            assert answer.status == 200, answer
            for record, result in zip(records, answer.body["results"], strict=True):
                key = f"{phone.name} {record.n}"
                answers.setdefault(key, []).append(result.get("code") or "taken")
        added_up = projection.projection(world, with_times=with_times)
        names = {one.inc: phone.name for phone in told.phones for one in phone.lives}
        rows = Received.objects.order_by("round", "seq").values_list("incarnation_id", "n")
        added_up["order"] = [f"{names[str(inc)]} {n}" for inc, n in rows]
        added_up["answers"] = {key: sorted(set(codes)) for key, codes in sorted(answers.items())}
        return added_up


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
