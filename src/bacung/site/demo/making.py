"""Making the demonstration from an empty home: the country, those who work, two drives, a rehearsal."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bacung.areas import actions as areas
from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, COORDINATOR
from bacung.registry.models import Person
from bacung.site.demo import aims, terms
from bacung.site.demo.aims import Aim
from bacung.site.demo.crew import Crew
from bacung.site.demo.district import make_district
from bacung.site.demo.rehearsal import make_rehearsal
from bacung.site.demo.season import make_season
from bacung.site.demo.stations import tell_of_stations
from bacung.site.demo.students import make_students
from bacung.site.demo.wave import report_wave
from bacung.site.demo.weekends import make_weekends
from bacung.staff.queries import nobody_yet, viewer_of

FIRST_DAY = datetime(2023, 5, 10, 8, tzinfo=clock.VIETNAM)

Told = Callable[[str, int, int], None]
"""Hears which part is being made, how much of it is done, of how much."""


@dataclass(frozen=True)
class Made:
    """What there is now, and how long it took."""

    drives: list[Drive]
    people: int
    seconds: float = 0.0


def demonstration() -> Made | None:
    """The demonstration of this home, if it has one."""
    drives = list(Drive.objects.filter(is_demo=True))
    return Made(drives, Person.admitted.count()) if drives else None


def make(*, size: str, seed: int, told: Told, walked: Aim = aims.PHU_LUU, phones: Aim = aims.PHONES) -> Made:
    """Make both drives and a rehearsal, never beside real ones; with size "district" Sóc Sơn is known person
    by person.

    The same seed makes the same people and evenings; the rehearsal is held on the day it is made.
    """
    if Drive.objects.exists() or not nobody_yet():
        raise Problem("site.demo-not-here")
    begun = time.monotonic()
    told("areas", 0, 1)
    if not Area.objects.exists():
        areas.seed(CONSOLE)
    with clock.at(FIRST_DAY):
        crew = Crew(seed)
        coordinator = viewer_of(crew.login(COORDINATOR, None, "Ban chỉ đạo"))
        weekends, wave = terms.set_up_weekends(coordinator), terms.set_up_wave(coordinator)
        tell_of_stations(coordinator, weekends, "0239", seed)
        tell_of_stations(coordinator, wave, "024", seed)
    if size == "district":
        make_district(coordinator, wave, crew, seed, partial(told, "wave"), phones)
    else:
        report_wave(coordinator, wave, seed, partial(told, "wave"), phones)
    make_weekends(coordinator, weekends, crew, seed, partial(told, "weekends"), walked)
    make_season(coordinator, weekends, seed, partial(told, "season"))
    make_students(coordinator, wave, crew, seed, partial(told, "students"))
    rehearsal = make_rehearsal(coordinator, crew, seed)
    return Made([weekends, wave, rehearsal], Person.admitted.count(), time.monotonic() - begun)
