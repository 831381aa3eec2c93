"""What tonight's plan promises, on villages of a few doors and on any village at all."""

import dataclasses
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Plan, Stop, plan
from bacung.core.routing.problem import Hamlet, Place, Problem
from tests.core.routing.checker import breaches
from tests.core.routing.villages import door, pair, span, village, villages


def stops(answer: Plan) -> list[Stop]:
    return [stop for route in answer.routes for stop in route.stops]


def names(answer: Plan) -> list[str]:
    return [stop.door for stop in stops(answer)]


def why_left(answer: Plan) -> dict[str, str]:
    return {left.door: left.why.code for left in answer.left_out.doors}


@settings(max_examples=300, deadline=None)
@given(villages())
def test_a_plan_never_breaks_a_hard_rule(problem: Problem) -> None:
    """Whatever the village, an independent reader finds no rule broken."""
    assert breaches(problem.to_json(), plan(problem).to_json()) == []


@settings(max_examples=50, deadline=None)
@given(villages(), st.integers(0, 12))
def test_a_plan_stopped_at_any_moment_is_lawful(problem: Problem, steps: int) -> None:
    """Stopping early gives a shorter plan that keeps every rule."""
    asked = iter(range(steps))
    answer = plan(problem, stop=lambda: next(asked, None) is None)
    assert breaches(problem.to_json(), answer.to_json()) == []


@settings(max_examples=50, deadline=None)
@given(villages(), st.integers(0, 9))
def test_the_same_problem_and_seed_give_the_same_plan(problem: Problem, seed: int) -> None:
    """A plan can be replayed from its problem and its seed, also after a journey through JSON."""
    answer = plan(problem, seed=seed)
    assert answer == plan(Problem.from_json(problem.to_json()), seed=seed)
    assert Plan.from_json(answer.to_json()) == answer
    assert answer.seed == seed
    assert answer.bound is None


def test_the_checker_sees_a_broken_rule() -> None:
    """The independent reader is not blind: a door moved out of its promise or visited twice is named."""
    problem = village(door("Lan", promise=span("19:00-19:30")), door("Minh", 200))
    written = plan(problem).to_json()
    assert breaches(problem.to_json(), written) == []
    late = village(door("Lan", promise=span("19:31-19:45")), door("Minh", 200))
    assert any("outside the promise" in breach for breach in breaches(late.to_json(), written))
    never = village(door("Lan", do_not_visit=True), door("Minh", 200))
    assert any("never" in breach for breach in breaches(never.to_json(), written))
    twice = {**written, "routes": [{**route, "stops": route["stops"] * 2} for route in written["routes"]]}
    assert any("twice" in breach for breach in breaches(problem.to_json(), twice))


def test_a_promise_is_kept_and_its_waiting_time_is_used() -> None:
    """The pair knocks at its neighbours' doors until the promised hour, and then keeps its word."""
    neighbours = [door(f"n{number}", 100 + 10 * number, prize=2.0) for number in range(30)]
    answer = plan(village(door("Cụ Hòa", 150, prize=0.1, promise=span("19:00-19:30")), *neighbours))
    kept = next(stop for stop in stops(answer) if stop.door == "Cụ Hòa")
    assert Hour.of("19:00") <= kept.starts <= Hour.of("19:30")
    assert kept.why[0].code == "promised"
    assert names(answer).index("Cụ Hòa") >= 6
    assert answer.totals.promises_kept == answer.totals.promises == 1


def test_promises_may_compete_by_their_prize() -> None:
    """With promises_first off a far promise of little worth gives way to good doors nearby."""
    near = [door(f"n{number}", 10 * number, prize=3.0) for number in range(40)]
    far = door("far", 4000, prize=0.1, promise=span("19:00-19:30"))
    first = village(far, *near)
    assert "far" in names(plan(first))
    free = plan(dataclasses.replace(first, promises_first=False))
    assert why_left(free)["far"] == "promise-missed"
    assert free.totals.prize > plan(first).totals.prize


def test_first_knocks_come_before_second_ones() -> None:
    """A door that is due for its first knock is visited even if a second knock nearby were worth more."""
    again = [door(f"again{number}", 50 + 5 * number, prize=4.0, knocks=1) for number in range(40)]
    due = [door(f"due{number}", 900 + 5 * number, prize=0.5, first_knock_due=True) for number in range(3)]
    answer = plan(village(*again, *due))
    assert set(names(answer)[:3]) == {"due0", "due1", "due2"}
    assert answer.totals.first_knocks == 3
    assert "first-knock" in [why.code for why in stops(answer)[0].why]


def test_every_door_left_out_says_why() -> None:
    """Each way of not being on the plan has its own reason, and the reasons add up."""
    answer = plan(
        village(
            door("never", do_not_visit=True),
            door("done", persons_left=0),
            door("thrice", knocks=3),
            door("rests", rests_until=date(2023, 6, 3)),
            door("kit", skills=frozenset({"kit"})),
            door("far", 40_000),
            door("worthless", prize=0),
            door("visited"),
        )
    )
    assert names(answer) == ["visited"]
    assert why_left(answer) == {
        "never": "do-not-visit",
        "done": "nobody-left",
        "thrice": "cap-reached",
        "rests": "rests",
        "kit": "no-skilled-pair",
        "far": "out-of-reach",
        "worthless": "no-prize",
    }
    assert answer.left_out.by_reason == dict.fromkeys(sorted(why_left(answer).values()), 1)


def test_a_household_may_lift_its_own_cap() -> None:
    """A family that asked for a fourth visit is visited though the drive stops at three."""
    assert names(plan(village(door("again", knocks=3, max_knocks=4)))) == ["again"]


def test_nobody_stands_at_a_door_in_quiet_hours() -> None:
    """A shift may run on past 21:30 to finish and walk home, a visit may not."""
    late = (pair(begins=Hour.of("21:10"), ends=Hour.of("22:00")),)
    answer = plan(village(door("first", 10), door("second", 20), door("third", 30), pairs=late))
    assert answer.totals.visits == 1
    assert stops(answer)[0].leaves <= Hour.of("21:30")


def test_a_wished_hour_is_respected_without_waiting_for_it() -> None:
    """Who asked for after 19:00 is visited after it, between other doors; nobody stands there waiting."""
    wish = door("wish", 105, prize=9.0, not_before=Hour.of("19:00"))
    answer = plan(village(wish, *[door(f"n{number}", 100 + number) for number in range(30)]))
    visit = next(stop for stop in stops(answer) if stop.door == "wish")
    assert visit.arrives == visit.starts >= Hour.of("19:00")
    assert "wish" not in names(plan(village(wish)))


def test_prizes_change_with_the_hour() -> None:
    """A household that is home late is left for later, one that is home early comes first."""
    early = door("early", 100, prize=(1.0, 1.0, 0.1), service_minutes=45)
    late = door("late", 100, prize=(0.1, 0.1, 1.0), service_minutes=45)
    answer = plan(village(late, early))
    assert names(answer) == ["early", "late"]
    assert answer.totals.prize == 1.1


def test_doors_without_coordinates_are_walked_by_house_number() -> None:
    """Without a map the pair goes along the hamlet number by number, and the plan says so."""
    numbers = ["13", "12A", "2", "12", "3/5", "Ngõ 3/12", "Ngõ 3/5"]
    doors = [
        door(number, place=Place(hamlet="Thôn 1", number=number), service_minutes=5) for number in numbers
    ]
    start = pair(start=Place(hamlet="Thôn 1", number="1"), returns=False)
    answer = plan(village(*doors, pairs=(start,), hamlets=(Hamlet(name="Thôn 1"), Hamlet(name="Thôn 2"))))
    assert names(answer) == ["2", "3/5", "12", "12A", "13", "Ngõ 3/5", "Ngõ 3/12"]
    assert [(note.code, note.facts["doors"]) for note in answer.notes] == [("by-hamlet-and-number", 7)]


def test_pairs_share_the_doors() -> None:
    """Two pairs never knock at the same door, and a skilled pair takes the doors that need its skill."""
    doors = [door(f"h{number}", 20 * number) for number in range(60)]
    kit = frozenset({"kit"})
    walkers = (pair("A"), pair("B", skills=kit))
    answer = plan(village(*doors, door("frail", skills=kit, prize=5.0), pairs=walkers))
    assert len(set(names(answer))) == len(names(answer)) == answer.totals.visits
    assert "frail" in [stop.door for stop in answer.routes[1].stops]


def test_the_minutes_of_the_evening_add_up() -> None:
    """Travel, waiting and visits together are the time between the shift's begin and its last step."""
    problem = village(door("a", 300), door("b", 900, promise=span("20:00-20:10")), door("c", 50))
    answer = plan(problem)
    used = answer.totals.travel_minutes + answer.totals.waiting_minutes + answer.totals.service_minutes
    assert abs(used * 60 - (answer.routes[0].ends - problem.pairs[0].begins)) < 2
