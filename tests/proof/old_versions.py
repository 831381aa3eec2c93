"""I16: what old versions of the app sent, kept as they sent it, told to the server of today.

A trace is a JSON file in `tests/proof/old/`: pushes as they were sent, with names for numbers that differ
between databases (@H0@ a household, @P0@ a person, @near@ an evening), and what came of them.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from tests.proof import projection
from tests.proof.broken import holds
from tests.proof.orders import evening, in_time, undone
from tests.proof.phone import Request
from tests.proof.records import Json, packed
from tests.proof.server import Server
from tests.proof.world import BEGINS, World

OLD = Path(__file__).parent / "old"


def replays(world: World, trace: Json) -> None:
    """Every event is answered, and all adds up, as it did when the trace was kept."""
    names = _names(world)
    tokens = {phone.name: phone.token for phone in world.phones}
    with undone():
        server = Server(BEGINS + trace["received"])
        answers = []
        for push in trace["pushes"]:
            server.now += 1000
            body = re.sub(r"@(\w+)@", lambda found: str(names[found.group(1)]), push["body"])
            answer = server.answer(Request("POST", "/sync/v1/push", tokens[push["phone"]], body.encode()))
            holds("I16", answer.status == 200, f"a push of old was answered {answer}")
            answers.append([result.get("code") or result["s"] for result in answer.body["results"]])
        differs = projection.difference(
            {"answers": trace["answers"], **trace["adds up"]},
            {"answers": answers, **projection.projection(world, with_times=False)},
        )
        holds("I16", not differs, differs)


def traces() -> Iterable[Path]:
    return sorted(OLD.glob("*.json"))


def read(path: Path) -> Json:
    trace: Json = json.loads(path.read_text("utf-8"))
    return trace


def _names(world: World) -> dict[str, int]:
    doors = (*world.near, *world.away)
    people = [person for door in doors for person in door.people]
    return {
        **{f"H{place}": door.household for place, door in enumerate(doors)},
        **{f"P{place}": person for place, person in enumerate(people)},
        "near": world.rounds["near"].pk,
        "far": world.rounds["far"].pk,
    }


def keep(world: World, version: str, seed: int, steps: int) -> Json:
    """A trace as the app of today sends it; kept once for each version that is released."""
    told = evening(world, seed, steps)
    pushes = []
    for batch in in_time(told):
        for place in range(0, len(batch), 10):
            part = batch[place : place + 10]
            phone, life, _ = part[0]
            raws = b",".join(_named(world, record.event) for _, _, record in part)
            envelope = {
                "v": 1,
                "inc": life.inc,
                "sent": told.ends + phone.offset,
                "outbox_count": len(part),
                "next_n": life.next_n,
                "app": version,
            }
            body = packed(envelope)[:-1] + b',"events":[' + raws + b"]}"
            pushes.append({"phone": phone.name, "body": body.decode()})
    return {
        "version": version,
        "received": told.ends - BEGINS,
        "pushes": pushes,
        "answers": [],
        "adds up": {},
    }


def _named(world: World, event: Json) -> bytes:
    """The event's bytes, with names for numbers."""
    people = {number: name for name, number in _names(world).items() if name.startswith("P")}
    homes = {number: name for name, number in _names(world).items() if name.startswith("H")}
    rounds = {number: name for name, number in _names(world).items() if name in ("near", "far")}
    event = json.loads(json.dumps(event))
    if isinstance(event["hh"], int):
        event["hh"] = f"@{homes[event['hh']]}@"
    if "r" in event:
        event["r"] = f"@{rounds[event['r']]}@"
    for one in event["p"].get("people", []):
        if isinstance(one.get("person"), int):
            one["person"] = f"@{people[one['person']]}@"
    return re.sub(rb'"(@\w+@)"', rb"\1", packed(event))
