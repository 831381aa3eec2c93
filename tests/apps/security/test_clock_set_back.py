"""A machine whose clock is set back goes on counting right."""

from datetime import timedelta

from django.db.models import F

from bacung.board.actions import rebuild
from bacung.board.models import Standing
from bacung.board.queries import coverage, people_counted
from bacung.desk.actions import serve, take_back
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.visits.actions import NewOutcome, NewVisit, record_visits
from tests.village import EVENING, Village


def test_a_clock_set_back_ends_no_standing_before_it_began(village: Village) -> None:
    """What is recorded after the clock was set back counts at once, and nobody counts backwards in time."""
    person = village.person("Phan Đình Đức")
    with clock.at(EVENING + timedelta(hours=5)):
        served = serve(CONSOLE, drive=village.drive, person_id=person.pk, service="collected")
    told = (NewOutcome(person.pk, "activated"),)
    with clock.at(EVENING + timedelta(hours=2)):
        record_visits(CONSOLE, village.drive, [NewVisit(person.household_id, "home", EVENING, told)])
        take_back(CONSOLE, served)
    assert not Standing.objects.filter(until__lt=F("since")).exists()
    later = EVENING + timedelta(days=1)
    with clock.at(later):
        for _ in range(2):  # as it was kept along the way, and as it is rebuilt
            counts = coverage(CONSOLE, village.drive).total
            for measure in ("collected", "activated", "listed"):
                assert people_counted(CONSOLE, village.drive, measure).count() == counts[measure]
            assert counts["activated"] == 1
            rebuild(village.drive)
        assert rebuild(village.drive) == 0
