"""Nothing that can be walked tonight collects more than the bound says."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.routing.bound import upper_bound
from bacung.core.routing.bound.hours import Hours
from bacung.core.routing.bound.priced import priced
from bacung.core.routing.bound.tours import toured
from bacung.core.routing.greedy import Evening
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import plan, why_barred
from bacung.core.routing.problem import Problem, Travel
from tests.core.routing.villages import door, pair, span, village, villages

HAIR = 1 + 1e-6
"""Room for the solver's own tolerance."""


def best_by_trying_everything(problem: Problem) -> float:
    """The prize of the best plan there is, by walking every order of every choice of doors."""
    evening = Evening(problem)
    return _best(evening, 0, frozenset(), len(problem.doors), None)


def _best(evening: Evening, number: int, seen: frozenset[int], place: int, now: int | None) -> float:
    problem = evening.problem
    if number == len(problem.pairs):
        return 0.0
    walker, home = problem.pairs[number], len(problem.doors) + number
    if now is None:
        place, now = home, int(walker.begins)
    best = _best(evening, number + 1, seen, len(problem.doors), None)
    for at, starts, leaves in _knocks(evening, number, seen, place, now):
        back = evening.ways.leg(at, home, walker.mode) if walker.returns else 0
        if leaves + back <= walker.ends:
            further = _best(evening, number, seen | {at}, at, leaves)
            best = max(best, evening.knock(starts, at) + further)
    return best


def _knocks(
    evening: Evening, number: int, seen: frozenset[int], place: int, now: int
) -> Iterator[tuple[int, int, int]]:
    problem, walker = evening.problem, evening.problem.pairs[number]
    for at, each in enumerate(problem.doors):
        if at in seen or why_barred(problem, each) or not each.skills <= walker.skills:
            continue
        starts = now + evening.ways.leg(place, at, walker.mode)
        if each.promise:
            starts = max(starts, int(evening.opens[at]))
        leaves = starts + int(evening.service[at])
        quiet = any(starts < ends and begins < leaves for begins, ends in problem.quiet_spans())
        if evening.opens[at] <= starts <= evening.closes[at] and not quiet:
            yield at, starts, leaves


@settings(max_examples=40)
@given(villages(most_doors=5, most_pairs=2))
def test_no_order_of_any_doors_collects_more(problem: Problem) -> None:
    assert best_by_trying_everything(problem) <= upper_bound(problem) * HAIR + 1e-9


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(1, 3), st.booleans())
def test_each_of_the_two_bounds_holds_where_ways_are_straight(seed: int, pairs: int, returns: bool) -> None:
    problem = scattered(7, pairs=min(pairs, 2), seed=seed, returns=returns)
    hours, best = Hours.of(Evening(problem)), best_by_trying_everything(problem)
    assert best <= priced(hours, lambda: False) * HAIR
    assert best <= toured(hours, lambda: False) * HAIR


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_each_of_the_two_bounds_holds_on_any_matrix(seed: int) -> None:
    chance = np.random.default_rng(seed)
    legs = chance.integers(0, 4000, (8, 8))
    matrix = tuple(tuple(int(leg) for leg in row) for row in legs)
    problem = replace(scattered(6, pairs=2, seed=seed), travel=Travel(matrices={"foot": matrix}))
    hours, best = Hours.of(Evening(problem)), best_by_trying_everything(problem)
    assert best <= priced(hours, lambda: False) * HAIR
    assert best <= toured(hours, lambda: False) * HAIR


@pytest.mark.parametrize("seed", range(3))
def test_a_larger_village_stays_below_it_too_even_when_it_is_stopped_at_once(seed: int) -> None:
    problem = scattered(150, pairs=3, seed=seed)
    prize = plan(problem).totals.prize
    closest, hasty = upper_bound(problem), upper_bound(problem, stop=lambda: True)
    assert prize <= closest <= hasty * HAIR


def test_an_evening_full_of_neighbours_is_known_exactly() -> None:
    """Four hours, forty minutes a visit, nobody walks: six of ten can be met."""
    problem = village(*(door(str(n), metres=0, service_minutes=40, prize=1.0) for n in range(10)))
    assert upper_bound(problem) == pytest.approx(6, rel=1e-3)


def test_ways_to_far_hamlets_count() -> None:
    """Two lonely doors an hour's walk away on opposite sides: an evening has time for one."""
    problem = village(
        door("north", metres=3400, service_minutes=10, prize=1.0),
        door("south", metres=-3400, service_minutes=10, prize=1.0),
    )
    assert best_by_trying_everything(problem) == 1.0
    assert upper_bound(problem) < 2.0


def test_a_better_hour_outside_the_promise_is_not_counted() -> None:
    late = door("late", prize=(0.0, 9.0), promise=span("17:30-17:50"))
    assert upper_bound(village(late)) == 0.0


def test_nobody_walks_and_nobody_waits() -> None:
    assert upper_bound(village(door("a"), pairs=())) == 0.0
    assert upper_bound(village()) == 0.0


def scattered(doors: int, *, pairs: int, seed: int, returns: bool = True) -> Problem:
    """Doors north and south of the station, prizes that change with the half hour."""
    chance = np.random.default_rng(seed)
    return village(
        *(
            door(
                str(number),
                metres=float(chance.uniform(-2500, 2500)),
                service_minutes=float(chance.integers(5, 40)),
                prize=tuple(float(prize) for prize in chance.uniform(0, 3, 8)),
            )
            for number in range(doors)
        ),
        pairs=tuple(pair(str(n), returns=returns, ends=Hour.of("20:00")) for n in range(pairs)),
    )
