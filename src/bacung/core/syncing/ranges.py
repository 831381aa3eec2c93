"""Whole numbers from 1 kept as ranges, both ends inclusive: [[1, 250], [253, 253]]."""

from bisect import bisect_right
from collections.abc import Iterable

RangeList = list[list[int]]
"""Ranges in order; none touches the next."""


def add(ranges: RangeList, n: int) -> None:
    """Take `n` into `ranges`, which are changed. Asking twice is as once."""
    at = bisect_right(ranges, n, key=_first)
    if at and n <= ranges[at - 1][1]:
        return
    joins_before = at > 0 and ranges[at - 1][1] == n - 1
    joins_after = at < len(ranges) and ranges[at][0] == n + 1
    if joins_before and joins_after:
        ranges[at - 1][1] = ranges[at][1]
        del ranges[at]
    elif joins_before:
        ranges[at - 1][1] = n
    elif joins_after:
        ranges[at][0] = n
    else:
        ranges.insert(at, [n, n])


def together(ranges: RangeList, numbers: Iterable[int]) -> RangeList:
    """New ranges with these numbers too."""
    wider = [list(pair) for pair in ranges]
    for n in sorted(set(numbers)):
        add(wider, n)
    return wider


def gaps(ranges: RangeList, top: int) -> RangeList:
    """What is missing from 1 to `top`, or to the highest number had, whichever is higher."""
    missing: RangeList = []
    expected = 1
    for first, last in ranges:
        if first > expected:
            missing.append([expected, first - 1])
        expected = last + 1
    if expected <= top:
        missing.append([expected, top])
    return missing


def has(ranges: RangeList, n: int) -> bool:
    """Whether `n` is in one of the ranges."""
    at = bisect_right(ranges, n, key=_first)
    return bool(at) and n <= ranges[at - 1][1]


def size(ranges: RangeList) -> int:
    """How many numbers the ranges hold."""
    return sum(last - first + 1 for first, last in ranges)


def _first(pair: list[int]) -> int:
    return pair[0]
