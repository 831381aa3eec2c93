"""What might happen at each door of an evening, by simple probabilities."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Literal

from bacung.core.calendar import LOCAL
from bacung.core.coverage.measures import Phone, Presence
from bacung.core.merging.visits import PersonOutcome, VisitFact

Reached = Literal["none", "collected", "approved", "activated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTonight:
    """Somebody behind a door: how far the account is, and what decides what can be done about it."""

    person: str
    reached: Reached = "none"
    presence: Presence = "here"
    phone: Phone | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorTonight:
    """A door and the moment a pair knocks at it; `knocks` were before. With `kit` an officer may collect."""

    household: str
    at: datetime
    people: tuple[PersonTonight, ...]
    knocks: int = 0
    kit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How people are, as shares of one: most agree, some hesitate, few refuse.

    `somebody_home`: until which hour (local), the share of doors that open. `activates` is of those who could
    tonight, `collects` of those asked by an officer with a kit, `comes_to_desk` of those only invited.
    """

    somebody_home: tuple[tuple[time, float], ...] = (
        (time(18), 0.55),
        (time(19), 0.72),
        (time(20, 30), 0.8),
        (time(23, 59), 0.62),
    )
    not_found: float = 0.006
    door_refused: float = 0.012
    wants_no_more_knocks: float = 0.3
    this_person_home: float = 0.87
    activates: float = 0.8
    collects: float = 0.55
    comes_to_desk: float = 0.66
    promises: float = 0.4
    of_age: int = 14


HABITS = Habits()

# Why someone who has a smartphone and an approved account is not activated tonight, in shares.
_HINDRANCES = {
    "NOT_YET_WILLING": 20,
    "SIM_NOT_OWN": 16,
    "FORGOT_PASSWORD": 12,
    "PHONE_WRONG": 10,
    "NO_SIGNAL": 8,
    "OS_TOO_OLD": 7,
    "OTP_OLD_DEVICE": 7,
    "REFUSES": 6,
    "SYSTEM_BUSY": 5,
    "DATA_MISMATCH": 5,
    "NO_NFC": 4,
}
_DOUBTS = {"NOT_YET_WILLING": 60, "CARD_EXPIRED_OR_CMND": 18, "CARD_NOT_ISSUED": 8, "REFUSES": 14}
_COME_BACK = ("NOT_HOME", "NOT_YET_WILLING", "SYSTEM_BUSY", "NO_SIGNAL")
_PROMISED = (time(18, 30), time(19), time(19, 30), time(20))
_DESK = (time(8), time(8, 30), time(9), time(10), time(14), time(15), time(16))


def simulate_evening(doors: Iterable[DoorTonight], seed: int, habits: Habits = HABITS) -> list[VisitFact]:
    """One visit to each door, as its pair would write it down at once.

    What happens at a door depends on the seed and that door only, not on the doors before it.
    """
    return [_knock(door, Random(f"{seed} {door.household} {door.at.isoformat()}"), habits) for door in doors]


def _knock(door: DoorTonight, rng: Random, habits: Habits) -> VisitFact:
    visit_id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    clock = door.at.astimezone(LOCAL).time()
    opens = next((share for until, share in habits.somebody_home if clock < until), 0.0)
    if not any(person.presence == "here" for person in door.people):
        opens *= 0.2
    luck = rng.random()
    if luck < habits.not_found and not door.knocks:
        return VisitFact(visit_id, door.household, door.at, door.at, "not-found")
    if rng.random() > opens:
        return VisitFact(visit_id, door.household, door.at, door.at, "nobody")
    if luck > 1 - habits.door_refused:
        never = rng.random() < habits.wants_no_more_knocks
        return VisitFact(visit_id, door.household, door.at, door.at, "door-refused", never=never)
    asked = [person for person in door.people if person.age is None or person.age >= habits.of_age]
    told = tuple(outcome for person in asked if (outcome := _ask(person, door, rng, habits)))
    hopeful = any(one.reason in _COME_BACK for one in told)
    back = _later(door.at, rng, _PROMISED) if hopeful and rng.random() < habits.promises else None
    return VisitFact(visit_id, door.household, door.at, door.at, "home", told, comes_back_at=back)


def _ask(person: PersonTonight, door: DoorTonight, rng: Random, habits: Habits) -> PersonOutcome | None:
    """What comes of it for one person; None for those who need nothing."""
    if person.reached == "activated":
        return None
    if person.presence != "here":
        return PersonOutcome(person.person, "reason", "WORKING_AWAY")
    if rng.random() > habits.this_person_home:
        return PersonOutcome(person.person, "reason", "NOT_HOME")
    if person.reached == "collected":
        return PersonOutcome(person.person, "shown")
    if person.reached == "approved":
        return _activate(person, door, rng, habits)
    return _collect_or_invite(person, door, rng, habits)


def _activate(person: PersonTonight, door: DoorTonight, rng: Random, habits: Habits) -> PersonOutcome:
    if person.phone in ("plain", "none"):
        return PersonOutcome(person.person, "reason", "NO_SMARTPHONE")
    # Who did not manage, or did not want to, at an earlier knock manages less often at the next.
    if rng.random() < habits.activates * 0.8**door.knocks:
        return PersonOutcome(person.person, "activated")
    return PersonOutcome(person.person, "reason", _one_of(_HINDRANCES, rng))


def _collect_or_invite(
    person: PersonTonight, door: DoorTonight, rng: Random, habits: Habits
) -> PersonOutcome:
    if door.kit and rng.random() < habits.collects:
        return PersonOutcome(person.person, "collected")
    if person.age is not None and person.age >= 78 and rng.random() < 0.4:
        if rng.random() < 0.5:
            slot = _later(door.at, rng, _DESK)
            return PersonOutcome(person.person, "invited", desk_slot=slot, escort_wanted=True)
        return PersonOutcome(person.person, "reason", "HOME_VISIT", home_visit_wanted=True)
    if rng.random() < habits.comes_to_desk:
        return PersonOutcome(person.person, "invited", desk_slot=_later(door.at, rng, _DESK))
    reason = _one_of(_DOUBTS, rng)
    return PersonOutcome(person.person, "reason", reason, never=reason == "REFUSES" and rng.random() < 0.3)


def _one_of(shares: dict[str, int], rng: Random) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]


def _later(at: datetime, rng: Random, hours: tuple[time, ...]) -> datetime:
    """One of these hours, one to three days on, no Sunday."""
    day = at.astimezone(LOCAL).date() + timedelta(days=rng.choice((1, 1, 2, 3)))
    if day.isoweekday() == 7:
        day += timedelta(days=1)
    return datetime.combine(day, rng.choice(hours), LOCAL)
