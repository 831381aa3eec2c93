"""Evenings walked: a round planned as every round is, what happens at its doors simulated, and recorded."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from bacung.areas.models import Area
from bacung.core.merging.visits import PersonOutcome, VisitFact
from bacung.core.simulation.evenings import DoorTonight, PersonTonight, simulate_evening
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.ledger.models import Account
from bacung.registry.models import Person
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Door, Stop
from bacung.rounds.queries import usual_phone
from bacung.site.demo.walkers_phones import PAIRS, WalkersPhones
from bacung.visits.actions import NewOutcome, NewVisit, record_visits

PLANNED_AT, ENTERED_AT = time(16, 30), time(22, 15)


@dataclass(frozen=True)
class Told:
    """What an evening left for the days after: who is expected at the desk when, and who was hindered."""

    expected: list[tuple[datetime, int]]
    hindered: list[int]


def walk(
    viewer: Viewer,
    drive: Drive,
    commune: Area,
    on: date,
    pairs: Sequence[NewPair],
    seed: int,
    phones: WalkersPhones | None = None,
) -> Told:
    """Plan the evening in the afternoon, walk it, and enter the sheets at night, or let the phones tell."""
    with clock.at(datetime.combine(on, PLANNED_AT, clock.VIETNAM)):
        planned = plan_round(
            viewer,
            drive=drive,
            commune=commune,
            on=on,
            pairs=pairs,
            station_phone=usual_phone(viewer, commune),
            seed=seed,
        )
    stops = list(Stop.objects.filter(pair__round=planned).select_related("pair"))
    facts = simulate_evening(_doors(drive, stops), seed)
    told = list(zip(facts, stops, strict=True))
    by_sheet = [each for each in told if phones is None or each[1].pair.number not in PAIRS]
    with clock.at(datetime.combine(on, ENTERED_AT, clock.VIETNAM)):
        record_visits(viewer, drive, [_visit(fact, stop, drive) for fact, stop in by_sheet])
        if phones:
            phones.tell(
                planned,
                {number: [each for each in told if each[1].pair.number == number] for number in PAIRS},
            )
    return _left_over(facts)


def _doors(drive: Drive, stops: Sequence[Stop]) -> Iterable[DoorTonight]:
    homes = [stop.household_id for stop in stops]
    knocks = dict(Door.objects.filter(drive=drive, household__in=homes).values_list("household", "knocks"))
    people: dict[int, list[dict[str, Any]]] = defaultdict(list)
    columns = ("pk", "household_id", "presence", "phone_kind", "born")
    for person in Person.admitted.filter(household__in=homes).order_by("pk").values(*columns):
        people[person["household_id"]].append(person)
    reached = dict(Account.objects.filter(person__household__in=homes).values_list("person_id", "reached"))
    for stop in stops:
        yield DoorTonight(
            household=str(stop.household_id),
            at=stop.arrives_at,
            people=tuple(
                _person(person, reached.get(person["pk"], "none"), drive.age_on)
                for person in people[stop.household_id]
            ),
            knocks=knocks[stop.household_id],
            kit=stop.pair.has_kit,
        )


def _person(person: dict[str, Any], reached: str, age_on: date) -> PersonTonight:
    born = person["born"]
    # By the day where it is known, so that nobody under age is asked.
    young = len(born) == 10 and date.fromisoformat(born) > age_on.replace(year=age_on.year - 14)
    return PersonTonight(
        person=str(person["pk"]),
        reached=reached,  # type: ignore[arg-type]  # the ledger's steps are the simulation's
        presence=person["presence"],
        phone=person["phone_kind"] or None,
        age=13 if young else age_on.year - int(born[:4]) if born else None,
    )


def _visit(fact: VisitFact, stop: Stop, drive: Drive) -> NewVisit:
    back = fact.comes_back_at
    return NewVisit(
        household_id=stop.household_id,
        outcome=fact.outcome,
        occurred_at=fact.occurred_at,
        people=tuple(_outcome(one) for one in fact.person_outcomes),
        comes_back_at=back if back and clock.local(back).date() <= drive.ends_on else None,
        never=fact.never,
        round_id=stop.pair.round_id,
        pair_number=stop.pair.number,
        source="sheet",
        id=UUID(fact.id),
    )


def _outcome(told: PersonOutcome) -> NewOutcome:
    return NewOutcome(
        person_id=int(told.person),
        outcome=told.outcome,
        reason=told.reason or "",
        desk_slot_at=told.desk_slot,
        home_visit_wanted=told.home_visit_wanted,
        escort_wanted=told.escort_wanted,
        never=told.never,
    )


_WILLING = (
    "SIM_NOT_OWN",
    "FORGOT_PASSWORD",
    "PHONE_WRONG",
    "NO_SIGNAL",
    "OTP_OLD_DEVICE",
    "SYSTEM_BUSY",
    "NO_NFC",
)


def _left_over(facts: Sequence[VisitFact]) -> Told:
    told = [one for fact in facts for one in fact.person_outcomes]
    return Told(
        expected=[(one.desk_slot, int(one.person)) for one in told if one.desk_slot],
        hindered=[int(one.person) for one in told if one.reason in _WILLING],
    )


def evenings_between(first: date, last: date, weekdays: Sequence[int]) -> list[date]:
    """The days of these weekdays (Monday 1 … Sunday 7) from `first` to `last`."""
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [day for day in days if day.isoweekday() in weekdays]
