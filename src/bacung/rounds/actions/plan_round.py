"""Planning an evening: the problem is asked, the answer kept beside it, and every door's reason with it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction

from bacung.areas.models import Area
from bacung.areas.queries import station_of
from bacung.core.problems import Problem
from bacung.core.routing.plan import Plan, Route, plan
from bacung.drives.models import Drive
from bacung.ground import audit, bulk, clock
from bacung.ground.permissions import Viewer
from bacung.rounds.convert import NewPair, moment, problem_of
from bacung.rounds.models import Door, Pair, Round, Stop
from bacung.rounds.queries import doors, hamlets_in_order, walkers


def plan_round(
    viewer: Viewer,
    *,
    drive: Drive,
    commune: Area,
    on: date,
    pairs: Sequence[NewPair],
    station_phone: str = "",
    seed: int = 0,
) -> Round:
    """Plan one evening of one commune. An earlier plan for the same evening that nobody has walked gives way.

    Refuses `rounds.no-pairs`, `rounds.outside-the-drive`, `rounds.not-a-walker`, `rounds.walker-twice`,
    `rounds.hours`, `rounds.nothing-to-plan`, and what routing refuses.
    """
    if not drive.starts_on <= on <= drive.ends_on:
        raise Problem("rounds.outside-the-drive", on=f"{on:%d/%m/%Y}")
    _refuse_pairs(viewer, drive, commune, pairs)
    tonight = list(doors(viewer, drive, commune))
    asked = problem_of(drive, on, tonight, hamlets_in_order(commune), pairs, station_of(commune))
    if not asked.doors:
        raise Problem("rounds.nothing-to-plan", commune=commune.name)
    answer = plan(asked, seed=seed)
    with transaction.atomic():
        Round.objects.filter(drive=drive, commune=commune, on=on, state="planned", visits=None).update(
            state="cancelled"
        )
        planned = Round.objects.create(
            drive=drive,
            commune=commune,
            on=on,
            problem=asked.to_json(),
            plan=answer.to_json(),
            station_phone=station_phone,
            planned_at=clock.now(),
            planned_by_id=viewer.user_id,
        )
        _keep(planned, answer, pairs, {door.household_id: door for door in tonight})
        audit.record("rounds.plan", viewer, round=planned.pk, doors=answer.totals.visits)
    return planned


def note_walked(round_ids: Collection[int]) -> None:
    """Somebody told what happened on these rounds: they are no longer mere plans."""
    planned = bulk.read(Round, ("pk",), pk=round_ids, state="planned")
    bulk.update_rows(Round, ("state",), [("walked", key) for (key,) in planned])


def name_companion(viewer: Viewer, round_id: int, pair_number: int, name: str) -> None:
    """Somebody of the hamlet walks along with this pair this evening, as the viewer says, who walks in it."""
    with transaction.atomic():
        pairs = Pair.objects.filter(round=round_id, number=pair_number).exclude(companion=name)
        if pairs.update(companion=name):
            audit.record("rounds.companion", viewer, round=round_id, pair=pair_number)


def _refuse_pairs(viewer: Viewer, drive: Drive, commune: Area, pairs: Sequence[NewPair]) -> None:
    if not pairs:
        raise Problem("rounds.no-pairs")
    asked = [key for pair in pairs for key in pair.walker_ids]
    known = set(walkers(viewer, commune).values_list("pk", flat=True))
    if not known.issuperset(asked):
        raise Problem("rounds.not-a-walker", commune=commune.name)
    if len(asked) != len(set(asked)):
        raise Problem("rounds.walker-twice")
    for number, pair in enumerate(pairs, start=1):
        begins, ends = pair.begins or drive.evening_from, pair.ends or drive.evening_to
        if not drive.quiet_to <= begins < ends <= drive.quiet_from:
            raise Problem("rounds.hours", pair=number, limit=f"{drive.quiet_from:%H:%M}")


def _keep(
    planned: Round, answer: Plan, pairs: Sequence[NewPair], doors_by_household: Mapping[int, Door]
) -> None:
    routes = {route.pair: route for route in answer.routes}
    for number, new in enumerate(pairs, start=1):
        pair = Pair.objects.create(
            round=planned,
            number=number,
            companion=new.companion,
            has_kit=new.has_kit,
            mode=new.mode,
            begins=new.begins or planned.drive.evening_from,
            ends=new.ends or planned.drive.evening_to,
        )
        pair.walkers.set(new.walker_ids)
        if str(number) in routes:
            Stop.objects.bulk_create(_stops(planned, pair, routes[str(number)], doors_by_household))


def _stops(planned: Round, pair: Pair, route: Route, doors_by_household: Mapping[int, Door]) -> list[Stop]:
    return [
        Stop(
            pair=pair,
            position=position,
            household_id=int(stop.door),
            arrives_at=moment(planned.on, stop.starts),
            promised=any(why.code == "promised" for why in stop.why),
            why=[{"code": why.code, **why.facts} for why in stop.why],
            people=[
                [int(person), *told]
                for person, told in sorted(doors_by_household[int(stop.door)].left.items(), key=_by_key)
            ],
        )
        for position, stop in enumerate(route.stops, start=1)
    ]


def _by_key(item: tuple[str, object]) -> int:
    return int(item[0])
