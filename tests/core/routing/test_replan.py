"""Mending an evening while it is walked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.problems import Problem as Refusal
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Plan, plan
from bacung.core.routing.problem import Problem
from bacung.core.routing.replan import Standing, replan
from tests.core.routing.checker import breaches
from tests.core.routing.villages import door, pair, span, village, villages

NOW = Hour.of("19:00")


def two_lanes() -> Problem:
    """Two pairs, forty doors to the north and forty to the south of the station."""
    north = [door(f"n{number}", 60 * number) for number in range(1, 41)]
    south = [door(f"s{number}", -60 * number) for number in range(1, 41)]
    return village(*north, *south, pairs=(pair("A"), pair("B")))


def standings(answer: Plan, now: Hour = NOW) -> tuple[Standing, ...]:
    """Every pair at the door it knocks at, as planned: free when it planned to leave it."""
    found = []
    for route in answer.routes:
        behind = [stop for stop in route.stops if stop.starts <= now]
        ahead = [stop.door for stop in route.stops if stop.starts > now]
        last = behind[-1] if behind else None
        found.append(
            Standing(
                pair=route.pair,
                at=last.door if last else "",
                free_at=last.leaves if last else now,
                done=tuple(stop.door for stop in behind),
                ahead=tuple(ahead),
            )
        )
    return tuple(found)


def doors_of(answer: Plan, name: str) -> list[str]:
    """The doors of one pair, in order."""
    return next([stop.door for stop in route.stops] for route in answer.routes if route.pair == name)


def barred(problem: Problem, name: str) -> Problem:
    """The same evening after this household said never again."""
    doors = [replace(each, do_not_visit=True) if each.id == name else each for each in problem.doors]
    return replace(problem, doors=tuple(doors))


def test_an_evening_that_goes_as_planned_stays_as_it_is() -> None:
    """Where nothing happened nobody is sent elsewhere, and doors already visited are not visited again."""
    problem = two_lanes()
    before = plan(problem, work=300)
    where = standings(before)
    after = replan(problem, where)
    assert [[stop.door for stop in route.stops] for route in after.routes] == [list(s.ahead) for s in where]
    assert after.left_out.by_reason["done"] == sum(len(each.done) for each in where)


def test_a_refusal_ahead_touches_only_its_own_pair() -> None:
    """The door that said no is left out, its pair goes to others, the other pair's way is the same."""
    problem = two_lanes()
    where = standings(plan(problem, work=300))
    refused = where[0].ahead[0]
    after = replan(barred(problem, refused), where)
    assert refused not in doors_of(after, "A")
    assert doors_of(after, "A")
    assert doors_of(after, "B") == list(where[1].ahead)


def test_a_pair_that_is_late_keeps_its_promise() -> None:
    """An hour behind the plan, other doors are dropped before the promised one."""
    problem = two_lanes()
    doors = [
        replace(each, promise=span("20:00-20:30"), prize=0.1) if each.id == "n30" else each
        for each in problem.doors
    ]
    promised = replace(problem, doors=tuple(doors))
    where = standings(plan(promised, work=300))
    late = tuple(replace(each, free_at=Hour(each.free_at + 2700)) for each in where)
    after = replan(promised, late)
    assert after.totals.promises_kept == 1
    assert broken(after, promised, late) == []


def test_a_new_promise_finds_its_pair() -> None:
    """A household that calls and asks for eight o'clock is called on at eight, by the pair nearest to it."""
    problem = two_lanes()
    where = standings(plan(problem, work=300))
    assert "s32" not in where[1].ahead
    doors = [
        replace(each, promise=span("20:00-20:30")) if each.id == "s32" else each for each in problem.doors
    ]
    after = replan(replace(problem, doors=tuple(doors)), where)
    assert "s32" in doors_of(after, "B")
    assert doors_of(after, "A") == list(where[0].ahead)
    assert after.totals.visits >= sum(len(each.ahead) for each in where) - 3


def test_doors_of_a_pair_that_goes_home_fall_to_the_others() -> None:
    """Who has no standing walks no further; a promise it had is kept by another pair."""
    problem = two_lanes()
    doors = [
        replace(each, promise=span("20:00-21:00")) if each.id == "n5" else each for each in problem.doors
    ]
    promised = replace(problem, doors=tuple(doors))
    where = standings(plan(promised, work=300))
    gone = next(each for each in where if "n5" in each.ahead)
    stays = next(each for each in where if each is not gone)
    after = replan(promised, (stays,))
    assert doors_of(after, gone.pair) == []
    assert "n5" in doors_of(after, stays.pair)


def test_an_evening_that_is_over_has_no_doors() -> None:
    """After the shift, or in quiet hours, nothing is planned, and everything has its reason."""
    problem = two_lanes()
    over = tuple(Standing(pair=name, free_at=Hour.of("21:45")) for name in ("A", "B"))
    after = replan(problem, over)
    assert after.totals.visits == 0
    assert after.left_out.total == len(problem.doors)


def test_who_stands_nowhere_known_is_refused() -> None:
    """A pair or a door that the evening does not have is named."""
    problem = two_lanes()
    for standing in (Standing(pair="C", free_at=NOW), Standing(pair="A", at="gone", free_at=NOW)):
        with pytest.raises(Refusal):
            replan(problem, (standing,))


@settings(max_examples=60, deadline=None)
@given(villages(), st.integers(17 * 60, 22 * 60), st.integers(0, 3), st.data())
def test_a_mended_evening_breaks_no_rule(problem: Problem, now: int, event: int, data: st.DataObject) -> None:
    """Whatever happened when, what is left of the evening is lawful, repeatable, and visits nobody twice."""
    before = plan(problem)
    where = standings(before, Hour(now * 60))
    if event == 1 and problem.doors:
        problem = barred(problem, data.draw(st.sampled_from([each.id for each in problem.doors])))
    if event == 2:
        where = where[1:]
    if event == 3:
        where = tuple(replace(each, free_at=Hour(each.free_at + 1800)) for each in where)
    after = replan(problem, where, work=20)
    assert broken(after, problem, where) == []
    assert after == replan(problem, where, work=20)


def broken(answer: Plan, problem: Problem, where: tuple[Standing, ...]) -> list[str]:
    """What the independent reader finds, told where the pairs stand; and doors visited a second time."""
    done = {name for each in where for name in (*each.done, each.at)}
    again = [f"{stop.door} again" for route in answer.routes for stop in route.stops if stop.door in done]
    stands = {each.pair: (each.at, str(each.free_at)) for each in where}
    return again + breaches(problem.to_json(), answer.to_json(), stands)
