"""A network that loses, doubles, delays and reorders, between a simulated phone and a server on loopback."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.proof.phone import Answer, Request

PATIENCE = 8.0
"""Seconds a phone waits for an answer."""
DROPPED, ANSWER_LOST, DOUBLED, REORDERED = 0.10, 0.15, 0.20, 0.30
SLOWEST = 0.05


@dataclass
class Air:
    """How bad the network is: DROPPED and the other shares are of requests, unless it is healed."""

    port: int
    is_bad: bool = True
    late: list[tuple[float, Request]] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def heal(self) -> None:
        """From now on everything arrives, once; what was on the air has arrived."""
        self.is_bad = False
        for _, request in self._due(float("inf")):
            self.send(request)

    def worsen(self) -> None:
        """As bad as it was."""
        self.is_bad = True

    def ask(self, request: Request, rng: Random) -> Answer | None:
        """What the phone hears, if anything."""
        if not self.is_bad:
            return self.send(request)
        for _, stale in self._due(time.monotonic()):
            self.send(stale)
        time.sleep(rng.random() * SLOWEST)
        if rng.random() < DROPPED:
            return None
        if rng.random() < REORDERED:
            with self.turn:
                self.late.append((time.monotonic() + rng.random() * 2, request))
        if rng.random() < DOUBLED:
            self.send(request)
        answer = self.send(request)
        return None if rng.random() < ANSWER_LOST else answer

    def _due(self, now: float) -> list[tuple[float, Request]]:
        with self.turn:
            due = [each for each in self.late if each[0] <= now]
            self.late = [each for each in self.late if each[0] > now]
        return due

    def send(self, request: Request) -> Answer | None:
        """One exchange with the server; None when it is not there, or dies meanwhile."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Content-Type": "application/json"}
        if request.token:
            headers["Authorization"] = f"Bearer {request.token}"
        try:
            wire.request(request.method, request.path, request.body or None, headers)
            reply = wire.getresponse()
            return Answer(reply.status, json.loads(reply.read() or b"{}"))
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            wire.close()


def until(wanted: Callable[[], bool], seconds: float) -> bool:
    """Wait for something, not for ever; whether it came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if wanted():
            return True
        time.sleep(0.05)
    return False
