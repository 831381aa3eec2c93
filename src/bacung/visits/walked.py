"""A round as planned against the visits that were told of it, pair by pair."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from bacung.core.routing.following import Followed, followed
from bacung.ground import clock
from bacung.rounds.models import Round
from bacung.rounds.queries import PairSeen, StopSeen, heads_of, pairs_seen
from bacung.visits.models import Event, PersonOutcome
from bacung.visits.queries import live_events


@dataclass(frozen=True)
class DoorWalked:
    """A planned door, and the knock it got: its place in the order walked, when, and how it ended."""

    seen: StopSeen
    order: int | None
    event: Event | None
    minutes: int | None  # later than planned; earlier is negative
    kept_promise: bool | None  # None: nothing was promised


@dataclass(frozen=True)
class PairWalked:
    """A pair's evening: its doors by plan, knocks beside the way, and what it adds up to."""

    pair: PairSeen
    doors: tuple[DoorWalked, ...]
    beside: tuple[tuple[Event, str], ...]
    followed: Followed
    outcomes: tuple[tuple[str, int], ...]
    activated: int
    promises: int
    promises_kept: int


def pairs_walked(round_: Round) -> list[PairWalked]:
    """Every pair of the round. Of several knocks at one door the first counts for the order."""
    rows = live_events(Event.objects.filter(round=round_)).order_by("occurred_at", "recorded_at")
    events = list(rows.select_related("household__hamlet"))
    told = PersonOutcome.objects.filter(event__in=events, outcome="activated")
    activated = Counter(told.values_list("event", flat=True))
    heads = heads_of({event.household_id for event in events})
    found = []
    for pair in pairs_seen(round_):
        own = [event for event in events if event.pair_number in (pair.pair.number, None)]
        found.append(_pair(pair, own, activated, heads))
    return found


def _pair(
    pair: PairSeen, events: Sequence[Event], activated: Counter[UUID], heads: dict[int, str]
) -> PairWalked:
    stops = {seen.stop.household_id for seen in pair.stops}
    mine = [event for event in events if event.pair_number is not None or event.household_id in stops]
    first: dict[int, Event] = {}
    for event in mine:
        first.setdefault(event.household_id, event)
    order = {home: place for place, home in enumerate(first, start=1)}
    doors = tuple(_door(seen, first, order) for seen in pair.way)
    kept = [door.kept_promise for door in doors if door.kept_promise is not None]
    return PairWalked(
        pair=pair,
        doors=doors,
        beside=tuple((event, heads.get(home, "")) for home, event in first.items() if home not in stops),
        followed=followed(
            [_minutes(door.seen.stop.arrives_at) for door in doors],
            [_minutes(door.event.occurred_at) if door.event else None for door in doors],
        ),
        outcomes=tuple(Counter(event.outcome for event in mine).most_common()),
        activated=sum(activated[event.pk] for event in mine),
        promises=len(kept),
        promises_kept=sum(kept),
    )


def _door(seen: StopSeen, first: dict[int, Event], order: dict[int, int]) -> DoorWalked:
    home = seen.stop.household_id
    event = first.get(home)
    promise = next((why for why in seen.stop.why if why["code"] == "promised"), None)
    kept = _kept(promise, event) if promise else None
    minutes = round(_minutes(event.occurred_at) - _minutes(seen.stop.arrives_at)) if event else None
    return DoorWalked(seen, order.get(home), event, minutes, kept)


def _kept(promise: dict[str, str], event: Event | None) -> bool:
    if event is None:
        return False
    at = clock.local(event.occurred_at).time()
    return time.fromisoformat(promise["from"]) <= at <= time.fromisoformat(promise["to"])


def _minutes(moment: datetime) -> float:
    return moment.timestamp() / 60
