"""Why a door is not on a plan, asked of one door: with the figures that decided it."""

from bacung.core.routing.greedy import Evening, reachable
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Plan, Why, why_barred
from bacung.core.routing.problem import SLOT, Problem


def why_not(problem: Problem, plan: Plan, door_id: str) -> Why | None:
    """Why a door of the problem is left out, None where the plan visits it or the problem does not know it.

    The codes are those of `LeftOut`. A no-time door brings along `prize` at its best hour (fact `hour`, where
    hours differ), `minutes` with the way from the nearest door of the plan, `rate` an hour of these minutes,
    and `least`, the lowest such rate among the plan's own doors; and `first-knocks-first` says that the
    evening went to doors nobody has stood at before.
    """
    at = next((at for at, door in enumerate(problem.doors) if door.id == door_id), None)
    visited = {stop.door for route in plan.routes for stop in route.stops}
    if at is None or door_id in visited:
        return None
    if barred := why_barred(problem, problem.doors[at]):
        return barred
    listed = next((left.why for left in plan.left_out.doors if left.door == door_id), None)
    if listed and listed.code != "no-time":
        return listed
    evening = Evening(problem)
    if not reachable(evening)[at]:
        return Why(code="out-of-reach")
    if problem.doors[at].promise:
        return Why(code="promise-missed")
    if evening.most[at] <= 0:
        return Why(code="no-prize")
    return _no_time(evening, plan, at)


def _no_time(evening: Evening, plan: Plan, at: int) -> Why:
    problem = evening.problem
    door, places = problem.doors[at], {each.id: place for place, each in enumerate(problem.doors)}
    ways = [
        evening.ways.leg(places[stop.door], at, problem.pairs[number].mode)
        for number, route in enumerate(plan.routes)
        for stop in route.stops
    ]
    minutes = door.service_minutes + min(ways, default=0) / 60
    facts: dict[str, str | float] = {
        "prize": round(float(evening.most[at]), 2),
        "minutes": round(minutes),
        "rate": round(float(evening.most[at]) / max(minutes, 1) * 60, 1),
        "least": round(_least_rate(plan), 1),
    }
    if evening.prizes.shape[1] > 1:
        facts["hour"] = str(Hour(problem.prizes_from + SLOT * int(evening.prizes[at].argmax())))
    firsts = {each.id for each in problem.doors if each.first_knock_due}
    if not door.first_knock_due and all(stop.door in firsts for route in plan.routes for stop in route.stops):
        return Why(code="first-knocks-first", facts=facts)
    return Why(code="no-time", facts=facts)


def _least_rate(plan: Plan) -> float:
    """Expected activations an hour of way and visit at the plan's poorest door."""
    rates = []
    for route in plan.routes:
        before = None
        for stop in route.stops:
            minutes = (stop.leaves - (before or stop.arrives)) / 60
            rates.append(stop.prize / max(minutes, 1) * 60)
            before = stop.leaves
    return min(rates, default=0.0)
