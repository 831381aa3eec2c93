"""A simulated phone: what HFS-1 asks of the app at the door, and nothing of its screens.

It knows no network and no server: it makes requests and hears answers. Whoever holds it decides what is lost,
doubled or late in between. Time is true milliseconds; the phone itself knows only `true + offset`.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode

from tests.proof.records import Carried, Json, Life, Record, event_id, packed

DAY = 24 * 3600 * 1000
KEPT = 7 * DAY
"""How long an answered event stays on the phone, so that a restored server can be given it again."""
BIGGEST = 200


@dataclass(frozen=True)
class Request:
    """What goes over the air."""

    method: str
    path: str
    token: str
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What comes back, when it does."""

    status: int
    body: Json


@dataclass(frozen=True)
class Push:
    """A push under way: the request, and what each result will be about, in order."""

    request: Request
    life: Life
    records: tuple[Record, ...]
    carried: Carried | None
    sealed_ids: tuple[str, ...]


@dataclass
class Phone:
    """One phone. `lives[-1]` is the local database of today."""

    name: str
    rng: Random
    offset: int = 0
    ck: int = 0
    token: str = ""
    device: str = ""
    round: int | None = None
    epoch: int = 0
    cursor: int = 0
    begun: int = 0  # the cursor of the bundle: what came before is in it
    bundle: Json | None = None
    heard_at: int | None = None  # the last server time heard
    lives: list[Life] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    strange: list[Record] = field(default_factory=list)  # tampered bytes that bear no number of their own
    pulled: dict[int, Json] = field(default_factory=dict)  # by seq, of this epoch
    lost: Json | None = None  # what the canary says of an erased database
    locked: bool = False  # nobody typed the PIN: only ciphertext can be sent
    revoked: bool = False
    unknown: bool = False  # the server does not know the token
    batch: int = 50

    # ── Life ──

    @property
    def life(self) -> Life:
        return self.lives[-1]

    @property
    def waiting(self) -> list[Record]:
        """Every event of its own not yet answered."""
        return [record for life in self.lives for record in life.waiting] + self.strange_waiting

    @property
    def strange_waiting(self) -> list[Record]:
        return [record for record in self.strange if record.answered_at is None]

    @property
    def is_quiet(self) -> bool:
        """Nothing left to send, of its own or of others."""
        return not self.waiting and not any(one.waiting for one in self.carried) and self.lost is None

    def begin(self, kid: str, public: str) -> Life:
        """A new local database: a new incarnation with a new key."""
        inc = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        life = Life(self.device, inc, self.rng.randbytes(32))
        life.wrap_for(kid, public)
        self.lives.append(life)
        return life

    def bind(self, paired: Json) -> None:
        """Take the token of a pairing; whatever is kept stays."""
        self.token, self.device = paired["token"], paired["device"]
        self.revoked = self.unknown = False
        self.bundle, self.epoch, self.cursor, self.pulled = None, 0, 0, {}
        self.heard_at = paired["now"]

    def jump(self, offset: int) -> None:
        """The clock is set; the phone notices."""
        self.offset = offset
        self.ck += 1

    def say(self, true: int, kind: str, household: int | str | None, payload: Json, **more: Any) -> Record:
        """Save an event: from here on these bytes are the event."""
        life = self.life
        device_ms = true + self.offset
        event: Json = {
            "id": event_id(device_ms, self.rng),
            "inc": life.inc,
            "n": life.next_n,
            "sv": 1,
            "k": kind,
            "hh": household,
            "t": device_ms,
            "ck": self.ck,
            "p": payload,
        }
        if self.round is not None:
            event["r"] = self.round
        if self.heard_at is not None:
            event["ls"] = self.heard_at
        event |= more
        return self.keep(packed(event), true)

    def keep(self, raw: bytes, true: int, wanted: str | None = None) -> Record:
        """Put bytes into the outbox; tampered ones may bear a number that is not the next."""
        life = self.life
        told = json.loads(raw)
        record = Record(str(told.get("id")), life.inc, life.next_n, raw, true, self.offset, self.ck, wanted)
        if (told.get("inc"), told.get("n")) != (life.inc, life.next_n):
            self.strange.append(record)
            return record
        life.records[life.next_n] = record
        life.next_n += 1
        return record

    @property
    def kept(self) -> list[Record]:
        """Every record that lies on the phone, answered or not."""
        return [record for life in self.lives for record in life.records.values()] + self.strange

    def erase(self, kid: str, public: str) -> None:
        """The browser threw the storage away; the canary remembers the newest life's number and count."""
        life = self.life
        self.lost = {"inc": life.inc, "next_n": life.next_n, "outbox": len(life.waiting)}
        self.lives, self.carried, self.strange = [], [], []
        self.begin(kid, public)

    def carry(self, file: Json) -> None:
        """Bring in an export of another phone, or of this one."""
        self.carried.append(Carried(file))

    # ── Asking ──

    def push(self, true: int, *, shuffle: bool = False) -> Push:
        """The next batch: its own oldest life first, then what it carries, else a heartbeat."""
        life = next((life for life in self.lives if life.waiting), self.life)
        strange = [] if self._as_sealed(life) or life is not self.life else self.strange_waiting
        records = (life.waiting + strange)[: self.batch]
        if shuffle:
            self.rng.shuffle(records)
        carried = None if records else next((one for one in self.carried if one.waiting), None)
        return self.push_of(life, records, true, carried)

    def push_of(
        self, life: Life, records: Sequence[Record], true: int, carried: Carried | None = None
    ) -> Push:
        """A push of just these records, or of what is carried."""
        body: Json = {
            "v": 1,
            "inc": life.inc,
            "sent": true + self.offset,
            "ck": self.ck,
            "outbox_count": len(life.waiting),
            "next_n": life.next_n,
            "app": "proof",
            "cursor": self.cursor,
            "keeps": [
                {"inc": other.inc, "next_n": other.next_n, "outbox_count": len(other.waiting)}
                for other in self.lives
                if other is not life
            ],
        }
        if self.lost:
            body["lost"] = self.lost
        sealed: list[Json] = []
        events: list[bytes] = []
        if carried:
            sealed = carried.waiting[: self.batch]
            body["wrapped"] = carried.envelope_key
        elif self._as_sealed(life):
            sealed = [life.sealed(record, self.rng) for record in records]
            body["wrapped"] = life.envelope_key
        else:
            events = [record.raw for record in records]
        body["sealed"] = sealed
        wire = packed(body)[:-1] + b',"events":[' + b",".join(events) + b"]}"
        request = Request("POST", "/sync/v1/push", self.token, wire)
        sealed_ids = tuple(each["id"] for each in sealed) if carried else ()
        return Push(request, life, tuple(records), carried, sealed_ids)

    def _as_sealed(self, life: Life) -> bool:
        return self.locked or life.device != self.device

    def bootstrap(self) -> Request:
        return Request("GET", "/sync/v1/bootstrap", self.token)

    def pull(self, limit: int = 500) -> Request:
        asked = {"round": self.round, "epoch": self.epoch, "after": self.cursor, "limit": limit}
        return Request("GET", f"/sync/v1/pull?{urlencode(asked)}", self.token)

    # ── Hearing ──

    def heard_push(self, push: Push, answer: Answer) -> None:
        """An event leaves the outbox on stored, duplicate or quarantined, and on nothing else."""
        if answer.status != 200:
            self._heard_refusal(answer)
            return
        reply = answer.body
        self.heard_at = reply["now"]
        self.unknown = False
        self.lost = None
        results = reply["results"]
        if push.carried:
            push.carried.answered |= {
                key for key, result in zip(push.sealed_ids, results, strict=True) if result["s"]
            }
        else:
            for record, result in zip(push.records, results, strict=True):
                if result["s"] in ("stored", "duplicate", "quarantined"):
                    record.answered_at, record.answer = reply["now"], result["s"]
                    record.code = result.get("code", "")
        self._compare(push.life.inc, reply["have"], reply["now"])
        for other in reply.get("others", []):
            self._compare(other["inc"], other["have"], reply["now"])
        self.batch = min(self.batch * 2, BIGGEST)

    def _compare(self, inc: str, have: list[list[int]], now: int) -> None:
        """What the server has forgotten goes back into the outbox; what it has for long is erased here."""
        life = next((life for life in self.lives if life.inc == inc), None)
        if life is None:
            return
        known = {n for first, last in have for n in range(first, last + 1)}
        for n, record in list(life.records.items()):
            if record.answered_at is None:
                continue
            if n not in known:
                record.answered_at = None
            elif now - record.answered_at > KEPT:
                life.pruned.add(record.digest)
                del life.records[n]

    def heard_bootstrap(self, answer: Answer) -> None:
        """The evening anew. The outbox is not looked at."""
        if answer.status != 200:
            self._heard_refusal(answer)
            return
        bundle = answer.body
        self.bundle, self.epoch, self.cursor = bundle, bundle["epoch"], bundle["seq"]
        self.begun = self.cursor
        self.round = bundle["round"]["id"]
        self.heard_at = bundle["now"]
        self.pulled = {}

    def heard_pull(self, answer: Answer) -> bool:
        """Whether there is more."""
        if answer.status != 200:
            self._heard_refusal(answer)
            return False
        reply = answer.body
        self.heard_at = reply["now"]
        for row in reply["rows"]:
            self.pulled[row["seq"]] = row
        self.cursor = reply["next"]
        return bool(reply["more"])

    def _heard_refusal(self, answer: Answer) -> None:
        code = answer.body.get("code", "")
        if answer.status == 413:
            self.batch = max(1, self.batch // 2)
        elif code == "fieldsync.revoked":
            self.revoked = True
        elif code == "fieldsync.token-unknown":
            self.unknown = True
        elif answer.status in (409, 410):
            self.bundle = None  # asks for the evening anew
