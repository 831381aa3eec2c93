"""Ranges hold just the numbers given, in any order, and gaps are just what is missing."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bacung.core.syncing.ranges import RangeList, add, gaps, has, size, together

numbers = st.lists(st.integers(1, 60))


def held(ranges: RangeList) -> set[int]:
    return {n for first, last in ranges for n in range(first, last + 1)}


@given(numbers, numbers)
def test_numbers_in_any_order_make_the_same_ranges(some: list[int], more: list[int]):
    one: RangeList = []
    for n in [*some, *more]:
        add(one, n)

    assert one == together(together([], more), some)
    assert held(one) == {*some, *more}
    assert size(one) == len({*some, *more})
    assert all(has(one, n) == (n in {*some, *more}) for n in range(62))
    assert all(before[1] + 1 < after[0] for before, after in pairwise(one))


@given(numbers, st.integers(0, 70))
def test_gaps_are_what_is_missing(some: list[int], top: int):
    ranges = together([], some)

    assert held(gaps(ranges, top)) == set(range(1, max([top, *some]) + 1)) - set(some)


def test_a_far_number_costs_no_more_than_a_near_one():
    assert gaps([[5, 6]], 2**40) == [[1, 4], [7, 2**40]]


def test_ranges_given_stay_as_they_are():
    ranges = [[1, 2]]
    assert together(ranges, [3]) == [[1, 3]]
    assert ranges == [[1, 2]]
