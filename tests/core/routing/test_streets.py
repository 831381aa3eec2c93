"""Ways along streets: what a map becomes, where a door stands on it, and how far everything is."""

import heapq
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.areas.extracts import read_extract
from bacung.core.problems import Problem as Refusal
from bacung.core.routing.by_streets import PORTABLE, by_streets, measure, portable
from bacung.core.routing.hours import Hour
from bacung.core.routing.packed import StreetWays
from bacung.core.routing.plan import plan
from bacung.core.routing.problem import Place, Problem
from bacung.core.routing.streets.distances import street_metres
from bacung.core.routing.streets.network import EARTH, MODES, Lines, Network, contract
from bacung.core.routing.streets.snapping import snap
from tests.core.routing.villages import door, pair, village

ALL = 7
METRE = math.degrees(1 / EARTH)
MAPS = Path(__file__).parents[3].parent / "shared" / "data" / "geo"


def lines(spots: list[tuple[float, float]], pieces: list[tuple[int, int, int, int]]) -> Lines:
    """A map on the equator: points in metres east and north; pieces with who may go there and back."""
    east, north = np.array(spots, dtype=float).T
    first, second, there, back = np.array(pieces, dtype=np.int64).T
    marks = there.astype(np.uint8), back.astype(np.uint8)
    return Lines(north * METRE, east * METRE, first, second, *marks)


def metres(map_: Lines, places: list[tuple[float, float]], mode: str = "foot") -> np.ndarray:
    """Ways between places given in metres east and north."""
    network = contract(map_)
    east, north = np.array(places, dtype=float).T
    found = street_metres(network, snap(network, north * METRE, east * METRE, mode), mode)
    assert found is not None
    return found


def test_a_street_without_crossings_becomes_one_link_of_its_length() -> None:
    bends = lines(
        [(0, 0), (100, 0), (100, 50), (160, 50)], [(0, 1, ALL, ALL), (1, 2, ALL, ALL), (3, 2, ALL, ALL)]
    )
    network = contract(bends)
    assert (network.crossings, len(network.metres)) == (2, 1)
    assert network.metres[0] == pytest.approx(210, rel=1e-6)


def test_two_doors_on_one_street_are_as_far_as_the_street_between_them() -> None:
    street = lines([(0, 0), (200, 0), (200, 200)], [(0, 1, ALL, ALL), (1, 2, ALL, ALL)])
    ways = metres(street, [(50, 3), (196, 100)])
    assert ways[0, 1] == pytest.approx(3 + 150 + 100 + 4, abs=0.1)
    assert ways[1, 0] == pytest.approx(ways[0, 1])


def test_against_a_one_way_street_one_rides_round_the_block_and_walks_straight() -> None:
    corners = [(0, 0), (100, 0), (100, 100), (0, 100)]
    one_way = ALL & ~MODES["motorbike"]
    block = lines(corners, [(0, 1, ALL, one_way), *((n, (n + 1) % 4, ALL, ALL) for n in range(1, 4))])
    doors = [(20, 0), (80, 0)]
    assert metres(block, doors, "foot")[1, 0] == pytest.approx(60, abs=0.1)
    assert metres(block, doors, "motorbike")[0, 1] == pytest.approx(60, abs=0.1)
    assert metres(block, doors, "motorbike")[1, 0] == pytest.approx(340, abs=0.1)


def test_where_no_street_leads_there_is_no_way() -> None:
    islands = lines([(0, 0), (100, 0), (500, 0), (600, 0)], [(0, 1, ALL, ALL), (2, 3, ALL, ALL)])
    ways = metres(islands, [(50, 0), (550, 0)])
    assert math.isinf(ways[0, 1])
    assert ways[0, 0] == 0.0


@st.composite
def maps(draw: st.DrawFn) -> Lines:
    """Any few points and pieces between them, open to anybody in either direction."""
    count = draw(st.integers(2, 8))
    # On a curve, so that no point lies on a piece between two others; far apart against a metre, so that
    # standing at a crossing and beside one are different things.
    where = draw(st.lists(st.integers(0, 20), min_size=count, max_size=count, unique=True))
    point, who = st.integers(0, count - 1), st.integers(0, 7)
    ends = st.tuples(point, point, who, who)
    pieces = draw(st.lists(ends, min_size=1, max_size=14, unique_by=lambda piece: tuple(sorted(piece[:2]))))
    return lines([(100.0 * x, 7.0 * x * x) for x in where], pieces)


def by_every_piece(map_: Lines, start: int, mode: str) -> dict[int, float]:
    """Metres from a point of the map to the others, without taking points out."""
    east, north = map_.lon / METRE, map_.lat / METRE
    out: dict[int, list[tuple[int, float]]] = {}
    for a, b, there, back in zip(map_.first, map_.second, map_.there, map_.back, strict=True):
        length = math.hypot(east[a] - east[b], north[a] - north[b])
        if there & MODES[mode]:
            out.setdefault(int(a), []).append((int(b), length))
        if back & MODES[mode]:
            out.setdefault(int(b), []).append((int(a), length))
    reached, heap = {start: 0.0}, [(0.0, start)]
    while heap:
        so_far, here = heapq.heappop(heap)
        if so_far > reached[here]:
            continue
        for onto, length in out.get(here, []):
            if so_far + length < reached.get(onto, math.inf):
                reached[onto] = so_far + length
                heapq.heappush(heap, (so_far + length, onto))
    return reached


@settings(max_examples=80)
@given(maps(), st.sampled_from(sorted(MODES)))
def test_taking_points_out_changes_no_way(map_: Lines, mode: str) -> None:
    network = contract(map_)
    snapped = snap(network, map_.lat, map_.lon, mode)
    ways = street_metres(network, snapped, mode, radius=1e9)
    assert ways is not None
    at_street = [point for point in range(len(map_.lat)) if snapped.gap[point] < 0.01]
    crossings = [point for point in at_street if _is_crossing(network, map_, point)]
    for start in crossings:
        reached = by_every_piece(map_, start, mode)
        for end in crossings:
            expected = reached.get(end, math.inf)
            assert ways[start, end] == pytest.approx(expected, abs=0.5), (start, end)


def _is_crossing(network: Network, map_: Lines, point: int) -> bool:
    """Whether a link begins or ends at this point of the map."""
    x, y = network.metres_of(map_.lat[point : point + 1], map_.lon[point : point + 1])
    first = np.flatnonzero(np.diff(network.of, prepend=-1))
    last = np.append(first[1:], len(network.of)) - 1
    ends_x = np.concatenate([network.x[first], network.x2[last]])
    ends_y = np.concatenate([network.y[first], network.y2[last]])
    return bool((np.hypot(ends_x - x, ends_y - y) < 0.01).any())


# ── An evening by streets ─────────────────────────────────────────────────────────────────────────


def river() -> tuple[Problem, Network]:
    """Two rows of doors on either bank, a bridge a kilometre up."""
    banks = [(0.0, 0.0), (0.0, 1000.0), (60.0, 1000.0), (60.0, 0.0)]
    network = contract(lines(banks, [(n, n + 1, ALL, ALL) for n in range(3)]))
    here, across = Place(lat=0.0, lon=0.0), Place(lat=0.0, lon=60 * METRE)
    doors = door("here", place=Place(lat=10 * METRE, lon=0.0)), door("across", place=across)
    return village(*doors, pairs=(pair(start=here, ends=Hour.of("20:00")),)), network


def test_the_way_goes_over_the_bridge_and_not_through_the_river() -> None:
    problem, network = river()
    measured = measure(problem, network)
    assert measured is not None
    assert not measured.astray.any()
    walked = plan(by_streets(problem, measured, "delta")).routes[0].stops
    across = next(stop for stop in walked if stop.door == "across")
    assert across.starts - walked[0].leaves >= 2000 / 1.25
    straight = plan(problem).routes[0].stops
    assert straight[1].starts - straight[0].leaves < 120


def test_a_door_off_the_map_is_reached_by_the_straight_line_and_counted() -> None:
    problem, network = river()
    far = door("far", place=Place(lat=0.0, lon=3000 * METRE))
    problem = village(*problem.doors, far, pairs=problem.pairs)
    measured = measure(problem, network)
    assert measured is not None
    assert measured.astray.tolist() == [False, False, True, False]
    seconds = measured.ways["foot"].seconds
    assert seconds[0, 2] == pytest.approx(3000 * 1.3 / 1.25, rel=0.01)
    notes = plan(by_streets(problem, measured, "delta")).notes
    assert [(why.code, why.facts) for why in notes] == [("by-streets", {"map": "delta", "astray": 1})]


def test_measured_ways_travel_with_the_problem_as_text() -> None:
    problem, network = river()
    measured = measure(problem, network)
    assert measured is not None
    by_map = by_streets(problem, measured, "delta")
    again = Problem.from_json(by_map.to_json())
    assert again == by_map
    assert plan(again) == plan(by_map)


def test_of_too_many_doors_those_planned_and_the_dearest_travel() -> None:
    problem, network = river()
    here, across = problem.doors
    crowd = [door(f"h{n}", metres=n, prize=float(n)) for n in range(PORTABLE)]
    problem = village(here, *crowd, replace(across, prize=0.0), pairs=problem.pairs)
    measured = measure(problem, network)
    assert measured is not None
    sent = portable(by_streets(problem, measured, "delta"), {"across"})
    assert len(sent.doors) == PORTABLE
    assert {"here", "across"} <= {each.id for each in sent.doors}
    assert not {"h0", "h1"} & {each.id for each in sent.doors}
    way = sent.travel.streets["foot"].seconds[0, PORTABLE - 1]
    assert way == by_streets(problem, measured, "delta").travel.streets["foot"].seconds[0, PORTABLE + 1]


@pytest.mark.parametrize("text", ["", "2", "2:", "2:!!", "1:eJxjYAAAAAIAAQ==x", "99999:eJxjYAAAAAIAAQ=="])
def test_text_that_packs_no_ways_is_refused(text: str) -> None:
    problem, _ = river()
    asked = problem.to_json()
    asked["travel"]["streets"] = {"foot": text}
    with pytest.raises(Refusal) as caught:
        Problem.from_json(asked)
    assert caught.value.code == "routing.malformed"


def test_ways_of_another_village_do_not_fit() -> None:
    problem, _ = river()
    asked = problem.to_json()
    asked["travel"]["streets"] = {"foot": str(StreetWays(np.zeros((2, 2), dtype=np.uint16)))}
    with pytest.raises(Refusal) as caught:
        Problem.from_json(asked)
    assert caught.value.facts["what"] == "travel.streets.foot"


def test_measuring_can_be_stopped() -> None:
    assert measure(*river(), stop=lambda: True) is None


# ── Maps as they are published ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["hanoi_ducaanhlehuu_map.osm", "liechtenstein-latest.osm.pbf"])
def test_on_a_published_map_no_way_is_shorter_than_the_straight_line(name: str) -> None:
    if not (MAPS / name).exists():
        pytest.skip(f"NOT TESTED: public street maps, no {name} in ../shared/data/geo")
    map_ = read_extract(MAPS / name)
    network = contract(map_)
    chance = np.random.default_rng(7)
    some = chance.integers(0, len(map_.lat), 60)
    lat, lon = map_.lat[some] + chance.normal(0, 2e-4, 60), map_.lon[some]
    ways = street_metres(network, snap(network, lat, lon, "foot"), "foot")
    assert ways is not None
    x, y = network.metres_of(lat, lon)
    straight = np.hypot(x[:, None] - x, y[:, None] - y)
    known = np.isfinite(ways) & (straight > 100)
    assert known.mean() > 0.5
    assert (ways[known] >= 0.999 * straight[known]).all()
    assert 1.2 < np.median(ways[known] / straight[known]) < 1.8
