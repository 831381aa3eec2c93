"""Telling the past again from the facts, and counting where what was kept along the way differs."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from itertools import islice

from django.db.models import Count

from bacung.board.actions import tallies
from bacung.board.actions.recount import doors_follow
from bacung.board.convert import Counted
from bacung.board.history import Interval, past_of
from bacung.board.models import Standing, Tally
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.recording import recording
from bacung.registry.models import Person

CHUNK = 1000
Told = Callable[[int, int], None]


def rebuild(drive: Drive | None = None, *, told: Told = lambda done, total: None) -> int:
    """Put the shadows of one drive, or of all, to what the facts say; in how many places they said otherwise.

    `told` hears how many people are done, of how many.
    """
    drives = [drive] if drive else list(Drive.objects.all())
    total = sum(_people(each).count() for each in drives)
    done = differences = 0
    for each in drives:
        keys = iter(_people(each).values_list("pk", flat=True).iterator())
        while chunk := tuple(islice(keys, CHUNK)):
            differences += _rebuild_standings(each, chunk)
            done += len(chunk)
            told(done, total)
        differences += _rebuild_tallies(each)
    return differences


def _people(drive: Drive):  # type: ignore[no-untyped-def]
    """Everybody who counts in a drive, or ever did."""
    here = Person.admitted.filter(commune__in=drive.places.values("commune"))
    return here.union(Person.admitted.filter(pk__in=Standing.objects.filter(drive=drive).values("person")))


@recording()
def _rebuild_standings(drive: Drive, keys: tuple[int, ...]) -> int:
    past = past_of(drive, keys)
    kept = defaultdict(list)
    for row in Standing.objects.filter(drive=drive, person__in=keys).order_by("since", "pk"):
        counted = Counted(row.commune_id, row.hamlet_id, row.mask, row.left)
        kept[row.person_id].append(Interval(row.since, row.until, counted))
    differences = 0
    for key, person in past.people.items():
        told = past.intervals(person)
        if _joined(kept[key]) != told:
            differences += 1
            Standing.objects.filter(drive=drive, person=key).delete()
            Standing.objects.bulk_create(_row(drive, key, interval) for interval in told)
    doors_follow(drive, {person.household_id for person in past.people.values()})
    return differences


def _joined(intervals: list[Interval]) -> list[Interval]:
    """Neighbours that say the same, joined."""
    found: list[Interval] = []
    for interval in intervals:
        if found and found[-1].until == interval.since and found[-1].counted == interval.counted:
            interval = Interval(found.pop().since, interval.until, interval.counted)
        found.append(interval)
    return found


def _row(drive: Drive, person_id: int, interval: Interval) -> Standing:
    counted = interval.counted
    return Standing(
        drive=drive,
        person_id=person_id,
        commune_id=counted.commune,
        hamlet_id=counted.hamlet,
        mask=counted.mask,
        left=counted.left,
        since=interval.since,
        until=interval.until,
    )


@recording()
def _rebuild_tallies(drive: Drive) -> int:
    told = _added_up(drive)
    kept = tallies.of_drive(drive)
    differences = len(dict(kept.items() ^ told.items()))
    if differences:
        Tally.objects.filter(drive=drive).delete()
        Tally.objects.bulk_create(
            Tally(drive=drive, commune_id=commune, hamlet_id=hamlet, measure=measure, on=on, delta=delta)
            for ((commune, hamlet), measure, on), delta in told.items()
        )
    return differences


def _added_up(drive: Drive) -> dict[tuple[tallies.Place, str, date], int]:
    """The counters as the standings say: all of them at one moment, so that no news comes in between."""
    standings = Standing.objects.filter(drive=drive, person__admission__admitted_at__isnull=False)
    found: Counter[tuple[tallies.Place, str, date]] = Counter()
    for moment, by in (("since", +1), ("until", -1)):
        rows = standings.exclude(**{moment: None}).values_list(moment, "commune", "hamlet", "mask", "left")
        for at, commune, hamlet, mask, left, people in rows.annotate(people=Count("pk")).iterator():
            deltas: tallies.Deltas = Counter()
            tallies.add(deltas, Counted(commune, hamlet, mask, left), by * people)
            on = clock.local(at).date()
            for (place, measure), delta in deltas.items():
                found[place, measure, on] += delta
    return {key: delta for key, delta in found.items() if delta}
