"""Points that cannot be right, and the plan that is made all the same."""

from dataclasses import replace
from datetime import date

from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import plan
from bacung.core.routing.points import set_right
from bacung.core.routing.problem import Door, Pair, Place, Problem, Span

START = Place(lat=18.45, lon=105.87)


def evening(*places: Place, start: Place = START) -> Problem:
    return Problem(
        day=date(2023, 6, 2),
        quiet=Span(begins=Hour.of("21:30"), ends=Hour.of("07:00")),
        pairs=(Pair(id="1", begins=Hour.of("17:30"), ends=Hour.of("20:00"), start=start),),
        doors=tuple(Door(id=str(number), place=place) for number, place in enumerate(places)),
    )


def notes(problem: Problem) -> dict[str, object]:
    return {note.code: note.facts["doors"] for note in set_right(problem)[1]}


def test_sound_points_stay_as_they_are():
    problem = evening(Place(lat=18.451, lon=105.871), Place(hamlet="x", number="3"))

    assert set_right(problem) == (problem, ())


def test_points_the_wrong_way_round_are_turned():
    problem = evening(Place(lat=105.871, lon=18.451))
    mended, _ = set_right(problem)

    assert mended.doors[0].place == Place(lat=18.451, lon=105.871)
    assert notes(problem) == {"swapped": 1}
    assert plan(mended).totals.visits == 1


def test_points_in_the_sea_or_in_another_province_are_left_aside():
    """The door keeps its hamlet and house number, and is visited by these."""
    sea = Place(lat=17.5, lon=109.0, hamlet="thôn", number="3")
    problem = evening(
        Place(lat=18.451, lon=105.871), sea, Place(lat=0.0, lon=0.0), Place(lat=21.03, lon=105.85)
    )
    mended, _ = set_right(problem)

    assert notes(problem) == {"point-elsewhere": 3}
    assert mended.doors[1].place == Place(hamlet="thôn", number="3")
    assert plan(mended).totals.visits == 4


def test_without_hamlets_and_start_most_doors_say_where_the_commune_is():
    near = [Place(lat=18.45 + place / 1000, lon=105.87) for place in range(5)]
    problem = evening(*near, Place(lat=10.0, lon=106.7), start=Place())

    assert notes(problem) == {"point-elsewhere": 1}
    assert notes(replace(problem, doors=())) == {}
