"""A small phone for tests of the server: it makes events, pushes, pulls, and remembers its token."""

import gzip
import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test import Client

from bacung.fieldsync.actions import pairing
from bacung.fieldsync.models import Device
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from bacung.staff.models import Member

Json = dict[str, Any]


def packed(event: Json) -> bytes:
    """The bytes a phone would freeze."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass
class TestPhone:
    """A paired phone. `says` makes the next event, `push` sends events as they are."""

    __test__ = False

    token: str
    device: Device
    inc: str = field(default_factory=lambda: str(uuid.uuid4()))
    n: int = 0
    client: Client = field(default_factory=Client)

    def says(self, kind: str, hh: int | str | None = None, p: Json | None = None, **more: Any) -> Json:
        """The next event, dated now."""
        self.n += 1
        event: Json = {"id": str(uuid.uuid4()), "inc": self.inc, "n": self.n, "sv": 1, "k": kind, "hh": hh}
        return event | {"t": ms(clock.now()), "ck": 0, "p": p or {}} | more

    def visit(self, hh: int | str, people: list[Json] | None = None, **said: Any) -> Json:
        """A visit where somebody was at home."""
        return self.says("visit.recorded", hh, {"outcome": "home", "people": people or []} | said)

    def push(self, *events: Json | bytes, status: int = 200, zipped: bool = False, **more: Any) -> Json:
        """Send events, each as its own bytes."""
        envelope: Json = {
            "v": 1,
            "inc": self.inc,
            "sent": ms(clock.now()),
            "outbox_count": len(events),
            "next_n": self.n + 1,
            "app": "test",
        }
        raw = [each if isinstance(each, bytes) else packed(each) for each in events]
        body = packed(envelope | more)[:-1] + b',"events":[' + b",".join(raw) + b"]}"
        return self.post("push", body, status=status, zipped=zipped)

    def post(self, call: str, body: bytes, status: int = 200, zipped: bool = False) -> Json:
        """The answer to a body sent as it is."""
        headers = {"authorization": f"Bearer {self.token}"} | ({"content-encoding": "gzip"} if zipped else {})
        data = gzip.compress(body) if zipped else body
        answer = self.client.post(f"/sync/v1/{call}", data, content_type="application/json", headers=headers)
        assert answer.status_code == status, answer.content
        said: Json = answer.json()
        return said

    def get(self, call: str, status: int = 200) -> Json:
        """The answer to a question."""
        answer = self.client.get(f"/sync/v1/{call}", headers={"authorization": f"Bearer {self.token}"})
        assert answer.status_code == status, answer.content
        said: Json = answer.json()
        return said

    def pull(self, after: int = 0, limit: int = 500, status: int = 200) -> Json:
        """What became known behind a cursor."""
        self.device.refresh_from_db()
        where = f"round={self.device.round_id}&epoch={self.device.epoch}"
        return self.get(f"pull?{where}&after={after}&limit={limit}", status)


def paired(member: Member, round_: Round) -> TestPhone:
    """A phone of this member, bound to a round in which they walk."""
    device, token = pairing.pair_test_client(CONSOLE, member, round_)
    return TestPhone(token, device)


def ms(moment: datetime) -> int:
    """Whole milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
