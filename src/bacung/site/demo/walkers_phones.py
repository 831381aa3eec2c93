"""The phones of the first two pairs: what happens at their doors comes by phone, the rest by sheet.

A visit bears the same id either way, so the figures of the demonstration do not depend on who had a phone.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import Raw

from bacung.core.merging.visits import PersonOutcome, VisitFact
from bacung.core.syncing.wire import PROTOCOL, About, Push
from bacung.drives.models import Drive
from bacung.fieldsync.actions.follow import follow
from bacung.fieldsync.actions.incoming import Taken
from bacung.fieldsync.actions.pairing import make_code, pair
from bacung.fieldsync.actions.take import take
from bacung.fieldsync.convert import to_ms
from bacung.fieldsync.models import Device
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.rounds.models import Round, Stop
from bacung.visits.models import Event as Visit

PAIRS = (1, 2)
PAIRED_AT, HANDED_IN_AT = time(17), time(22)

Told = Sequence[tuple[VisitFact, Stop]]


@dataclass
class Pocket:
    """A phone in somebody's pocket, and the number of its last event."""

    device: Device
    inc: UUID
    n: int = 0

    def event(self, key: UUID, kind: str, at: datetime, said: Mapping[str, Any], **more: Any) -> bytes:
        """The next event, as the phone freezes it."""
        self.n += 1
        event = {"id": str(key), "inc": str(self.inc), "n": self.n, "sv": 1, "k": kind, "t": to_ms(at)}
        return json.dumps(event | {"ck": 0, "p": said} | more, ensure_ascii=False).encode()

    def push(self, events: Sequence[bytes], **more: Any) -> None:
        """Send them now, and be answered."""
        now = clock.now()
        push = Push(
            v=PROTOCOL,
            inc=self.inc,
            sent=to_ms(now),
            outbox_count=len(events),
            next_n=self.n + 1,
            app="ba-cung",
            events=[Raw(event) for event in events],
            about=About(persisted=True, installed=True, free_mb=2400),
        )
        answer = take([Taken(self.device.pk, push, now)])[0]
        if isinstance(answer, Exception):
            raise answer


class WalkersPhones:
    """The phones of a commune, from one evening to the next."""

    def __init__(self, viewer: Viewer, drive: Drive) -> None:
        self._viewer, self._drive = viewer, drive
        self._pockets: list[Pocket] = []
        self._last: Round | None = None

    def tell(self, planned: Round, told: Mapping[int, Told]) -> None:
        """What the pairs with phones saw this evening, sent when they are back."""
        self._follow(planned)
        for pocket in self._pockets:
            seen = told[pocket.device.pair_number] if pocket.device.is_recording else ()
            pocket.push([_visit(pocket, fact, stop, self._drive) for fact, stop in seen])
        self._last = planned

    def _follow(self, planned: Round) -> None:
        """Pair the phones on the first evening, and take them along to every other."""
        with clock.at(datetime.combine(planned.on, PAIRED_AT, clock.VIETNAM)):
            for pocket in self._pockets:
                pocket.device = follow(pocket.device)
            if not self._pockets:
                self._pockets = list(self._paired(planned))

    def _paired(self, planned: Round) -> Iterator[Pocket]:
        """In the first pair the student records, and the officer's phone is the backup."""
        members = []
        for number in PAIRS:
            officer, student = planned.pairs.get(number=number).walkers.order_by("pk")
            members += [student, officer] if number == 1 else [student]
        for place, member in enumerate(members):
            with clock.at(clock.now() + timedelta(minutes=place)):
                device, _ = pair(make_code(self._viewer, member, planned), app="ba-cung")
            yield Pocket(device, uuid5(NAMESPACE_URL, f"{self._drive.code} {member.username}"))

    def hand_in(self) -> None:
        """On the last night the phones are handed in: with a question, with a promise that may not be, with a
        door the other pair had told of, and with a record that is missing.
        """
        if self._last is None:
            return
        first, second = (pocket for pocket in self._pockets if pocket.device.is_recording)
        at = datetime.combine(self._last.on, time(21), clock.VIETNAM)
        told = Visit.objects.filter(round=self._last, people__isnull=False, source="phone").order_by("pk")
        with clock.at(datetime.combine(self._drive.ends_on, HANDED_IN_AT, clock.VIETNAM)):
            first.push([_question(first, at), *(_late_promise(first, visit, at) for visit in told[:1])])
            doubled = told.filter(pair_number=first.device.pair_number).first()
            second.n += 1  # and this one never came
            second.push([_again(second, doubled, at)] if doubled else [])


def _key(pocket: Pocket, what: str) -> UUID:
    return uuid5(pocket.inc, what)


def _visit(pocket: Pocket, fact: VisitFact, stop: Stop, drive: Drive) -> bytes:
    back = fact.comes_back_at
    said = {
        "outcome": fact.outcome,
        "people": [_told(one) for one in fact.person_outcomes],
        "back_at": back.isoformat() if back and clock.local(back).date() <= drive.ends_on else None,
        "never": fact.never,
    }
    return pocket.event(UUID(fact.id), "visit.recorded", fact.occurred_at, said, hh=stop.household_id)


def _told(one: PersonOutcome) -> dict[str, Any]:
    said = {
        "person": int(one.person),
        "outcome": one.outcome,
        "reason": one.reason,
        "slot_at": one.desk_slot.isoformat() if one.desk_slot else None,
        "home_visit": one.home_visit_wanted,
        "escort": one.escort_wanted,
        "never": one.never,
    }
    return {name: value for name, value in said.items() if value}


def _question(pocket: Pocket, at: datetime) -> bytes:
    text = "Mấy nhà cuối xóm đi làm xa, cuối tuần sau có xếp lại không ạ?"
    return pocket.event(_key(pocket, "question"), "question.asked", at, {"text": text})


def _late_promise(pocket: Pocket, visit: Visit, at: datetime) -> bytes:
    back = datetime.combine(clock.local(at).date() + timedelta(days=1), time(22, 30), clock.VIETNAM)
    said = {"outcome": "home", "back_at": back.isoformat()}
    return pocket.event(_key(pocket, "promise"), "visit.recorded", at, said, hh=visit.household_id)


def _again(pocket: Pocket, visit: Visit, at: datetime) -> bytes:
    people = [{"person": told.person_id, "outcome": "shown"} for told in visit.people.order_by("pk")[:1]]
    said = {"outcome": "home", "people": people}
    return pocket.event(_key(pocket, "again"), "visit.recorded", at, said, hh=visit.household_id)
