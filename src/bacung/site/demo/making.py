"""Making the demonstration from an empty home: the country, the people who work, the two drives."""

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
from bacung.site.demo import terms
from bacung.site.demo.crew import Crew, Login
from bacung.site.demo.wave import report_wave
from bacung.site.demo.weekends import make_weekends
from bacung.staff.models import Member
from bacung.staff.queries import viewer_of

Told = Callable[[str, int, int], None]
"""Hears what is being made, how much of it is done, of how much."""

FIRST_DAY = datetime(2023, 5, 10, 8, tzinfo=clock.VIETNAM)


@dataclass(frozen=True)
class Made:
    """What there is now."""

    drives: list[Drive]
    people: int
    logins: list[Login]
    seconds: float


def refuse_if_made() -> None:
    """A home holds one demonstration, and never beside a real drive."""
    if Drive.objects.filter(is_demo=True).exists():
        raise Problem("site.demo-is-here")
    if Drive.objects.exists() or Member.objects.exists():
        raise Problem("site.demo-not-here")


def make(*, seed: int, told: Told) -> Made:
    """Make both drives. The same seed makes the same people and the same evenings."""
    begun = time.monotonic()
    refuse_if_made()
    told("areas", 0, 1)
    if not Area.objects.exists():
        areas.seed(CONSOLE)
    with clock.at(FIRST_DAY):
        crew = Crew(seed)
        coordinator = viewer_of(crew.login("coordinator", COORDINATOR, None, "Ban chỉ đạo"))
        weekends, wave = terms.set_up_weekends(coordinator), terms.set_up_wave(coordinator)
    report_wave(coordinator, wave, seed, partial(told, "wave"))
    make_weekends(coordinator, weekends, crew, seed, partial(told, "weekends"))
    return Made([weekends, wave], Person.admitted.count(), crew.logins, time.monotonic() - begun)
