"""A district made for measuring: eight communes, some 5,000 households, a round in each, five pairs a round.

    python -m benchmarks.district FILE

makes it in the database of this process, and writes to FILE the phones paired there and what each pair tells
of four evenings. Everybody is invented; how far the accounts are is drawn by chance. The last evening told
is yesterday's, so that whatever is told has happened.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bacung.core.merging.visits import PersonOutcome, VisitFact
from bacung.core.simulation.evenings import DoorTonight, Habits, PersonTonight, Reached, simulate_evening
from bacung.core.simulation.population import CommuneSpec, invent_communes

if TYPE_CHECKING:
    from bacung.drives.models import Drive
    from bacung.rounds.models import Round

COMMUNES, PAIRS, PEOPLE = 8, 5, 2_200  # people of a commune
PHONES, KNOCKS = 5, 4  # phones of a pair, and times it comes by each door
SEED = 7
_HABITS = Habits(somebody_home=((time(23, 59), 0.62),))  # about half the doors open
_REACHED: tuple[tuple[Reached, float], ...] = (
    ("none", 0.45),
    ("collected", 0.15),
    ("approved", 0.25),
    ("activated", 0.15),
)


def make() -> None:
    """The district in the database of this process."""
    from bacung.drives.models import Drive, DriveArea
    from bacung.ground import clock

    today = clock.today()
    drive = Drive.objects.create(
        code="measured",
        name="Measured",
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=90),
        age_on=today,
        first_knock_by=today + timedelta(days=30),
        rules="2022-decree",
    )
    communes = _communes()
    DriveArea.objects.bulk_create(DriveArea(drive=drive, commune=commune) for commune in communes)
    specs = [
        CommuneSpec(
            code=commune.code,
            name=commune.name,
            province="042",
            latitude=18.4 + place / 20,
            longitude=105.8,
            size=PEOPLE,
            on=today,
        )
        for place, commune in enumerate(communes)
    ]
    with clock.at(clock.now() - timedelta(days=20)):
        for commune, invented in zip(communes, invent_communes(specs, SEED), strict=True):
            _admit(commune, invented)
    with clock.at(clock.now() - timedelta(days=10)):
        _accounts()
    for commune in communes:
        _round(drive, commune)


def _communes() -> list[Any]:
    from bacung.areas.models import Area

    def unit(level: str, code: str, kind: str, name: str) -> Area:
        lived = date(2004, 1, 1)
        return Area(level=level, code=code, kind=kind, name=name, folded=name.lower(), valid_from=lived)

    province = Area.objects.add_root(instance=unit("province", "42", "tỉnh", "Ha Tinh"))
    district = Area.objects.add_child(province, instance=unit("district", "448", "huyện", "Loc Ha"))
    return [
        Area.objects.add_child(district, instance=unit("commune", str(18_400 + i), "xã", f"Commune {i}"))
        for i in range(COMMUNES)
    ]


def _admit(commune: Any, invented: Any) -> None:
    from bacung.areas.models import Hamlet
    from bacung.ground.permissions import CONSOLE
    from bacung.registry.actions import Newcomer, NewHousehold, admit, begin_admission, open_admission

    hamlets = {
        hamlet.name: Hamlet.objects.create(
            commune=commune, name=hamlet.name, folded=hamlet.name.lower(), position=position
        )
        for position, hamlet in enumerate(invented.hamlets)
    }
    admission = begin_admission(CONSOLE, commune=commune, source="measured")
    homes = [
        NewHousehold(
            tuple(
                Newcomer(
                    name=person.name,
                    sex=person.sex,
                    born=person.born.iso,
                    citizen_number=person.citizen_number or "",
                    phone=person.phone or "",
                    relation=person.relation,
                    presence=person.presence,
                    phone_kind=person.phone_kind,
                )
                for person in home.people
            ),
            hamlet_id=hamlets[home.hamlet].pk,
            label=str(home.number),
            address=home.address,
            latitude=home.latitude,
            longitude=home.longitude,
        )
        for home in invented.households
    ]
    for begin in range(0, len(homes), 250):
        admit(CONSOLE, admission, homes[begin : begin + 250])
    open_admission(CONSOLE, admission)


def _accounts() -> None:
    """How far everybody's account is, as a list would have told."""
    from bacung.ground import clock
    from bacung.ground.permissions import CONSOLE
    from bacung.ledger.actions import NewEntry, record_entries
    from bacung.registry.models import Person

    rng = Random(SEED)
    steps, shares = [step for step, _ in _REACHED], [share for _, share in _REACHED]
    people = list(Person.admitted.order_by("pk").values_list("pk", flat=True))
    drawn = zip(people, rng.choices(steps, shares, k=len(people)), strict=True)
    entries = [
        NewEntry(key, step, clock.now(), "list", "declared", f"measured:{key}")
        for key, step in drawn
        if step != "none"
    ]
    for begin in range(0, len(entries), 1000):
        record_entries(CONSOLE, entries[begin : begin + 1000])


def _round(drive: "Drive", commune: Any) -> None:
    """Tonight's round: planned by nobody, for only what is told of it is measured."""
    from bacung.ground import clock
    from bacung.rounds.models import Pair, Round
    from bacung.staff.models import Grant, Member

    planned = Round.objects.create(
        drive=drive,
        commune=commune,
        on=clock.today(),
        problem={},
        plan={},
        planned_at=clock.now(),
    )
    for number in range(1, PAIRS + 1):
        pair = Pair.objects.create(
            round=planned, number=number, has_kit=number == 1, begins=time(17, 30), ends=time(21, 30)
        )
        name = f"walker-{commune.code}-{number}"
        walker = Member.objects.create(username=name, full_name=name)
        role = "officer" if pair.has_kit else "walker"
        Grant.objects.create(member=walker, role=role, area=commune, since=drive.starts_on)
        pair.walkers.add(walker)


def told(round_: "Round", knocks: int) -> Iterator[tuple[int, VisitFact]]:
    """What each pair tells of a round, door by door: (pair number, visit); `knocks` were before."""
    from bacung.ground import clock
    from bacung.ledger.models import Account
    from bacung.registry.models import Person

    columns = ("pk", "household_id", "presence", "phone_kind", "born")
    reached: dict[int, Reached] = dict(
        Account.objects.filter(commune=round_.commune_id).values_list("person_id", "reached")
    )
    homes: dict[int, list[PersonTonight]] = defaultdict(list)
    for person in Person.admitted.filter(commune=round_.commune_id).order_by("pk").values(*columns):
        homes[person["household_id"]].append(
            PersonTonight(
                person=str(person["pk"]),
                reached=reached.get(person["pk"], "none"),
                presence=person["presence"],
                phone=person["phone_kind"] or None,
                age=round_.on.year - int(person["born"][:4]),
            )
        )
    evening = round_.on - timedelta(days=KNOCKS - knocks)
    begins = datetime.combine(evening, time(17, 45), clock.VIETNAM)
    doors = []
    for place, (home, people) in enumerate(sorted(homes.items())):
        at = begins + timedelta(seconds=7 * (place // PAIRS) * PAIRS)
        kit = place % PAIRS == 0
        doors.append(DoorTonight(household=str(home), at=at, people=tuple(people), knocks=knocks, kit=kit))
    for place, visit in enumerate(simulate_evening(doors, SEED + knocks, _HABITS)):
        yield place % PAIRS + 1, replace(visit, person_outcomes=_worth_a_tap(visit))


def _worth_a_tap(visit: VisitFact) -> tuple[PersonOutcome, ...]:
    """Nobody taps the absence of each member of a family at a door that opened."""
    return tuple(one for one in visit.person_outcomes if one.reason not in ("NOT_HOME", "WORKING_AWAY"))


def payload(visit: VisitFact) -> dict[str, Any]:
    """What a phone writes of a visit."""
    people = [
        {
            "person": int(one.person),
            "outcome": one.outcome,
            **({"reason": one.reason} if one.reason else {}),
            **({"slot_at": one.desk_slot.isoformat()} if one.desk_slot else {}),
            **({"home_visit": True} if one.home_visit_wanted else {}),
            **({"escort": True} if one.escort_wanted else {}),
            **({"never": True} if one.never else {}),
        }
        for one in visit.person_outcomes
    ]
    said: dict[str, Any] = {"outcome": visit.outcome}
    said |= {"people": people} if people else {}
    said |= {"back_at": visit.comes_back_at.isoformat()} if visit.comes_back_at else {}
    return said | ({"never": True} if visit.never else {})


def phones() -> list[dict[str, Any]]:
    """The phones of every pair, each with its part of what the pair tells: (household, moment, payload)."""
    from bacung.fieldsync.actions.pairing import pair_test_client
    from bacung.ground.permissions import CONSOLE
    from bacung.rounds.models import Round

    found = []
    for round_ in Round.objects.order_by("pk"):
        visits: dict[int, list[Any]] = defaultdict(list)
        for knocks in range(KNOCKS):
            for number, visit in told(round_, knocks):
                at = int(visit.occurred_at.timestamp() * 1000)
                visits[number].append((int(visit.household), at, payload(visit)))
        for pair in round_.pairs.order_by("number"):
            for place in range(PHONES):
                device, token = pair_test_client(CONSOLE, pair.walkers.get(), round_)
                mine = visits[pair.number][place::PHONES]
                known = {"device": str(device.pk), "token": token, "round": round_.pk, "pair": pair.number}
                found.append({**known, "place": place, "visits": mine})
    return found


def lengthen(device_id: str, rows: int) -> None:
    """Give a phone's round a history of so many events, all of which the phone has been told."""
    import uuid

    from django.db import transaction

    from bacung.fieldsync.models import Device, Incarnation, Received, RoundLog
    from bacung.ground import bulk, clock

    device, now = Device.objects.get(pk=device_id), clock.now()
    life = Incarnation.objects.create(
        id=uuid.uuid4(), device=device, first_seen_at=now, last_seen_at=now, have=[[1, rows]]
    )
    names = [field.attname for field in Received._meta.concrete_fields]
    alike = ("note.added", 1, b"-", None, now, False, False, now)
    events = ((uuid.uuid4(), life.pk, n, device.round_id, n, *alike) for n in range(1, rows + 1))
    with transaction.atomic():
        bulk.insert_rows(Received, names, events)
    RoundLog.objects.filter(pk=device.round_id).update(last_seq=rows)
    Device.objects.filter(pk=device_id).update(pulled_seq=rows)


def main(arguments: list[str]) -> None:
    """Make the district and write the file; or, given a device and a number, lengthen its round."""
    from benchmarks.homes import bring_up

    bring_up()
    if len(arguments) == 1:
        make()
        Path(arguments[0]).write_text(json.dumps(phones()))
    else:
        lengthen(arguments[0], int(arguments[1]))
    print(json.dumps({}))


if __name__ == "__main__":
    main(sys.argv[1:])
