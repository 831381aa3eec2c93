"""What a phone is given: its own doors, some in reserve, and nothing it does not need."""

import gzip
from datetime import timedelta
from random import Random

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bacung.core.syncing.bundle import Bundle
from bacung.fieldsync.bundle import bundle
from bacung.fieldsync.models import Device
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.registry.actions import Newcomer, NewHousehold, admit, begin_admission, open_admission
from bacung.registry.models import Household
from bacung.rounds.actions import NewPair
from bacung.rounds.models import Round, Stop
from bacung.visits.actions import NewOutcome, NewVisit, record_visits
from tests.apps.fieldsync.calls import paired
from tests.apps.fieldsync.evenings import AFTERNOON, TONIGHT, phone, planned
from tests.cast import Cast
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


def at(device: Device, moment=AFTERNOON) -> Bundle:
    """The bundle this phone gets at a moment."""
    with clock.at(moment):
        return bundle(device)


FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
MIDDLE = ("Văn", "Thị", "Hữu", "Đình", "Ngọc", "Xuân", "Thanh", "Quốc", "Minh", "Khánh", "Thị Hồng", "Đức")
GIVEN = ("An", "Bình", "Chiến", "Dũng", "Giang", "Hạnh", "Khoa", "Linh", "Mến", "Nguyệt", "Oanh", "Phượng")
LANES = ("Trần Phú", "Nguyễn Du", "Lê Lợi", "Phan Đình Phùng", "Lý Tự Trọng", "Quang Trung")


def crowd(village: Village, homes: int, *, located: bool = False, people: int = 3) -> None:
    """So many more households in the first hamlet of commune A, everybody with a phone and a number, names
    and lanes as mixed as they are.
    """
    chance = Random(1)
    admission = begin_admission(CONSOLE, commune=village.commune_a, source="crowd")
    households = [
        NewHousehold(
            tuple(
                Newcomer(
                    f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}",
                    chance.choice(("male", "female")),
                    f"{chance.randrange(1930, 2005)}-0{place + 1}-{chance.randrange(10, 29)}",
                    f"0421{50 + home % 50:02d}{home:05d}{place}",
                    f"09{chance.randrange(10**7):07d}{place}",
                    "Chủ hộ" if place == 0 else chance.choice(("Vợ", "Chồng", "Con", "Mẹ", "Cháu")),
                )
                for place in range(people)
            ),
            hamlet_id=village.hamlets_a[0].pk,
            address=f"Số {chance.randrange(1, 400)}, ngõ {home % 97}, đường {chance.choice(LANES)}",
            latitude=18.45 + home * 0.0001 if located else None,
            longitude=105.87 if located else None,
        )
        for home in range(homes)
    ]
    admit(CONSOLE, admission, households)
    open_admission(CONSOLE, admission)


def test_the_pairs_doors_come_in_order_with_who_is_left(village: Village, cast: Cast) -> None:
    """Planned doors first, numbered along the way; of each person the year of birth and a tail of a phone."""
    round_ = planned(village, cast)
    told = at(phone(cast.em, round_))
    stops = list(round_.pairs.get().stops.order_by("position").values_list("household_id", flat=True))

    assert [door.hh for door in told.doors] == stops
    assert [door.pos for door in told.doors] == [1, 2, 3]
    home = village.person("Nguyễn Văn An").household_id
    an = next(door for door in told.doors if door.hh == home)
    assert an.head == "Nguyễn Văn An"
    assert [(each.name, each.born, each.tail) for each in an.people] == [
        ("Nguyễn Văn An", "1981", "678"),
        ("Nguyễn Thị Ánh", "1984", "679"),
    ]
    assert told.pair.me == "Đỗ Thị Em"
    assert (told.pair.has_kit, told.pair.officer) == (True, True)
    assert told.round.on == "2023-06-02"
    assert told.round.station_phone == "0239 3 123 456"


def test_a_pair_without_an_officer_collects_nothing(village: Village, cast: Cast) -> None:
    """An officer along, whoever holds the phone: told so; two walkers with a kit: not."""
    assert at(phone(cast.an, planned(village, cast))).pair.officer
    cast.an.grants.update(role="walker")
    assert not at(phone(cast.an, planned(village, cast))).pair.officer


def test_no_full_number_reaches_a_phone(village: Village, cast: Cast) -> None:
    """Neither a citizen number nor more than three digits of a resident's phone."""
    crowd(village, 20)
    wire = msgspec.json.encode(at(phone(cast.em, planned(village, cast)))).decode()

    for number in ("042054000011", "042081000021", "0912345678", "12345678", "0421500000"):
        assert number not in wire
    assert '"tail":"678"' in wire


def test_doors_in_reserve_are_near_open_and_on_nobodys_way(village: Village, cast: Cast) -> None:
    """What the evening is too short for comes nearest first; another pair's doors are not offered."""
    crowd(village, 120, located=True)
    round_ = planned(village, cast, more=[NewPair()])
    told = at(phone(cast.em, round_))
    own = {stop.household_id for stop in round_.pairs.get(number=1).stops.all()}
    others = {stop.household_id for stop in round_.pairs.get(number=2).stops.all()}
    reserve = [door for door in told.doors if door.pos is None]

    assert len(reserve) == 40
    assert others
    assert not {door.hh for door in reserve} & (own | others)
    assert all(door.people for door in reserve)


def test_a_household_that_said_never_is_neither_planned_nor_in_reserve(village: Village, cast: Cast) -> None:
    """Said this very evening: the door stays on the way, and nobody behind it."""
    round_ = planned(village, cast)
    home = village.person("Phan Đình Đức").household_id
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [NewVisit(home, "door-refused", EVENING, never=True)])
    door = next(door for door in at(phone(cast.em, round_), EVENING).doors if door.hh == home)

    assert door.people == []


def test_who_is_done_is_no_longer_named(village: Village, cast: Cast) -> None:
    """Somebody activated meanwhile is not in the next bundle; the wife is."""
    round_ = planned(village, cast)
    an = village.person("Nguyễn Văn An")
    with clock.at(EVENING):
        done = NewVisit(an.household_id, "home", EVENING, (NewOutcome(an.pk, "activated"),))
        record_visits(CONSOLE, village.drive, [done])
    door = next(door for door in at(phone(cast.em, round_), EVENING).doors if door.hh == an.household_id)

    assert [each.name for each in door.people] == ["Nguyễn Thị Ánh"]
    assert (door.knocks, door.last and door.last.outcome) == (1, "home")
    assert door.last
    assert door.last.at == int(EVENING.timestamp() * 1000)


def test_desk_hours_are_those_of_working_days(village: Village, cast: Cast) -> None:
    """A Friday evening offers Monday, Tuesday and Wednesday."""
    slots = at(phone(cast.em, planned(village, cast))).slots

    assert slots[:2] == ["2023-06-05T08:00+07:00", "2023-06-05T14:00+07:00"]
    assert [slot[:10] for slot in slots[::2]] == ["2023-06-05", "2023-06-06", "2023-06-07"]


def test_the_key_of_a_pair_is_its_own_and_lasts(village: Village, cast: Cast) -> None:
    """Both phones of a pair have the same key; another pair's is another."""
    round_ = planned(village, cast, more=[NewPair()])
    keys = [at(phone(member, round_, recording=False)).pair.key for member in (cast.em, cast.an, cast.em)]

    assert len(set(keys)) == 1
    assert at(phone(cast.em, planned(village, cast))).pair.key != keys[0]


@pytest.mark.parametrize("ends", ["cancelled", "left", "no right"])
def test_without_a_pair_there_is_nobody_in_the_bundle(village: Village, cast: Cast, ends: str) -> None:
    """A replaced plan, a walker no longer in it, a right that ended: no door, no name, no key."""
    round_ = planned(village, cast)
    device = phone(cast.em, round_)
    if ends == "cancelled":
        planned(village, cast)
    elif ends == "left":
        round_.pairs.get().walkers.remove(cast.em)
    else:
        cast.em.grants.update(until=TONIGHT - timedelta(days=1))
    told = at(device)

    assert told.round.over
    assert (told.doors, told.pair.key, told.pair.walkers) == ([], "", [])


def walk(round_: Round, count: int) -> None:
    """Put so many doors of the commune on the first pair's way, whatever the evening allows."""
    pair = round_.pairs.get(number=1)
    pair.stops.all().delete()
    homes = Household.objects.filter(commune=round_.commune).order_by("pk")[:count]
    why = [{"code": "first-knock"}, {"code": "on-the-way", "minutes": 0.4}]
    Stop.objects.bulk_create(
        Stop(pair=pair, position=place, household=home, arrives_at=EVENING, why=why)
        for place, home in enumerate(homes, 1)
    )


def test_a_bundle_of_a_crowded_village_is_small_and_costs_the_evening_alone(
    village: Village, cast: Cast
) -> None:
    """35 doors and 40 in reserve, five people behind each, in at most 60 kB, and on a line of 64 kbit/s in
    ten seconds; with as many queries as one of three doors.
    """
    few = phone(cast.em, planned(village, cast))
    with CaptureQueriesContext(connection) as small:
        at(few)
    crowd(village, 300, people=5)
    round_ = planned(village, cast)
    walk(round_, 35)
    with CaptureQueriesContext(connection) as large:
        told = at(phone(cast.em, round_))
    wire = over_the_wire(cast, round_)

    assert [door.pos is None for door in told.doors].count(True) == 40
    assert len(told.doors) == 75
    assert sum(len(door.people) for door in told.doors) > 300
    assert len(large) <= len(small)
    assert len(wire) <= 60_000
    assert len(wire) * 8 / 64_000 <= 10
    assert len(msgspec.json.decode(gzip.decompress(wire))["doors"]) == 75


def over_the_wire(cast: Cast, round_: Round) -> bytes:
    """What the server sends a phone for its evening, as it travels."""
    with clock.at(AFTERNOON):
        token = paired(cast.em, round_).token
        headers = {"authorization": f"Bearer {token}", "accept-encoding": "gzip"}
        answer = Client().get("/sync/v1/bootstrap", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    return answer.content
