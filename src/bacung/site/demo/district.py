"""Sóc Sơn person by person: everybody with a phone that needs the app, commune by commune."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import QuerySet

from bacung.areas import actions as areas
from bacung.areas.models import Area
from bacung.core.simulation.population import CommuneSpec
from bacung.drives.models import Drive
from bacung.drives.queries import communes
from bacung.ground import clock
from bacung.ground.permissions import OFFICER, WALKER, Viewer
from bacung.ledger.models import Account
from bacung.registry.queries import by_citizen_number
from bacung.rounds.actions import NewPair
from bacung.site.demo import aims
from bacung.site.demo.aims import Aim
from bacung.site.demo.books import Paper, send, take_over
from bacung.site.demo.crew import Crew
from bacung.site.demo.evenings import walk
from bacung.site.demo.lists import Line, confirmation_list
from bacung.site.demo.phones import Asked, list_of_phones
from bacung.site.demo.wave import assign_phones, course_of
from bacung.staff.queries import viewer_of

STYLES = ("clean", "old-fonts", "hamlet-sheets", "lost-zeros", "forbidden", "year-cells")
SERIALS = 30_000
"""So many serials are set aside for each commune, after those of the walked one: no number comes twice."""

APPROVED = 0.25
"""Of the phones not activated before the wave, those whose account is approved: what evenings can do."""

ON_THE_WAY = 0.6
"""Of what is missing, the share that the first of the district's lists brings; the last brings the rest."""

A_GOOD_EVENING = 20
"""No pair activates more in an evening: where less is missing, the lists bring it, and nothing too much."""

Step = Callable[[int, int], None]


@dataclass
class Place:
    """One commune on its way: who walks, who is still to do (name by number), and how many are asked."""

    area: Area
    officer: Viewer
    pairs: list[NewPair]
    phones: int
    active_before: int
    aim: int
    to_do: dict[str, str] = field(default_factory=dict)


def make_district(coordinator: Viewer, drive: Drive, crew: Crew, seed: int, told: Step, aim: Aim) -> None:
    """Every commune's list in the week before; then evenings, and the district's lists, up to the aim."""
    found = list(communes(drive))
    course = course_of(found, drive, seed, aim)
    assign_phones(coordinator, drive, course)
    begin = datetime.combine(drive.starts_on - timedelta(days=5), time(8), clock.VIETNAM)
    with clock.at(begin):
        places = [
            Place(area, *_crew(crew, area), course.of[area], int(course.start * aimed), aimed)
            for area, aimed in course.done.items()
        ]
    steps, done = len(places) * (len(_days(drive, aim)) + 1), 0
    for number, place in enumerate(places):
        with clock.at(begin + timedelta(hours=2 * number)):
            _take_in(coordinator, drive, place, seed, number)
        done += 1
        told(done, steps)
    for on, share in _days(drive, aim).items():
        for place in places:
            if share:
                _list(place, drive, on, share, Random(f"{seed} {on} {place.area.code}"))
            elif place.aim - _active(place).count() > A_GOOD_EVENING * len(place.pairs):
                walk(place.officer, drive, place.area, on, place.pairs, seed)
            done += 1
            told(done, steps)


def _days(drive: Drive, aim: Aim) -> dict[date, float]:
    """What happens on which day: 0 is an evening at doors, anything else a list that brings such a share."""
    last = clock.local(aim.by).date()
    length = (last - drive.starts_on).days
    shares = {2: 0.0, 5: 0.0, 8: ON_THE_WAY, 10: 0.0, 15: 1.0}  # of a wave that has fifteen days until then
    return {drive.starts_on + timedelta(days=day * length // 15): share for day, share in shares.items()}


def _crew(crew: Crew, area: Area) -> tuple[Viewer, list[NewPair]]:
    """The commune's officer, and two pairs of trainees."""
    officer = crew.member(OFFICER, area, "Công an xã")
    trainees = [crew.member(WALKER, area, "Nhà trường") for _ in range(4)]
    pairs = [NewPair((one.pk, two.pk)) for one, two in zip(trainees[::2], trainees[1::2], strict=True)]
    return viewer_of(officer), pairs


def _take_in(coordinator: Viewer, drive: Drive, place: Place, seed: int, number: int) -> None:
    listed = list_of_phones(_asked(drive, place, seed, number))
    for name, latitude, longitude in listed.hamlets:
        kept = areas.keep_hamlet(coordinator, commune=place.area, name=name)
        areas.set_point(coordinator, kept, latitude=latitude, longitude=longitude)
    name = f"danh-sach-dien-thoai-{place.area.code}.xlsx"
    take_over(place.officer, send(place.officer, drive, place.area, listed.book, name), Paper(listed.people))
    place.to_do = listed.to_do


def _asked(drive: Drive, place: Place, seed: int, number: int) -> Asked:
    area = place.area
    spec = CommuneSpec(
        code=area.code,
        name=area.name,
        province=f"0{aims.HA_NOI}",
        latitude=area.latitude or 0,
        longitude=area.longitude or 0,
        size=place.phones,
        on=drive.age_on,
        counts="phones",
        youngest=14,
        hamlet_count=12,
    )
    return Asked(
        spec=spec,
        seed=seed,
        first_serial=SERIALS * (number + 1),
        style=STYLES[number % len(STYLES)],
        place=f"{area.kind} {area.name}",
        active=place.active_before,
        approved=APPROVED,
    )


def _active(place: Place) -> QuerySet[Account]:
    return Account.objects.filter(commune=place.area, reached="activated")


def _list(place: Place, drive: Drive, on: date, share: float, rng: Random) -> None:
    """The district's list of a day: those whom nobody at a door or desk has noted."""
    active = set(_active(place).values_list("person_id", flat=True))
    missing = round((place.aim - len(active)) * share)
    numbers = rng.sample(sorted(place.to_do), len(place.to_do))
    lines: list[Line] = []
    for begin in range(0, len(numbers), 1000):
        if len(lines) < missing:
            found = by_citizen_number(numbers[begin : begin + 1000])
            for number in sorted(number for number, person in found.items() if person.pk not in active):
                day = on - timedelta(days=rng.randint(0, 5))
                lines.append(Line(number, place.to_do[number], activated=day))
    with clock.at(datetime.combine(on, time(16, 30), clock.VIETNAM)):
        book = confirmation_list(lines[:missing], place.area, on)
        name = f"doi-soat-{place.area.code}-{on:%Y-%m-%d}.xlsx"
        take_over(place.officer, send(place.officer, drive, place.area, book, name, "reconciliation"))
