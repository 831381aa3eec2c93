"""Visits of several tellers at once: each is judged by itself, and what cannot be true harms no other."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from bacung.board.actions import rebuild
from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.registry.models import Person
from bacung.visits.actions import NewOutcome, NewVisit, record_visits, refusals, take_visits
from bacung.visits.models import Event
from bacung.visits.queries import door_states
from tests.village import DAY, EVENING, Village

pytestmark = pytest.mark.django_db


def knock(person: Person, outcome: str = "activated", **more: object) -> NewVisit:
    told = (NewOutcome(person.pk, outcome),)  # type: ignore[arg-type]
    return NewVisit(person.household_id, "home", EVENING, told, **more)  # type: ignore[arg-type]


def nobody(person: Person, **more: object) -> NewVisit:
    return NewVisit(person.household_id, "nobody", EVENING, **more)  # type: ignore[arg-type]


def void(visit: NewVisit) -> NewVisit:
    return NewVisit(visit.household_id, "void", EVENING, voids=visit.id)


def codes(refused: dict[uuid.UUID, Problem], *visits: NewVisit) -> list[str]:
    return [refused[visit.id].code if visit.id in refused else "" for visit in visits]


def test_each_visit_is_refused_for_its_own_reason(village: Village) -> None:
    an, duc = village.person("Nguyễn Văn An"), village.person("Phan Đình Đức")
    lot = (
        nobody(an),
        NewVisit(duc.household_id, "home", EVENING, (NewOutcome(an.pk, "activated"),)),
        nobody(duc, comes_back_at=EVENING + timedelta(hours=5)),
        knock(duc, "collected"),
        replace(nobody(an), occurred_at=EVENING + DAY),
        NewVisit(10**9, "nobody", EVENING),
        nobody(an, round_id=10**9),
    )
    with clock.at(EVENING):
        assert codes(refusals(CONSOLE, village.drive, lot), *lot) == [
            "",
            "visits.not-behind-this-door",
            "visits.promise-in-quiet-hours",
            "visits.kit-needs-an-officer",
            "visits.impossible",
            "ground.not-found",
            "ground.not-found",
        ]
        assert not Event.objects.exists()
        assert len(take_visits(CONSOLE, village.drive, lot)) == 6
        assert [event.pk for event in Event.objects.all()] == [lot[0].id]
        with pytest.raises(Problem, match=r"visits\.not-behind-this-door"):
            record_visits(CONSOLE, village.drive, lot)


def test_one_lot_says_the_same_as_one_by_one_in_whatever_order_a_withdrawal_comes(village: Village) -> None:
    an, duc = village.person("Nguyễn Văn An"), village.person("Phan Đình Đức")
    told = knock(an)
    replaced = nobody(an, voids=told.id)
    withdrawn = knock(duc, "invited")
    lot = (void(withdrawn), replaced, told, withdrawn)
    with clock.at(EVENING):
        assert not take_visits(CONSOLE, village.drive, lot)
        states = door_states(village.drive.pk, [an.household_id, duc.household_id])
        assert states[an.household_id].last_outcome == "nobody"
        assert states[duc.household_id].knocks == 0
        assert not take_visits(CONSOLE, village.drive, lot)  # once more is no more
        assert rebuild(village.drive) == 0


def test_a_visit_is_withdrawn_once_and_only_at_its_own_door(village: Village) -> None:
    an, duc = village.person("Nguyễn Văn An"), village.person("Phan Đình Đức")
    told = knock(an)
    first, second = void(told), nobody(an, voids=told.id)
    elsewhere = nobody(duc, voids=told.id)
    of_a_void = nobody(an, voids=first.id)
    of_nothing = nobody(an, voids=uuid.uuid4())
    of_the_refused = nobody(an, voids=second.id)
    lot = (told, elsewhere, first, second, of_a_void, of_nothing, of_the_refused)
    with clock.at(EVENING):
        assert codes(take_visits(CONSOLE, village.drive, lot), *lot) == [
            "",
            "ground.not-found",
            "",
            "visits.already-withdrawn",
            "ground.not-found",
            "ground.not-found",
            "ground.not-found",
        ]
        assert codes(refusals(CONSOLE, village.drive, [second]), second) == ["visits.already-withdrawn"]


def test_several_visits_at_one_door_are_all_kept(village: Village) -> None:
    an, anh = village.person("Nguyễn Văn An"), village.person("Nguyễn Thị Ánh")
    lot = [nobody(an), knock(an, "invited"), knock(anh, "shown")]
    with clock.at(EVENING):
        assert not take_visits(CONSOLE, village.drive, lot)
        assert door_states(village.drive.pk, [an.household_id])[an.household_id].knocks == 3
        assert rebuild(village.drive) == 0


def test_who_wrote_a_visit_down_and_whether_a_kit_was_along_may_be_told_with_it(village: Village) -> None:
    duc, an = village.person("Phan Đình Đức"), village.person("Nguyễn Văn An")
    collected = knock(duc, "collected", with_kit=True, recorded_by_id=7)
    not_collected = knock(an, "collected", with_kit=False)
    with clock.at(EVENING):
        refused = take_visits(CONSOLE, village.drive, [collected, not_collected])
    assert codes(refused, collected, not_collected) == ["", "visits.kit-needs-an-officer"]
    assert Event.objects.get().recorded_by_id == 7


def test_judging_asks_no_more_questions_for_many_visits_than_for_one(
    village: Village, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    names = ("Nguyễn Văn An", "Nguyễn Thị Ánh", "Phan Đình Đức", "Lê Thị Sáu")
    lot = [knock(village.person(name), "collected") for name in names for _ in range(10)]
    lot += [void(visit) for visit in lot]
    with clock.at(EVENING), django_assert_max_num_queries(7):
        assert len(refusals(CONSOLE, village.drive, lot)) == 80
