"""Sóc Sơn: twenty-five communes and a town, three weeks in May and June, as reported totals."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from random import Random

from bacung.areas.models import Area
from bacung.areas.queries import at as units_on
from bacung.drives.models import Drive
from bacung.drives.queries import communes
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.site.demo import aims, terms
from bacung.site.demo.aims import Aim, apportion
from bacung.site.demo.reported import Course, parted, report

HEADINGS = ("Số điện thoại cần kích hoạt ứng dụng", "Số điện thoại đã kích hoạt")
GIVER = "Công an thành phố"


def course_of(places: Sequence[Area], drive: Drive, seed: int, aim: Aim) -> Course:
    """How many phones each commune has, and how many were activated when, so that they add up to the aim."""
    rng = Random(f"{seed} wave")
    of = parted(places, aim.people, rng)
    done = apportion(aim.activated, [phones * rng.uniform(0.7, 1.3) for phones in of.values()])
    by = clock.local(aim.by).date()
    return Course(of, dict(zip(of, done, strict=True)), by, drive.starts_on, start=0.62)


def assign_phones(viewer: Viewer, drive: Drive, course: Course) -> None:
    """Half of a commune's phones are asked of it."""
    begin = datetime.combine(drive.starts_on - timedelta(days=1), time(8), clock.VIETNAM)
    with clock.at(begin):
        asked = {area: round(phones / 2) for area, phones in course.of.items()}
        terms.assign(viewer, drive, asked, measure="activated_phones", of="needs_app", giver=GIVER)


def report_wave(viewer: Viewer, drive: Drive, seed: int, told: Callable[[int, int], None], aim: Aim) -> None:
    """Every evening at 17:00 the district's book of totals comes in."""
    course = course_of(list(communes(drive)), drive, seed, aim)
    assign_phones(viewer, drive, course)
    district = units_on("district", drive.starts_on).get(code=aims.SOC_SON)
    days = [
        drive.starts_on + timedelta(days=past) for past in range((drive.ends_on - drive.starts_on).days + 1)
    ]
    report(viewer, drive, district, course, days, HEADINGS, told)
