"""What the ledger does with news from upstream."""

from uuid import UUID

from bacung.core.lifecycle.entries import Kind
from bacung.ground import bulk
from bacung.ground.permissions import CONSOLE
from bacung.intake.events import RowsAccepted
from bacung.ledger.actions import NewEntry, record_entries, void_entries
from bacung.visits.events import VisitsRecorded
from bacung.visits.models import Event, PersonOutcome

_SAID: dict[str, Kind] = {"activated": "activated", "already_active": "activated", "collected": "collected"}


def on_visits(event: VisitsRecorded) -> None:
    """What was activated or collected at a door is declared at once; a withdrawn visit withdraws it."""
    visits = {
        key: (occurred_at, voids)
        for key, occurred_at, voids in bulk.read(Event, ("pk", "occurred_at", "voids"), pk=event.event_ids)
    }
    outcomes = bulk.read(
        PersonOutcome, ("event", "person", "outcome"), event=event.event_ids, outcome=tuple(_SAID)
    )
    record_entries(
        CONSOLE,
        [
            NewEntry(person, _SAID[outcome], visits[key][0], "visit", "declared", _evidence(key))
            for key, person, outcome in outcomes
        ],
    )
    voided = [_evidence(voids) for _, voids in visits.values() if voids]
    if voided:
        void_entries(CONSOLE, voided)


def _evidence(visit: str) -> str:
    return f"visit:{UUID(visit)}"


def on_rows(event: RowsAccepted) -> None:
    """What the commune's own list says of its people's accounts is declared."""
    record_entries(
        CONSOLE,
        [
            NewEntry(claim.person_id, claim.kind, claim.occurred_at, "list", "declared", claim.evidence)  # type: ignore[arg-type]  # intake says only these
            for claim in event.claims
        ],
    )
