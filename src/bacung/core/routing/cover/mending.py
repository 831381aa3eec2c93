"""Mending a coverage every week: doors done drop out, new ones come in, all other routes stay as they are."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from bacung.core.routing.cover.coverage import Coverage
from bacung.core.routing.cover.evenings import Walk, settle
from bacung.core.routing.cover.kinds import Ints, Kind, Scene
from bacung.core.routing.cover.problem import CoverProblem
from bacung.core.routing.cover.whole import Reasons, barred, told
from bacung.core.routing.fleet.solving import solve
from bacung.core.routing.fleet.tours import Fleet
from bacung.core.routing.plan import Why

DETOUR = 0.04
"""A new door joins a route that it lengthens by at most this share of an evening, else a new one."""

NOT_AT_ALL = 1 << 40


def repair(
    coverage: Coverage,
    problem: CoverProblem,
    *,
    stop: Callable[[], bool] | None = None,
    work: int = 200,
    seed: int = 0,
) -> Coverage:
    """The coverage for what `problem` says is left now, on the evenings and with the pairs it names.

    A route stays word for word if its evening and pair are still there, none of its doors is done or must
    rest, and no new door joins it. Doors of evenings gone by and doors nobody planned join routes they hardly
    lengthen, or make routes of their own (`work` slices of search). Turfs keep their names.
    """
    scene = Scene(problem)
    left = barred(scene)
    walks, kept = _standing(scene, coverage, left)
    planned = {at for walk in walks for at in walk.doors}
    loose = [at for at in range(len(problem.doors)) if at not in planned and at not in left]
    loose = _join(scene, walks, loose)
    fresh, missed = _fresh(scene, loose, stop, work, seed)
    walks += fresh
    left |= missed
    settle(problem, walks)
    turf, names = _turf_of(scene, coverage, walks)
    whole = {walk.id for walk in walks if walk.id in kept}
    return told(scene, walks, turf, left, seed=seed, fixed=sorted(whole), names=names)


def _standing(scene: Scene, coverage: Coverage, left: Reasons) -> tuple[list[Walk], set[str]]:
    """The routes still to come, of doors still open; and which of them have evening and pair as before."""
    problem = scene.problem
    door = {door.id: at for at, door in enumerate(problem.doors)}
    pair = {pair.id: number for number, pair in enumerate(problem.pairs)}
    kinds = {number: kind for kind in scene.kinds for number in kind.pairs}
    walks, kept = [], set()
    for route in coverage.routes:
        number = pair.get(route.pair or "", -1)
        if number not in kinds or route.evening not in problem.evenings:
            continue
        goes = route.evening not in problem.pairs[number].away
        doors = [door[name] for name in route.doors if name in door and door[name] not in left]
        doors = [at for at in doors if not goes or _may(problem, at, route.evening)]
        walk = Walk(kinds[number], doors, travel(scene, kinds[number], doors), id=route.id)
        if not doors or walk.travel + int(scene.service[doors].sum()) > walk.kind.lasts:
            continue
        if goes:
            walk.evening, walk.pair = route.evening, number
            kept.add(route.id)
        walks.append(walk)
    return walks, kept


def _may(problem: CoverProblem, at: int, day: date) -> bool:
    rests = problem.doors[at].rests_until
    return rests is None or rests <= day


def travel(scene: Scene, kind: Kind, doors: list[int]) -> int:
    """How long one evening's doors take to get to and back from."""
    places = [kind.base, *doors, kind.base]
    return int(scene.legs(kind, np.array(places[:-1]), np.array(places[1:])).sum())


def _join(scene: Scene, walks: list[Walk], loose: list[int]) -> list[int]:
    """Put each loose door into the route it lengthens least, if that is little; those that fit nowhere."""
    gaps = [_Gaps(scene, kind, walks) for kind in scene.kinds]
    stay = []
    for at in loose:
        offers = [(*own.cheapest(at), number) for number, own in enumerate(gaps)]
        longer, gap, number = min(offers, default=(NOT_AT_ALL, 0, 0))
        if longer < NOT_AT_ALL:
            gaps[number].put(at, gap, longer)
        else:
            stay.append(at)
    return stay


class _Gaps:
    """All places in the routes of one kind where a door may go: between which two, in which walk."""

    def __init__(self, scene: Scene, kind: Kind, walks: list[Walk]) -> None:
        self.scene, self.kind = scene, kind
        self.walks = [walk for walk in walks if walk.kind == kind and walk.evening]
        self._lay()

    def _lay(self) -> None:
        base = [self.kind.base]
        lines = [base + walk.doors + base for walk in self.walks]
        self.back = np.array([at for line in lines for at in line[:-1]], dtype=np.int64)
        self.front = np.array([at for line in lines for at in line[1:]], dtype=np.int64)
        self.walk = np.repeat(np.arange(len(lines)), [len(line) - 1 for line in lines])
        self.within = np.array([at for line in lines for at in range(len(line) - 1)], dtype=np.int64)
        self.now = self.scene.legs(self.kind, self.back, self.front)
        spent = [walk.travel + int(self.scene.service[walk.doors].sum()) for walk in self.walks]
        self.room = self.kind.lasts - np.array(spent, dtype=np.int64)

    def cheapest(self, at: int) -> tuple[int, int]:
        """By how much the door lengthens a walk at least, and in which gap; or `NOT_AT_ALL`."""
        open_to_it = np.array([self._may(at, walk) for walk in self.walks], dtype=bool)
        if not open_to_it.any():
            return NOT_AT_ALL, 0
        one = np.full(len(self.back), at)
        longer = self.scene.legs(self.kind, self.back, one) + self.scene.legs(self.kind, one, self.front)
        longer = longer - self.now
        most = np.minimum(self.room - self.scene.service[at], DETOUR * self.kind.lasts)
        fits = (open_to_it & (most >= 0))[self.walk] & (longer <= most[self.walk])
        longer = np.where(fits, longer, NOT_AT_ALL)
        gap = int(longer.argmin())
        return int(longer[gap]), gap

    def put(self, at: int, gap: int, longer: int) -> None:
        """Put the door into that gap."""
        walk = self.walks[int(self.walk[gap])]
        walk.doors.insert(int(self.within[gap]), at)
        walk.travel += longer
        self._lay()

    def _may(self, at: int, walk: Walk) -> bool:
        problem, day = self.scene.problem, walk.evening
        if day is None or not _may(problem, at, day):
            return False
        by = problem.first_knocks_by
        return by is None or day <= by or not problem.doors[at].first_knock


def _fresh(
    scene: Scene, loose: list[int], stop: Callable[[], bool] | None, work: int, seed: int
) -> tuple[list[Walk], Reasons]:
    """New routes of the doors that joined none."""
    walks: list[Walk] = []
    missed: Reasons = {}
    if not loose:
        return walks, missed
    shares = scene.share_out(np.array(loose, dtype=np.int64))
    for kind, own in zip(scene.kinds, shares, strict=True):
        homes = scene.homes(own, kind)
        fleet: Fleet = scene.fleet(kind, homes)
        tours = solve(fleet, stop=stop, work=work, seed=seed)
        for route in tours.routes:
            doors = [at for client in route for at in homes[client - 1]]
            walks.append(Walk(kind, doors, fleet.travel(route)))
        missed |= {at: Why(code="out-of-reach") for client in tours.left for at in homes[client - 1]}
    return walks, missed


def _turf_of(scene: Scene, coverage: Coverage, walks: list[Walk]) -> tuple[Ints, dict[int, str]]:
    """The turf each door had; a new one goes with the nearest door that has one."""
    names = {number: turf.id for number, turf in enumerate(coverage.turfs)} or {0: "t1"}
    of = {name: number for number, turf in enumerate(coverage.turfs) for name in turf.doors}
    turf = np.full(len(scene.problem.doors), -1, dtype=np.int64)
    planned = np.array(sorted(at for walk in walks for at in walk.doors), dtype=np.int64)
    for at in planned.tolist():
        turf[at] = of.get(scene.problem.doors[at].id, -1)
    known, new = planned[turf[planned] >= 0], planned[turf[planned] < 0]
    if len(new):
        turf[new] = turf[known][_nearest(scene.spots[known], scene.spots[new])] if len(known) else 0
    for walk in walks:
        walk.turf = int(np.bincount(turf[walk.doors]).argmax())
    return turf, names


def _nearest(there: npt.NDArray[Any], here: npt.NDArray[Any]) -> Ints:
    from scipy.spatial import cKDTree

    found: Ints = np.asarray(cKDTree(there).query(here)[1], dtype=np.int64)
    return found
