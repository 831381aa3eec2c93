"""A drill: phones, a server and a network, and everything that can happen to them, one deed after the other.

Each deed is a name and two whole numbers, so that a drill is a list that can be kept, shown and done again.
After each deed one looks at what must hold at all times; `end()` heals the network and looks at the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from django.db import transaction

from bacung.fieldsync.actions.pairing import rebind, revoke
from bacung.fieldsync.models import Device
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.visits.actions import NewVisit, record_visits
from tests.proof import checks, projection, saying
from tests.proof.broken import Broken, holds
from tests.proof.phone import Answer, Phone, Push
from tests.proof.records import Json, Record
from tests.proof.saying import moment
from tests.proof.server import FATES, Fate, Server
from tests.proof.world import BEGINS, World

YEAR = 365 * 24 * 3600 * 1000
OFFSETS = (0, 0, -10 * YEAR, 10 * YEAR, -90_000, 7 * 3600 * 1000)
WAITS = (20_000, 60_000, 600_000, 3_600_000)
DAY = 24 * 3600 * 1000
PATIENCE = 40
WEIGHTS = (4, 1, 1, 1, 1, 2, 3)  # of FATES

Deed = tuple[str, int, int]


@dataclass
class Drill:
    """One example. `made` is the truth: every event ever saved, and by whom."""

    world: World
    may_erase: bool = False  # a phone may lose its storage; else the server may be set back to an older copy
    server: Server = field(default_factory=lambda: Server(BEGINS))
    phones: list[Phone] = field(default_factory=list)
    made: list[tuple[str, Record]] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)  # digests of what lay on a phone that lost its storage
    gone: set[str] = field(default_factory=set)  # of these, what no server had answered
    exports: list[tuple[str, Json]] = field(default_factory=list)
    handed_out: dict[tuple[int, int], int] = field(default_factory=dict)  # (round, cursor) → rows up to it
    copy: tuple[str, int] | None = None  # an older copy of the database, and when it was made
    set_back: bool = False  # and nobody has told the server again what it forgot
    trace: list[Deed] = field(default_factory=list)
    heard: list[Json] = field(
        default_factory=list
    )  # every answer, in words that are the same on any database

    def __post_init__(self) -> None:
        self.phones = self.phones or self.world.fresh_phones()
        for phone in self.phones:
            phone.batch = 3  # so that a push often leaves something behind

    def do(self, deed: str, who: int = 0, seed: int = 0) -> None:
        """One deed, and a look at what must always be true."""
        self.trace.append((deed, who, seed))
        self.server.now += 1000
        DEEDS[deed](self, self.phones[who % len(self.phones)], Random(seed))
        checks.conserved(self.phones, self.made, self.erased)

    # ── At the door ──

    def _saved(self, phone: Phone, *records: Record | None) -> None:
        self.made += [(phone.name, record) for record in records if record]

    def visit(self, phone: Phone, rng: Random) -> None:
        door = rng.choice(self.world.doors_of(phone))
        self._saved(phone, saying.visit(phone, rng, door, self.server.now))

    def correct(self, phone: Phone, rng: Random) -> None:
        self._saved(phone, saying.correction(phone, rng, self.server.now))

    def say(self, phone: Phone, rng: Random) -> None:
        door = rng.choice(self.world.doors_of(phone))
        self._saved(phone, saying.words(phone, rng, door, self.server.now))

    def find(self, phone: Phone, rng: Random) -> None:
        door = rng.choice(self.world.doors_of(phone))
        self._saved(phone, *saying.found(phone, rng, door, self.server.now))

    def tamper(self, phone: Phone, rng: Random) -> None:
        near, far = self.world.near, self.world.away
        far_door = (near if phone.name == "far" else far)[0]
        far_round = self.world.rounds["near" if phone.name == "far" else "far"].pk
        others = [record for name, record in self.made if name != phone.name and record.wanted is None]
        door = rng.choice(self.world.doors_of(phone))
        self._saved(
            phone,
            saying.hostile(
                phone,
                rng,
                door,
                self.server.now,
                far_door=far_door,
                far_round=far_round,
                others=others,
            ),
        )

    def hand_over(self, phone: Phone, rng: Random) -> None:
        """The first phone shows its code, the second types it; neither has any signal."""
        giver, taker = self.phones[:2]
        if giver.bundle and taker.bundle:
            code = saying.handover_code(taker.bundle)
            self._saved(giver, giver.say(self.server.now, "handover.given", None, {"to": None}))
            self._saved(taker, taker.say(self.server.now, "handover.taken", None, {"code": code}))

    # ── On the air ──

    def push(self, phone: Phone, rng: Random) -> None:
        self._push(phone, rng.choices(FATES, WEIGHTS)[0])

    def _push(self, phone: Phone, fate: Fate) -> None:
        push = phone.push(self.server.now)
        answer = self.server.ask(push.request, fate)
        if answer:
            self._heard(phone, push, answer)
        if "killed" in fate and not self.set_back:
            checks.nothing_answered_is_lost(self.phones)

    def _heard(self, phone: Phone, push: Push, answer: Answer) -> None:
        holds("I7", answer.status in (200, 401, 413), f"a push was answered {answer}")
        phone.heard_push(push, answer)
        if answer.status == 200:
            checks.gaps_are_exact(push, answer.body)
        self._note(phone, answer)

    def _note(self, phone: Phone, answer: Answer) -> None:
        said = answer.body
        told: Json = {"who": phone.name, "status": answer.status, "code": said.get("code")}
        told |= {name: said[name] for name in ("have", "gaps", "next", "remarks") if name in said}
        told["results"] = [
            [one["s"], one.get("code"), one.get("seq"), one.get("counted")] for one in said.get("results", [])
        ]
        told["rows"] = [[row["seq"], row["k"], row.get("mine"), row.get("t")] for row in said.get("rows", [])]
        self.heard.append(told)

    def pull(self, phone: Phone, rng: Random) -> None:
        if phone.bundle is None:
            with checks.outbox_kept(phone):
                phone.heard_bootstrap(self.server.answer(phone.bootstrap()))
        if phone.bundle is None or phone.revoked:
            return
        for _ in range(PATIENCE):
            before = set(phone.pulled)
            answer = self.server.answer(phone.pull(limit=rng.choice((1, 3, 500))))
            with checks.outbox_kept(phone):
                more = phone.heard_pull(answer)
            self._note(phone, answer)
            if answer.status == 200:
                checks.only_of_its_round(
                    phone, [row for seq, row in phone.pulled.items() if seq not in before]
                )
                checks.nothing_appeared_behind(self.handed_out)
                checks.hand_out(self.handed_out, phone)
            if not more:
                return

    def deliver(self, phone: Phone, rng: Random) -> None:
        if self.server.late:
            self.server.deliver(rng.randrange(100))

    # ── Time, and what happens to phones ──

    def wait(self, phone: Phone, rng: Random) -> None:
        self.server.now += rng.choice(WAITS)

    def wait_days(self, phone: Phone, rng: Random) -> None:
        if self.server.now < BEGINS + 10 * DAY:
            self.server.now += rng.choice((1, 3)) * DAY

    def set_clock(self, phone: Phone, rng: Random) -> None:
        phone.jump(rng.choice(OFFSETS))

    def lock(self, phone: Phone, rng: Random) -> None:
        with checks.outbox_kept(phone):
            phone.locked = not phone.locked

    def revoke(self, phone: Phone, rng: Random) -> None:
        device = Device.objects.filter(pk=phone.device).first()
        if device:
            with clock.at(moment(self.server.now)), checks.outbox_kept(phone):
                revoke(CONSOLE, device)

    def pair_again(self, phone: Phone, rng: Random) -> None:
        with checks.outbox_kept(phone):
            self.world.pair(self.server, phone)
            if rng.random() < 0.5:
                phone.begin(self.world.kid, self.world.key)

    def rebind(self, phone: Phone, rng: Random) -> None:
        device = Device.objects.filter(pk=phone.device).first()
        if device:
            to = self.world.round_for(phone, later=rng.random() < 0.5)
            with clock.at(moment(self.server.now)), checks.outbox_kept(phone):
                rebind(device, to)

    def export(self, phone: Phone, rng: Random) -> None:
        with checks.outbox_kept(phone):
            self.exports += [
                (phone.name, life.export(self.server.now, phone.rng)) for life in phone.lives if life.records
            ]

    def carry(self, phone: Phone, rng: Random) -> None:
        if self.exports:
            phone.carry(rng.choice(self.exports)[1])

    def erase(self, phone: Phone, rng: Random) -> None:
        """The browser threw everything away. What lies in an export, or on the air, is not lost yet."""
        if self.may_erase:
            self.erased |= {record.digest for record in phone.kept}
            self.gone |= {record.digest for record in phone.waiting}
            phone.erase(self.world.kid, self.world.key)

    # ── The office, and what happens to the server ──

    def office(self, phone: Phone, rng: Random) -> None:
        """A visit is written down from paper."""
        door = rng.choice(self.world.near)
        with clock.at(moment(self.server.now)):
            visit = NewVisit(
                door.household,
                "nobody",
                moment(self.server.now - 60_000),
                round_id=self.world.rounds["near"].pk,
                pair_number=2,
            )
            record_visits(CONSOLE, self.world.village.drive, [visit])

    def back_up(self, phone: Phone, rng: Random) -> None:
        if not self.may_erase:
            self.copy = transaction.savepoint(), self.server.now

    def restore(self, phone: Phone, rng: Random) -> None:
        """The server is set back to its copy, unless that is older than what phones keep."""
        if self.copy and self.server.now - self.copy[1] < 6 * DAY:
            transaction.savepoint_rollback(self.copy[0])
            self.server.die()
            self.server.late.clear()
            self.handed_out.clear()
            self.set_back = True

    # ── The end ──

    def end(self) -> None:
        """The network heals; then everything must have come home."""
        while self.server.late:
            self.server.deliver(0)
        for _ in range(PATIENCE):
            busy = [phone for phone in self.phones if self._heal(phone)]
            if not busy:
                break
        else:
            raise Broken("I7", {phone.name: [one.raw for one in phone.waiting] for phone in self.phones})
        self.set_back = False
        checks.conserved(self.phones, self.made, self.erased)
        checks.everything(self.phones, self.made, self.gone)
        projection.counted_once(self.world, self.made, self.server.now)
        for phone in self.phones:
            if not phone.revoked and phone.bundle:
                checks.nothing_missed(phone, self.server)

    def _heal(self, phone: Phone) -> bool:
        """One healthy exchange; whether there was anything to do."""
        phone.locked = False
        self.server.now += 1000
        if phone.unknown:
            self.world.pair(self.server, phone)
        was_quiet = phone.is_quiet
        self._push(phone, "fine")
        if not phone.unknown:
            self.pull(phone, Random(0))
        return not (was_quiet and phone.is_quiet and (phone.revoked or phone.bundle))


DEEDS: dict[str, Callable[[Drill, Phone, Random], None]] = {
    "visit": Drill.visit,
    "correct": Drill.correct,
    "say": Drill.say,
    "find": Drill.find,
    "tamper": Drill.tamper,
    "hand over": Drill.hand_over,
    "push": Drill.push,
    "pull": Drill.pull,
    "deliver": Drill.deliver,
    "wait": Drill.wait,
    "wait days": Drill.wait_days,
    "set clock": Drill.set_clock,
    "lock": Drill.lock,
    "revoke": Drill.revoke,
    "pair again": Drill.pair_again,
    "rebind": Drill.rebind,
    "export": Drill.export,
    "carry": Drill.carry,
    "erase": Drill.erase,
    "office": Drill.office,
    "back up": Drill.back_up,
    "restore": Drill.restore,
}
