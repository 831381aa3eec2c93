"""Counting people again after news: standings and counters move in the transaction of the fact itself."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from bacung.board.actions import tallies
from bacung.board.convert import Counted, Known, count_all, known_now
from bacung.board.models import Standing
from bacung.core.coverage.measures import MEASURES
from bacung.drives.models import Drive
from bacung.drives.queries import covering
from bacung.ground import bulk, clock
from bacung.ground.recording import recording
from bacung.ledger.convert import added
from bacung.ledger.models import Account
from bacung.registry.models import Admission, Person
from bacung.rounds.actions import set_people_left
from bacung.visits.queries import person_states

_HERE_AND_MEANT, _COLLECTED, _APPROVED = (
    1 << MEASURES.index(name) for name in ("eligible_present", "collected", "approved")
)


@recording()
def recount(person_ids: Collection[int], at: datetime) -> None:
    """What these people count as from `at` on, in every drive that covers them or did.

    Those whose admission is not open yet count in nothing; what becomes known of them until then is known of
    them from its beginning.
    """
    everybody = known_now(person_ids)
    communes = {known.commune_id for known in everybody}
    drives = {drive.pk: drive for commune in communes for drive in covering(commune)}
    held_in = Standing.objects.filter(person__in=person_ids, until=None).values("drive")
    drives |= {drive.pk: drive for drive in Drive.objects.filter(pk__in=held_in)}
    for _, drive in sorted(drives.items()):
        _recount_in(drive, everybody, at)


def _recount_in(drive: Drive, everybody: list[Known], at: datetime) -> None:
    keys = [known.person_id for known in everybody]
    meant = set(drive.places.values_list("commune_id", flat=True))
    now = count_all(
        (known for known in everybody if known.commune_id in meant),
        drive.who_counts,
        {row.person_id: added(row) for row in Account.objects.filter(person__in=keys)},
        person_states(drive.pk, keys),
    )
    held = {row.person_id: row for row in Standing.objects.filter(drive=drive, person__in=keys, until=None)}
    waiting = {known.person_id: known.waiting_since for known in everybody if known.waiting_since}
    deltas: tallies.Deltas = Counter()
    closed, rewritten, opened = [], [], []
    for key in keys:
        before, after = _of(held.get(key)), now.get(key)
        if before == after:
            continue
        moment = waiting.get(key) or _not_before(held.get(key), at)
        if key not in waiting:
            if before:
                tallies.add(deltas, before, -1)
            if after:
                tallies.add(deltas, after, +1)
        if before and held[key].since == moment and after:
            rewritten.append(_write(held[key], after))
            continue
        if before:
            held[key].until = moment
            closed.append(held[key])
        if after:
            opened.append(_write(Standing(drive=drive, person_id=key, since=moment), after))
    bulk.update(closed, ("until",))
    bulk.update(rewritten, ("commune", "hamlet", "mask", "left"))
    bulk.insert(opened)
    tallies.move(drive, clock.local(at).date(), deltas)
    doors_follow(drive, {known.household_id for known in everybody})


def _not_before(row: Standing | None, at: datetime) -> datetime:
    """A clock that was set back does not make a standing end before it began."""
    return max(at, row.since) if row else at


def _of(row: Standing | None) -> Counted | None:
    return Counted(row.commune_id, row.hamlet_id, row.mask, row.left) if row else None


def _write(row: Standing, counted: Counted) -> Standing:
    row.commune_id, row.hamlet_id = counted.commune_id, counted.hamlet_id
    row.mask, row.left = counted.mask, counted.left
    return row


def doors_follow(drive: Drive, household_ids: Collection[int]) -> None:
    """Behind a door are left those who are meant, here, not active, and have not said no for good."""
    left: dict[int, dict[int, tuple[str, str]]] = {key: {} for key in household_ids}
    homes = dict(Person.objects.filter(household__in=household_ids).values_list("pk", "household_id"))
    # By person, where a standing is found at once; by household the whole drive would be gone through.
    rows = (
        Standing.objects.filter(drive=drive, person__in=homes, until=None, left__gt="")
        .exclude(left="REFUSES")
        .order_by("person")
        .values_list("person", "mask", "left")
    )
    for person, mask, reason in rows:
        if mask & _HERE_AND_MEANT:
            left[homes[person]][person] = (_step(mask), reason)
    set_people_left(drive, left)


def _step(mask: int) -> str:
    """What is still to do for somebody who is not active."""
    if mask & _APPROVED:
        return "activate"
    return "approve" if mask & _COLLECTED else "collect"


def count_admission(admission_id: int, at: datetime) -> None:
    """The flip: everybody of an admission enters the counters at once, by one grouped count."""
    admission = Admission.objects.get(pk=admission_id)
    since = admission.counts_from
    standings = Standing.objects.filter(person__admission=admission, until=None)
    if since != admission.began_at:
        standings.update(since=since)
    for drive in covering(admission.commune_id):
        deltas: tallies.Deltas = Counter()
        groups = standings.filter(drive=drive).values_list("commune", "hamlet", "mask", "left")
        for commune, hamlet, mask, left, people in groups.annotate(people=Count("pk")):
            tallies.add(deltas, Counted(commune, hamlet, mask, left), people)
        tallies.move(drive, clock.local(since).date(), deltas)
