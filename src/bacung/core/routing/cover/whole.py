"""From a commune to its coverage: doors to kinds, routes, evenings, turfs, and what was left out and why."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from bacung.core.routing import turfs
from bacung.core.routing.cover.coverage import Coverage, EveningRoute, Sums, Turf
from bacung.core.routing.cover.evenings import Walk, at_home, keep_turfs, late, settle
from bacung.core.routing.cover.kinds import MINUTE, Ints, Kind, Scene
from bacung.core.routing.cover.packing import few
from bacung.core.routing.cover.problem import CoverDoor, CoverProblem
from bacung.core.routing.fleet.solving import Spread
from bacung.core.routing.plan import LISTED, LeftDoor, LeftOut, Why

Reasons = dict[int, Why]


def cover(
    problem: CoverProblem,
    *,
    stop: Callable[[], bool] | None = None,
    gone: Callable[[], float] | None = None,
    work: int | Sequence[Sequence[int]] | None = None,
    seed: int = 0,
    spread: Spread = map,
) -> Coverage:
    """Cover what is left of the commune; without `gone` and `work` by the first routes found.

    `gone` tells which share of the time for searching is over (0 to 1), `stop` ends it at once. `work`: so
    many slices of search, or those of an earlier answer, which repeats it. `spread` as for `fleet.solve`.
    """
    scene = Scene(problem)
    left = barred(scene)
    parts = _parts(
        scene, np.array([at for at in range(len(problem.doors)) if at not in left], dtype=np.int64)
    )
    whole = sum(len(homes) for _, homes in parts)
    walks, done, used = [], 0, []
    for number, (kind, homes) in enumerate(parts):
        fleet = scene.fleet(kind, homes)
        share = _within(gone, done / whole, (done + len(homes)) / whole)
        done += len(homes)
        slices = work[number] if isinstance(work, Sequence) else work
        if stop is not None and stop():
            slices = 0
        tours = few(
            fleet,
            stop=stop if slices is not None or gone is not None else None,
            gone=share,
            work=slices,
            seed=seed,
            spread=spread,
        )
        used.append(tours.work)
        for route in tours.routes:
            doors = [at for client in route for at in homes[client - 1]]
            walks.append(Walk(kind, doors, fleet.travel(route)))
        for client in tours.left:
            left |= {at: Why(code="out-of-reach") for at in homes[client - 1]}
    settle(problem, walks)
    turf = _cut(scene, walks)
    return told(scene, walks, turf, left, seed=seed, work=tuple(used))


def barred(scene: Scene) -> Reasons:
    """The doors nobody can visit on any evening there is, and why."""
    problem = scene.problem
    last = max(problem.evenings, default=None)
    if last is None or not scene.kinds:
        why = Why(code="no-evening" if problem.pairs else "no-pair")
        return dict.fromkeys(range(len(problem.doors)), why)
    left: Reasons = {}
    reach = np.min([scene.alone(kind) - kind.lasts for kind in scene.kinds], axis=0) <= 0
    for at, door in enumerate(problem.doors):
        if door.rests_until is not None and door.rests_until > last:
            left[at] = Why(code="rests", facts={"until": door.rests_until.isoformat()})
        elif not reach[at]:
            left[at] = Why(code="out-of-reach")
    return left


def _within(gone: Callable[[], float] | None, begins: float, ends: float) -> Callable[[], float] | None:
    """The share of one part of the time that is over."""
    if gone is None:
        return None
    return lambda: (gone() - begins) / (ends - begins)


def _parts(scene: Scene, doors: Ints) -> list[tuple[Kind, list[list[int]]]]:
    """Kinds with their homes; doors that rest long are apart, so that they hold up no other."""
    problem = scene.problem
    days = sorted(problem.evenings)
    from_then = problem.first_knocks_by or (days[len(days) // 2] if days else date.max)
    resting = [_rests_past(problem.doors[at], from_then) for at in doors.tolist()]
    parts = []
    for apart in (False, True):
        some = doors[[rests == apart for rests in resting]]
        if len(some):
            shares = scene.share_out(some)
            parts += [
                (kind, scene.homes(own, kind))
                for kind, own in zip(scene.kinds, shares, strict=True)
                if len(own)
            ]
    return parts


def _rests_past(door: CoverDoor, day: date) -> bool:
    return door.rests_until is not None and door.rests_until > day


def _cut(scene: Scene, walks: list[Walk]) -> Ints:
    """The turf of each door, -1 for none; walks are told the turf of most of their doors."""
    count = -(-len(walks) // scene.problem.turf_evenings)
    spots = scene.spots[: len(scene.service)]
    turf = turfs.cut([walk.doors for walk in walks], spots, scene.service / MINUTE, count)
    for walk in walks:
        walk.turf = int(np.bincount(turf[walk.doors]).argmax())
    return turf


def told(
    scene: Scene,
    walks: list[Walk],
    turf: Ints,
    left: Reasons,
    *,
    seed: int,
    work: tuple[tuple[int, ...], ...] = (),
    fixed: Sequence[str] = (),
    names: dict[int, str] | None = None,
) -> Coverage:
    """The answer; walks in `fixed` keep their pair, turfs the `names` they had."""
    problem = scene.problem
    keep_turfs(walks, set(fixed))
    walks = sorted(walks, key=lambda walk: (walk.evening or date.max, walk.pair or 0, walk.doors))
    _name(walks)
    titles = names or {number: f"t{number + 1}" for number in range(int(turf.max(initial=-1)) + 1)}
    left = left | {
        at: Why(code="no-evening-left") for walk in walks if walk.evening is None for at in walk.doors
    }
    pieces = _turfs(scene, walks, turf, titles)
    return Coverage(
        seed=seed,
        routes=tuple(_route(scene, walk, titles) for walk in walks),
        turfs=pieces,
        left_out=_left_out(problem, left),
        sums=_sums(scene, walks, pieces),
        notes=_notes(scene, walks),
        work=work,
    )


def _name(walks: list[Walk]) -> None:
    highest = max((int(walk.id[1:]) for walk in walks if walk.id[1:].isdecimal()), default=0)
    for walk in walks:
        if not walk.id:
            highest += 1
            walk.id = f"r{highest}"


def _route(scene: Scene, walk: Walk, titles: dict[int, str]) -> EveningRoute:
    problem = scene.problem
    home = at_home(problem, walk, walk.evening.weekday()) if walk.evening else None
    return EveningRoute(
        id=walk.id,
        doors=tuple(problem.doors[at].id for at in walk.doors),
        service_minutes=round(float(scene.service[walk.doors].sum()) / MINUTE, 2),
        travel_minutes=round(walk.travel / MINUTE, 2),
        evening=walk.evening,
        pair=None if walk.pair is None else problem.pairs[walk.pair].id,
        turf=titles.get(walk.turf, ""),
        home=None if home is None else round(home, 4),
        late=late(problem, walk),
    )


def _turfs(scene: Scene, walks: list[Walk], turf: Ints, titles: dict[int, str]) -> tuple[Turf, ...]:
    walkers: dict[int, Counter[int]] = {}
    for walk in walks:
        if walk.pair is not None:
            walkers.setdefault(walk.turf, Counter())[walk.pair] += 1
    pieces = []
    for number in np.unique(turf[turf >= 0]).tolist():
        doors = np.flatnonzero(turf == number)
        most = walkers.get(number, Counter()).most_common(1)
        pieces.append(
            Turf(
                id=titles[number],
                doors=tuple(scene.problem.doors[at].id for at in doors.tolist()),
                service_minutes=round(float(scene.service[doors].sum()) / MINUTE, 2),
                metres=round(turfs.diameter(scene.spots[doors]), 1),
                pair=scene.problem.pairs[most[0][0]].id if most else None,
            )
        )
    return tuple(pieces)


def _left_out(problem: CoverProblem, left: Reasons) -> LeftOut:
    first = sorted(left, key=lambda at: (not problem.doors[at].first_knock, at))
    return LeftOut(
        total=len(left),
        by_reason=dict(sorted(Counter(why.code for why in left.values()).items())),
        doors=tuple(LeftDoor(door=problem.doors[at].id, why=left[at]) for at in first[:LISTED]),
    )


def _sums(scene: Scene, walks: list[Walk], pieces: tuple[Turf, ...]) -> Sums:
    by_service = by_travel = 0.0
    for kind in scene.kinds:
        doors = np.array([at for walk in walks if walk.kind == kind for at in walk.doors], dtype=np.int64)
        service = scene.service[doors].astype(np.float64)
        by_service += float(service.sum()) / kind.lasts
        by_travel += float((service / np.maximum(kind.lasts - scene.out_and_back(kind)[doors], 1)).sum())
    minutes = [turf.service_minutes for turf in pieces]
    return Sums(
        routes=len(walks),
        doors=sum(len(walk.doors) for walk in walks),
        service_minutes=round(sum(float(scene.service[walk.doors].sum()) for walk in walks) / MINUTE, 2),
        travel_minutes=round(sum(walk.travel for walk in walks) / MINUTE, 2),
        evenings_by_service=round(by_service, 2),
        evenings_by_travel=round(by_travel, 2),
        turf_minutes_deviation=round(float(np.std(minutes)), 2) if minutes else 0.0,
        turf_metres_95=round(float(np.percentile([turf.metres for turf in pieces], 95)), 1)
        if minutes
        else 0.0,
    )


def _notes(scene: Scene, walks: list[Walk]) -> tuple[Why, ...]:
    problem, notes = scene.problem, []
    modes = {kind.mode for kind in scene.kinds}
    reckoned = modes - set(problem.travel.matrices) - set(problem.travel.streets)
    blind = sum(not door.place.located for door in problem.doors)
    if modes & set(problem.travel.matrices):
        notes.append(Why(code="by-matrix"))
    if modes & set(problem.travel.streets):
        notes.append(Why(code="by-streets", facts={"map": problem.travel.map_name}))
    if reckoned and blind:
        notes.append(Why(code="by-hamlet-and-number", facts={"doors": blind}))
    if reckoned and blind < len(problem.doors):
        located = len(problem.doors) - blind
        notes.append(Why(code="straight-line", facts={"doors": located, "detour": problem.travel.detour}))
    after = sum(late(problem, walk) for walk in walks)
    if after and problem.first_knocks_by:
        notes.append(
            Why(code="first-knocks-late", facts={"doors": after, "by": problem.first_knocks_by.isoformat()})
        )
    short = sum(walk.evening is None for walk in walks)
    if short:
        notes.append(Why(code="evenings-short", facts={"routes": short}))
    return tuple(notes)
