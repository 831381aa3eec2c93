"""A rehearsal for today: a small commune and an evening planned, so that a phone can be tried at once.

Everything else in the demonstration lies in 2023. A rehearsal has the whole day for its evening, as it is
held in a classroom, and people and doors that nobody else counts.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from bacung.areas import actions as areas
from bacung.areas.models import Area
from bacung.areas.queries import at as units_on
from bacung.core.simulation.places import Hamlet
from bacung.core.simulation.population import Commune, CommuneSpec, Household, Resident, invent_commune
from bacung.drives import actions as drives
from bacung.drives.actions import Terms
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, OFFICER, SUPERVISOR, WALKER, Viewer
from bacung.ledger.actions import NewEntry, record_entries
from bacung.registry.actions import Newcomer, NewHousehold, admit, begin_admission, open_admission
from bacung.rounds.actions import NewPair, plan_round
from bacung.site.demo.aims import HA_TINH
from bacung.site.demo.crew import Crew
from bacung.staff import actions as staff
from bacung.staff.models import Member
from bacung.staff.queries import viewer_of

CODE, UNIT = "buoi-tap", "Lớp tập huấn"
PEOPLE, HAMLETS, APPROVED = 400, 3, 0.6


def make_rehearsal(coordinator: Viewer, crew: Crew, seed: int) -> Drive:
    """A drive that begins today in one commune of Hà Tĩnh, and its first evening planned for two pairs."""
    today = clock.today()
    terms = Terms(
        name="Buổi tập với điện thoại",
        starts_on=today,
        ends_on=today + timedelta(days=60),
        age_on=today,
        first_knock_by=today + timedelta(days=60),
        rules="2024-decree",
        evening_from=time(7, 30),
        evening_to=time(21, 30),
    )
    drive = drives.create_drive(coordinator, code=CODE, terms=terms, is_demo=True)
    area = _where()
    drives.set_areas(coordinator, drive, [area])
    officer, pairs = _pairs(crew, area)
    _admit(officer, area, _invented(area, seed), seed)
    # Planned in the morning, whatever the hour is now, so that no part of the evening is over.
    with clock.at(min(clock.now(), datetime.combine(today, time(6), clock.VIETNAM))):
        plan_round(
            officer,
            drive=drive,
            commune=area,
            on=today,
            pairs=pairs,
            station_phone="0239 0000 000 (minh họa)",
            seed=seed,
        )
    return drive


def _where() -> Area:
    """A commune as it is today."""
    provinces = units_on("province", clock.today()).filter(code=HA_TINH).values_list("path", flat=True)
    communes = units_on("commune", clock.today()).order_by("path")
    return next(each for each in communes if each.path.startswith(tuple(provinces)))


def _invented(area: Area, seed: int) -> Commune:
    return invent_commune(
        CommuneSpec(
            code=CODE,
            name=area.name,
            province=f"0{HA_TINH}",
            latitude=area.latitude or 18.34,
            longitude=area.longitude or 105.9,
            size=PEOPLE,
            on=clock.today(),
            hamlet_count=HAMLETS,
            radius=600,
        ),
        seed,
        first_serial=500_000,  # far from the numbers of the other communes
    )


def _pairs(crew: Crew, area: Area) -> tuple[Viewer, list[NewPair]]:
    """The officer with a kit beside the walker who logs in, and two more who walk."""
    officer, walker, supervisor = (
        Member.objects.get(username=role) for role in (OFFICER, WALKER, SUPERVISOR)
    )
    for member, role in ((officer, OFFICER), (walker, WALKER), (supervisor, SUPERVISOR)):
        staff.grant(CONSOLE, member=member, role=role, area=area)
    others = tuple(crew.member(WALKER, area, UNIT).pk for _ in range(2))
    return viewer_of(officer), [NewPair((officer.pk, walker.pk), has_kit=True), NewPair(others)]


def _admit(officer: Viewer, area: Area, commune: Commune, seed: int) -> None:
    hamlets = {hamlet.name: _keep(officer, area, hamlet) for hamlet in commune.hamlets}
    admission = begin_admission(officer, commune=area, source=CODE)
    people = admit(officer, admission, [_household(each, hamlets) for each in commune.households])
    open_admission(officer, admission)
    rng = Random(f"{seed} {CODE}")
    approved = [person for person in people if rng.random() < APPROVED]
    record_entries(officer, [entry for person in approved for entry in _entries(person)])


def _keep(officer: Viewer, area: Area, hamlet: Hamlet) -> int:
    kept = areas.keep_hamlet(officer, commune=area, name=hamlet.name)
    areas.set_point(officer, kept, latitude=hamlet.latitude, longitude=hamlet.longitude)
    return kept.pk


def _entries(person: int) -> Iterator[NewEntry]:
    """Collected and approved by now, so that activating is what is left."""
    for kind, days in (("collected", 12), ("approved", 5)):
        at = clock.now() - timedelta(days=days)
        yield NewEntry(person, kind, at, "list", "declared", f"{CODE}:{person}")  # type: ignore[arg-type]


def _household(home: Household, hamlets: dict[str, int]) -> NewHousehold:
    return NewHousehold(
        tuple(_newcomer(each) for each in home.people),
        hamlet_id=hamlets[home.hamlet],
        label=str(home.number),
        address=home.address,
        latitude=home.latitude,
        longitude=home.longitude,
    )


def _newcomer(each: Resident) -> Newcomer:
    return Newcomer(
        name=each.name,
        sex=each.sex,
        born=each.born.iso,
        citizen_number=each.citizen_number or "",
        phone=each.phone or "",
        relation=each.relation,
        presence=each.presence,
        phone_kind=each.phone_kind,
    )
