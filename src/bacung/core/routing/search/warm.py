"""Compiling the search before anybody waits for it."""

from datetime import date

from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import plan
from bacung.core.routing.problem import Door, Pair, Place, Problem, Span


def warm() -> None:
    """Plan a tiny evening, so that everything a search compiles is compiled, loaded and kept on disk."""
    place = Place(lat=18.44, lon=105.87)
    plan(
        Problem(
            day=date(2026, 1, 1),
            quiet=Span(begins=Hour.of("21:30"), ends=Hour.of("06:00")),
            pairs=(Pair(id="A", begins=Hour.of("17:30"), ends=Hour.of("21:30"), start=place),),
            doors=(Door(id="1", place=place),),
        ),
        work=1,
    )
