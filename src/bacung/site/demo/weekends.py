"""Hà Tĩnh: eleven communes, twenty-eight weekends; one commune person by person, ten by what they report."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from bacung.areas.models import Area
from bacung.areas.queries import at as units_on
from bacung.core.simulation.population import CommuneSpec, invent_commune
from bacung.drives.models import Drive
from bacung.drives.queries import communes
from bacung.ground import clock
from bacung.ground.permissions import AUDITOR, OFFICER, SUPERVISOR, WALKER, Viewer
from bacung.rounds.actions import NewPair
from bacung.site.demo import aims, terms
from bacung.site.demo.aims import Aim
from bacung.site.demo.crew import Crew
from bacung.site.demo.reported import Course, parted, report
from bacung.site.demo.walked import Walked
from bacung.site.demo.walkers_phones import WalkersPhones
from bacung.staff.queries import viewer_of
from bacung.visits.actions import teach_when_due

UNITS = (
    "Đoàn cơ sở 3",
    "Đoàn cơ sở 7",
    "Đoàn cơ sở 12",
    "Đoàn cơ sở 18",
    "Đoàn xã",
    "Tổ công nghệ số cộng đồng",
)
HEADINGS = ("Diện phải cấp", "Đã thu nhận")
MONDAY, THURSDAY, EVENINGS, DESK_DAYS = 1, 4, (5, 6), (1, 2, 3, 4, 5)
LATE = 1.6
"""How late the lists bring what is missing: evenings and the desk come first."""
Step = Callable[[int, int], None]


def make_weekends(coordinator: Viewer, drive: Drive, crew: Crew, seed: int, told: Step, aim: Aim) -> None:
    """The whole drive, from the lists of the last days of May to the closing review."""
    begin = datetime.combine(drive.starts_on - timedelta(days=4), time(8), clock.VIETNAM)
    area = communes(drive).get(code=aims.WALKED)
    others = [each for each in communes(drive) if each != area]
    with clock.at(begin):
        officer, pairs = _crew(crew, area)
        people = parted(others, aim.people * len(others), Random(f"{seed} weekends"))
        asked = {each: round(0.95 * number) for each, number in {area: aim.people, **people}.items()}
        giver = "Ban Giám đốc Công an tỉnh"
        terms.assign(coordinator, drive, asked, measure="collected", of="eligible", giver=giver)
    commune = invent_commune(_spec(area, aim, drive.age_on), seed)
    phones = WalkersPhones(officer, drive)
    walked = Walked(drive, area, commune, aim, officer, pairs, seed, phones=phones)
    walked.take_in(begin)
    through_the_drive(walked, told)
    phones.hand_in()
    _report_others(coordinator, drive, people, seed)


def through_the_drive(walked: Walked, told: Step) -> None:
    """Day by day: evenings at the weekend, the desk on working days, the district's list on Thursdays; in a
    night of every fourth week the drive learns from its visits.
    """
    drive = walked.drive
    days = (drive.ends_on - drive.starts_on).days
    walked.list_day(drive.starts_on - timedelta(days=1), 0)
    for past in range(days):
        on = drive.starts_on + timedelta(days=past)
        if on.isoweekday() == MONDAY and past // 7 % 4 == 1:
            with clock.at(datetime.combine(on, time(3, 30), clock.VIETNAM)):
                teach_when_due()
        if on.isoweekday() in DESK_DAYS:
            walked.desk_day(on)
        if on.isoweekday() == THURSDAY:
            walked.list_day(on, (past / days) ** LATE)
        if on.isoweekday() in EVENINGS:
            walked.evening(on)
        told(past, days)
    walked.list_day(drive.ends_on, 1)
    told(days, days)


def _spec(area: Area, aim: Aim, on: date) -> CommuneSpec:
    return CommuneSpec(
        code=area.code,
        name=area.name,
        province=f"0{aims.HA_TINH}",
        latitude=area.latitude or 0,
        longitude=area.longitude or 0,
        size=aim.people,
        on=on,
        counts="eligible",
    )


def _crew(crew: Crew, area: Area) -> tuple[Viewer, list[NewPair]]:
    """The commune's officer, with a kit, and six pairs; a log-in for each role that looks at the commune."""
    officer = crew.login(OFFICER, area, "Công an xã", kit=True)
    crew.login(SUPERVISOR, area, UNITS[0])
    crew.login(AUDITOR, area, "Thanh tra")
    walker = crew.login(WALKER, area, UNITS[0])
    rest = [crew.member(WALKER, area, unit) for unit in UNITS[1:] for _ in range(2)]
    with_officer = NewPair((officer.pk, walker.pk), "", has_kit=True)
    others = [
        NewPair((one.pk, other.pk), f"Tổ trưởng tổ {place}")
        for place, (one, other) in enumerate(zip(rest[::2], rest[1::2], strict=True), start=1)
    ]
    return viewer_of(officer), [with_officer, *others]


def _report_others(viewer: Viewer, drive: Drive, people: dict[Area, int], seed: int) -> None:
    """The communes whose lists nobody has yet report what they have, every Sunday."""
    rng = Random(f"{seed} others")
    done = {area: round(number * rng.uniform(0.82, 0.97)) for area, number in people.items()}
    course = Course(people, done, drive.ends_on, drive.starts_on, start=0.55)
    days = range(2, (drive.ends_on - drive.starts_on).days + 1, 7)
    sundays = [drive.starts_on + timedelta(days=past) for past in days]
    province = units_on("province", drive.starts_on).get(code=aims.HA_TINH)
    report(viewer, drive, province, course, sundays, HEADINGS)
