"""The bundle of a phone: its walker's evening as it stands, small enough for one bar of signal.

The number of queries is always the same, and what they read follows the evening's doors and the hamlets these
lie in, not the commune.
"""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from bacung.areas.models import Hamlet
from bacung.core.calendar import add_working_days
from bacung.core.merging.knocking import DEFAULT_CAP
from bacung.core.merging.reasons import AT_DOOR
from bacung.core.syncing.bundle import (
    VERSION,
    Bundle,
    BundleDoor,
    BundleHamlet,
    BundleKnock,
    BundlePair,
    BundlePerson,
    BundleQuestion,
    BundleRound,
)
from bacung.drives.queries import working_calendar
from bacung.fieldsync.basemaps import basemap
from bacung.fieldsync.convert import is_over, to_ms
from bacung.fieldsync.models import Device, RoundLog
from bacung.fieldsync.queries.told import answer_text, asked_by, question_text
from bacung.fieldsync.queries.walking import bound, bound_pair, handovers, officer_along, walker_of
from bacung.ground import clock, vault
from bacung.ground.permissions import OFFICER, WALKER, Viewer
from bacung.registry.convert import open_phone
from bacung.registry.models import Person
from bacung.rounds.models import Door, Pair, Round, Stop
from bacung.rounds.queries import doors, hamlets_in_order, heads_among
from bacung.rounds.reserve import reserve_doors

IN_RESERVE = 40
SLOT_DAYS = 3
SLOT_HOURS = (time(8), time(14))
TAIL = 3
"""So many last digits of a phone number are shown, to ask whether it is still the same."""


def bundle(device: Device) -> Bundle:
    """Everything the phone's walker needs this evening. Without a pair, or the right to walk, there are no
    doors and the evening is over.
    """
    device = bound(device.pk)
    log = RoundLog.objects.filter(pk=device.round_id).first()  # before what it numbers: nothing is missed
    seq = log.last_seq if log else 0
    viewer, pair = walker_of(device), bound_pair(device)
    if pair is None or not viewer.may_in(device.round.commune.path, OFFICER, WALKER):
        return _over(device, seq)
    hamlets, lines = hamlets_in_order(device.round.commune), basemap(pair.round)
    return Bundle(
        **_of_device(device, seq),
        round=_round(pair.round, hamlets, over=is_over(pair.round, clock.now())),
        pair=_pair(device, pair),
        slots=_slots(max(pair.round.on, clock.today())),
        doors=_doors(viewer, pair, hamlets),
        asked=[
            BundleQuestion(str(row.pk), question_text(row), answer_text(row) or None)
            for row in asked_by(device.member_id)
        ],
        basemap=None if lines is None else len(lines),
    )


def _over(device: Device, seq: int) -> Bundle:
    """Nothing of anybody: the evening, and that it is over for this phone."""
    pair = BundlePair(
        number=device.pair_number,
        walkers=[],
        me=device.member.full_name,
        companion="",
        has_kit=False,
        officer=False,
        begins="",
        ends="",
        mode="",
        recording=False,
        key="",
        handovers=0,
    )
    evening = _round(device.round, [], over=True)
    return Bundle(
        **_of_device(device, seq), round=evening, pair=pair, slots=[], doors=[], asked=[], basemap=None
    )


def _of_device(device: Device, seq: int) -> dict[str, Any]:
    return {
        "v": VERSION,
        "now": to_ms(clock.now()),
        "epoch": device.epoch,
        "seq": seq,
        "device": str(device.pk),
        "demo": device.round.drive.is_demo,
        "cap": device.round.drive.knock_cap or DEFAULT_CAP,
    }


def _round(round_: Round, hamlets: Sequence[Hamlet], *, over: bool) -> BundleRound:
    drive = round_.drive
    return BundleRound(
        id=round_.pk,
        on=round_.on.isoformat(),
        commune=str(round_.commune),
        hamlets=[BundleHamlet(hamlet.pk, hamlet.name) for hamlet in hamlets],
        station_phone=round_.station_phone,
        quiet_from=_hour(drive.quiet_from),
        quiet_to=_hour(drive.quiet_to),
        over=over,
        drive=drive.name,
    )


def _pair(device: Device, pair: Pair) -> BundlePair:
    return BundlePair(
        number=pair.number,
        walkers=[member.full_name for member in pair.walkers.all()],
        me=device.member.full_name,
        companion=pair.companion,
        has_kit=pair.has_kit,
        officer=officer_along(pair),
        begins=_hour(pair.begins),
        ends=_hour(pair.ends),
        mode=pair.mode,
        recording=device.is_recording,
        key=b64encode(handover_key(pair.round_id, pair.number)).decode(),
        handovers=handovers(pair),
    )


def _slots(after: date) -> list[str]:
    """The hours of the desk on the next working days."""
    calendar = working_calendar()
    days = [add_working_days(after, place, calendar) for place in range(1, SLOT_DAYS + 1)]
    hours = [datetime.combine(day, hour, clock.VIETNAM) for day in days for hour in SLOT_HOURS]
    return [hour.isoformat(timespec="minutes") for hour in hours]


def _doors(viewer: Viewer, pair: Pair, hamlets: Sequence[Hamlet]) -> list[BundleDoor]:
    """The pair's own doors in the order of the way, then those in reserve, nearest first."""
    way = pair.stops.filter(dropped_at=None).order_by("arrives_at", "position")
    stops = {stop.household_id: stop for stop in way}
    order = {home: place for place, home in enumerate(stops)}
    round_ = pair.round
    seen = doors(viewer, round_.drive, round_.commune).filter(household__in=stops)
    own = sorted(seen, key=lambda door: order[door.household_id])
    everything = own + reserve_doors(viewer, round_, pair, own, hamlets, IN_RESERVE)
    behind = Person.admitted.filter(household__in=[door.household_id for door in everything])
    fields = ("household_id", "name", "born", "sex", "relation", "phone")
    people = list(behind.only(*fields).order_by("pk"))
    heads = heads_among(people)
    of_door: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        of_door[person.household_id].append(person)
    return [
        _door(
            door,
            stops.get(door.household_id),
            heads.get(door.household_id, ""),
            of_door[door.household_id],
            round_.on,
        )
        for door in everything
    ]


def _door(door: Door, stop: Stop | None, head: str, people: Sequence[Person], on: date) -> BundleDoor:
    home = door.household
    never = door.never or home.never
    promise = clock.local(door.promise_at) if door.promise_at else None
    promised = promise is not None and promise.date() == on
    at = promise if promised else clock.local(stop.arrives_at) if stop else None
    return BundleDoor(
        hh=home.pk,
        pos=stop.position if stop else None,
        at=f"{at:%H:%M}" if at else None,
        promised=promised,
        hamlet=door.hamlet_id,
        address=home.address or home.label,
        head=head,
        lat=_degrees(home.latitude),
        lon=_degrees(home.longitude),
        knocks=door.knocks,
        last=BundleKnock(to_ms(door.last_at), door.last_outcome) if door.last_at else None,
        not_before=_hour(home.not_before) if home.not_before else None,
        why=[str(why["code"]) for why in stop.why] if stop else [],
        people=[]
        if never
        else [_person(each, *told) for each in people if (told := door.left.get(str(each.pk)))],
    )


def _person(person: Person, step: str, reason: str) -> BundlePerson:
    return BundlePerson(
        p=person.pk,
        name=person.name,
        born=person.born[:4],
        sex=person.sex,
        rel=person.relation,
        step=step,
        reason=reason if reason in AT_DOOR else "",  # the rest the step says already
        tail=open_phone(person)[-TAIL:],
    )


def handover_key(round_id: int, pair_number: int) -> bytes:
    """What makes the hand-over codes of a pair's evening: known to its phones and to us."""
    return vault.derived(f"fieldsync.handover:{round_id}:{pair_number}")


def _hour(hour: time) -> str:
    return f"{hour:%H:%M}"


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, 5)
