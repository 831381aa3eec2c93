"""The command line of the rota: whatever is asked, it answers in words and with its exit code."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bacung.core.rota.__main__ import main
from tests.core.rota.seasons import small

ASKED = small(members=6).to_json()
EVERY = [weekend["id"] for weekend in ASKED["weekends"]]
WAVE: dict[str, Any] = {
    "kind": "wave",
    "students": [{"id": "s0"}, {"id": "s1"}],
    "hosts": [{"id": "c0", "work": 50.0, "least": 1, "most": 2}],
}


def solve(folder: Path, value: object, *words: str) -> int:
    """Ask for a plan of a problem that is written to a file."""
    path = folder / "problem.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return main(["solve", str(path), *words])


def members(**facts: Any) -> dict[str, Any]:
    """The season whose members are all otherwise."""
    return ASKED | {"members": [member | facts for member in ASKED["members"]]}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (ASKED | {"members": []}, {"members: 0"}),
        (ASKED | {"members": [], "units": []}, {"members: 0"}),
        (ASKED | {"members": ASKED["members"][:1]}, {"members: 1"}),
        (members(away=EVERY), {"members: 12", "A member who is away is not sent."}),
        (members(leads=False), {"members: 12", "can lead it. (wants: 1, leaders: 0"}),
        (ASKED | {"rules": {"leaders": 3}}, {"members: 12", "can lead it. (wants: 3"}),
        (
            members() | {"rules": {"rest": 26}, "members": ASKED["members"][:2]},
            {"weekend in so many. (weeks: 26"},
        ),
        (ASKED | {"hosts": [{"id": "c0", "beds": 1}]}, {"members: 12", "beds of its commune. (beds: 1"}),
        (ASKED | {"hosts": [{"id": "c0", "needs": ["Tày"]}]}, {"members: 12", "(missing: Tày)"}),
        (WAVE | {"students": []}, {"students: 0", "A commune gets at least so many students. (sum: 1"}),
        (WAVE | {"hosts": []}, {"students: 2, hosts: 0"}),
        (WAVE | {"ties": [{"first": "s0", "second": "s1", "together": False}]}, {"must not be together."}),
    ],
)
def test_what_cannot_hold_together_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: dict[str, Any], kept: set[str]
):
    """The same beside JSON as alone, and never as a fault."""
    assert solve(tmp_path, asked, "--json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["conflicts"]
    assert "These cannot hold together" in told.err
    first = told.err.split("These cannot")[1]
    assert all(words in first for words in kept)
    assert solve(tmp_path, asked) == 0
    assert told.err in capsys.readouterr().out


@pytest.mark.parametrize(
    "asked",
    [
        ASKED | {"hosts": []},
        ASKED | {"weekends": []},
        ASKED | {"weekends": [], "hosts": [], "units": [], "members": []},
        ASKED | {"weekends": [weekend | {"blocked": "Tết"} for weekend in ASKED["weekends"]]},
    ],
)
def test_where_there_is_nothing_to_plan_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: dict[str, Any]
):
    assert solve(tmp_path, asked) == 0
    assert "There is nothing to plan" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("{", "$"),
        ([], "$"),
        ({}, "weekends"),
        (ASKED | {"wekends": 1}, "wekends"),
        (ASKED | {"rules": {"rset": 3}}, "rules.rset"),
        (ASKED | {"rules": {"rest": 0}}, "rules.rest"),
        (ASKED | {"rules": {"off": ["sleep"]}}, "rules.off[0]"),
        (ASKED | {"kind": "tour"}, "kind"),
        (ASKED | {"weekends": ASKED["weekends"][::-1]}, "weekends[1].friday"),
        (members(unit="u9"), "members[0].unit"),
        (WAVE | {"hosts": [{"id": "c0", "work": 1.0, "least": 3, "most": 2}]}, "hosts[0].most"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: object, field: str
):
    assert solve(tmp_path, asked, "--json") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"the field {field} cannot be used: " in told.err


def test_the_same_reason_for_many_weekends_is_named_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert solve(tmp_path, replace(small(), members=()).to_json(), "--json") == 0
    told = capsys.readouterr()
    assert len(json.loads(told.out)["unfilled"]) == 4
    assert len(json.loads(told.out)["conflicts"]) == 1
    assert "Left open: w0 c0, w1 c0, w2 c0, w3 c0" in told.err
