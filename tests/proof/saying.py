"""What walkers say at doors: honest events of every kind, and tampered ones of every kind a server may meet.

Everything is chosen by a `Random`, so one number tells the whole evening. True time is in milliseconds.
"""

import base64
import hmac
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.proof.phone import Phone
from tests.proof.records import Json, Record, event_id, packed

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
REASONS = ("NO_SMARTPHONE", "WORKING_AWAY", "NOT_HOME", "NOT_YET_WILLING", "REFUSES", "NO_SIGNAL")


@dataclass(frozen=True)
class Doorway:
    """A household and those behind it."""

    household: int
    people: tuple[int, ...]


def moment(true: int) -> datetime:
    return datetime.fromtimestamp(true / 1000, UTC).astimezone(VIETNAM)


def tomorrow_at(true: int, hour: int) -> str:
    """The next day's hour as the phone writes it: read off the wall, not off its clock."""
    return (
        (moment(true) + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0).isoformat()
    )


def standing(phone: Phone) -> list[Record]:
    """The phone's own visits that it neither withdrew nor replaced."""
    kept = [record for life in phone.lives for record in life.records.values() if record.wanted is None]
    said = {record.id: record for record in kept if record.event["k"] == "visit.recorded"}
    for record in kept:
        payload = record.event["p"]
        said.pop(payload.get("voids") or payload.get("replaces") or "", None)
    return list(said.values())


def visit(phone: Phone, rng: Random, door: Doorway, true: int) -> Record:
    """One knock, told as the form tells it."""
    outcome = rng.choices(("home", "nobody", "door-refused", "not-found"), (6, 3, 1, 1))[0]
    people = [_person(rng, key, outcome, true) for key in door.people if rng.random() < 0.7]
    payload: Json = {"outcome": outcome, "people": people}
    if outcome == "home" and rng.random() < 0.3:
        payload["back_at"] = tomorrow_at(true, 19)
    if outcome in ("home", "door-refused") and rng.random() < 0.1:
        payload["never"] = True
    if rng.random() < 0.3:
        payload["note"] = "Chó dữ, gọi cổng trước"
    return phone.say(true, "visit.recorded", door.household, payload)


def _person(rng: Random, key: int | str, outcome: str, true: int) -> Json:
    if outcome != "home":
        return {"person": key, "outcome": "reason", "reason": "NOT_HOME"}
    said = rng.choice(("activated", "activated", "already_active", "invited", "shown", "reason"))
    told: Json = {"person": key, "outcome": said}
    if said == "reason":
        told["reason"] = rng.choice(REASONS)
    if said == "invited":
        told["slot_at"] = tomorrow_at(true, 8)
    return told


def correction(phone: Phone, rng: Random, true: int) -> Record | None:
    """An own visit withdrawn, or told again in another way."""
    mine = standing(phone)
    if not mine:
        return None
    old = rng.choice(mine)
    household = old.event["hh"]
    more = {"r": old.event["r"]} if "r" in old.event else {}
    if rng.random() < 0.5:
        return phone.say(true, "visit.voided", household, {"voids": old.id}, **more)
    again = {"outcome": "nobody", "people": [], "replaces": old.id}
    return phone.say(true, "visit.recorded", household, again, **more)


def words(phone: Phone, rng: Random, door: Doorway, true: int) -> Record:
    """What is no visit: a note, a question, a companion."""
    kind, household, payload = rng.choice(
        (
            ("note.added", door.household, {"text": "Cổng sau mở"}),
            ("question.asked", None, {"text": "Mai đi lúc mấy giờ?"}),
            ("companion.named", None, {"name": "Bà Tư"}),
        )
    )
    return phone.say(true, kind, household, payload)


def found(phone: Phone, rng: Random, door: Doorway, true: int) -> list[Record]:
    """Somebody on no list, and a visit to them, which waits until the office knows them."""
    person = {
        "found": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "name": "Võ Văn Lạ",
        "born": "1960",
    }
    if rng.random() < 0.5:
        added = phone.say(true, "person.created", door.household, {"people": [person]})
        household: int | str = door.household
    else:
        household = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        payload = {"found": household, "hamlet": None, "address": "Nhà mới", "head": "Võ Văn Lạ"}
        added = phone.say(true, "hh.created", household, payload | {"people": [person]})
    told = [_person(rng, person["found"], "home", true)]
    return [added, phone.say(true, "visit.recorded", household, {"outcome": "home", "people": told})]


# ── Tampered ──


def _altered(phone: Phone, true: int, change: Callable[[Json], None], wanted: str, door: Doorway) -> Record:
    """An event under the phone's next number with one thing changed, to be quarantined as `wanted`."""
    life = phone.life
    event: Json = {
        "id": event_id(true + phone.offset, phone.rng),
        "inc": life.inc,
        "n": life.next_n,
        "sv": 1,
        "k": "visit.recorded",
        "hh": door.household,
        "t": true + phone.offset,
        "ck": phone.ck,
        "p": {"outcome": "nobody", "people": []},
    }
    if phone.round is not None:
        event["r"] = phone.round
    change(event)
    return phone.keep(packed(event), true, wanted)


def spoilt(phone: Phone, rng: Random, door: Doorway, true: int) -> Record:
    """One tampered event that concerns no other phone."""
    wanted, change = rng.choice(_SPOILT)
    return _altered(phone, true, change, wanted, door)


def hostile(
    phone: Phone,
    rng: Random,
    door: Doorway,
    true: int,
    *,
    far_door: Doorway,
    far_round: int,
    others: Sequence[Record],
) -> Record:
    """One tampered event. `far_door` and `far_round` are another commune's; `others` lie on other phones."""
    mine = [record for life in phone.lives for record in life.records.values() if record.wanted is None]
    quiet = moment(true).replace(hour=23, minute=30) + timedelta(days=1)
    changes = [
        *_SPOILT,
        ("other-round", _set(r=far_round)),
        ("not-your-door", _set(hh=far_door.household)),
        (
            "not-behind-this-door",
            _set(p={"outcome": "home", "people": [{"person": far_door.people[0], "outcome": "activated"}]}),
        ),
        (
            "promise-in-quiet-hours",
            _set(p={"outcome": "home", "people": [], "back_at": quiet.isoformat()}),
        ),
    ]
    clashes: list[tuple[str, Callable[[Json], None]]] = []
    if mine:
        known = rng.choice(mine)
        clashes.append(("id-clash", _set(id=known.id, hh=far_door.household)))
        clashes.append(("number-clash", _set(n=known.n, inc=known.inc)))
    elsewhere = [record for record in others if record.event["k"] == "visit.recorded"]
    if elsewhere:
        theirs = rng.choice(elsewhere)
        clashes.append(("other-phone", _set(inc=theirs.inc, n=theirs.n + 1000)))
    wanted, change = rng.choice(clashes if clashes and rng.random() < 0.4 else changes)
    return _altered(phone, true, change, wanted, door)


def _set(**fields: Any) -> Callable[[Json], None]:
    return lambda event: event.update(fields)


_SPOILT: list[tuple[str, Callable[[Json], None]]] = [
    ("kind-unknown", _set(k="visit.guessed")),
    ("kind-not-from-a-phone", _set(k="resolution.made")),
    ("version-unknown", _set(sv=99)),
    ("event-malformed", _set(p={"outcome": 7})),
    ("event-too-large", _set(p={"outcome": "home", "people": [], "note": "ồ" * 9000})),
]


def handover_code(bundle: Json) -> str:
    """What the recording phone shows, made from the key both phones of the pair hold."""
    said = f"handover|{bundle['round']['id']}|{bundle['pair']['handovers']}".encode()
    proof = hmac.digest(base64.b64decode(bundle["pair"]["key"]), said, "sha256")
    return f"{int.from_bytes(proof, 'big') % 1_000_000:06}"
