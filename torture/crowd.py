"""Many phones at once, each in a thread of its own: they say what happens at doors, push and pull, and lie
about the time. Some only pull.
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.proof import saying
from tests.proof.phone import Answer, Phone, Request
from tests.proof.records import Record, packed
from tests.proof.saying import Doorway
from torture.air import Air

YEAR = 365 * 24 * 3600 * 1000
LIES = (0, 0, -10 * YEAR, 10 * YEAR, -400 * 24 * 3600 * 1000, 90_000)
ROUNDS_TO_HEAL = 60
MOST_WAITING = 60
"""A walker whose phone holds so many unsent records waits for the network."""


def now() -> int:
    """True milliseconds."""
    return int(time.time() * 1000)


@dataclass
class Walker:
    """A phone with what it is used for. `made` is every event it ever saved."""

    phone: Phone
    doors: tuple[Doorway, ...]
    rng: Random
    says: bool = True
    made: list[Record] = field(default_factory=list)
    answered_wrongly: list[str] = field(default_factory=list)

    def work(self, air: Air) -> None:
        """A moment at a door, and a moment on the air."""
        if self.says and len(self.phone.waiting) < MOST_WAITING:
            self._say()
        self.push(air)
        if not self.says or self.rng.random() < 0.5:
            self.pull(air)

    def _say(self) -> None:
        if self.rng.random() < 0.05:
            self.phone.jump(self.rng.choice(LIES))
        for _ in range(self.rng.randrange(1, 12)):
            chance = self.rng.random()
            door = self.rng.choice(self.doors)
            if chance < 0.85:
                said = saying.visit(self.phone, self.rng, door, now())
            elif chance < 0.93:
                said = saying.words(self.phone, self.rng, door, now())
            else:
                said = saying.spoilt(self.phone, self.rng, door, now())
            self.made.append(said)

    def push(self, air: Air) -> None:
        """One push, its events at times in reverse."""
        push = self.phone.push(now(), shuffle=self.rng.random() < 0.3)
        answer = air.ask(push.request, self.rng)
        if answer is None or answer.status in (429, 503):
            return
        if answer.status != 200:
            self.answered_wrongly.append(f"push {answer.status} {answer.body}")
            return
        self.phone.heard_push(push, answer)

    def pull(self, air: Air) -> None:
        """All that is new, as far as the network lets it through."""
        phone = self.phone
        if phone.bundle is None:
            heard = air.ask(phone.bootstrap(), self.rng)
            if heard is None or heard.status != 200:
                self._mind(heard, "bootstrap")
                return
            phone.heard_bootstrap(heard)
        while (answer := air.ask(phone.pull(), self.rng)) is not None:
            self._mind(answer, "pull", expected=(409, 410))
            if not phone.heard_pull(answer):
                return

    def _mind(self, answer: Answer | None, call: str, expected: Sequence[int] = ()) -> None:
        if answer and answer.status not in (200, 429, 503, *expected):
            self.answered_wrongly.append(f"{call} {answer.status} {answer.body}")

    @property
    def is_done(self) -> bool:
        return self.phone.is_quiet and self.phone.bundle is not None


def pair(air: Air, code: str, name: str, seed: int, hello: dict[str, Any]) -> Phone:
    """A phone bound by its code."""
    phone = Phone(name, Random(seed))
    phone.begin(hello["kid"], hello["key"])
    body = {"v": 1, "code": code, "app": "torture", "inc": phone.life.envelope_key, "keeps": []}
    answer = air.send(Request("POST", "/sync/v1/pair", "", packed(body)))
    assert answer is not None
    assert answer.status == 200, answer
    phone.bind(answer.body)
    phone.life.device = phone.device
    return phone


@dataclass
class Crowd:
    """All the phones of a scenario, at work until told to stop."""

    walkers: list[Walker]
    air: Air
    pause: float = 0.05
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        """Everybody starts."""
        self._over.clear()
        self._threads = [threading.Thread(target=self._live, args=(one,)) for one in self.walkers]
        for thread in self._threads:
            thread.start()

    def _live(self, walker: Walker) -> None:
        while not self._over.is_set():
            walker.work(self.air)
            self._over.wait(walker.rng.random() * self.pause)

    def stop(self) -> None:
        """Everybody comes home."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def heal(self) -> bool:
        """On a network that works again, everything is sent and pulled; whether that came to an end."""
        self.air.heal()
        for _ in range(ROUNDS_TO_HEAL):
            done = [walker.is_done for walker in self.walkers]
            for walker in self.walkers:
                walker.push(self.air)
            for walker in self.walkers:
                walker.pull(self.air)
            if all(done) and all(walker.is_done for walker in self.walkers):
                return True
        return False
