"""Asking for an evening: what may be asked, and the problem that is then given to the planner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bacung.areas.models import Area
from bacung.areas.queries import station_of
from bacung.core.problems import Problem as Refusal
from bacung.core.routing.problem import Problem
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.rounds.convert import NewPair, problem_of
from bacung.rounds.models import Door
from bacung.rounds.queries import doors, hamlets_in_order, walkers


@dataclass(frozen=True)
class Evening:
    """One evening of one commune as it is asked: who walks, and the problem made of the doors as they are."""

    drive: Drive
    commune: Area
    on: date
    pairs: tuple[NewPair, ...]
    problem: Problem
    doors: dict[int, Door]  # by household


def ask(viewer: Viewer, *, drive: Drive, commune: Area, on: date, pairs: Sequence[NewPair]) -> Evening:
    """The evening as a problem.

    Refuses `rounds.no-pairs`, `rounds.outside-the-drive`, `rounds.not-a-walker`, `rounds.walker-twice`,
    `rounds.hours`, `rounds.nothing-to-plan`.
    """
    if not drive.starts_on <= on <= drive.ends_on:
        raise Refusal("rounds.outside-the-drive", on=f"{on:%d/%m/%Y}")
    _refuse_pairs(viewer, drive, commune, pairs)
    tonight = list(doors(viewer, drive, commune))
    if not tonight:
        raise Refusal("rounds.nothing-to-plan", commune=commune.name)
    problem = problem_of(drive, on, tonight, hamlets_in_order(commune), pairs, station_of(commune))
    return Evening(drive, commune, on, tuple(pairs), problem, {door.household_id: door for door in tonight})


def refuse_past(on: date) -> None:
    """Refuses `rounds.evening-past` for an evening nobody can walk any more."""
    if on < clock.today():
        raise Refusal("rounds.evening-past", on=f"{on:%d/%m/%Y}")


def _refuse_pairs(viewer: Viewer, drive: Drive, commune: Area, pairs: Sequence[NewPair]) -> None:
    if not pairs:
        raise Refusal("rounds.no-pairs")
    asked = [key for pair in pairs for key in pair.walker_ids]
    known = set(walkers(viewer, commune).values_list("pk", flat=True))
    if not known.issuperset(asked):
        raise Refusal("rounds.not-a-walker", commune=commune.name)
    if len(asked) != len(set(asked)):
        raise Refusal("rounds.walker-twice")
    for number, pair in enumerate(pairs, start=1):
        begins, ends = pair.begins or drive.evening_from, pair.ends or drive.evening_to
        if not drive.quiet_to <= begins < ends <= drive.quiet_from:
            raise Refusal("rounds.hours", pair=number, limit=f"{drive.quiet_from:%H:%M}")
