"""Counting people again after news: standings and counters move in the transaction of the fact itself."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from bacung.board.actions import tallies
from bacung.board.convert import Counted, Known, count_all, known_now
from bacung.board.models import Standing
from bacung.core.coverage.measures import MEASURES
from bacung.drives.models import Drive, DriveArea
from bacung.drives.queries import covering
from bacung.ground import bulk, clock
from bacung.ground.recording import recording
from bacung.ledger.queries import accounts_of
from bacung.registry.models import Admission, Person
from bacung.rounds.actions import set_people_left
from bacung.visits.queries import person_states

_HERE_AND_MEANT, _COLLECTED, _APPROVED = (
    1 << MEASURES.index(name) for name in ("eligible_present", "collected", "approved")
)


class _Held(NamedTuple):
    """The standing that somebody has in a drive."""

    key: int
    person_id: int
    since: datetime
    counted: Counted


@recording()
def recount(person_ids: Collection[int], at: datetime) -> None:
    """What these people count as from `at` on, in every drive that covers them or did.

    Those whose admission is not open yet count in nothing; what becomes known of them until then is known of
    them from its beginning.
    """
    everybody = known_now(person_ids)
    held = _held(person_ids)
    meant: dict[int, set[int]] = {key: set() for key in held}
    communes = {known.commune_id for known in everybody}
    for drive, commune in bulk.read(DriveArea, ("drive", "commune"), commune=communes):
        meant.setdefault(drive, set()).add(commune)
    for key, drive in sorted(Drive.objects.in_bulk(meant).items()):
        inside = [known for known in everybody if known.commune_id in meant[key]]
        _recount_in(drive, everybody, inside, held.get(key, {}), at)


def _held(person_ids: Collection[int]) -> dict[int, dict[int, _Held]]:
    """The present standing of each of these people, by drive."""
    names = ("drive", "pk", "person", "since", "commune", "hamlet", "mask", "left")
    held: dict[int, dict[int, _Held]] = {}
    for drive, key, person, since, *counted in bulk.read(Standing, names, person=person_ids, until=None):
        held.setdefault(drive, {})[person] = _Held(key, person, since, Counted(*counted))
    return held


def _recount_in(
    drive: Drive, everybody: list[Known], inside: list[Known], held: Mapping[int, _Held], at: datetime
) -> None:
    """`inside`: those who live in its communes; `held`: what they, and others before, count as in it."""
    now = count_all(
        inside,
        drive.who_counts,
        accounts_of([known.person_id for known in inside]),
        person_states(drive.pk, {known.person_id: known.household_id for known in inside}),
    )
    moved: Counter[Counted] = Counter()
    closed, rewritten, opened = [], [], []
    for known in everybody:
        key, waiting = known.person_id, known.waiting_since
        standing, after = held.get(key), now.get(key)
        before = standing.counted if standing else None
        if before == after:
            continue
        moment = waiting or at
        if standing and not waiting:
            moment = max(at, standing.since)  # a clock set back makes no standing end before it began
        if not waiting:
            moved.subtract([before] if before else ())
            moved.update([after] if after else ())
        if standing and standing.since == moment and after:
            rewritten.append((*after, standing.key))
            continue
        if standing:
            closed.append((moment, standing.key))
        if after:
            opened.append((drive.pk, key, moment, None, *after))
    bulk.update_rows(Standing, ("until",), closed)
    bulk.update_rows(Standing, Counted._fields, rewritten)
    bulk.insert_rows(Standing, ("drive", "person", "since", "until", *Counted._fields), opened)
    tallies.move(drive, clock.local(at).date(), moved)
    doors_follow(drive, {known.household_id for known in everybody}, now)


def doors_follow(
    drive: Drive, household_ids: Collection[int], counted: Mapping[int, Counted] | None = None
) -> None:
    """Behind a door are left those who are meant, here, not active, and have not said no for good.

    `counted`: what some of them are known to count as, who need not be looked up.
    """
    people = sorted(bulk.read(Person, ("pk", "household"), household=household_ids))
    masks = {key: (each.mask, each.left) for key, each in (counted or {}).items()}
    # By person, where a standing is found at once; by household the whole drive would be gone through.
    others = [key for key, _ in people if key not in masks]
    names = ("person", "mask", "left")
    standings = bulk.read(Standing, names, drive=drive.pk, person=others, until=None)
    masks |= {key: (mask, reason) for key, mask, reason in standings}
    left: dict[int, dict[int, tuple[str, str]]] = {key: {} for key in household_ids}
    for person, home in people:
        mask, reason = masks.get(person, (0, ""))
        if reason and reason != "REFUSES" and mask & _HERE_AND_MEANT:
            left[home][person] = (_step(mask), reason)
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
        groups = standings.filter(drive=drive).values_list(*Counted._fields)
        counted = {Counted(*row): people for *row, people in groups.annotate(people=Count("pk"))}
        tallies.move(drive, clock.local(since).date(), counted)
