"""What a log teaches, and when it is not listened to: too short, all alike, wrong clocks."""

import json
from datetime import timedelta

import numpy as np
import pytest

from bacung.core.presence.history import Evidence, evidence_of
from bacung.core.presence.knowledge import FEWEST, Knowledge, assumptions, believable, learn
from tests.core.presence.knocking import agreed, june, knock, met, said, slot


def log(*met_each: bool) -> list[Evidence]:
    return [Evidence("c", 3, ((slot(2, 19), met),)) for met in met_each]


def codes(knowledge: Knowledge) -> list[str]:
    return [note.code for note in knowledge.notes]


def test_fewer_than_ten_visits_teach_nothing_and_it_is_said() -> None:
    """What was assumed holds."""
    told = learn(log(*[True, False, False] * 3))
    assert told.homes == assumptions().homes
    assert [(note.code, note.facts) for note in told.notes] == [
        ("too-few-visits", {"visits": 9, "needed": FEWEST})
    ]


@pytest.mark.parametrize(("somebody", "code"), [(True, "all-home"), (False, "all-absent")])
def test_a_log_in_which_all_is_alike_teaches_nothing(somebody: bool, code: str) -> None:
    """Nobody lives so: it was filled in by habit."""
    told = learn(log(*[somebody] * 500))
    assert told.homes == assumptions().homes
    assert codes(told) == [code]


def test_wrong_clocks_are_left_aside_and_counted() -> None:
    """A visit at three in the night, one of next week: neither teaches."""
    visits = [knock(2, 19), knock(3, 3), met(4, 20), knock(12, 19)]
    kept, doubts = believable(visits, june(6))
    assert [visit.occurred_at for visit in kept] == [june(2, 19), june(4, 20)]
    told = learn([evidence_of(kept, "c", 2)], doubts)
    assert [(note.code, note.facts["visits"]) for note in told.notes[1:]] == [
        ("impossible-hours", 1),
        ("in-the-future", 1),
    ]


def test_without_any_visit_the_assumptions_are_said_to_be_such() -> None:
    """An empty log."""
    assert codes(learn([])) == ["too-few-visits"]


def test_a_log_teaches_hours_answers_and_who_is_there() -> None:
    """Ten households: home at eight and willing, out at six."""
    visits = [
        [knock(5, 18), met(6, 20, agreed(), said("NOT_HOME", "binh"), id=f"b{at}")]
        if at % 2
        else [met(5, 20, agreed(), id=f"c{at}")]
        for at in range(60)
    ]
    told = learn([evidence_of(each, "c", 3) for each in visits])
    assert told.visits == 90
    assert told.found < assumptions().found
    assert told.acceptance.chance("c", 1, None) > assumptions().acceptance.chance("c", 1, None)
    assert codes(told) == ["nothing-drawn"]


def test_drawn_hours_are_the_check() -> None:
    """From thirty on, what was foretold for them stands beside what came."""
    rng = np.random.default_rng(2)
    told = learn(
        [
            Evidence(
                "c", 3, ((slot(2, 18), False), (slot(5, 20), bool(rng.random() < 0.5))), drawn=(False, True)
            )
            for _ in range(200)
        ]
    )
    assert told.drawn == 200
    assert told.checked is not None
    assert told.checked.knocks == 200
    assert told.checked.foretold == pytest.approx(told.checked.met, abs=0.08)
    assert told.checked.error < 0.26
    assert codes(told) == []


def test_knowledge_is_json() -> None:
    """Written, read, equal."""
    told = learn(log(*[True, False] * 50))
    assert Knowledge.from_json(json.loads(json.dumps(told.to_json()))) == told


def test_the_same_log_teaches_the_same() -> None:
    """Nothing is drawn in a fit."""
    first = log(*[True, False, True] * 40)
    assert learn(first) == learn(first)


def test_a_visit_just_now_is_not_in_the_future() -> None:
    """The moment itself counts."""
    kept, doubts = believable([knock(2, 19)], june(2, 19) + timedelta(0))
    assert len(kept) == 1
    assert not doubts
