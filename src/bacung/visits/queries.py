"""What happened, and what it adds up to."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from bacung.core.merging.doors import DoorState, reduce_visits
from bacung.core.merging.people import PersonState
from bacung.core.merging.visits import VisitFact
from bacung.ground.permissions import Viewer, within
from bacung.registry.models import Person
from bacung.visits.convert import facts_by_household
from bacung.visits.models import Event, PersonOutcome


def events(viewer: Viewer) -> QuerySet[Event]:
    """The visits this viewer may see, newest first."""
    return Event.objects.filter(within(viewer, "commune")).order_by("-occurred_at", "-recorded_at")


def facts_of(
    drive_id: int, household_ids: Collection[int], known_at: datetime | None = None
) -> dict[int, list[VisitFact]]:
    """The visit facts of these households in a drive, all or those written down by a moment."""
    known = Q(recorded_at__lte=known_at) if known_at else Q()
    rows = Event.objects.filter(known, drive=drive_id, household__in=household_ids)
    outcomes = PersonOutcome.objects.filter(event__in=rows.values("pk"))
    return facts_by_household(rows, outcomes)


def door_states(drive_id: int, household_ids: Collection[int]) -> dict[int, DoorState]:
    """What the visits to each household add up to; households never visited are left out."""
    return {key: reduce_visits(facts) for key, facts in facts_of(drive_id, household_ids).items()}


def person_states(drive_id: int, person_ids: Collection[int]) -> dict[int, PersonState]:
    """What the visits say of each person; people of whom nothing is known are left out."""
    homes = dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "household_id"))
    states = door_states(drive_id, set(homes.values()))
    found = {key: states[home].person(str(key)) for key, home in homes.items() if home in states}
    return {key: state for key, state in found.items() if state is not None}
