"""From doors as the database holds them to the problem `core.routing` plans."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bacung.areas.models import Hamlet, Station
from bacung.core.merging.knocking import DEFAULT_CAP
from bacung.core.routing import house_numbers
from bacung.core.routing.hours import Hour
from bacung.core.routing.problem import Door as PlannedDoor
from bacung.core.routing.problem import Hamlet as PlannedHamlet
from bacung.core.routing.problem import Pair as PlannedPair
from bacung.core.routing.problem import Place, Problem, Span
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.registry.models import Household
from bacung.rounds.models import Door

if TYPE_CHECKING:
    from bacung.rounds.presence import Known

AT_THE_DOOR = 4
"""Minutes a knock takes whoever opens; and for each person to be helped: `EACH_PERSON`. A planning assumption
(a cooperative activation takes ten to fifteen minutes): visits do not tell how long they took."""
EACH_PERSON = 8
EARLY, LATE = timedelta(minutes=10), timedelta(minutes=30)
"""Around a promised hour, this is when a knock keeps the promise."""


@dataclass(frozen=True)
class NewPair:
    """Two members who walk together this evening, and who from the hamlet goes with them."""

    walker_ids: tuple[int, ...] = ()
    companion: str = ""
    has_kit: bool = False
    mode: str = "foot"
    begins: time | None = None  # None: the drive's evening
    ends: time | None = None


def hour(moment: time) -> Hour:
    """A wall-clock time as the planner counts it."""
    return Hour.of(f"{moment:%H:%M}")


def problem_of(
    drive: Drive,
    on: date,
    doors: Sequence[Door],
    hamlets: Iterable[Hamlet],
    pairs: Sequence[NewPair],
    station: Station | None = None,
    known: "Known | None" = None,
) -> Problem:
    """Everything tonight's plan rests on: keys and hours, no name and no number of anybody.

    `known`: what visits have taught and which first knocks are due; without it, what is assumed, and none.
    """
    from bacung.rounds.presence import Known, evening_of, prizes_of, rest_of

    in_order = list(hamlets)
    what = known or Known()
    hours = [hours_of(pair, drive) for pair in pairs] or [(drive.evening_from, drive.evening_to)]
    evening = evening_of(on, [begins for begins, _ in hours], [ends for _, ends in hours])
    prizes = prizes_of(what, doors, evening)
    start = start_of(in_order, station)
    return Problem(
        day=on,
        quiet=Span(begins=hour(drive.quiet_from), ends=hour(drive.quiet_to)),
        pairs=tuple(
            PlannedPair(
                id=str(number),
                begins=hour(hours[number - 1][0]),
                ends=hour(hours[number - 1][1]),
                start=start,
                mode=pair.mode,
                skills=frozenset({"kit"} if pair.has_kit else ()),
            )
            for number, pair in enumerate(pairs, start=1)
        ),
        doors=tuple(
            _door(door, drive, on, prize, rest_of(door, on), door.household_id in what.due)
            for door, prize in zip(doors, prizes, strict=True)
        ),
        hamlets=tuple(
            PlannedHamlet(name=str(hamlet.pk), lat=hamlet.latitude, lon=hamlet.longitude)
            for hamlet in in_order
        ),
        max_knocks=drive.knock_cap or DEFAULT_CAP,
        prizes_from=Hour(evening.begins),
    )


def without_addresses(problem: Problem) -> Problem:
    """The problem with each house number as its rank in the hamlet, which is all a plan takes from it."""
    there: dict[str, set[house_numbers.Key]] = defaultdict(set)
    for door in problem.doors:
        there[door.place.hamlet].add(house_numbers.order(door.place.number))
    ranks = {
        (hamlet, key): str(rank) for hamlet, keys in there.items() for rank, key in enumerate(sorted(keys), 1)
    }

    def unnamed(place: Place) -> Place:
        if not any(map(str.isalnum, place.number)):
            return place  # of no number, sorted behind all others
        return replace(place, number=ranks[place.hamlet, house_numbers.order(place.number)])

    return replace(problem, doors=tuple(replace(door, place=unnamed(door.place)) for door in problem.doors))


def hours_of(pair: NewPair, drive: Drive) -> tuple[time, time]:
    """When a pair sets out and is back: its own hours, or those of the drive's evenings."""
    return pair.begins or drive.evening_from, pair.ends or drive.evening_to


def minutes_of(begins: time, ends: time) -> float:
    """How long a pair walks."""
    return (hour(ends) - hour(begins)) / 60


def start_of(hamlets: Sequence[Hamlet], station: Station | None) -> Place:
    """Pairs set out from the station; where its point is not known, it is taken to stand in the commune's
    first hamlet.
    """
    first = hamlets[0] if hamlets else None
    known = station if station and station.latitude is not None else first
    if known is None:
        return Place()
    return Place(lat=known.latitude, lon=known.longitude, hamlet=str(first.pk) if first else "")


def _door(
    door: Door, drive: Drive, on: date, prize: tuple[float, ...], rest: date | None, due: bool
) -> PlannedDoor:
    home: Household = door.household
    promised = _promised(door.promise_at, drive, on)
    return PlannedDoor(
        id=str(home.pk),
        place=Place(
            lat=home.latitude,
            lon=home.longitude,
            hamlet=str(door.hamlet_id or ""),
            number=home.address or home.label,
        ),
        service_minutes=AT_THE_DOOR + EACH_PERSON * door.persons_left,
        prize=prize,
        persons_left=door.persons_left,
        knocks=door.knocks,
        max_knocks=home.knock_cap,
        first_knock_due=due,
        promise=promised,
        not_before=hour(home.not_before) if home.not_before else None,
        rests_until=rest,
        do_not_visit=door.never or home.never,
    )


def _promised(promise: datetime | None, drive: Drive, on: date) -> Span | None:
    """The window that keeps a promise made for this evening, as far as it lies outside the quiet hours."""
    if promise is None or clock.local(promise).date() != on:
        return None
    at = clock.local(promise)
    begins = max((at - EARLY).time(), drive.quiet_to)
    ends = min((at + LATE).time(), drive.quiet_from)
    return Span(begins=hour(begins), ends=hour(ends)) if begins < ends else None


def moment(on: date, at: Hour) -> datetime:
    """A planner's hour as an instant."""
    midnight = datetime.combine(on, time(), clock.VIETNAM)
    return midnight + timedelta(seconds=int(at))
