"""The verdict on an allocation of students, rule by rule."""

from bacung.core.rota.wave import Group, Student, Supervisor, Tie, Wave, WaveHost
from bacung.core.rota.wave_verdict import WAVE_RULES, check_wave

STUDENTS = tuple(
    Student(
        id=name,
        leads=name in "ad",
        languages=frozenset({"Lào"} if name == "f" else ()),
        travel={"near": 10, "far": 80},
    )
    for name in "abcdefg"
)
HOSTS = (
    WaveHost(id="near", work=100, least=3, most=4, beds=5, leaders=1),
    WaveHost(id="far", work=100, least=3, most=3, beds=3, languages={"Lào": 1}, leaders=1),
)
LAWFUL = (Group(host="near", students=("a", "b", "c", "g")), Group(host="far", students=("d", "e", "f")))


def rules(groups: tuple[Group, ...], **more: object) -> list[tuple[str, str]]:
    wave = Wave(students=STUDENTS, hosts=HOSTS, **more)  # type: ignore[arg-type]
    return [(breach.rule, breach.host) for breach in check_wave(wave, groups)]


def test_an_allocation_that_keeps_every_rule_has_no_breach():
    assert rules(LAWFUL) == []


def test_every_rule_of_a_commune_is_seen():
    near = Group(host="near", students=("b", "c"))
    far = Group(host="far", students=("a", "d", "e", "g"))
    assert rules((near, far)) == [
        ("least", "near"),
        ("leaders", "near"),
        ("most", "far"),
        ("beds", "far"),
        ("languages", "far"),
    ]
    assert rules((far,))[:2] == [("least", "near"), ("leaders", "near")]


def test_those_who_must_or_must_not_be_together():
    together = Tie(first="a", second="d", together=True)
    apart = Tie(first="a", second="b", together=False)
    unplaced = Tie(first="a", second="z", together=True)
    assert rules(LAWFUL, ties=(together, apart)) == [("together", "near"), ("apart", "near")]
    students = (*STUDENTS, Student(id="z"))
    assert check_wave(Wave(students=students, hosts=HOSTS, ties=(unplaced,)), LAWFUL) == ()


def test_nobody_travels_too_far_and_no_supervisor_has_too_many():
    assert {rule for rule, _host in rules(LAWFUL, reach=60.0)} == {"reach"}
    both = tuple(Group(host=group.host, students=group.students, supervisor="thầy Sơn") for group in LAWFUL)
    assert rules(both, supervisors=(Supervisor(id="thầy Sơn", most=1),)) == [("supervisors", "")]
    assert rules(both, supervisors=(Supervisor(id="thầy Sơn", most=2),)) == []


def test_every_rule_told_is_listed():
    told = {rule for rule, _ in rules((Group(host="far", students=("b",)),), reach=1.0)}
    assert told <= set(WAVE_RULES)
