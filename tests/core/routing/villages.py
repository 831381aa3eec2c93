"""Small problems: one to write by hand, and any, for Hypothesis."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from bacung.core.routing.hours import Hour
from bacung.core.routing.problem import Door, Hamlet, Pair, Place, Problem, Span, Travel

EVENING = date(2023, 6, 2)
QUIET = Span(begins=Hour.of("21:30"), ends=Hour.of("06:00"))


def span(text: str) -> Span:
    """span("19:00-19:30")"""
    begins, ends = text.split("-")
    return Span(begins=Hour.of(begins), ends=Hour.of(ends))


def pair(name: str = "A", **facts: Any) -> Pair:
    """A pair out from 17:30 to 21:30, on foot, from the station in the village."""
    given = {"begins": Hour.of("17:30"), "ends": Hour.of("21:30"), "start": Place(lat=18.44, lon=105.87)}
    return Pair(**{"id": name, **given, **facts})


def door(name: str, metres: float = 100, **facts: Any) -> Door:
    """A door so many metres north of the station."""
    return Door(**{"id": name, "place": Place(lat=18.44 + metres / 111_195, lon=105.87), **facts})


def village(*doors: Door, **facts: Any) -> Problem:
    """One pair, quiet from 21:30 to 06:00, and these doors."""
    return Problem(**{"day": EVENING, "quiet": QUIET, "pairs": (pair(),), "doors": doors, **facts})


minutes_of_evening = st.integers(17 * 60, 21 * 60 + 30)
places = st.builds(
    lambda spot, hamlet, number: Place(
        lat=spot[0] if spot else None, lon=spot[1] if spot else None, hamlet=hamlet, number=number
    ),
    spot=st.none() | st.tuples(st.floats(18.40, 18.47), st.floats(105.84, 105.91)),
    hamlet=st.sampled_from(["", "Thôn 1", "Thôn 2", "Đông Hà"]),
    number=st.sampled_from(["", "1", "2", "12", "12A", "3/5", "Ngõ 3/5", "Ngõ 3/12"]),
)
skills = st.frozensets(st.sampled_from(["kit", "sign-language"]), max_size=2)


@st.composite
def promises(draw: st.DrawFn) -> Span:
    """A promised window that ends before the quiet hours."""
    begins = draw(st.integers(17 * 60, 21 * 60 + 29))
    ends = draw(st.integers(begins, 21 * 60 + 30))
    return Span(begins=Hour(begins * 60), ends=Hour(ends * 60))


@st.composite
def doors(draw: st.DrawFn, name: str) -> Door:
    """Any door."""
    prize = st.floats(0, 5)
    return Door(
        id=name,
        place=draw(places),
        service_minutes=draw(st.floats(0, 40)),
        prize=draw(prize | st.lists(prize, min_size=1, max_size=9).map(tuple)),
        persons_left=draw(st.integers(0, 4)),
        knocks=draw(st.integers(0, 4)),
        max_knocks=draw(st.none() | st.integers(0, 5)),
        first_knock_due=draw(st.booleans()),
        promise=draw(st.none() | promises()),
        not_before=draw(st.none() | minutes_of_evening.map(lambda minutes: Hour(minutes * 60))),
        rests_until=draw(st.none() | st.dates(date(2023, 5, 30), date(2023, 6, 5))),
        do_not_visit=draw(st.sampled_from([False, False, False, True])),
        skills=draw(skills),
    )


@st.composite
def pairs(draw: st.DrawFn, name: str) -> Pair:
    """Any pair; the shift may run on into the quiet hours or past midnight."""
    begins = draw(st.integers(16 * 60, 21 * 60 + 29))
    return Pair(
        id=name,
        begins=Hour(begins * 60),
        ends=Hour(draw(st.integers(begins + 1, 25 * 60)) * 60),
        start=draw(places),
        mode=draw(st.sampled_from(["foot", "bicycle"])),
        skills=draw(skills),
        returns=draw(st.booleans()),
    )


@st.composite
def villages(draw: st.DrawFn, most_doors: int = 15, most_pairs: int = 3) -> Problem:
    """Any small problem: doors with and without coordinates, with or without a matrix for walking."""
    households = [draw(doors(f"h{number}")) for number in range(draw(st.integers(0, most_doors)))]
    walkers = [draw(pairs(f"p{number}")) for number in range(draw(st.integers(0, most_pairs)))]
    size = len(households) + len(walkers)
    row = st.lists(st.integers(0, 3000), min_size=size, max_size=size).map(tuple)
    matrix = st.lists(row, min_size=size, max_size=size).map(tuple)
    return Problem(
        day=EVENING,
        quiet=draw(st.sampled_from([QUIET, span("21:30-06:00"), span("23:00-05:00")])),
        pairs=tuple(walkers),
        doors=tuple(households),
        hamlets=draw(
            st.sampled_from(
                [
                    (),
                    (Hamlet(name="Thôn 2"), Hamlet(name="Thôn 1")),
                    (Hamlet(name="Thôn 1", lat=18.43, lon=105.88),),
                ]
            )
        ),
        travel=Travel(matrices=draw(st.just({}) | st.fixed_dictionaries({"foot": matrix}))),
        promises_first=draw(st.booleans()),
    )
