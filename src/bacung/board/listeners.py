"""What the board does with news from upstream: count again."""

from bacung.board.actions import count_admission, recount
from bacung.ledger.events import AccountsMoved
from bacung.registry.events import AdmissionOpened, PeopleChanged, PeopleStaged
from bacung.registry.models import Admission
from bacung.visits.events import VisitsRecorded


def on_staged(event: PeopleStaged) -> None:
    """People under an unopened admission get their standing; no counter moves yet."""
    recount(event.person_ids, Admission.objects.get(pk=event.admission_id).began_at)


def on_opened(event: AdmissionOpened) -> None:
    """Everybody of the admission counts."""
    count_admission(event.admission_id, event.at)


def on_people(event: PeopleChanged | AccountsMoved | VisitsRecorded) -> None:
    """These people may count as something else now."""
    recount(event.person_ids, event.at)
