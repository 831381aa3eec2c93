"""What the ledger does with news from upstream."""

from bacung.core.lifecycle.entries import Kind
from bacung.ground.permissions import CONSOLE
from bacung.intake.events import RowsAccepted
from bacung.ledger.actions import NewEntry, record_entries, void_entries
from bacung.visits.events import VisitsRecorded
from bacung.visits.models import Event, PersonOutcome

_SAID: dict[str, Kind] = {"activated": "activated", "already_active": "activated", "collected": "collected"}


def on_visits(event: VisitsRecorded) -> None:
    """What was activated or collected at a door is declared at once; a withdrawn visit withdraws it."""
    outcomes = PersonOutcome.objects.filter(event__in=event.event_ids, outcome__in=_SAID).select_related(
        "event"
    )
    record_entries(
        CONSOLE,
        [
            NewEntry(
                person_id=outcome.person_id,
                kind=_SAID[outcome.outcome],
                occurred_at=outcome.event.occurred_at,
                source="visit",
                mark="declared",
                evidence=f"visit:{outcome.event_id}",
            )
            for outcome in outcomes
        ],
    )
    voided = Event.objects.filter(pk__in=event.event_ids, voids__isnull=False).values_list(
        "voids_id", flat=True
    )
    void_entries(CONSOLE, [f"visit:{key}" for key in voided])


def on_rows(event: RowsAccepted) -> None:
    """What the commune's own list says of its people's accounts is declared."""
    record_entries(
        CONSOLE,
        [
            NewEntry(claim.person_id, claim.kind, claim.occurred_at, "list", "declared", claim.evidence)  # type: ignore[arg-type]  # intake says only these
            for claim in event.claims
        ],
    )
