"""A whole commune as a problem: every door that is left, the evenings there still are, so many pairs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bacung.areas.models import Area
from bacung.areas.queries import station_of
from bacung.core.presence.history import from_json
from bacung.core.problems import Problem as Refusal
from bacung.core.routing.plan import why_barred
from bacung.core.routing.points import set_right
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.rounds.convert import NewPair, problem_of
from bacung.rounds.knowing import knowledge_of
from bacung.rounds.models import MODES, Door
from bacung.rounds.queries import doors, hamlets_in_order
from bacung.rounds.streets import on_streets

if TYPE_CHECKING:
    from bacung.core.routing.cover import CoverProblem

WEEK = 7


@dataclass(frozen=True)
class Asked:
    """What a sweep is asked for: a commune of a drive, so many pairs each evening, how they go, from when to
    when.
    """

    drive: Drive
    commune: Area
    mode: str
    pairs: int
    begins_on: date
    ends_on: date

    def evenings(self) -> tuple[date, ...]:
        """The evenings within the drive that are not past. Refuses `rounds.days-turned` without any."""
        first = max(self.begins_on, first_evening(self.drive))
        last = min(self.ends_on, self.drive.ends_on)
        if first > last:
            raise Refusal("rounds.days-turned")
        return tuple(first + timedelta(days=at) for at in range((last - first).days + 1))


def first_evening(drive: Drive) -> date:
    """The first evening there is: today while the drive lasts; one that is over is planned to look back."""
    today = clock.today()
    return max(today, drive.starts_on) if today <= drive.ends_on else drive.starts_on


def cover_problem(viewer: Viewer, asked: Asked) -> "CoverProblem":
    """Every household still to be visited, with its hours and reasons.

    Refuses `rounds.nothing-to-plan`, `rounds.no-pairs` and `rounds.days-turned`.
    """
    from bacung.core.routing.cover import CoverDoor, CoverPair, CoverProblem

    drive, evenings = asked.drive, asked.evenings()
    if asked.pairs < 1:
        raise Refusal("rounds.no-pairs")
    rows = list(doors(viewer, drive, asked.commune))
    if not rows:
        raise Refusal("rounds.nothing-to-plan", commune=asked.commune.name)
    walking = [NewPair(mode=asked.mode) for _ in range(asked.pairs)]
    station = station_of(asked.commune)
    evening = problem_of(drive, evenings[0], rows, hamlets_in_order(asked.commune), walking, station)
    evening, _ = set_right(evening)
    open_ = [
        place
        for place, door in enumerate(evening.doors)
        if (why := why_barred(evening, door)) is None or why.code == "rests"
    ]
    evening = on_streets(replace(evening, doors=tuple(evening.doors[place] for place in open_)))
    left = [rows[place] for place in open_]
    homes = _at_home(drive, left)
    return CoverProblem(
        evenings=evenings,
        pairs=tuple(
            CoverPair(id=pair.id, begins=pair.begins, ends=pair.ends, start=pair.start, mode=pair.mode)
            for pair in evening.pairs
        ),
        doors=tuple(
            CoverDoor(
                id=door.id,
                place=door.place,
                service_minutes=door.service_minutes,
                persons_left=door.persons_left,
                first_knock=door.knocks == 0,
                rests_until=door.rests_until,
                home=home,
            )
            for door, home in zip(evening.doors, homes, strict=True)
        ),
        hamlets=evening.hamlets,
        travel=evening.travel,
        first_knocks_by=drive.first_knock_by,
    )


def other_modes(problem: "CoverProblem") -> "dict[str, CoverProblem]":
    """The same commune gone over in the other ways, to be told how many evenings each would take."""
    used = {pair.mode for pair in problem.pairs}
    known = [mode for mode in MODES if mode not in used and mode in problem.travel.speeds]
    return {
        mode: replace(problem, pairs=tuple(replace(pair, mode=mode) for pair in problem.pairs))
        for mode in known
        if mode != "motorbike"
    }


def _at_home(drive: Drive, left: Sequence[Door]) -> list[tuple[float, ...]]:
    """For each door the chance that somebody is home, Monday to Sunday evening."""
    from bacung.core.presence.homes import Home, chances
    from bacung.rounds.presence import evening_of

    if not left:
        return []
    knowledge = knowledge_of(drive)
    behind = [Home(str(door.commune_id), None, from_json(door.history)) for door in left]
    monday = date(2024, 1, 1)
    days = [
        evening_of(monday + timedelta(days=at), [drive.evening_from], [drive.evening_to]).slots()
        for at in range(WEEK)
    ]
    columns = [chances(knowledge.homes, behind, slots).mean(axis=1) for slots in days]
    return [tuple(round(float(column[at]), 3) for column in columns) for at in range(len(left))]
