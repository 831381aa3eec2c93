"""Two at the same moment: nobody waits in a ring, nobody is counted twice, no word is lost."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections

if TYPE_CHECKING:  # models can be imported only once the settings have been read
    from tests.village import Village

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


@pytest.fixture
def settled(transactional_db: None) -> "Village":
    """The village, written for all connections to see."""
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lives in memory, where every thread shares one connection's lock")
    from tests.village import settle

    return settle()


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Do these in threads that start together; what went wrong."""
    start, faults = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(10)
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


def test_desks_and_walkers_of_one_commune_do_not_hinder_one_another(settled: "Village") -> None:
    """Visits, the desk and facts about the same doors, all at once and again and again: each is recorded, the
    counters are right, and the doors know of every knock.
    """
    from bacung.board.actions import rebuild
    from bacung.board.models import Standing
    from bacung.desk.actions import serve
    from bacung.ground import clock
    from bacung.ground.permissions import CONSOLE
    from bacung.registry.actions import NewFact, record_facts
    from bacung.rounds.models import Door
    from bacung.visits.actions import NewOutcome, NewVisit, record_visits
    from bacung.visits.models import Event
    from tests.village import EVENING

    first, second = settled.person("Nguyễn Văn An"), settled.person("Nguyễn Thị Ánh")
    for at in range(ROUNDS):
        evening = EVENING + timedelta(days=at)

        def knock(person: int, evening: object = evening) -> None:
            told = (NewOutcome(person, "reason", "WORKING_AWAY" if person == first.pk else "NO_SIGNAL"),)
            visit = NewVisit(first.household_id, "home", evening, told)  # type: ignore[arg-type]
            record_visits(CONSOLE, settled.drive, [visit])

        faults = at_once(
            lambda: knock(first.pk),
            lambda: knock(second.pk),
            lambda: serve(CONSOLE, drive=settled.drive, person_id=first.pk, service="collected"),
            lambda: record_facts(
                CONSOLE, [NewFact("home_visit", "yes", clock.now(), "tests", household_id=first.household_id)]
            ),
        )
        assert faults == []
    assert Event.objects.count() == 2 * ROUNDS
    assert Door.objects.get(household=first.household_id).knocks == reduced(settled, first.household_id)
    assert Standing.objects.filter(person=first.pk, until=None).count() == 1
    assert rebuild(settled.drive) == 0


def reduced(village: "Village", household_id: int) -> int:
    """The knocks at a door as its visits say."""
    from bacung.visits.queries import door_states

    return door_states(village.drive.pk, [household_id])[household_id].knocks


def test_a_rebuild_misses_nothing_that_is_recorded_meanwhile(settled: "Village") -> None:
    """Counters are put right while somebody goes on recording."""
    from bacung.board.actions import rebuild
    from bacung.ground.permissions import CONSOLE
    from bacung.visits.actions import NewOutcome, NewVisit, record_visits
    from tests.village import EVENING

    person = settled.person("Phan Đình Đức")
    for at in range(ROUNDS):
        told = (NewOutcome(person.pk, "reason", "NO_SIGNAL" if at % 2 else "WORKING_AWAY"),)
        visit = NewVisit(person.household_id, "home", EVENING + timedelta(days=at), told)
        faults = at_once(
            lambda: rebuild(settled.drive), lambda visit=visit: record_visits(CONSOLE, settled.drive, [visit])
        )
        assert faults == []
        assert rebuild(settled.drive) == 0


def test_the_same_visit_sent_twice_at_once_is_one(settled: "Village") -> None:
    """A double click arrives as two requests; both are answered, one visit is recorded."""
    from bacung.ground.permissions import CONSOLE
    from bacung.visits.actions import NewVisit, record_visits
    from bacung.visits.models import Event
    from tests.village import EVENING

    visit = NewVisit(settled.person("Phan Đình Đức").household_id, "nobody", EVENING)
    twice = [lambda: record_visits(CONSOLE, settled.drive, [visit])] * 2
    assert at_once(*twice) == []
    assert Event.objects.count() == 1
