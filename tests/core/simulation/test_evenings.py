"""Simulated evenings: every visit may be entered, and the village behaves as villages do."""

from collections import Counter
from datetime import datetime, time

from hypothesis import given
from hypothesis import strategies as st

from bacung.core.calendar import LOCAL
from bacung.core.merging.reasons import AT_DOOR
from bacung.core.merging.visits import VisitFact, faults
from bacung.core.simulation.evenings import DoorTonight, PersonTonight, simulate_evening

EVENING = datetime(2023, 6, 2, 19, 10, tzinfo=LOCAL)


def persons(door: str) -> st.SearchStrategy[tuple[PersonTonight, ...]]:
    one = st.builds(
        PersonTonight,
        person=st.uuids().map(lambda key: f"{door}-{key}"),
        reached=st.sampled_from(["none", "collected", "approved", "activated"]),
        presence=st.sampled_from(["here", "away"]),
        phone=st.sampled_from([None, "smartphone", "plain", "none"]),
        age=st.one_of(st.none(), st.integers(0, 99)),
    )
    return st.lists(one, max_size=6).map(tuple)


@st.composite
def doors(draw: st.DrawFn) -> DoorTonight:
    key = draw(st.integers(1, 500))
    return DoorTonight(
        household=str(key),
        at=EVENING.replace(hour=draw(st.integers(17, 20)), minute=draw(st.integers(0, 59))),
        people=draw(persons(str(key))),
        knocks=draw(st.integers(0, 2)),
        kit=draw(st.booleans()),
    )


@given(st.lists(doors(), max_size=8, unique_by=lambda door: door.household), st.integers(0, 99), st.randoms())
def test_a_door_does_not_depend_on_the_doors_before_it(
    evening: list[DoorTonight], seed: int, random: object
) -> None:
    """One visit a door, the same in any order; none has a fault, and each speaks of people who live there."""
    visits = simulate_evening(evening, seed)
    shuffled = list(evening)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = {visit.household: visit for visit in simulate_evening(shuffled, seed)}
    assert [again[door.household] for door in evening] == visits
    assert len({visit.id for visit in visits}) == len(evening)
    for door, visit in zip(evening, visits, strict=True):
        assert faults(visit, officer_with_kit=door.kit) == ()
        assert {one.person for one in visit.person_outcomes} <= {person.person for person in door.people}


@given(doors(), st.integers(0, 99))
def test_promises_are_kept_out_of_quiet_hours_and_sundays(door: DoorTonight, seed: int) -> None:
    """Coming back in the evening, to the station in office hours; and under fourteen nobody is asked."""
    [visit] = simulate_evening([door], seed)
    if visit.comes_back_at:
        assert time(17) <= visit.comes_back_at.time() <= time(21)
    children = {person.person for person in door.people if person.age is not None and person.age < 14}
    for one in visit.person_outcomes:
        assert one.person not in children
        assert one.reason is None or one.reason in AT_DOOR
        if one.desk_slot:
            assert one.desk_slot.isoweekday() != 7
            assert time(7, 30) <= one.desk_slot.time() <= time(17)


def evening_of(
    hour: int, *, reached: str = "approved", presence: str = "here", knocks: int = 0
) -> list[VisitFact]:
    """Two thousand doors with one adult each."""
    at = EVENING.replace(hour=hour)
    doors = [
        DoorTonight(
            household=str(key),
            at=at,
            knocks=knocks,
            people=(
                PersonTonight(
                    person=f"p{key}",
                    reached=reached,  # type: ignore[arg-type]
                    presence=presence,  # type: ignore[arg-type]
                    phone="smartphone",
                    age=40,
                ),
            ),
        )
        for key in range(2000)
    ]
    return simulate_evening(doors, seed=1)


def share(visits: list[VisitFact], outcome: str) -> float:
    told = Counter(one.outcome for visit in visits for one in visit.person_outcomes)
    return told[outcome] / len(visits)  # type: ignore[index]


def test_most_agree_some_hesitate_few_refuse() -> None:
    """At seven in the evening about half of all doors give an activation; refusals are rare; it wanes."""
    visits = evening_of(19)
    outcomes = Counter(visit.outcome for visit in visits)
    reasons = Counter(one.reason for visit in visits for one in visit.person_outcomes)
    assert 0.70 < outcomes["home"] / 2000 < 0.88
    assert outcomes["door-refused"] < 60
    assert 0.45 < share(visits, "activated") < 0.65
    assert reasons["REFUSES"] < reasons["NOT_YET_WILLING"] < 120
    assert share(evening_of(19, knocks=2), "activated") < share(visits, "activated")


def test_early_doors_stay_shut_and_who_is_away_is_not_met() -> None:
    """Residents come home late; those who work in the south do not come home at all."""
    assert Counter(visit.outcome for visit in evening_of(17))["nobody"] > 700
    assert share(evening_of(19, presence="away"), "activated") == 0


def test_nobody_is_collected_at_a_door_without_a_kit() -> None:
    """They are invited to the station."""
    visits = evening_of(19, reached="none")
    assert share(visits, "collected") == 0
    assert share(visits, "invited") > 0.3
