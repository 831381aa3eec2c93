"""What the board does with news from upstream: count again."""

from collections.abc import Collection

from bacung.board.actions import count_admission, rebuild, recount
from bacung.board.jobs import REBUILD
from bacung.drives.events import DriveAreasChanged, DriveChanged
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.jobs import enqueue
from bacung.ground.permissions import CONSOLE
from bacung.ground.recording import follow_once
from bacung.ledger.events import AccountsMoved
from bacung.registry.events import AdmissionOpened, PeopleChanged, PeopleStaged
from bacung.registry.models import Person
from bacung.visits.events import VisitsRecorded

AT_ONCE = 2000
"""So many people are counted again while one waits."""


def on_staged(event: PeopleStaged) -> None:
    """People under an unopened admission get their standing; no counter moves yet."""
    recount(event.person_ids, clock.now())


def on_opened(event: AdmissionOpened) -> None:
    """Everybody of the admission counts."""
    count_admission(event.admission_id, event.at)


def on_people(event: PeopleChanged | AccountsMoved | VisitsRecorded) -> None:
    """These people may count as something else now; however often one recording says so, they are counted
    once.
    """
    follow_once(_recount_now, event.person_ids)


def _recount_now(person_ids: Collection[int]) -> None:
    recount(person_ids, clock.now())


def on_drive(event: DriveChanged | DriveAreasChanged) -> None:
    """Under another rule or in other areas a drive is counted again; a large one in the background."""
    drive = Drive.objects.get(pk=event.drive_id)
    counted = Person.admitted.filter(commune__in=drive.places.values("commune"))
    if counted.count() <= AT_ONCE:
        rebuild(drive)
    else:
        enqueue(REBUILD, CONSOLE, drive=drive.pk)
