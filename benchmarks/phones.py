"""Phones that push: bodies made beforehand, a connection kept open, every answer kept to be looked at."""

import http.client
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from random import Random
from typing import Any

Kind = str
Visit = tuple[int, int, dict[str, Any]]


@dataclass
class Phone:
    """A paired phone, and the bodies it is going to push; each with how many events are in it."""

    device: str
    token: str
    round_id: int
    bodies: list[tuple[int, bytes]] = field(default_factory=list)


@dataclass
class Pushed:
    """What came of it: seconds of each request, statuses, and what the answers said of events."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    events: int = 0
    answers: list[bytes] = field(default_factory=list)

    @property
    def results(self) -> Counter[str]:
        """How many events were stored, known already, or put into quarantine."""
        said = (result for answer in self.answers for result in json.loads(answer).get("results", ()))
        return Counter(f"{one['s']} {one.get('code', '')}".strip() for one in said)


def phone(known: dict[str, Any], visits: Sequence[Visit], batch: int, *, notes: bool = False) -> Phone:
    """A phone with all it tells, in pushes of `batch`; or notes instead of visits, which move nothing."""
    inc, sent = uuid.uuid4(), int(time.time() * 1000)
    events = [_event(inc, n, visit, notes) for n, visit in enumerate(visits, start=1)]
    made = Phone(known["device"], known["token"], known["round"])
    for begin in range(0, len(events), batch):
        some = events[begin : begin + batch]
        head = {"v": 1, "inc": str(inc), "sent": sent, "outbox_count": len(events) - begin}
        head |= {"next_n": len(events) + 1, "app": "measured", "ck": 1}
        body = json.dumps(head).encode()[:-1] + b', "events": [' + b",".join(some) + b"]}"
        made.bodies.append((len(some), body))
    return made


def _event(inc: uuid.UUID, n: int, visit: Visit, notes: bool) -> bytes:
    household, at, said = visit
    kind, payload = ("note.added", {"text": "Nhà có chó dữ"}) if notes else ("visit.recorded", said)
    event = {"id": str(uuid.uuid4()), "inc": str(inc), "n": n, "sv": 1, "k": kind, "hh": household}
    return json.dumps({**event, "t": at, "ck": 1, "p": payload}, ensure_ascii=False).encode()


def push_all(port: int, phones: Sequence[Phone], *, clients: int, seconds: float) -> tuple[Pushed, float]:
    """Let so many clients push what the phones have, in turns, for at most so long; and how long it took."""
    over = time.perf_counter() + seconds
    pushed = [Pushed() for _ in range(clients)]

    def push(place: int) -> None:
        own = phones[place::clients]
        turns = [[(each, body) for body in each.bodies] for each in own]
        calling = Calling(port)
        for each, (events, body) in _in_turns(turns):
            if time.perf_counter() > over:
                break
            calling.push(each, events, body, pushed[place])

    begun = time.perf_counter()
    _at_once([threading.Thread(target=push, args=(place,)) for place in range(clients)])
    return _together(pushed), time.perf_counter() - begun


def reconnect(port: int, phones: Sequence[Phone], *, seconds: float) -> Pushed:
    """Let the phones come back at moments drawn by chance; each pushes all it has, then pulls."""
    rng, pushed = Random(1), [Pushed() for _ in phones]

    def come_back(each: Phone, after: float, to: Pushed) -> None:
        time.sleep(after)
        calling = Calling(port)
        for events, body in each.bodies:
            calling.push(each, events, body, to)
        calling.pull(each, 0, to)

    _at_once(
        [
            threading.Thread(target=come_back, args=(each, rng.uniform(0, seconds), to))
            for each, to in zip(phones, pushed, strict=True)
        ]
    )
    return _together(pushed)


class Calling:
    """A connection kept open."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def push(self, each: Phone, events: int, body: bytes, to: Pushed) -> None:
        """One push, timed."""
        status, answer = self._call(each, "POST", "/sync/v1/push", body, to)
        if status == 200:
            to.events += events
            to.answers.append(answer)

    def pull(self, each: Phone, after: int, to: Pushed) -> dict[str, Any]:
        """One pull, timed; what it said."""
        address = f"/sync/v1/pull?round={each.round_id}&epoch=1&after={after}&limit=500"
        said: dict[str, Any] = json.loads(self._call(each, "GET", address, None, to)[1])
        return said

    def _call(
        self, each: Phone, method: str, address: str, body: bytes | None, to: Pushed
    ) -> tuple[int, bytes]:
        begun = time.perf_counter()
        self._line.request(method, address, body, {"Authorization": f"Bearer {each.token}"})
        response = self._line.getresponse()
        answer = response.read()
        to.seconds.append(time.perf_counter() - begun)
        to.statuses[response.status] += 1
        return response.status, answer


def _in_turns(rows: Sequence[Sequence[Any]]) -> Iterator[Any]:
    return (each for each in chain.from_iterable(zip_longest(*rows)) if each is not None)


def _at_once(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _together(pushed: Sequence[Pushed]) -> Pushed:
    whole = Pushed()
    for each in pushed:
        whole.seconds += each.seconds
        whole.statuses += each.statuses
        whole.events += each.events
        whole.answers += each.answers
    return whole
