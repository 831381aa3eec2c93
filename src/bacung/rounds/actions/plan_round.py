"""Planning an evening: the problem is asked, the answer kept beside it, and every door's reason with it."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from django.db import transaction

from bacung.areas.models import Area
from bacung.core.routing.plan import Plan, Route, plan
from bacung.core.routing.plan import Stop as PlannedStop
from bacung.drives.models import Drive
from bacung.ground import audit, bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.rounds.actions.ask import OF_THE_EVENING, Evening, ask
from bacung.rounds.convert import NewPair, moment
from bacung.rounds.events import RoundReplanned
from bacung.rounds.knowing import Teller, teller
from bacung.rounds.models import Door, Pair, Round, Stop
from bacung.rounds.searching import bounded, sought
from bacung.rounds.streets import measured_on_streets, without_streets

FIRST_KNOCK = "first-knock"


def plan_round(
    viewer: Viewer,
    *,
    drive: Drive,
    commune: Area,
    on: date,
    pairs: Sequence[NewPair],
    station_phone: str = "",
    seed: int = 0,
    stop: Callable[[], bool] | None = None,
    proving: Callable[[], bool] | None = None,
) -> Round:
    """Plan one evening of one commune. An earlier plan for the same evening that nobody has walked gives way.

    Without `stop` it is the first plan, at once; with it a better one is sought until `stop` says yes. With
    `proving` it is proven until that says yes how good any plan can be at most.
    Refuses what `ask` refuses, and what routing refuses.
    """
    evening = ask(viewer, drive=drive, commune=commune, on=on, pairs=pairs)
    problem = measured_on_streets(evening.problem) if stop else evening.problem
    answer = sought(problem, stop, seed) if stop else plan(problem, seed=seed)
    if proving:
        answer = bounded(problem, answer, proving)
    return keep_round(viewer, evening, answer, station_phone)


def keep_round(viewer: Viewer, evening: Evening, answer: Plan, station_phone: str = "") -> Round:
    """Keep a plan of the evening as its round."""
    with transaction.atomic():
        same = Round.objects.filter(drive=evening.drive, commune=evening.commune, on=evening.on)
        same.filter(state="planned", visits=None).update(state="cancelled")
        planned = Round.objects.create(
            drive=evening.drive,
            commune=evening.commune,
            on=evening.on,
            problem=without_streets(evening.problem).to_json(),
            plan=evening.told(answer).to_json(),
            station_phone=station_phone,
            planned_at=clock.now(),
            planned_by_id=viewer.user_id,
        )
        _keep_pairs(planned, evening.pairs)
        _keep_stops(planned, answer, evening.doors)
        audit.record("rounds.plan", viewer, round=planned.pk, doors=answer.totals.visits)
    return planned


def better_round(viewer: Viewer, round_id: int, answer: Plan) -> bool:
    """Put a better plan of the same problem in the place of the first one; whether that was still allowed.

    Once somebody has walked, or the sheets were taken, the plan stays: their row codes hold.
    """
    with transaction.atomic():
        rows = Round.objects.select_for_update(of=("self",)).select_related("drive")
        planned = rows.filter(pk=round_id, state="planned", settled_at=None, visits=None).first()
        if planned is None:
            return False
        homes = [int(stop.door) for route in answer.routes for stop in route.stops]
        there = Door.objects.filter(drive=planned.drive, household__in=homes).select_related("household")
        doors = {door.household_id: door for door in there}
        notes = [note for note in planned.plan["notes"] if note["code"] in OF_THE_EVENING]
        told, before = answer.to_json(), planned.plan["routes"]
        planned.plan = told | {"notes": [*told["notes"], *notes]}
        planned.save(update_fields=["plan"])
        if json.loads(json.dumps(told["routes"])) == before:
            return True
        Stop.objects.filter(pair__round=planned).delete()
        _keep_stops(planned, answer, doors)
        audit.record("rounds.better", viewer, round=planned.pk, doors=answer.totals.visits)
        announce(RoundReplanned(planned.pk, tuple(pair.number for pair in planned.pairs.all())))
    return True


def settle_round(round_id: int) -> None:
    """Its sheets are taken: from now on its plan, and the codes of its rows, stay as they are."""
    Round.objects.filter(pk=round_id, settled_at=None).update(settled_at=clock.now())


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


def _keep_pairs(planned: Round, pairs: Sequence[NewPair]) -> None:
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


def _keep_stops(planned: Round, answer: Plan, doors: Mapping[int, Door]) -> None:
    routes = {route.pair: route for route in answer.routes}
    told = teller(planned, [int(stop.door) for route in answer.routes for stop in route.stops])
    for pair in planned.pairs.all():
        if route := routes.get(str(pair.number)):
            Stop.objects.bulk_create(stops_of(planned.on, pair, route, doors, told=told))


def stops_of(
    on: date,
    pair: Pair,
    route: Route,
    doors: Mapping[int, Door],
    told: Teller | None = None,
) -> list[Stop]:
    """The stops of a pair's route, numbered from 1; not saved. `told`: what presence says of each."""
    return [
        Stop(
            pair=pair,
            position=position,
            household_id=int(stop.door),
            arrives_at=moment(on, stop.starts),
            promised=any(why.code == "promised" for why in stop.why),
            why=_why(stop, doors.get(int(stop.door)), told),
            people=people_left(doors[int(stop.door)]) if int(stop.door) in doors else [],
        )
        for position, stop in enumerate(route.stops, start=1)
    ]


def _why(stop: PlannedStop, door: Door | None, told: Teller | None) -> list[dict[str, object]]:
    """The plan's reasons and what the door's own past says; a first visit is called so whether due or not."""
    reasons: list[dict[str, object]] = [{"code": why.code, **why.facts} for why in stop.why]
    if door is None:
        return reasons
    if not door.knocks and all(reason["code"] != FIRST_KNOCK for reason in reasons):
        reasons.insert(0, {"code": FIRST_KNOCK})
    return reasons + (told(door, stop.starts) if told else [])


def people_left(door: Door) -> list[list[object]]:
    """Who is left behind a door, as a stop keeps it: [id, step, reason], in the order of the printed rows."""
    told = sorted((int(person), *of_person) for person, of_person in door.left.items())
    return [list(each) for each in told]
