"""The server in this process: real requests through real views, and the ways in which a server dies.

A server that dies before it commits is one whose whole request is rolled back; one that dies after is one
whose answer nobody hears. What a process holds in memory is lost at each death.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from bacung.ground import clock
from tests.proof.phone import Answer, Request
from tests.proof.saying import moment

Fate = Literal["fine", "dropped", "killed-before", "killed-after", "heard-then-killed", "twice", "late"]
FATES: tuple[Fate, ...] = get_args(Fate)

MEMORY: list[Callable[[], None]] = []
"""What a living process still means to do. A right server has nothing here; some mutants do."""


@dataclass
class Server:
    """Answers requests at the moment `now` (true milliseconds)."""

    now: int
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))
    late: list[Request] = field(default_factory=list)  # on the air for long

    def answer(self, request: Request) -> Answer:
        """One request, answered by a server that lives."""
        cache.clear()  # how often an address may ask is another test's matter
        with clock.at(moment(self.now)):
            self._remember()
            reply = self.client.generic(
                request.method,
                request.path,
                request.body,
                content_type="application/json",
                headers={"authorization": f"Bearer {request.token}"} if request.token else {},
            )
        return Answer(reply.status_code, json.loads(reply.content or b"{}"))

    def _remember(self) -> None:
        while MEMORY:
            MEMORY.pop(0)()

    def die(self) -> None:
        """The process is gone, and all that was only in its memory."""
        MEMORY.clear()
        cache.clear()

    def arrive(self, request: Request) -> None:
        """A request is here and its turn to be written has not come: a right server does nothing yet."""

    def ask(self, request: Request, fate: Fate) -> Answer | None:
        """What the phone hears of a request that meets with this fate; None is silence."""
        match fate:
            case "dropped":
                return None
            case "late":
                self.arrive(request)
                self.late.append(request)
                return None
            case "killed-before":
                self._killed_before(request)
                return None
            case "twice":
                self.answer(request)
                return self.answer(request)
            case "killed-after":
                self.answer(request)
                self.die()
                return None
            case "heard-then-killed":
                heard = self.answer(request)
                self.die()
                return heard
        return self.answer(request)

    def _killed_before(self, request: Request) -> None:
        """All is done but the commit."""
        try:
            with transaction.atomic():
                self.answer(request)
                raise Killed
        except Killed:
            self.die()

    def deliver(self, place: int) -> None:
        """A request that was long on the air arrives; nobody waits for its answer any more."""
        self.answer(self.late.pop(place % len(self.late)))


class Killed(Exception):
    """The process was killed here."""
