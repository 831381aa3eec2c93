"""Doors as `core.presence` sees them, and what it answers as a plan and a stop hold it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bacung.core.presence.history import STATUSES, from_json
from bacung.core.presence.homes import Home
from bacung.core.presence.knowledge import Knowledge, assumptions
from bacung.core.presence.slots import HALF_HOUR
from bacung.core.presence.worth import (
    Evening,
    Knock,
    at_drawn_hour,
    because,
    drawn_half_hour,
    rests_until,
    worth,
)
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Why
from bacung.ground import clock
from bacung.rounds.models import Door

KEPT = 0.9
"""The share of promised hours at which somebody is there, as assumed."""


@dataclass(frozen=True)
class Known:
    """What planning knows besides the doors themselves.

    people: how many live in a household, where known; due: the households whose first knock is due tonight;
    notes: what is to be said of that.
    """

    knowledge: Knowledge = field(default_factory=assumptions)
    people: Mapping[int, int] = field(default_factory=dict)
    due: frozenset[int] = frozenset()
    notes: tuple[Why, ...] = ()


def evening_of(on: date, begins: Sequence[time], ends: Sequence[time]) -> Evening:
    """The half hours in which somebody walks, from the first full or half hour on."""
    first, last = min(map(_second, begins)), max(map(_second, ends))
    first -= first % HALF_HOUR
    return Evening(on, first, max(1, -(-(last - first) // HALF_HOUR)))


def prizes_of(known: Known, doors: Sequence[Door], evening: Evening) -> list[tuple[float, ...]]:
    """What a knock at each door is worth, by the half hour."""
    rows = worth(known.knowledge, [_knock(known, door) for door in doors], evening)
    for at, door in enumerate(doors):
        if _promised(door, evening):
            rows[at] = rows[at].max() * KEPT
        elif (half_hour := drawn_of(door, evening)) is not None:
            rows[at] = at_drawn_hour(rows[at], half_hour)
    return [tuple(row) for row in rows.round(4).tolist()]


def rest_of(door: Door, on: date) -> date | None:
    """The first day on which one may knock here again, if it is later than `on`: for a promise, or after a
    no; a promised hour ends the rest.
    """
    refused = door.history.get("refused_on")
    until = rests_until(date.fromisoformat(refused) if refused else None)
    if door.promise_at:
        until = clock.local(door.promise_at).date()
    return until if until and until > on else None


def drawn_of(door: Door, evening: Evening) -> int | None:
    """The half hour drawn for this door's knock, for one revisit in ten; first knocks, promises and wished
    hours are never drawn.
    """
    if not door.knocks or door.promise_at or door.household.not_before:
        return None
    return drawn_half_hour(str(door.household_id), evening)


def because_of(known: Known, door: Door, evening: Evening, at: Hour) -> list[dict[str, object]]:
    """Why this door at this hour, as a stop keeps it: codes with their facts."""
    told: list[dict[str, object]] = []
    drawn = drawn_of(door, evening)
    if drawn is not None and (at - evening.begins) // HALF_HOUR == drawn:
        told.append({"code": "explores", "at": str(Hour(evening.begins + drawn * HALF_HOUR))})
    for reason in because(known.knowledge, _knock(known, door), evening, int(at)):
        told.append({"code": reason.code, **reason.facts})
    return told


def helped_at_the_door(step: str, reason: str) -> bool:
    """Whether a knock can bring somebody on: not who awaits approval, is away or locked out, or whose account
    is there and who has no smartphone.
    """
    without = reason == "NO_SMARTPHONE" and step == "collect"
    return step != "approve" and (reason not in STATUSES or without)


def _knock(known: Known, door: Door) -> Knock:
    people = sum(helped_at_the_door(step, reason) for step, reason in door.left.values())
    home = Home(str(door.commune_id), known.people.get(door.household_id), from_json(door.history))
    return Knock(str(door.household_id), home, people)


def _promised(door: Door, evening: Evening) -> bool:
    return door.promise_at is not None and clock.local(door.promise_at).date() == evening.day


def _second(at: time) -> int:
    moment = datetime.combine(date.min, at)
    return moment.hour * 3600 + moment.minute * 60 + moment.second
