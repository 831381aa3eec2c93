"""Waves of students: as many days saved as can be, every rule kept, and a reason for who stays behind."""

import random
from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bacung.core.problems import Problem as Refusal
from bacung.core.rota.days import days, share_out
from bacung.core.rota.placing import true_cost
from bacung.core.rota.wave import Allocation, Student, Supervisor, Tie, Wave, WaveHost
from bacung.core.rota.waves import allocate
from benchmarks.rota import by_dynamic_programming


def wave(students: int = 6, hosts: int = 2, least: int = 1, most: int = 4, **more: Any) -> Wave:
    """Students s0… of unit d0 or d1, and communes c0… with ever more work."""
    return Wave(
        students=tuple(Student(id=f"s{s}", unit=f"d{s % 2}") for s in range(students)),
        hosts=tuple(WaveHost(id=f"c{h}", work=20.0 + 30 * h, least=least, most=most) for h in range(hosts)),
        **more,
    )


def one(problem: Wave, name: str, **facts: Any) -> Wave:
    """The same wave with one student or commune otherwise."""
    return replace(
        problem,
        students=tuple(replace(each, **facts) if each.id == name else each for each in problem.students),
        hosts=tuple(replace(each, **facts) if each.id == name else each for each in problem.hosts),
    )


def placed(answer: Allocation) -> dict[str, str]:
    return {student: group.host for group in answer.groups for student in group.students}


def codes(answer: Allocation) -> set[str]:
    return {why.code for conflict in answer.conflicts for why in conflict} - {"students"}


def test_dealing_students_one_by_one_is_as_good_as_dynamic_programming():
    chance = random.Random(1)
    for _ in range(400):
        hosts = chance.randint(1, 8)
        least = [chance.randint(0, 4) for _ in range(hosts)]
        most = [low + chance.randint(0, 4) for low in least]
        work = [chance.uniform(0, 200) for _ in range(hosts)]
        students, together = chance.randint(sum(least), sum(most)), chance.uniform(0.6, 1)
        counts = share_out(students, work, least, most, together=together)
        cost = sum(days(k, n, together) for k, n in zip(work, counts, strict=True))
        assert sum(counts) == students
        assert cost == pytest.approx(by_dynamic_programming(students, work, least, most, together), abs=1e-9)


def test_equal_students_are_dealt_out_and_proven_best():
    answer = allocate(wave(7))
    assert [len(group.students) for group in answer.groups] == [3, 4]
    assert answer.optimal
    assert answer.groups[1].days == 50 / 4


def test_students_who_differ_are_placed_as_well_as_by_trying_all():
    problem = wave(6, 2, 2, 4, travel=0.1)
    for number, student in enumerate(problem.students):
        problem = one(
            problem,
            student.id,
            pace=[0.6, 1.4, 1.0][number % 3],
            leads=number < 2,
            travel={"c0": 5.0 * number},
        )
    problem = one(one(problem, "c0", leaders=1), "c1", leaders=1)
    answer = allocate(problem)
    best = min(
        true_cost(problem, host_of)
        for chosen in product(["c0", "c1"], repeat=6)
        if 2 <= chosen.count("c0") <= 4 and chosen[0] != chosen[1]
        for host_of in [{f"s{number}": host for number, host in enumerate(chosen)}]
    )
    assert answer.bound is not None
    assert answer.bound <= best + 1e-6
    assert answer.cost <= best * 1.0025


def test_ties_rooms_languages_and_hands_are_kept():
    problem = wave(
        8,
        2,
        2,
        6,
        ties=(Tie(first="s0", second="s1", together=True), Tie(first="s0", second="s2", together=False)),
    )
    for number in range(8):
        problem = one(problem, f"s{number}", gender="f" if number < 4 else "m")
    problem = one(problem, "c0", rooms=(2, 2), languages={"nùng": 1})
    problem = replace(one(problem, "s7", languages=frozenset({"nùng"})), fixed={"s4": "c1"})
    answer = allocate(problem)
    host = placed(answer)
    women = Counter(host[f"s{number}"] for number in range(4))["c0"]
    men = Counter(host[f"s{number}"] for number in range(4, 8))["c0"]
    assert answer.unplaced == ()
    assert (host["s0"], host["s7"], host["s4"]) == (host["s1"], "c0", "c1")
    assert host["s0"] != host["s2"]
    assert -(-women // 2) + -(-men // 2) <= 2


@pytest.mark.parametrize(
    ("problem", "conflict", "lacking"),
    [
        (wave(9), {"most"}, 1),
        (wave(3, 2, 2), {"least"}, 1),
        (one(wave(8), "c0", beds=2), {"beds", "most"}, 2),
        (one(wave(6), "c0", leaders=1), {"leaders"}, 1),
        (one(wave(6), "c1", languages={"nùng": 2}), {"languages"}, 2),
        (
            replace(
                wave(4), fixed={"s0": "c0", "s1": "c1"}, ties=(Tie(first="s0", second="s1", together=True),)
            ),
            {"together", "fixed"},
            2,
        ),
    ],
)
def test_what_cannot_be_names_the_smallest_set_of_rules(problem: Wave, conflict: set[str], lacking: int):
    answer = allocate(problem)
    assert codes(answer) == conflict
    assert 1 <= len(answer.unplaced) <= lacking
    assert len(placed(answer)) >= len(problem.students) - lacking
    assert Allocation.from_json(answer.to_json()) == answer


def test_supervisors_have_no_more_communes_than_they_can_and_their_own_students_first():
    supervisors = (Supervisor(id="v0", unit="d0", most=1), Supervisor(id="v1", unit="d1", most=1))
    problem = replace(
        wave(6), supervisors=supervisors, fixed={"s0": "c1", "s2": "c1", "s1": "c0", "s3": "c0"}
    )
    assert [group.supervisor for group in allocate(problem).groups] == ["v1", "v0"]
    alone = allocate(replace(problem, supervisors=supervisors[:1]))
    assert [group.supervisor for group in alone.groups].count("") == 1
    assert codes(alone) == {"supervisors"}


def test_nobody_travels_further_than_is_said():
    problem = one(wave(4, reach=60), "s0", travel={"c1": 75.0})
    assert placed(allocate(problem))["s0"] == "c0"


def test_no_students_or_no_communes_is_answered_too():
    assert allocate(replace(wave(), hosts=())).unplaced[0].student == "s0"
    assert allocate(replace(wave(), students=())).unplaced[0].host == "c0"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"ties": [{"first": "s0", "second": "s0", "together": True}]}, "ties[0].second"),
        ({"fixed": {"s0": "c9"}}, "fixed.s0"),
        ({"hosts": [{"id": "c0", "work": 1, "least": 4, "most": 3}]}, "hosts[0].most"),
        ({"students": [{"id": "s0", "pace": 9}]}, "students[0].pace"),
    ],
)
def test_a_wave_that_cannot_be_read_is_refused_by_field(change: dict[str, object], what: str):
    with pytest.raises(Refusal) as refused:
        Wave.from_json(wave().to_json() | change)
    assert (refused.value.code, refused.value.facts["what"]) == ("rota.malformed", what)
