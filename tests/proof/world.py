"""The village on the evening of the second of June 2023: five walkers, four rounds, four phones.

Phones `one` and `two` are of the first pair, `three` of the second; `far` walks in the other commune. Both
communes have a round in the week after next too, with the same pairs, so that a phone can be bound to it.
"""

import copy
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.contrib.auth import get_user_model

from bacung.areas.models import Area
from bacung.fieldsync.actions.pairing import make_code
from bacung.fieldsync.convert import is_over
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.registry.models import Person
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Round
from bacung.staff.actions import make_member
from tests.proof.phone import Phone, Request
from tests.proof.records import packed
from tests.proof.saying import Doorway, moment
from tests.proof.server import Server
from tests.village import Village, settle

BEGINS = int(datetime(2023, 6, 2, 18, 0, tzinfo=clock.VIETNAM).timestamp() * 1000)
TONIGHT, LATER = date(2023, 6, 2), date(2023, 6, 20)
NAMES = ("one", "two", "three", "far")


@dataclass
class World:
    """What stands when an example begins."""

    village: Village
    rounds: dict[str, Round]
    walkers: dict[str, int]  # phone → member
    near: tuple[Doorway, ...]
    away: tuple[Doorway, ...]
    phones: list[Phone]
    kid: str = ""
    key: str = ""

    def fresh_phones(self) -> list[Phone]:
        """The paired phones, for one example to use up."""
        return copy.deepcopy(self.phones)

    def doors_of(self, phone: Phone) -> tuple[Doorway, ...]:
        return self.away if phone.name == "far" else self.near

    def round_for(self, phone: Phone, *, later: bool) -> Round:
        return self.rounds[("far" if phone.name == "far" else "near") + (" later" if later else "")]

    def pair(self, server: Server, phone: Phone) -> None:
        """The officer's screen shows a code for the walker; the phone is bound by it, with what it keeps."""
        walker = get_user_model().objects.get(pk=self.walkers[phone.name])
        with clock.at(moment(server.now)):
            tonight = self.round_for(phone, later=False)
            code = make_code(
                CONSOLE, walker, self.round_for(phone, later=is_over(tonight, moment(server.now)))
            )
        if not phone.lives:
            phone.begin(self.kid, self.key)
        body = {
            "v": 1,
            "code": code,
            "app": "proof",
            "about": {},
            "inc": phone.life.envelope_key,
            "keeps": [
                {"inc": life.inc, "next_n": life.next_n, "outbox_count": len(life.waiting)}
                for life in phone.lives[:-1]
            ],
        }
        answer = server.answer(Request("POST", "/sync/v1/pair", "", packed(body)))
        assert answer.status == 200, answer
        phone.bind(answer.body)
        for life in phone.lives:
            life.device = phone.device


def build() -> World:
    """Settle the village, plan the evenings, pair the phones."""
    village = settle()
    walkers = {name: _walker(village, name, "a") for name in ("one", "two", "three", "four")}
    walkers["far"] = _walker(village, "far", "b")
    pairs = [NewPair((walkers["one"], walkers["two"])), NewPair((walkers["three"], walkers["four"]))]
    alone = [NewPair((walkers["far"],))]

    def planned(commune: Area, pairs: list[NewPair], on: date) -> Round:
        return plan_round(CONSOLE, drive=village.drive, commune=commune, on=on, pairs=pairs)

    with clock.at(moment(BEGINS)):
        rounds = {
            "near": planned(village.commune_a, pairs, TONIGHT),
            "far": planned(village.commune_b, alone, TONIGHT),
            "near later": planned(village.commune_a, pairs, LATER),
            "far later": planned(village.commune_b, alone, LATER),
        }
    world = World(village, rounds, walkers, _doors(village.commune_a.pk), _doors(village.commune_b.pk), [])
    server = Server(BEGINS)
    hello = server.answer(Request("GET", "/sync/v1/hello", "")).body
    world.kid, world.key = hello["kid"], hello["key"]
    for name in NAMES:
        phone = Phone(name, Random(name))
        world.pair(server, phone)
        phone.heard_bootstrap(server.answer(phone.bootstrap()))
        world.phones.append(phone)
    return world


def _walker(village: Village, name: str, commune: str) -> int:
    area = village.commune_a if commune == "a" else village.commune_b
    member = make_member(
        CONSOLE, username=name, full_name=f"Đỗ Văn {name}", role="walker", area=area, since=date(2023, 1, 1)
    )
    return member.pk


def _doors(commune: int) -> tuple[Doorway, ...]:
    behind: dict[int, list[int]] = {}
    for person in Person.admitted.filter(commune=commune).order_by("pk"):
        behind.setdefault(person.household_id, []).append(person.pk)
    return tuple(Doorway(home, tuple(people)) for home, people in sorted(behind.items()))
