"""The search for a better evening: as good as can be where that is known, lawful and repeatable anywhere."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.routing.candidates import MOST, candidates
from bacung.core.routing.greedy import Evening, reachable, walks
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Plan, plan
from bacung.core.routing.problem import Door, Pair, Problem, Span, Travel
from tests.core.routing.checker import breaches, prize_at, seconds
from tests.core.routing.villages import EVENING, QUIET, door, pair, span, village, villages


def worth(problem: Problem, answer: Plan) -> tuple[float, ...]:
    """Promises where they come first, then first knocks, then the prize."""
    promises = answer.totals.promises_kept if problem.promises_first else 0
    return promises, answer.totals.first_knocks, round(answer.totals.prize, 5)


@settings(max_examples=60, deadline=None)
@given(villages(), st.integers(0, 60), st.integers(-5, 5))
def test_a_better_plan_breaks_no_rule_and_is_never_worse(problem: Problem, work: int, seed: int) -> None:
    """Whatever the village and however short the search, an independent reader finds no rule broken."""
    answer = plan(problem, work=work, seed=seed)
    assert breaches(problem.to_json(), answer.to_json()) == []
    assert worth(problem, answer) >= worth(problem, plan(problem))
    assert answer.work <= work
    assert answer.first_prize == plan(problem).totals.prize


@settings(max_examples=20, deadline=None)
@given(villages(), st.integers(0, 9), st.integers(0, 9))
def test_a_stopped_plan_can_be_made_again_from_its_rounds(problem: Problem, asks: int, seed: int) -> None:
    """When somebody says stop does not matter, only how many rounds were done by then."""
    left = iter(range(15 + asks))
    stopped = plan(problem, stop=lambda: next(left, None) is None, seed=seed)
    if stopped.work:
        assert plan(problem, work=stopped.work, seed=seed) == stopped


def test_who_looks_meanwhile_sees_lawful_plans_that_only_get_better() -> None:
    problem = tiny(5)
    seen: list[Plan] = []
    last = plan(problem, work=3_000, look=lambda best: seen.append(best()))

    assert seen
    assert not [breach for each in seen for breach in breaches(problem.to_json(), each.to_json())]
    assert [worth(problem, each) for each in [*seen, last]] == sorted(
        worth(problem, each) for each in [*seen, last]
    )
    assert plan(problem, work=seen[0].work) == seen[0]


@pytest.mark.parametrize("seed", range(30))
def test_a_tiny_evening_is_planned_as_well_as_can_be(seed: int) -> None:
    """Five doors, two pairs, prizes by the half hour, promises, skills: no order of any doors is better."""
    problem = tiny(seed)
    answer = plan(problem, work=5000, seed=seed)
    assert breaches(problem.to_json(), answer.to_json()) == []
    assert worth(problem, answer) == max(every_worth(problem))


def tiny(seed: int) -> Problem:
    """Some evening with five doors, ways by table."""
    chance = np.random.default_rng(seed)
    spots = chance.uniform(0, 3000, (7, 2))
    ways = np.ceil(np.hypot(*(spots[:, None] - spots).transpose(2, 0, 1))).astype(int)
    doors = []
    for number in range(5):
        begins = Hour(int(chance.integers(18 * 60, 20 * 60)) * 60)
        promise = Span(begins=begins, ends=Hour(begins + 1200)) if chance.random() < 0.3 else None
        wish = Hour.of("18:30") if promise is None and chance.random() < 0.3 else None
        prize = tuple(float(value) for value in chance.integers(1, 10, 6))
        skills = frozenset({"kit"}) if chance.random() < 0.2 else frozenset()
        doors.append(
            Door(
                id=f"h{number}",
                service_minutes=float(chance.integers(10, 50)),
                prize=prize,
                promise=promise,
                not_before=wish,
                skills=skills,
                first_knock_due=bool(chance.random() < 0.3),
            )
        )
    shift = {"begins": Hour.of("18:00"), "ends": Hour.of("21:00" if seed % 2 else "20:00")}
    return Problem(
        day=EVENING,
        quiet=QUIET,
        pairs=(Pair(id="A", **shift), Pair(id="B", skills=frozenset({"kit"}), returns=False, **shift)),
        doors=tuple(doors),
        travel=Travel(matrices={"foot": tuple(map(tuple, ways.tolist()))}),
        promises_first=seed % 3 > 0,
    )


def every_worth(problem: Problem) -> Iterator[tuple[float, ...]]:
    """What each lawful plan is worth: any doors, in any order, split between the two pairs anywhere."""
    written = problem.to_json()
    for count in range(len(problem.doors) + 1):
        for order in permutations(range(len(problem.doors)), count):
            for cut in range(count + 1):
                stops = [walked(written, pair, walk) for pair, walk in enumerate((order[:cut], order[cut:]))]
                if None not in stops:
                    knocks = [knock for walk in stops if walk is not None for knock in walk]
                    promises = sum(problem.doors[at].promise is not None for at, _ in knocks)
                    due = sum(problem.doors[at].first_knock_due for at, _ in knocks)
                    prize = sum(prize_at(written, written["doors"][at], starts) for at, starts in knocks)
                    yield promises if problem.promises_first else 0, due, round(prize, 5)


def walked(problem: dict, number: int, walk: tuple[int, ...]) -> list[tuple[int, int]] | None:
    """Doors and knocks of one pair, None where it breaks a rule."""
    pair, ways = problem["pairs"][number], problem["travel"]["matrices"]["foot"]
    place, now, knocks = len(problem["doors"]) + number, seconds(pair["begins"]), []
    for at in walk:
        here = problem["doors"][at]
        starts = now + ways[place][at]
        if here["promise"]:
            starts = max(starts, seconds(here["promise"]["begins"]))
            if starts > seconds(here["promise"]["ends"]):
                return None
        if here["not_before"] and starts < seconds(here["not_before"]):
            return None
        if not set(here["skills"]) <= set(pair["skills"]):
            return None
        knocks.append((at, starts))
        place, now = at, starts + round(here["service_minutes"] * 60)
    home = ways[place][len(problem["doors"]) + number] if walk and pair["returns"] else 0
    return None if now + home > seconds(pair["ends"]) else knocks


def test_the_search_finds_what_the_first_plan_misses() -> None:
    """Prize per minute walks into the far hamlet's arms: the search comes back with more."""
    chance = np.random.default_rng(5)
    doors = [
        door(f"h{number}", float(metres), prize=float(prize), service_minutes=12.0)
        for number, (metres, prize) in enumerate(
            zip(chance.uniform(-4000, 4000, 120), chance.gamma(2.0, 0.5, 120), strict=True)
        )
    ]
    problem = village(*doors, pairs=(pair("A"), pair("B")))
    answer = plan(problem, work=2000)
    assert answer.totals.prize > 1.03 * answer.first_prize


def test_promises_that_clash_are_kept_as_far_as_they_can_be() -> None:
    """Two households at both ends of the village at the same hour: one is called on, the other is named."""
    clash = village(
        door("north", 3000, promise=span("19:00-19:10")), door("south", -3000, promise=span("19:00-19:10"))
    )
    answer = plan(clash, work=100)
    assert answer.totals.promises_kept == 1
    assert answer.left_out.by_reason == {"promise-missed": 1}
    both = replace(clash, pairs=(pair("A"), pair("B")))
    assert plan(both, work=100).totals.promises_kept == 2


def test_an_evening_without_pairs_or_doors_has_its_plan() -> None:
    """Nobody out, nothing to do, nothing within reach: no error, and every door has its reason."""
    assert plan(village(door("a"), pairs=()), work=10).left_out.total == 1
    assert plan(village(), work=10).totals.visits == 0
    assert plan(village(door("far", 60_000)), work=10).left_out.by_reason == {"out-of-reach": 1}


def test_first_knocks_that_are_due_outweigh_any_prize() -> None:
    """A due household far off is called on before three rich ones near by."""
    rich = [door(f"n{number}", 10 * number, prize=50.0, service_minutes=70) for number in range(3)]
    due = door("due", 4000, prize=0.01, first_knock_due=True, service_minutes=60)
    answer = plan(village(due, *rich), work=300)
    assert answer.totals.first_knocks == 1


def test_travel_may_have_a_price() -> None:
    """With a charge by the minute a door that brings less than its way costs is left alone."""
    far = village(door("far", 3000, prize=1.0))
    assert plan(far, work=50).totals.visits == 1
    charged = replace(far, travel_charge=0.1)
    assert plan(charged, work=50).totals.visits == 0


def test_a_large_commune_is_searched_where_it_is_worth_it() -> None:
    """Of thousands of doors the promised, the due, the first plan's and the best others are looked at."""
    chance = np.random.default_rng(1)
    doors = [
        door(
            f"h{number}",
            float(chance.uniform(-5000, 5000)),
            prize=float(chance.uniform(0.1, 1)),
            promise=span("19:00-19:30") if number % 200 == 0 else None,
            first_knock_due=number % 100 == 1,
        )
        for number in range(2000)
    ]
    evening = Evening(village(*doors))
    free = np.ones(2000, dtype=bool)
    first = walks(evening, free, lambda: False)
    looked_at = set(candidates(evening, free & reachable(evening), first).tolist())
    assert {door for walk in first for door in walk} <= looked_at
    assert {number for number in range(2000) if number % 200 == 0 or number % 100 == 1} <= looked_at
    assert MOST <= len(looked_at) <= MOST + 10 + sum(map(len, first))
