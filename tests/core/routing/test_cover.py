"""A whole commune covered: everybody once, within the evening, when people are in, and mended in place."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.problems import Problem as Refusal
from bacung.core.routing import turfs
from bacung.core.routing.__main__ import main
from bacung.core.routing.cover import Coverage, CoverDoor, CoverPair, CoverProblem, cover, repair
from bacung.core.routing.hours import Hour
from bacung.core.routing.problem import Hamlet, Place, Travel

MONDAY = date(2026, 3, 2)
DAYS = tuple(MONDAY + timedelta(days=number) for number in range(14))
STATION = Place(lat=18.44, lon=105.87)


def a_pair(name: str, start: Place = STATION, **more: object) -> CoverPair:
    return CoverPair(
        id=name, begins=Hour.of("17:30"), ends=Hour.of("21:30"), start=start, mode="bicycle", **more
    )  # type: ignore[arg-type]


def some_doors(count: int, seed: int = 0, **more: object) -> tuple[CoverDoor, ...]:
    chance = np.random.default_rng(seed)
    spots = 0.02 * chance.normal(size=(count, 2)) + (18.44, 105.87)
    minutes = chance.integers(6, 16, count)
    return tuple(
        CoverDoor(id=f"d{at}", place=Place(lat=lat, lon=lon), service_minutes=float(minutes[at]), **more)
        for at, (lat, lon) in enumerate(spots.round(6).tolist())
    )  # type: ignore[arg-type]


def a_commune(count: int = 120, **more: object) -> CoverProblem:
    wanted = {"evenings": DAYS, "pairs": (a_pair("A"), a_pair("B")), "doors": some_doors(count)} | more
    return CoverProblem(**wanted)  # type: ignore[arg-type]


def lawful(problem: CoverProblem, answer: Coverage) -> None:
    """Every door once or left out; no evening too long or taken twice, nobody away or resting."""
    planned = [door for route in answer.routes for door in route.doors]
    assert len(planned) == len(set(planned))
    without = {door for route in answer.routes if route.evening is None for door in route.doors}
    assert len(planned) - len(without) + answer.left_out.total == len(problem.doors)
    doors = {door.id: door for door in problem.doors}
    pairs = {pair.id: pair for pair in problem.pairs}
    slots = [(route.evening, route.pair) for route in answer.routes if route.evening]
    assert len(slots) == len(set(slots))
    for route in answer.routes:
        if route.evening is None or route.pair is None:
            continue
        pair = pairs[route.pair]
        assert route.evening in problem.evenings
        assert route.evening not in pair.away
        service = sum(doors[name].service_minutes for name in route.doors)
        assert route.service_minutes == pytest.approx(service, abs=0.01 * len(route.doors))
        assert route.service_minutes + route.travel_minutes <= (pair.ends - pair.begins) / 60 + 0.01
        assert all((doors[name].rests_until or MONDAY) <= route.evening for name in route.doors)
    assert sorted(door for turf in answer.turfs for door in turf.doors) == sorted(planned)


def test_every_door_has_one_evening_and_pairs_have_as_many() -> None:
    problem = a_commune()
    answer = cover(problem, work=3)
    lawful(problem, answer)
    assert answer.left_out.total == 0
    evenings = Counter(route.pair for route in answer.routes)
    assert max(evenings.values()) - min(evenings.values()) <= 1
    assert answer.sums.evenings_by_service <= answer.sums.evenings_by_travel <= answer.sums.routes


@given(
    count=st.integers(0, 40),
    evenings=st.integers(0, 3),
    pairs=st.integers(0, 3),
    rests=st.integers(0, 20),
    returns=st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_whatever_there_is_the_plan_is_lawful_and_the_rest_is_said(
    count: int, evenings: int, pairs: int, rests: int, returns: bool
) -> None:
    doors = [
        replace(door, rests_until=MONDAY + timedelta(days=rests)) if at % 5 == 0 else door
        for at, door in enumerate(some_doors(count))
    ]
    problem = a_commune(
        evenings=DAYS[:evenings],
        pairs=tuple(a_pair(f"p{number}", returns=returns) for number in range(pairs)),
        doors=tuple(doors),
    )
    answer = cover(problem)
    lawful(problem, answer)
    assert Coverage.from_json(json.loads(json.dumps(answer.to_json()))) == answer
    assert CoverProblem.from_json(json.loads(json.dumps(problem.to_json()))) == problem


def test_doors_that_cannot_be_visited_are_named_with_their_reason() -> None:
    doors = (
        *some_doors(6),
        CoverDoor(id="far", place=Place(lat=10.0, lon=106.0)),
        CoverDoor(id="asleep", place=STATION, rests_until=date(2027, 1, 1)),
    )
    answer = cover(a_commune(doors=doors))
    assert {left.door: left.why.code for left in answer.left_out.doors} == {
        "far": "out-of-reach",
        "asleep": "rests",
    }
    assert cover(a_commune(pairs=())).left_out.by_reason == {"no-pair": 120}
    assert cover(a_commune(evenings=())).left_out.by_reason == {"no-evening": 120}
    short = cover(a_commune(evenings=DAYS[:1]))
    assert set(short.left_out.by_reason) == {"no-evening-left"}
    assert any(note.code == "evenings-short" for note in short.notes)


def test_a_pair_goes_when_people_are_in() -> None:
    """One door is in on Thursdays only, the other on Tuesdays only; there are just these two evenings."""
    place = Place(lat=18.45, lon=105.88)
    thursdays = (0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    tuesdays = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    doors = (
        CoverDoor(id="thu", place=place, service_minutes=200, home=thursdays),
        CoverDoor(id="tue", place=place, service_minutes=200, home=tuesdays),
    )
    answer = cover(a_commune(doors=doors, pairs=(a_pair("A"),), evenings=(DAYS[1], DAYS[3])))
    assert {(route.doors, route.evening) for route in answer.routes} == {
        (("tue",), DAYS[1]),
        (("thu",), DAYS[3]),
    }
    assert [route.home for route in answer.routes] == [1.0, 1.0]


def test_first_knocks_come_before_their_date_as_a_rule() -> None:
    known = some_doors(60, 1, first_knock=False)
    new = tuple(replace(door, id=f"n{door.id}") for door in some_doors(20, 2))
    problem = a_commune(doors=known + new, pairs=(a_pair("A"),), first_knocks_by=DAYS[9])
    answer = cover(problem)
    lawful(problem, answer)
    assert sum(route.late for route in answer.routes) == 0
    late = cover(replace(problem, first_knocks_by=MONDAY - timedelta(days=1)))
    assert sum(route.late for route in late.routes) == 20
    assert [note.facts["doors"] for note in late.notes if note.code == "first-knocks-late"] == [20]


def test_pairs_that_start_elsewhere_take_the_doors_around_them() -> None:
    east, west = Place(lat=18.44, lon=105.95), Place(lat=18.44, lon=105.80)
    pairs = (a_pair("E", east), a_pair("W", west))
    doors = tuple(
        replace(
            door, place=Place(lat=door.place.lat, lon=(door.place.lon or 0) + (0.08 if at % 2 else -0.07))
        )
        for at, door in enumerate(some_doors(60))
    )
    answer = cover(a_commune(doors=doors, pairs=pairs), work=2)
    lawful(a_commune(doors=doors, pairs=pairs), answer)
    for route in answer.routes:
        assert {int(name[1:]) % 2 for name in route.doors} == {1 if route.pair == "E" else 0}


def test_homes_of_one_building_are_visited_in_one_go() -> None:
    flats = tuple(CoverDoor(id=f"f{at}", place=Place(lat=18.45, lon=105.9)) for at in range(4))
    answer = cover(a_commune(doors=some_doors(40) + flats), work=1)
    [route] = [route for route in answer.routes if "f0" in route.doors]
    first = route.doors.index("f0")
    assert sorted(route.doors[first : first + 4]) == ["f0", "f1", "f2", "f3"]


def test_doors_without_coordinates_go_by_hamlet_and_number() -> None:
    doors = tuple(
        CoverDoor(id=f"{hamlet}{number}", place=Place(hamlet=hamlet, number=str(number)), service_minutes=30)
        for hamlet in ("Đông", "Tây")
        for number in range(1, 7)
    )
    hamlets = (Hamlet(name="Đông", lat=18.44, lon=105.9), Hamlet(name="Tây", lat=18.44, lon=105.84))
    problem = a_commune(doors=doors, hamlets=hamlets)
    answer = cover(problem, work=2)
    lawful(problem, answer)
    assert all(len({name[:3] for name in route.doors}) == 1 for route in answer.routes)
    assert [note.code for note in answer.notes] == ["by-hamlet-and-number"]


def test_ways_given_as_a_matrix_are_the_ways() -> None:
    """On the map the two doors are neighbours; by the matrix each is an hour and a half from the other."""
    far = ((0, 5400, 60), (5400, 0, 60), (60, 60, 0))
    doors = tuple(CoverDoor(id=name, place=STATION, service_minutes=110) for name in "ab")
    problem = a_commune(doors=doors, pairs=(a_pair("A"),), travel=Travel(matrices={"bicycle": far}))
    answer = cover(problem)
    assert [note.code for note in answer.notes] == ["by-matrix"]
    assert [route.travel_minutes for route in answer.routes] == [2.0, 2.0]


def test_the_same_work_and_seed_make_the_same_coverage() -> None:
    problem = a_commune()
    shares = iter((0.0, 0.4, 0.8, 1.0))
    by_the_clock = cover(problem, gone=lambda: next(shares), seed=3)
    assert cover(problem, work=by_the_clock.work, seed=3) == by_the_clock


def test_many_short_evenings_are_packed_and_none_is_more_than_at_first() -> None:
    hour = [replace(a_pair(name), ends=Hour.of("18:30")) for name in "ABCDEFGHIJ"]
    problem = a_commune(300, pairs=tuple(hour))
    shares = iter((0.0, 0.2, 0.4, 0.6, 0.75, 0.8, 0.9, 1.0))
    answer = cover(problem, gone=lambda: next(shares), seed=1)
    lawful(problem, answer)
    assert answer.left_out.by_reason.keys() <= {"out-of-reach"}
    assert 50 < answer.sums.routes < cover(problem).sums.routes
    assert answer.work == ((0, 20, 40, 60, 80, 90),)
    assert cover(problem, work=answer.work, seed=1) == answer


def test_a_week_later_only_what_changed_is_changed() -> None:
    problem = a_commune(200)
    before = cover(problem, work=2)
    assert repair(before, problem).routes == before.routes
    evening = before.routes[0].evening
    walked = {door for route in before.routes if route.evening == evening for door in route.doors}
    missed = min(walked)
    done = walked - {missed}
    now = replace(
        problem,
        evenings=tuple(day for day in DAYS if evening and day > evening),
        doors=(
            *(door for door in problem.doors if door.id not in done),
            CoverDoor(id="new", place=Place(lat=18.4401, lon=105.8701)),
        ),
    )
    after = repair(before, now)
    lawful(now, after)
    kept = {route.id: route for route in before.routes if route.evening != evening}
    moved = [route for route in after.routes if kept.get(route.id) != route]
    assert {door for route in after.routes for door in route.doors} >= {"new", missed}
    assert all({"new", missed} & set(route.doors) for route in moved)
    assert {turf.id for turf in after.turfs} <= {turf.id for turf in before.turfs}


def test_a_pair_that_drops_out_leaves_its_doors_to_the_other() -> None:
    problem = a_commune(60)
    before = cover(problem)
    now = replace(problem, pairs=problem.pairs[:1])
    after = repair(before, now, work=2)
    lawful(now, after)
    assert after.left_out.total == 0
    own = {route.doors: route.evening for route in before.routes if route.pair == "A"}
    for route in after.routes:
        assert route.pair == "A"
    assert all(any(set(doors) <= set(route.doors) for route in after.routes) for doors in own)


def test_turfs_are_even_and_compact() -> None:
    chance = np.random.default_rng(4)
    spots = chance.uniform(0, 4000, (400, 2))
    order = np.lexsort((spots[:, 1], spots[:, 0] // 400))
    routes = [order[at : at + 20].tolist() for at in range(0, 400, 20)]
    service = chance.integers(6, 16, 400).astype(float)
    turf = turfs.cut(routes, spots, service, 5)
    minutes = np.bincount(turf, weights=service)
    assert len(minutes) == 5
    assert minutes.std() < 0.03 * minutes.mean()
    assert max(turfs.diameter(spots[turf == number]) for number in range(5)) < 4500
    assert turfs.cut([], spots, service, 3).tolist() == [-1] * 400


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"home": [0.5]}, "doors[0].home"),
        ({"place": {"lat": 105.87, "lon": 18.44}}, "doors[0].place.lat"),
        ({"place": {"lat": 18.4}}, "doors[0].place.lon"),
        ({"id": ""}, "doors[0].id"),
    ],
)
def test_a_door_that_cannot_be_meant_is_refused_by_its_field(change: dict[str, object], field: str) -> None:
    value = json.loads(json.dumps(a_commune(1).to_json()))
    value["doors"][0] |= change
    with pytest.raises(Refusal) as refusal:
        CoverProblem.from_json(value)
    assert refusal.value.code == "routing.malformed"
    assert refusal.value.facts["what"] == field


def test_a_commune_is_covered_and_mended_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, first = tmp_path / "problem.json", tmp_path / "coverage.json"
    problem.write_text(json.dumps(a_commune(30).to_json()), encoding="utf-8")
    assert main(["cover", str(problem), "--work", "1", "--json"]) == 0
    first.write_text(capsys.readouterr().out, encoding="utf-8")
    lawful(a_commune(30), Coverage.from_json(json.loads(first.read_text(encoding="utf-8"))))
    assert main(["cover", str(problem), "--repair", str(first)]) == 0
    assert "for 30 doors, 0 left out" in capsys.readouterr().out
    assert main(["cover", str(tmp_path / "none.json")]) == 2
