"""What a problem file may say, and how a fault in it is named."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bacung.core.problems import Problem as Refusal
from bacung.core.routing import house_numbers
from bacung.core.routing.hours import Hour
from bacung.core.routing.problem import Problem
from tests.core.routing.villages import door, span, village, villages


@settings(max_examples=50, deadline=None)
@given(villages())
def test_a_problem_survives_the_journey_through_json(problem: Problem) -> None:
    """Written to text and read again it is the same problem."""
    assert Problem.from_json(json.loads(json.dumps(problem.to_json()))) == problem


def changed(path: list[str | int], value: object) -> dict[str, Any]:
    """A sound problem as JSON with one value changed."""
    problem = json.loads(json.dumps(village(door("Lan"), door("Minh")).to_json()))
    inner = problem
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return problem


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        (["day"], "2 tháng 6", "day"),
        (["doors", 1, "service_minutes"], "ten", "doors[1].service_minutes"),
        (["doors", 1, "service_minutes"], -1, "doors[1].service_minutes"),
        (["doors", 1, "service_minutes"], float("nan"), "doors[1].service_minutes"),
        (["doors", 1, "prize"], [], "doors[1].prize"),
        (["doors", 1, "id"], "Lan", "doors[1]"),
        (["doors", 1, "nott_before"], "19:00", "doors[1].nott_before"),
        (["doors", 0, "place", "lat"], None, "doors[0].place.lat"),
        (["doors", 0, "place", "lat"], 95, "doors[0].place.lat"),
        (["doors", 0, "promise"], {"begins": "19:30", "ends": "19:00"}, "doors[0].promise.ends"),
        (["doors", 0, "promise"], {"begins": "19:30"}, "doors[0].promise.ends"),
        (["doors", 0, "not_before"], "7 giờ", "doors[0].not_before"),
        (["doors", 0, "persons_left"], -1, "doors[0].persons_left"),
        (["pairs", 0, "begins"], "17h30", "pairs[0].begins"),
        (["pairs", 0, "ends"], "17:00", "pairs[0].ends"),
        (["pairs", 0, "mode"], "helicopter", "pairs[0].mode"),
        (["travel", "speeds"], {"bicycle": 4}, "travel.speeds.foot"),
        (["travel", "speeds"], {"foot": 0}, "travel.speeds[...]"),
        (["travel", "matrices"], {"foot": [[0]]}, "travel.matrices.foot"),
        (["quiet"], None, "quiet"),
    ],
)
def test_a_fault_is_refused_by_the_name_of_its_field(path: list[str | int], value: object, what: str) -> None:
    """Nothing is guessed: the refusal says where the fault is."""
    with pytest.raises(Refusal) as refusal:
        Problem.from_json(changed(path, value))
    assert refusal.value.code == "routing.malformed"
    assert refusal.value.facts["what"] == what


@pytest.mark.parametrize("promised", ["21:15-21:45", "22:00-22:30", "05:00-06:30", "21:30-21:30"])
def test_a_promise_in_quiet_hours_is_refused(promised: str) -> None:
    """Nobody may be promised a knock after 21:30."""
    with pytest.raises(Refusal) as refusal:
        village(door("Lan", promise=span(promised)))
    assert refusal.value.code == "routing.quiet-hours"
    assert refusal.value.facts["what"] == "doors[0].promise"


def test_a_shift_beginning_in_quiet_hours_is_refused() -> None:
    """A shift from 21:30 has no minute in which to knock."""
    with pytest.raises(Refusal) as refusal:
        Problem.from_json(changed(["pairs", 0, "begins"], "21:30") | {"pairs": [_late()]})
    assert refusal.value.code == "routing.quiet-hours"


def _late() -> dict[str, str]:
    return {"id": "A", "begins": "21:30", "ends": "23:00"}


def test_hours_read_and_write_alike() -> None:
    """An evening may end after midnight; seconds appear only where there are some."""
    assert [str(Hour.of(text)) for text in ("17:30", "24:30", "18:07:09")] == ["17:30", "24:30", "18:07:09"]


def test_house_numbers_stand_as_along_the_lane() -> None:
    """Figures count as figures, letters follow them, alleys come after the lane, no number comes last."""
    lane = ["2", "3/5", "3/12", "12", "12A", "12B", "13", "Ngõ 3/5", "Ngõ 3/12", ""]
    assert sorted(set(lane), key=house_numbers.order) == lane


def solve(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bacung.core.routing", "solve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_line_solves_a_file(tmp_path: Path) -> None:
    """Without Django and without a database a problem file becomes a plan."""
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(village(door("Lan")).to_json()), encoding="utf-8")
    done = solve(str(file), "--json", "--seed", "7", "--seconds", "5")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert [stop["door"] for stop in answer["routes"][0]["stops"]] == ["Lan"]
    assert answer["seed"] == 7
    assert answer["bound"] is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"day": "2023-06-02"}', "\xff"])
def test_the_command_line_refuses_in_one_line(tmp_path: Path, text: str) -> None:
    """Bad input gives exit code 2 and one clear line, never a traceback."""
    file = tmp_path / "problem.json"
    file.write_bytes(text.encode("latin-1"))
    done = solve(str(file), "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "routing.malformed" in done.stderr


def test_a_missing_file_is_refused_in_one_line(tmp_path: Path) -> None:
    """A file that is not there is named."""
    done = solve(str(tmp_path / "nowhere.json"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
