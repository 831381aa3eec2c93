"""What is known when an evening is planned: what the visits have taught, who lives where, which first knocks
are due.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from bacung.areas.models import Area
from bacung.core.routing.firsts import Due, Time, due_tonight
from bacung.core.routing.firsts import Known as Seen
from bacung.core.routing.hours import Hour
from bacung.core.routing.plan import Why
from bacung.drives.models import Drive
from bacung.ground import bulk
from bacung.registry.models import Person
from bacung.rounds.convert import AT_THE_DOOR, EACH_PERSON, NewPair, hours_of, minutes_of
from bacung.rounds.models import Door, Learnt, Pair, Round, Stop
from bacung.rounds.queries import given_evenings

if TYPE_CHECKING:
    from bacung.core.presence.knowledge import Knowledge
    from bacung.rounds.presence import Known

LOOKED_BACK = timedelta(days=28)
"""Rounds of this time tell on which days of the week one walks, and how many doors a pair reaches."""
BETWEEN_DOORS = 5
"""Minutes from door to door, as assumed before a round was walked."""


def knowledge_of(drive: Drive) -> "Knowledge":
    """What the visits of a drive have taught, or what is assumed as long as nothing was fitted."""
    from bacung.core.presence.knowledge import Knowledge, assumptions

    found = Learnt.objects.filter(drive=drive).first()
    return Knowledge.from_json(found.parameters) if found else assumptions()


def known(drive: Drive, commune: Area, on: date, doors: Sequence[Door], pairs: Sequence[NewPair]) -> "Known":
    """Everything an evening's problem rests on besides its doors."""
    from bacung.core.presence.homes import assumed
    from bacung.rounds.presence import Known

    people = Person.admitted.filter(commune=commune).values_list("household").annotate(Count("pk"))
    due = first_knocks(drive, commune, on, doors, pairs, given_evenings(drive, commune))
    knowledge, notes = knowledge_of(drive), due.notes
    if knowledge.homes == assumed():
        notes += (Why(code="presence-assumed", facts={"visits": knowledge.visits}),)
    return Known(knowledge, dict(people), frozenset(map(int, due.doors)), notes)


def first_knocks(
    drive: Drive,
    commune: Area,
    on: date,
    doors: Sequence[Door],
    pairs: Sequence[NewPair],
    given: Mapping[int, date] | None = None,
) -> Due:
    """Whose first knock is due tonight; `given`: the evenings a plan for the whole commune gave."""
    asked = [
        Seen(
            str(door.household_id),
            str(door.hamlet_id or ""),
            door.knocks,
            (given or {}).get(door.household_id),
        )
        for door in doors
        if door.persons_left and not (door.never or door.household.never)
    ]
    return due_tonight(asked, _evenings(drive, commune, on, asked, doors, pairs))


Teller = Callable[[Door, Hour], list[dict[str, object]]]
"""For a door and an hour: why, as a stop keeps it."""


def teller(round_: Round, households: Sequence[int]) -> Teller:
    """For a stop of this round: what presence says of a door at an hour."""
    from bacung.rounds.presence import Known, because_of, evening_of

    people = bulk.read(Person, ("pk", "household"), household=list(households))
    living: dict[int, int] = {}
    for _, home in people:
        living[home] = living.get(home, 0) + 1
    what = Known(knowledge_of(round_.drive), living)
    walking = round_.pairs.values_list("begins", "ends")
    evening = evening_of(round_.on, [begins for begins, _ in walking], [ends for _, ends in walking])
    return lambda door, at: because_of(what, door, evening, at)


def _evenings(
    drive: Drive,
    commune: Area,
    on: date,
    asked: Sequence[Seen],
    doors: Sequence[Door],
    pairs: Sequence[NewPair],
) -> list[Time]:
    """Tonight and the evenings on which one will walk until the date, each with as many doors as tonight.

    One walks on the days of the week on which one has walked lately; before anybody has, on any.
    """
    last = Round.objects.filter(
        drive=drive, commune=commune, state="walked", on__lt=on, on__gte=on - LOOKED_BACK
    )
    days = {each.weekday() for each in last.values_list("on", flat=True)}
    tonight = round(_doors_for_a_pair(last, drive, asked, doors, pairs) * len(pairs))
    span = max(0, (drive.first_knock_by - on).days + 1)
    later = (on + timedelta(days=at) for at in range(1, span))
    return [
        Time(day, tonight)
        for day in ([on] if span else []) + [day for day in later if not days or day.weekday() in days]
    ]


def _doors_for_a_pair(
    last: QuerySet[Round],
    drive: Drive,
    asked: Sequence[Seen],
    doors: Sequence[Door],
    pairs: Sequence[NewPair],
) -> float:
    """Doors on a pair's way in the rounds walked lately; before them, its minutes through those of a door."""
    walked = Pair.objects.filter(round__in=last).count()
    if walked:
        return max(1.0, Stop.objects.filter(pair__round__in=last, dropped_at=None).count() / walked)
    minutes = sum(minutes_of(*hours_of(pair, drive)) for pair in pairs) / max(1, len(pairs))
    people = sum(door.persons_left for door in doors if door.persons_left) / max(1, len(asked))
    return max(1.0, minutes / (AT_THE_DOOR + EACH_PERSON * people + BETWEEN_DOORS))
