"""Asking for an evening: what may be asked, and the problem that is then given to the planner."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bacung.areas.models import Area
from bacung.areas.queries import station_of
from bacung.core.problems import Problem as Refusal
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Plan, Why
from bacung.core.routing.points import set_right
from bacung.core.routing.problem import Problem
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.rounds.convert import NewPair, moment, problem_of
from bacung.rounds.knowing import known
from bacung.rounds.models import Door
from bacung.rounds.queries import doors, hamlets_in_order, walkers
from bacung.rounds.streets import is_off_the_map, on_streets

OF_THE_EVENING = (
    "swapped",
    "point-elsewhere",
    "start-elsewhere",
    "map-elsewhere",
    "begins-now",
    "evening-past",
    "first-knocks-short",
    "first-knocks-late",
    "presence-assumed",
)
"""Notes that are said of an evening as asked, whatever plan is made for it."""
STEP = 5
"""Minutes to which a beginning in the midst of an evening is rounded up."""


@dataclass(frozen=True)
class Evening:
    """One evening of one commune as it is asked: who walks, and the problem made of the doors as they are."""

    drive: Drive
    commune: Area
    on: date
    pairs: tuple[NewPair, ...]
    problem: Problem
    doors: dict[int, Door]  # by household
    notes: tuple[Why, ...] = ()  # what the hour, first knocks and presence have to say of it

    def told(self, answer: Plan) -> Plan:
        """The plan with what is to be said of the evening as asked."""
        return replace(answer, notes=(*answer.notes, *self.notes))


def ask(viewer: Viewer, *, drive: Drive, commune: Area, on: date, pairs: Sequence[NewPair]) -> Evening:
    """The evening as a problem.

    Refuses `rounds.no-pairs`, `rounds.outside-the-drive`, `rounds.not-a-walker`, `rounds.walker-twice`,
    `rounds.hours`, `rounds.nothing-to-plan`.
    """
    if not drive.starts_on <= on <= drive.ends_on:
        raise Refusal("rounds.outside-the-drive", on=f"{on:%d/%m/%Y}")
    _refuse_pairs(viewer, drive, commune, on, pairs)
    tonight = list(doors(viewer, drive, commune))
    if not tonight:
        raise Refusal("rounds.nothing-to-plan", commune=commune.name)
    what = known(drive, commune, on, tonight, pairs)
    problem = problem_of(drive, on, tonight, hamlets_in_order(commune), pairs, station_of(commune), what)
    problem, astray = set_right(problem)
    if is_off_the_map(problem):
        astray = (*astray, Why(code="map-elsewhere"))
    problem, notes = _from_now(on_streets(problem), on)
    by_household = {door.household_id: door for door in tonight}
    return Evening(drive, commune, on, tuple(pairs), problem, by_household, (*notes, *astray, *what.notes))


def _from_now(problem: Problem, on: date) -> tuple[Problem, tuple[Why, ...]]:
    """The problem without the part of this evening that is over, and what is to be said of that. An evening
    that is wholly past is planned whole, for looking back.
    """
    past = Why(code="evening-past", facts={"on": on.isoformat()})
    if on != clock.today():
        return problem, (past,) if on < clock.today() else ()
    minutes = math.ceil((clock.now() - moment(on, Hour(0))) / timedelta(minutes=STEP)) * STEP
    now = Hour(minutes * 60)
    if all(pair.begins >= now for pair in problem.pairs):
        return problem, ()
    left = tuple(replace(pair, begins=max(pair.begins, now)) for pair in problem.pairs if pair.ends > now)
    if not left:
        return problem, (past,)
    return replace(problem, pairs=left), (Why(code="begins-now", facts={"from": str(now)}),)


def _refuse_pairs(viewer: Viewer, drive: Drive, commune: Area, on: date, pairs: Sequence[NewPair]) -> None:
    if not pairs:
        raise Refusal("rounds.no-pairs")
    asked = [key for pair in pairs for key in pair.walker_ids]
    known = set(walkers(viewer, commune, on).values_list("pk", flat=True))
    if not known.issuperset(asked):
        raise Refusal("rounds.not-a-walker", commune=commune.name)
    if len(asked) != len(set(asked)):
        raise Refusal("rounds.walker-twice")
    for number, pair in enumerate(pairs, start=1):
        begins, ends = pair.begins or drive.evening_from, pair.ends or drive.evening_to
        if not drive.quiet_to <= begins < ends <= drive.quiet_from:
            raise Refusal("rounds.hours", pair=number, limit=f"{drive.quiet_from:%H:%M}")
