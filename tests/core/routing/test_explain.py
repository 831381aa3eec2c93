"""Why one door is not on a plan, how a plan was followed, and what chance does to an evening."""

from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bacung.core.routing.chances import spread
from bacung.core.routing.explain import why_not
from bacung.core.routing.following import followed
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import plan
from bacung.core.routing.problem import Door, Pair, Place, Problem, Span

START = Place(lat=18.45, lon=105.87)


def evening(doors: list[Door], ends: str = "18:00") -> Problem:
    """Half an hour of one pair."""
    return Problem(
        day=date(2023, 6, 2),
        quiet=Span(begins=Hour.of("21:30"), ends=Hour.of("07:00")),
        pairs=(
            Pair(id="1", begins=Hour.of("17:30"), ends=Hour.of(ends), start=Place(lat=18.45, lon=105.87)),
        ),
        doors=tuple(doors),
    )


def home(name: str, north: int = 1, **more: object) -> Door:
    """A door so many steps of about fifty metres north of the start."""
    return Door(id=name, place=Place(lat=18.45 + north * 0.0005, lon=105.87), **more)  # type: ignore[arg-type]


def why(doors: list[Door], asked: str, ends: str = "18:00") -> tuple[str, dict[str, object]]:
    problem = evening(doors, ends)
    told = why_not(problem, plan(problem), asked)
    assert told is not None
    return told.code, dict(told.facts)


def test_a_door_on_the_plan_or_unknown_has_no_reason_to_be_left_out():
    problem = evening([home("a")])
    assert why_not(problem, plan(problem), "a") is None
    assert why_not(problem, plan(problem), "nobody") is None


def test_each_reason_is_that_of_the_plan():
    assert why([home("a"), home("b", do_not_visit=True)], "b")[0] == "do-not-visit"
    assert why([home("a"), home("b", 400)], "b")[0] == "out-of-reach"
    assert why([home("a"), home("b", prize=0.0)], "b")[0] == "no-prize"


def test_a_door_without_time_is_explained_by_figures():
    """Two visits of ten minutes fit into half an hour: the third is worth least for its time."""
    doors = [home("a", 1, prize=2.0), home("b", 2, prize=2.0), home("c", 3, prize=(0.1, 0.3))]
    code, facts = why(doors, "c")

    assert code == "no-time"
    assert facts["prize"] == 0.3
    assert facts["hour"] == "18:00"
    assert float(facts["rate"]) < float(facts["least"])  # type: ignore[arg-type]


def test_an_evening_that_goes_to_first_knocks_says_so():
    doors = [home("a", 1, first_knock_due=True), home("b", 2, first_knock_due=True), home("c", 3, prize=9.0)]

    assert why(doors, "c")[0] == "first-knocks-first"


def test_a_way_walked_as_planned_keeps_every_two_in_order():
    told = followed([0, 10, 20, 30], [1, 12, None, 33])

    assert (told.planned, told.walked, told.twos, told.in_order, told.minutes_off) == (4, 3, 3, 3, 2)


def test_a_way_walked_backwards_keeps_none():
    told = followed([0, 10, 20], [20, 10, 0])

    assert (told.twos, told.in_order) == (3, 0)
    assert followed([0, 5], [None, None]).minutes_off is None


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1)), max_size=4))
def test_the_range_is_that_of_every_outcome_counted(doors: list[tuple[int, float]]):
    """All ways in which people may say yes or no, weighed."""
    chances = [share for people, share in doors for _ in range(people)]
    sums: dict[int, float] = {}
    for yes in product((0, 1), repeat=len(chances)):
        weight = 1.0
        for said, chance in zip(yes, chances, strict=True):
            weight *= chance if said else 1 - chance
        sums[sum(yes)] = sums.get(sum(yes), 0.0) + weight
    told = spread([(people, people * share) for people, share in doors])

    below = sum(weight for number, weight in sums.items() if number < told.low)
    within = sum(weight for number, weight in sums.items() if told.low <= number <= told.high)
    assert below <= 0.1 + 1e-9
    assert within >= 0.8 - 1e-9
