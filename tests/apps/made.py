"""What the arguments of pages are made from: the village, the cast, and what lies in commune A."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from bacung.desk.actions import serve
from bacung.drives.actions import say_of_day
from bacung.fieldsync.actions.pairing import revoke
from bacung.fieldsync.models import Flag
from bacung.ground import clock
from bacung.ground.jobs import enqueue, kind, progress
from bacung.ground.models import Job
from bacung.ground.permissions import CONSOLE
from bacung.intake.actions import read_batch, receive
from bacung.ledger.models import Question
from bacung.rounds.actions import NewPair, begin_comparison, plan_round
from bacung.rounds.models import Round, Sweep
from bacung.rounds.sweep_jobs import sweep
from bacung.rounds.sweeping import Asked
from bacung.staff.actions import open_link
from bacung.visits.actions import NewVisit, record_visits
from tests.apps.fieldsync.calls import paired
from tests.apps.intake.books import FAMILY, changed, workbook
from tests.cast import Cast, viewer
from tests.village import EVENING, Village


@dataclass(frozen=True)
class World:
    """What arguments are made from."""

    village: Village
    cast: Cast


def a_area(world: World) -> tuple[Any, ...]:
    return (world.village.commune_a.pk,)


def a_hamlet(world: World) -> tuple[Any, ...]:
    return (world.village.hamlets_a[0].pk,)


def a_drive(world: World) -> tuple[Any, ...]:
    return (world.village.drive.code,)


def a_calendar_day(world: World) -> tuple[Any, ...]:
    return (say_of_day(CONSOLE, date(2023, 9, 1), works=False).pk,)


def a_drive_area(world: World) -> tuple[Any, ...]:
    return (world.village.drive.code, world.village.commune_a.pk)


def a_evening(world: World) -> tuple[Any, ...]:
    return (world.village.drive.code, "txt")


def a_person(world: World) -> tuple[Any, ...]:
    return (world.village.person("Nguyễn Văn An").pk,)


def a_household(world: World) -> tuple[Any, ...]:
    return (world.village.person("Nguyễn Văn An").household_id,)


def a_question(world: World) -> tuple[Any, ...]:
    person = world.village.person("Nguyễn Văn An")
    asked = Question.objects.create(
        person=person, commune_id=person.commune_id, code="tests", evidence="tests", asked_at=clock.now()
    )
    return (asked.pk,)


def a_service(world: World) -> tuple[Any, ...]:
    person = world.village.person("Nguyễn Văn An")
    an = viewer(world.cast.an)
    return (serve(an, drive=world.village.drive, person_id=person.pk, service="collected").pk,)


def a_em(world: World) -> tuple[Any, ...]:
    return (world.cast.em.pk,)


def a_right_of_em(world: World) -> tuple[Any, ...]:
    return (world.cast.em.pk, world.cast.em.grants.get().pk)


def a_link_of_em(world: World) -> tuple[Any, ...]:
    return (open_link(CONSOLE, world.cast.em),)


@kind("tests.count", title="Counting", resumable=True)
def a_count(job: Job) -> None:
    progress(job, 1, 2)


def a_job_of_an(world: World) -> tuple[Any, ...]:
    return (enqueue("tests.count", viewer(world.cast.an)).pk,)


def a_round(world: World) -> tuple[Any, ...]:
    village = world.village
    made = plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=EVENING.date(),
        pairs=[NewPair((world.cast.em.pk,))],
    )
    return (made.pk,)


def a_pair(world: World) -> tuple[Any, ...]:
    return (*a_round(world), 1)


def a_sweep(world: World) -> tuple[Any, ...]:
    drive = world.village.drive
    asked = Asked(drive, world.village.commune_a, "foot", 1, drive.starts_on, drive.ends_on)
    return (sweep(CONSOLE, asked, 0).pk,)


def a_turf(world: World) -> tuple[Any, ...]:
    (key,) = a_sweep(world)
    return (key, Sweep.objects.get(pk=key).answer["coverage"]["turfs"][0]["id"])


def a_comparison(world: World) -> tuple[Any, ...]:
    village = world.village
    made = begin_comparison(
        CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
    )
    return (made.pk,)


def a_stop(world: World) -> tuple[Any, ...]:
    return (*a_pair(world), 1)


def a_visit(world: World) -> tuple[Any, ...]:
    home = world.village.person("Phan Đình Đức").household_id
    visit = NewVisit(home, "nobody", EVENING)
    record_visits(CONSOLE, world.village.drive, [visit])
    return (visit.id,)


def a_book(world: World) -> tuple[Any, ...]:
    village = world.village
    rows = workbook([changed(FAMILY[0], Số_CCCD="42054001234")])
    return (read_batch(receive(CONSOLE, village.drive, village.commune_a, rows)).pk,)


def a_code(world: World) -> tuple[Any, ...]:
    return (*a_book(world), "lost-zeros")


def a_phone_of_em(world: World) -> tuple[Any, ...]:
    round_ = Round.objects.get(pk=a_round(world)[0])
    return (paired(world.cast.em, round_).device.pk,)


def a_apart(world: World) -> tuple[Any, ...]:
    """What a revoked phone still sent."""
    phone = paired(world.cast.em, Round.objects.get(pk=a_round(world)[0]))
    revoke(CONSOLE, phone.device)
    phone.push(phone.visit(a_household(world)[0]))
    return (phone.device.quarantined.get().pk,)


def a_flag(world: World) -> tuple[Any, ...]:
    """Two visits of one door."""
    home, round_id = a_household(world)[0], a_round(world)[0]
    visits = [NewVisit(home, "home", EVENING), NewVisit(home, "home", EVENING)]
    record_visits(CONSOLE, world.village.drive, visits)
    first, second = (visit.id for visit in visits)
    made = Flag.objects.create(
        round_id=round_id,
        household_id=home,
        kind="double-visit",
        first_id=first,
        second_id=second,
        raised_at=EVENING,
    )
    return (made.pk,)


def a_asked(world: World) -> tuple[Any, ...]:
    """A walker's question."""
    phone = paired(world.cast.em, Round.objects.get(pk=a_round(world)[0]))
    asked = phone.says("question.asked", None, {"text": "Mai đi lúc nào?"})
    phone.push(asked)
    return (uuid.UUID(asked["id"]),)
