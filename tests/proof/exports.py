"""I14: what an export file brings, however often and by whomever it is brought in."""

from random import Random

from bacung.fieldsync.models import Received
from tests.proof import projection
from tests.proof.broken import holds
from tests.proof.orders import Evening, evening, in_time, undone
from tests.proof.phone import Phone
from tests.proof.records import Json
from tests.proof.server import Server
from tests.proof.world import World


def carried_alike(world: World, seed: int, carriers: int, times: int) -> None:
    """The first phone's evening sent by itself, and brought in from its export by others, is one store."""
    sent = _sent(world, evening(world, seed, 12))
    brought = _carried(world, evening(world, seed, 12), Random(seed), carriers, times)
    differs = projection.difference(sent, brought)
    holds("I14", not differs, differs)


def _sent(world: World, told: Evening) -> Json:
    with undone():
        server = Server(told.ends)
        for batch in in_time(told)[:1]:
            phone, life, _ = batch[0] if batch else (told.phones[0], told.phones[0].life, None)
            server.answer(phone.push_of(life, [record for _, _, record in batch], told.ends).request)
        return _store(world)


def _carried(world: World, told: Evening, rng: Random, carriers: int, times: int) -> Json:
    owner, others = told.phones[0], list(told.phones[1 : 1 + carriers])
    file = owner.life.export(told.ends, owner.rng)
    with undone():
        server = Server(told.ends)
        for phone in [phone for phone in others for _ in range(times)]:
            phone.carry(file)
            _bring_in(server, phone, rng)
        return _store(world)


def _bring_in(server: Server, phone: Phone, rng: Random) -> None:
    """All that is carried, in batches of any size."""
    while (carried := next((one for one in phone.carried if one.waiting), None)) is not None:
        phone.batch = rng.randrange(1, 6)
        push = phone.push_of(phone.life, [], server.now, carried)
        answer = server.answer(push.request)
        phone.heard_push(push, answer)


def _store(world: World) -> Json:
    """What is stored, and what it adds up to: times are told less surely of what others carried."""
    rows = Received.objects.order_by("n").values_list("n", "digest")
    added_up = projection.projection(world, with_times=False)
    return added_up | {"stored": [[n, bytes(digest).hex()] for n, digest in rows]}
