"""Pairs that change their commune next week, and the command that answers all three questions."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.rota.__main__ import main
from bacung.core.rota.moves import MovesProblem, Working, activations, hours_to_go, propose
from tests.core.rota.seasons import small
from tests.core.rota.test_waves import wave


def working(name: str, pairs: int, hours: float = 100, rate: float = 1.5, reachable: float = 0.9) -> Working:
    return Working(
        id=name,
        pairs=pairs,
        phones=4000,
        hours=hours,
        rate=rate,
        rate_low=rate * 0.8,
        rate_high=rate * 1.2,
        reachable=reachable,
    )


DRIVE = MovesProblem(
    communes=(working("ahead", 8, 3000), working("behind", 2, 100), working("middle", 5, 900))
)

drives = st.builds(
    lambda pairs, hours, need: MovesProblem(
        communes=tuple(working(f"c{n}", p, h) for n, (p, h) in enumerate(zip(pairs, hours, strict=False))),
        need=need,
    ),
    st.lists(st.integers(1, 20), min_size=1, max_size=6),
    st.lists(st.floats(0, 5000), min_size=6, max_size=6),
    st.sampled_from([0.0, 0.5, 1.0]),
)


@given(drives)
def test_no_pair_is_lost_and_none_is_left_alone(drive: MovesProblem):
    answer = propose(drive)
    assert sum(answer.pairs.values()) == sum(commune.pairs for commune in drive.communes)
    assert all(drive.least <= pairs <= drive.most for pairs in answer.pairs.values())
    assert sum(move.pairs for move in answer.moves) <= drive.most_moves
    assert answer.low <= answer.gain <= answer.high
    assert not {move.source for move in answer.moves} & {move.target for move in answer.moves}


def test_help_goes_to_who_is_behind_and_the_last_ends_sooner():
    answer = propose(replace(DRIVE, need=1.0))
    assert {move.target for move in answer.moves} == {"behind"}
    assert answer.longest is not None
    assert answer.longest_before is not None
    assert answer.longest < answer.longest_before


def test_gain_alone_wins_no_less_next_week_than_need_alone():
    assert propose(replace(DRIVE, need=0.0)).gain >= propose(replace(DRIVE, need=1.0)).gain


def test_a_moving_pair_loses_an_evening():
    free = propose(replace(DRIVE, evenings=7, evening=4.0))
    answer = propose(replace(DRIVE, evenings=1, evening=28.0))  # as many hours, but the only evening is lost
    assert free.moves
    assert answer.gain < free.gain


def test_a_commune_that_visits_cannot_bring_there_is_named():
    answer = propose(replace(DRIVE, communes=(*DRIVE.communes, working("away", 3, reachable=0.5))))
    assert [note.facts["commune"] for note in answer.notes] == ["away"]
    assert answer.longest is None


@given(st.floats(0.05, 0.85), st.floats(0, 3))
def test_the_hours_to_go_bring_the_share(share: float, frailty: float):
    commune = replace(working("c", 1), hours=0.0)
    hours = hours_to_go(commune, share, frailty)
    assert hours is not None
    assert activations(commune, hours, commune.rate, frailty) == pytest.approx(
        share * commune.phones, rel=1e-6
    )


@pytest.mark.parametrize("problem", [small(2), wave(7), DRIVE])
def test_the_command_answers_each_kind_of_question(
    problem: MovesProblem, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(problem.to_json()), encoding="utf-8")
    assert main(["solve", str(path), "--json", "--seed", "3"]) == 0
    assert json.loads(capsys.readouterr().out)["seed"] == 3
    assert main(["solve", str(path), "--seconds", "60"]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "dance"}', '{"kind": "wave", "students": 3}'])
def test_the_command_refuses_what_it_cannot_read(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "problem.json"
    path.write_text(text, encoding="utf-8")
    assert main(["solve", str(path)]) == 2
    assert main(["solve", str(tmp_path / "nothing.json")]) == 2
    assert "problem.json: rota.malformed" in capsys.readouterr().err
