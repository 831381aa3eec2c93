"""Compiling every search before anybody waits for it."""

from dataclasses import replace
from datetime import date

import numpy as np

from bacung.core.routing.by_streets import by_streets, measure
from bacung.core.routing.fleet.solving import solve
from bacung.core.routing.fleet.tours import Fleet
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import plan
from bacung.core.routing.problem import Door, Pair, Place, Problem, Span
from bacung.core.routing.streets.network import FOOT, Lines, contract


def warm() -> None:
    """A tiny evening, a tiny fleet and a tiny map: what they compile is compiled, loaded and kept on disk."""
    place = Place(lat=18.44, lon=105.87)
    evening = Problem(
        day=date(2026, 1, 1),
        quiet=Span(begins=Hour.of("21:30"), ends=Hour.of("06:00")),
        pairs=(Pair(id="A", begins=Hour.of("17:30"), ends=Hour.of("21:30"), start=place),),
        doors=(Door(id="1", place=place), Door(id="2", place=replace(place, lat=18.441))),
    )
    ends, marks = np.array([0], dtype=np.int64), np.array([FOOT], dtype=np.uint8)
    street = Lines(np.array([18.44, 18.442]), np.array([105.87, 105.87]), ends, ends + 1, marks, marks)
    measured = measure(evening, contract(street))
    plan(by_streets(evening, measured, "") if measured else evening, work=1)
    solve(Fleet(spots=np.array([[0.0, 0.0], [0.0, 3.0], [4.0, 0.0]]), prize=np.array([0, 20, 20])), work=1)
