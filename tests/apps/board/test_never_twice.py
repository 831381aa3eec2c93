"""Whatever arrives, in whatever order, however often: each person counts once, and the facts say the same.

Things are written down as the server's clock goes, forward; when they happened is told in any order.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bacung.board.actions import rebuild
from bacung.board.queries import coverage, people_counted
from bacung.desk.actions import serve
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.ledger.actions import NewEntry, record_entries
from bacung.ledger.models import Account
from bacung.registry.models import Person
from bacung.visits.actions import NewOutcome, NewVisit, record_visits, void_visit
from bacung.visits.models import Event
from bacung.visits.queries import live_events
from tests.village import DAY, FIRST_MORNING, Village

NAMES = ("Trần Văn Bảy", "Lê Thị Sáu", "Nguyễn Văn An", "Nguyễn Thị Ánh", "Phan Đình Đức")

happened = st.tuples(
    st.sampled_from(
        ("activated", "collected-at-desk", "away", "nobody", "list-confirms", "list-denies", "void")
    ),
    st.sampled_from(NAMES),
    st.integers(min_value=0, max_value=9),  # the day it happened
    st.integers(min_value=0, max_value=6),  # days until it was written down
)


def write_down(village: Village, what: str, name: str, occurred: int, written: int) -> None:
    """Let one thing that happened be recorded."""
    person = village.person(name)
    at = FIRST_MORNING + occurred * DAY + timedelta(hours=11)
    with clock.at(at + written * DAY):
        match what:
            case "activated":
                _visit(village, person, NewOutcome(person.pk, "activated"), at)
            case "away":
                _visit(village, person, NewOutcome(person.pk, "reason", "WORKING_AWAY"), at)
            case "nobody":
                visit = NewVisit(person.household_id, "nobody", at)
                record_visits(CONSOLE, village.drive, [visit])
            case "collected-at-desk":
                serve(CONSOLE, drive=village.drive, person_id=person.pk, service="collected", occurred_at=at)
            case "list-confirms" | "list-denies":
                mark = "confirmed" if what == "list-confirms" else "denied"
                record_entries(
                    CONSOLE,
                    [NewEntry(person.pk, "activated", at, "list", mark, f"list:{occurred}:{written}")],
                )
            case "void":
                event = live_events(Event.objects.filter(household=person.household_id)).first()
                if event:
                    void_visit(CONSOLE, village.drive, event)


def _visit(village: Village, person: Person, outcome: NewOutcome, at) -> None:  # type: ignore[no-untyped-def]
    record_visits(CONSOLE, village.drive, [NewVisit(person.household_id, "home", at, (outcome,))])


@pytest.mark.django_db
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(happened, max_size=7))
def test_each_person_counts_once_whatever_arrives(
    village: Village, story: list[tuple[str, str, int, int]]
) -> None:
    """A measure counts the different people behind it, and accounts and facts say the same."""
    with transaction.atomic():
        for event in sorted(story, key=lambda event: event[2] + event[3]):
            write_down(village, *event)
        with clock.at(FIRST_MORNING + 30 * DAY):
            total = coverage(CONSOLE, village.drive).total
            behind = Counter(
                {
                    measure: people_counted(CONSOLE, village.drive, measure).count()
                    for measure in total
                    if total[measure]
                }
            )
            differences = rebuild()
        active = Account.objects.filter(reached="activated").count()
        transaction.set_rollback(True)

    assert Counter({measure: number for measure, number in total.items() if number}) == behind
    assert total["activated"] == active <= total["listed"] == 7
    assert differences == 0
