"""Setting an evening's way anew while its pairs walk: what is done stays, the rest is planned from now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bacung.areas.queries import station_of
from bacung.core.problems import Problem as Refusal
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Plan, Route
from bacung.core.routing.points import set_right
from bacung.core.routing.problem import Problem
from bacung.ground import audit, bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.rounds.actions.ask import OF_THE_EVENING
from bacung.rounds.actions.plan_round import stops_of
from bacung.rounds.convert import NewPair, hour, problem_of
from bacung.rounds.events import RoundReplanned
from bacung.rounds.knowing import known, teller
from bacung.rounds.models import Door, Pair, Round, Stop
from bacung.rounds.queries import doors, hamlets_in_order
from bacung.rounds.streets import on_streets, without_streets

if TYPE_CHECKING:
    from bacung.core.routing.replan import Standing


@dataclass(frozen=True)
class Replanned:
    """What became of it: pairs whose doors are others now, and pairs of whom nothing was heard tonight, which
    are taken to walk as planned.
    """

    round: Round
    changed: tuple[int, ...]
    unheard: tuple[int, ...]


@dataclass
class _Walking:
    """A pair on its way: its stops as they were planned, those behind it, and where it stands."""

    pair: Pair
    stops: list[Stop]
    behind: list[Stop]
    at: Stop | None
    heard: bool

    @property
    def ahead(self) -> list[Stop]:
        gone = {stop.pk for stop in self.behind}
        return [stop for stop in self.stops if stop.pk not in gone and stop.dropped_at is None]


@recording()
def replan_round(viewer: Viewer, round_id: int, *, resting: Collection[int] = ()) -> Replanned:
    """Plan what is left of this evening from where its pairs stand, as far as the doors know; `resting` pairs
    go to no further door and their doors fall to the others.

    Stops keep their positions, as those are the codes of printed rows; new ones are numbered on, and those
    dropped stay on record. Refuses `rounds.not-tonight` and `rounds.nobody-walks`.
    """
    from bacung.core.routing.replan import replan

    now = clock.now()
    found = Round.objects.select_related("drive", "commune").select_for_update(of=("self",)).get(pk=round_id)
    if found.state == "cancelled" or found.on != clock.today():
        raise Refusal("rounds.not-tonight")
    tonight = {door.household_id: door for door in doors(viewer, found.drive, found.commune)}
    everybody = [_walking(pair, tonight, now) for pair in found.pairs.prefetch_related("stops")]
    over = {each.pair.number for each in everybody if _is_over(each.pair, resting, now)}
    walking = [each for each in everybody if each.pair.number not in over]
    if not walking:
        raise Refusal("rounds.nobody-walks")
    problem = _problem(found, tonight, [each.pair for each in everybody], over)
    done = _done(everybody, tonight, now)
    answer = replan(problem, tuple(_standing(each, problem, done, now) for each in walking))
    routes = {route.pair: route for route in answer.routes}
    changed = [
        each.pair.number
        for each in everybody
        if _set_anew(found, each, routes.get(str(each.pair.number)), tonight, now)
    ]
    Pair.objects.filter(round=found, number__in=resting, rests_at=None).update(rests_at=now)
    _keep(found, problem, answer, now)
    audit.record("rounds.replan", viewer, round=found.pk, doors=answer.totals.visits)
    announce(RoundReplanned(found.pk, tuple(changed)))
    unheard = tuple(each.pair.number for each in walking if not each.heard)
    return Replanned(found, tuple(changed), unheard)


def _is_over(pair: Pair, resting: Collection[int], now: datetime) -> bool:
    return pair.rests_at is not None or pair.number in resting or clock.local(now).time() >= pair.ends


def _walking(pair: Pair, tonight: Mapping[int, Door], now: datetime) -> _Walking:
    """What the doors know of a pair; of whom nothing was heard is taken to walk as planned, so that nobody is
    sent where they have been.
    """
    stops = sorted(pair.stops.all(), key=lambda stop: (stop.arrives_at, stop.position))
    on_way = [stop for stop in stops if stop.dropped_at is None]
    told = {stop.pk: at for stop in on_way if (at := _told_at(tonight.get(stop.household_id), now))}
    if told:
        behind = [
            stop for stop in on_way if stop.pk in told and not _comes_back(tonight[stop.household_id], now)
        ]
        last = max(told, key=lambda key: told[key])
        return _Walking(pair, stops, behind, next(stop for stop in stops if stop.pk == last), True)
    behind = [stop for stop in on_way if stop.arrives_at <= now]
    return _Walking(pair, stops, behind, behind[-1] if behind else None, False)


def _told_at(door: Door | None, now: datetime) -> datetime | None:
    """When somebody stood at the door this evening."""
    at = door.last_at if door else None
    return at if at and clock.local(at).date() == clock.local(now).date() else None


def _comes_back(door: Door, now: datetime) -> bool:
    """Whether the door asked to be called on again later this evening."""
    promise = door.promise_at
    return promise is not None and promise > now and clock.local(promise).date() == clock.local(now).date()


def _done(everybody: Collection[_Walking], tonight: Mapping[int, Door], now: datetime) -> set[str]:
    """The households nobody goes to any more this evening, whoever was there, on the way or beside it."""
    told = {home for home, door in tonight.items() if _told_at(door, now) and not _comes_back(door, now)}
    behind = {stop.household_id for each in everybody for stop in each.behind}
    return {str(home) for home in told | behind}


def _problem(
    found: Round, tonight: Mapping[int, Door], pairs: Collection[Pair], over: Collection[int]
) -> Problem:
    rows = list(tonight.values())
    walking = [NewPair(has_kit=p.has_kit, mode=p.mode, begins=p.begins, ends=p.ends) for p in pairs]
    asked = problem_of(
        found.drive,
        found.on,
        rows,
        hamlets_in_order(found.commune),
        walking,
        station_of(found.commune),
        known(found.drive, found.commune, found.on, rows, walking),
    )
    numbers = [pair.number for pair in pairs]
    left = [
        replace(pair, id=str(number))
        for number, pair in zip(numbers, asked.pairs, strict=True)
        if number not in over
    ]
    sound, _ = set_right(replace(asked, pairs=tuple(left)))
    return on_streets(sound)


def _standing(each: _Walking, problem: Problem, done: Collection[str], now: datetime) -> "Standing":
    from bacung.core.routing.replan import Standing

    free = max(hour(clock.local(now).time()), hour(each.pair.begins))
    if each.at and not each.heard:
        service = {door.id: door.service_minutes for door in problem.doors}
        leaves = each.at.arrives_at + timedelta(minutes=service.get(str(each.at.household_id), 0))
        free = max(free, hour(clock.local(leaves).time()))
    return Standing(
        pair=str(each.pair.number),
        at=str(each.at.household_id) if each.at else "",
        free_at=Hour(free),
        done=tuple(sorted(done)),
        ahead=tuple(str(stop.household_id) for stop in each.ahead),
    )


def _set_anew(
    found: Round, each: _Walking, route: Route | None, tonight: Mapping[int, Door], now: datetime
) -> bool:
    """Write a pair's way ahead; whether its doors are others than before."""
    planned = {stop.household_id: stop for stop in _planned(found, each.pair, route, tonight)}
    behind = {stop.household_id for stop in each.behind}
    before = [stop.household_id for stop in each.ahead]
    moved = [stop for stop in each.stops if stop.household_id not in behind]
    for stop in moved:
        if anew := planned.pop(stop.household_id, None):
            stop.arrives_at, stop.promised, stop.why = anew.arrives_at, anew.promised, anew.why
            stop.dropped_at = None
        else:
            stop.dropped_at = stop.dropped_at or now
    bulk.update(moved, ("arrives_at", "promised", "why", "dropped_at"))
    last = max((stop.position for stop in each.stops), default=0)
    added = [stop for home, stop in planned.items() if home not in behind]
    for position, stop in enumerate(added, start=last + 1):
        stop.position = position
    Stop.objects.bulk_create(added)
    after = sorted((stop.arrives_at, stop.household_id) for stop in [*moved, *added] if not stop.dropped_at)
    return [home for _, home in after] != before


def _planned(found: Round, pair: Pair, route: Route | None, tonight: Mapping[int, Door]) -> list[Stop]:
    if route is None:
        return []
    told = teller(found, [int(stop.door) for stop in route.stops])
    return stops_of(found.on, pair, route, tonight, told)


def _keep(found: Round, problem: Problem, answer: Plan, now: datetime) -> None:
    notes = [note for note in found.plan["notes"] if note["code"] in OF_THE_EVENING]
    told = answer.to_json()
    found.problem, found.plan = (
        without_streets(problem).to_json(),
        told | {"notes": [*told["notes"], *notes]},
    )
    found.settled_at = found.settled_at or now
    found.save(update_fields=["problem", "plan", "settled_at"])
