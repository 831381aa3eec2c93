"""What happened, and what it adds up to."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from bacung.areas.models import Area
from bacung.core.merging.doors import DoorState, reduce_visits
from bacung.core.merging.people import PersonState
from bacung.core.merging.visits import VisitFact
from bacung.core.presence.history import History, history_of
from bacung.ground import bulk, clock
from bacung.ground.permissions import Viewer, within
from bacung.ground.recording import remembered
from bacung.ground.vault import open_text
from bacung.visits.convert import EVENT, NOTE, OUTCOME, RECORDED_AT, facts_by_household
from bacung.visits.models import Event, Note, PersonOutcome

Visited = tuple[DoorState, list[VisitFact]]
"""What the visits to a household add up to, and these visits."""


def events(viewer: Viewer) -> QuerySet[Event]:
    """The visits this viewer may see, newest first."""
    return Event.objects.filter(within(viewer, "commune")).order_by("-occurred_at", "-recorded_at")


def live_events(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Those of the events that count: neither withdrawn nor replaced, and no mere withdrawal."""
    return rows.filter(voided_by=None).exclude(outcome="void")


def of_evening(viewer: Viewer, on: date | None = None, commune: Area | None = None) -> QuerySet[Event]:
    """The visits of a Vietnamese day and a commune, withdrawals left out as they say nothing of a door."""
    rows = (
        events(viewer)
        .exclude(outcome="void")
        .select_related("commune", "drive", "round", "household__hamlet")
    )
    if on:
        begins = datetime.combine(on, time(), clock.VIETNAM)
        rows = rows.filter(occurred_at__gte=begins, occurred_at__lt=begins + timedelta(days=1))
    return rows.filter(commune=commune) if commune else rows


def note_of(event: Event) -> str:
    """The free words beside a visit, opened; empty where there are none or they were erased."""
    note = Note.objects.filter(event=event).first()
    return open_text(bytes(note.sealed), NOTE) if note else ""


def facts_of(
    drive_id: int, household_ids: Collection[int], known_at: datetime | None = None
) -> dict[int, list[VisitFact]]:
    """The visit facts of these households in a drive, all or those written down by a moment."""
    rows = bulk.read(Event, EVENT, drive=drive_id, household=household_ids)
    if known_at:
        rows = [row for row in rows if row[RECORDED_AT] <= known_at]
    told = bulk.read(PersonOutcome, OUTCOME, event=[row[0] for row in rows])
    return facts_by_household(rows, told)


def door_states(drive_id: int, household_ids: Collection[int]) -> dict[int, DoorState]:
    """What the visits to each household add up to; households never visited are left out."""
    return {key: state for key, (state, _) in _visited(drive_id, household_ids).items()}


def histories(drive_id: int, household_ids: Collection[int]) -> dict[int, History]:
    """When each household was found home or not; households never visited are left out."""
    return {key: history_of(facts) for key, (_, facts) in _visited(drive_id, household_ids).items()}


def _visited(drive_id: int, household_ids: Collection[int]) -> dict[int, Visited]:
    known = _doors(drive_id)
    unknown = [key for key in household_ids if key not in known]
    facts = facts_of(drive_id, unknown)
    known |= {key: (reduce_visits(facts[key]), facts[key]) if key in facts else None for key in unknown}
    return {key: visited for key in household_ids if (visited := known[key])}


def forget_doors(drive_id: int, household_ids: Collection[int]) -> None:
    """Something was recorded of these households: what their visits add up to is worked out anew."""
    known = _doors(drive_id)
    for key in household_ids:
        known.pop(key, None)


def _doors(drive_id: int) -> dict[int, Visited | None]:
    return remembered(f"visits.doors {drive_id}")


def person_states(drive_id: int, homes: Mapping[int, int]) -> dict[int, PersonState]:
    """What the visits say of each person, by the household each lives in; people of whom nothing is known are
    left out.
    """
    states = door_states(drive_id, set(homes.values()))
    found = {key: states[home].person(str(key)) for key, home in homes.items() if home in states}
    return {key: state for key, state in found.items() if state is not None}
