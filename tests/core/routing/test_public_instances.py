"""Public instances: read whatever their files look like, solved lawfully, judged by somebody else."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.public import tours, visits
from benchmarks.public.__main__ import main
from tests.core.routing.public_checker import faults

SHARED = Path(__file__).parents[4] / "shared" / "data" / "instances"

VISITS = """\
4 10 6 1
0 200
  0 40.00 50.00 0.00 0.00 0 0 0 300
  1 45.00 68.00 10.00 10.00 1 1 1 0 120
  2 45.00 70.00 10.00 30.00 1 1 1 50 200
  3 42.00 66.00 10.00 10.00 1 1 1 0 270
  4 42.00 68.00 10.00 20.00 1 1 1 200 280
  7 90.00 99.00 10.00 40.00 1 1 1 10 60
"""
CAPACITY = """\
NAME : seven
TYPE : CVRP
DIMENSION : 7
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 10 3
3 11 2
4 -9 4
5 -10 5
6 3 -20
7 1 -19
DEMAND_SECTION
1 0
2 5
3 5
4 6
5 4
6 3
7 7
DEPOT_SECTION
1
-1
EOF
"""
PRIZES = (
    CAPACITY.replace("CAPACITY : 10", "CAPACITY : 10\nVEHICLES : 2\nSERVICE_TIME : 9").removesuffix("EOF\n")
    + """\
TIME_WINDOW_SECTION
1 0 200
2 0 50
3 20 60
4 0 100
5 30 150
6 0 40
7 60 90
PRIZE_SECTION
1 0
2 30
3 2
4 25
5 30
6 50
7 1
EOF
"""
)
FILES = {"toptw": VISITS, "cvrp": CAPACITY, "pcvrptw": PRIZES}

Solve = Callable[..., dict]


@pytest.fixture
def solved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Solve:
    """Answers of the command line to a text or file, a few rounds long."""

    def solve(kind: str, source: str | Path, *options: str) -> dict:
        file = source if isinstance(source, Path) else tmp_path / "instance.txt"
        if isinstance(source, str):
            file.write_text(source)
        given = ["solve", str(file), "--format", kind, "--work", "3", "--processes", "1", "--json", *options]
        assert main(given) == 0
        answer: dict = json.loads(capsys.readouterr().out)
        return answer

    return solve


@pytest.mark.parametrize("kind", FILES)
def test_an_answer_names_what_the_file_names_and_counts_right(solved: Solve, kind: str) -> None:
    assert faults(kind, FILES[kind], solved(kind, FILES[kind], "--pairs", "2"), 2) == []


def test_two_pairs_collect_all_that_can_be_reached(solved: Solve) -> None:
    assert solved("toptw", VISITS, "--pairs", "2")["objective"] == 70


def test_a_cost_is_never_above_that_of_visiting_nobody(solved: Solve) -> None:
    dear = PRIZES.replace(" 30\n", " 1\n").replace(" 25\n", " 1\n").replace(" 50\n", " 1\n")
    assert solved("pcvrptw", dear) == {"routes": [], "objective": 10 * sum((1, 2, 1, 1, 1, 1))}


@pytest.mark.parametrize(
    ("kind", "routes", "fault"),
    [
        ("toptw", [[1, 2], [2, 4]], "2 is visited twice"),
        ("toptw", [[1, 5]], "no client 5"),
        ("toptw", [[0, 1]], "no client 0"),
        ("toptw", [[1], [2], [3]], "3 routes for 2 pairs"),
        ("toptw", [[4, 2]], "2 is reached at"),
        ("toptw", [[7]], "7 is reached at"),
        ("cvrp", [[2, 3], [4, 5]], "2 clients are not visited"),
        ("cvrp", [[2, 3], [4, 5, 6], [7]], "load 13"),
        ("pcvrptw", [[2], [4], [6]], "3 routes, 2 vehicles"),
        ("pcvrptw", [[5, 6]], "6 is reached at"),
        ("pcvrptw", [[2, 4]], "load 11"),
    ],
)
def test_the_judge_finds_each_fault(kind: str, routes: list[list[int]], fault: str) -> None:
    found = faults(kind, FILES[kind], {"routes": routes, "objective": 0}, 2)
    assert any(one.startswith(fault) for one in found), found


@pytest.mark.parametrize("kind", FILES)
def test_the_judge_finds_a_wrong_objective(solved: Solve, kind: str) -> None:
    answer = solved(kind, FILES[kind])
    found = faults(kind, FILES[kind], answer | {"objective": answer["objective"] + 1})
    assert found == [f"objective {answer['objective'] + 1}, recounted {answer['objective']}"]


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("toptw", "", "no vertex in it"),
        ("toptw", "4 1 1 1\n0 200\n", "no vertex in it"),
        ("toptw", VISITS + "8 1 2 3\n", "line 9: 4 columns"),
        ("toptw", VISITS.replace("68.00", "north"), "line 4: 'north' is not a number"),
        ("toptw", VISITS.replace("68.00", "nan"), "line 4: 'nan' is out of range"),
        ("toptw", VISITS.replace("  7 ", "  1 "), "a vertex number stands twice"),
        ("toptw", VISITS.replace("0 0 300", "0 0 0"), "vertex 0 closes before it opens"),
        ("toptw", CAPACITY, "no vertex in it"),
        ("cvrp", VISITS, "line 1: neither a header"),
        ("cvrp", CAPACITY.replace("EUC_2D", "EXPLICIT"), "EDGE_WEIGHT_TYPE EXPLICIT is not read"),
        ("cvrp", CAPACITY.replace("DIMENSION : 7", "DIMENSION : 8"), "DIMENSION says 8 nodes, there are 7"),
        ("cvrp", CAPACITY.replace("7 7\n", ""), "node 7 is not in DEMAND_SECTION"),
        ("cvrp", CAPACITY.replace("7 7\n", "7 70\n"), "a demand is negative or above the capacity"),
        ("cvrp", CAPACITY.replace("7 7\n", "6 7\n"), "line 21: node 6 stands twice in DEMAND_SECTION"),
        ("cvrp", CAPACITY.replace("10 3", "10"), "line 8: 2 columns in NODE_COORD_SECTION"),
        ("cvrp", CAPACITY.replace("CAPACITY : 10", "CAPACITY : 10\nDISTANCE : 9"), "DISTANCE is not read"),
        ("cvrp", CAPACITY.replace("1\n-1", "1 2\n-1"), "2 depots"),
        ("cvrp", CAPACITY.replace("DEMAND", "BACKHAUL"), "BACKHAUL_SECTION is not read"),
        ("cvrp", PRIZES, "PRIZE_SECTION is no part of a CVRP file"),
        ("pcvrptw", CAPACITY, "no PRIZE_SECTION"),
        ("pcvrptw", PRIZES.replace("7 60 90\n", ""), "node 7 has no time window"),
        ("pcvrptw", PRIZES.replace("4 25", "4 -25"), "a prize, service time or time window is negative"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, text: str, sentence: str
) -> None:
    file = tmp_path / "bad.txt"
    file.write_text(text)
    assert main(["solve", str(file), "--format", kind, "--work", "1"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{file}: {sentence}")
    assert said.err.count("\n") == 1


def test_a_missing_file_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "nowhere.txt", "--format", "cvrp"]) == 2
    assert capsys.readouterr().err == "nowhere.txt: No such file or directory\n"


def test_tabs_comments_blank_lines_and_line_ends_do_not_matter(tmp_path: Path) -> None:
    plain, odd = tmp_path / "plain.vrp", tmp_path / "odd.vrp"
    plain.write_text(PRIZES)
    text = PRIZES.replace(" : ", ": \t").replace("\n", "\t\r\n").replace("DEPOT_SECTION", "\r\nDEPOT_SECTION")
    odd.write_bytes(b"\xef\xbb\xbf" + f"COMMENT : by (nobody : 2017)\r\n# aside\r\n{text}".encode())
    one, other = (tours.read(file, prizes=True) for file in (plain, odd))
    assert one.ids == other.ids == (1, 2, 3, 4, 5, 6, 7)
    assert (one.ways() == other.ways()).all()
    assert all(
        np.array_equal(getattr(one, part), getattr(other, part))
        for part in ("demand", "opens", "closes", "service", "prize", "vehicles")
    )


def test_a_node_that_is_not_the_first_may_be_the_depot(tmp_path: Path) -> None:
    file = tmp_path / "third.vrp"
    file.write_text(CAPACITY.replace("SECTION\n1\n-1", "SECTION\n3\n-1"))
    assert tours.read(file, prizes=False).ids == (3, 1, 2, 4, 5, 6, 7)


def test_distances_are_cut_to_one_decimal_of_whole_coordinates_and_to_two_of_others(tmp_path: Path) -> None:
    whole, broken = tmp_path / "pr99.txt", tmp_path / "c999.txt"
    whole.write_text(VISITS)
    broken.write_text(VISITS.replace("68.00", "68.001"))
    cut = [visits.read(file).ways[0, 2] / visits.read(file).scale for file in (whole, broken)]
    assert cut == [20.6, 20.61]  # √425 = 20.6155


@pytest.mark.skipif(not SHARED.exists(), reason="the public instances are not beside the project")
@pytest.mark.parametrize("name", ["cvrp/X-n101-k25", "cvrp/X-n957-k87", "pcvrptw/R1_10_4"])
def test_the_judge_agrees_with_published_solutions(name: str) -> None:
    kind, _, instance = name.partition("/")
    lines = (SHARED / f"{name}.sol").read_text().splitlines()
    routes = [[int(k) + 1 for k in line.split(":")[1].split()] for line in lines if line.startswith("Route")]
    told = (SHARED / "best_known.csv").read_text()
    cost = next(line.split(",")[3] for line in told.splitlines() if f"{kind},{instance}," in line)
    answer = {"routes": routes, "objective": int(cost)}
    assert faults(kind, (SHARED / f"{name}.vrp").read_text(), answer) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the public instances are not beside the project")
@pytest.mark.parametrize(
    ("kind", "name", "pairs"),
    [
        ("toptw", "r101.txt", 1),
        ("toptw", "pr01.txt", 4),
        ("toptw", "rc108.txt", 2),
        ("pcvrptw", "R1_10_4.vrp", 1),
        ("cvrp", "X-n200-k36.vrp", 1),
    ],
)
def test_public_instances_are_solved_lawfully(solved: Solve, kind: str, name: str, pairs: int) -> None:
    file = SHARED / kind / name
    assert faults(kind, file.read_text(), solved(kind, file, "--pairs", str(pairs)), pairs) == []
