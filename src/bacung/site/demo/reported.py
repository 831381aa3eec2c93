"""Offices that hold no lists report totals, day by day; the totals arrive as a book like everybody's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from bacung.areas.models import Area
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.site.demo.aims import apportion
from bacung.site.demo.books import send, take_over
from bacung.site.demo.lists import Total, totals_book

EVENING = time(17)


def parted(areas: Sequence[Area], total: int, rng: Random) -> dict[Area, int]:
    """A total parted among areas, some with more, some with less."""
    return dict(zip(areas, apportion(total, [rng.uniform(0.55, 1.45) for _ in areas]), strict=True))


@dataclass(frozen=True)
class Course:
    """How the totals of some areas ran: `done` of `of` was reached on `by`, from `start` of it before."""

    of: Mapping[Area, int]
    done: Mapping[Area, int]
    by: date
    began: date
    start: float

    def on(self, day: date) -> list[Total]:
        """The totals of a day, area by area; after `by` they go on as they went."""
        way = (day - self.began).days + 1
        share = self.start + (1 - self.start) * way / ((self.by - self.began).days + 1)
        return [
            Total(area, people, min(people, int(self.done[area] * share + 1e-9)))
            for area, people in sorted(self.of.items(), key=lambda each: each[0].code)
        ]


def report(
    viewer: Viewer,
    drive: Drive,
    above: Area,
    course: Course,
    days: Sequence[date],
    headings: tuple[str, str],
    told: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """A book of totals for each of these days at 17:00, for the unit above the areas."""
    place = f"{above.kind} {above.name}"
    for number, day in enumerate(days, start=1):
        with clock.at(datetime.combine(day, EVENING, clock.VIETNAM)):
            book = totals_book(course.on(day), headings, place, day)
            take_over(viewer, send(viewer, drive, above, book, f"bao-cao-{day:%Y-%m-%d}.xlsx", "totals"))
        told(number, len(days))
