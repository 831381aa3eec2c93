"""What fieldsync does with news from upstream: let count what waited, and tell the phones."""

from bacung.fieldsync.actions.echoing import echo_visits
from bacung.fieldsync.actions.follow import send_anew
from bacung.fieldsync.actions.found import note_settled
from bacung.intake.events import FoundSettled
from bacung.rounds.events import RoundReplanned
from bacung.visits.events import VisitsRecorded


def on_found(event: FoundSettled) -> None:
    """Who was met at doors is known now, or was left out."""
    note_settled(event.row_ids)


def on_visits(event: VisitsRecorded) -> None:
    """What was written down at the office, the phones out there should know."""
    echo_visits(event.office_ids)


def on_replanned(event: RoundReplanned) -> None:
    """Phones of pairs that have other doors now load their evening anew."""
    send_anew(event.round_id, event.pair_numbers)
