"""Publishing: the draft becomes stays, and who goes there may walk there for those days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.change import locked
from bacung.postings.actions.muster import refuse_stranger
from bacung.postings.duties import Duty, Group, duties_of, groups_of, wave_span, weekend_span
from bacung.postings.models import Assignment, Muster, Posting
from bacung.postings.queries.called import has_begun, published
from bacung.postings.queries.changes import changes_of
from bacung.staff.actions import end_days, grant_for_days

DAY_AFTER = timedelta(days=1)
"""Walkers may still enter what happened on the last evening."""


@dataclass(frozen=True)
class Published:
    """How many stays are new, how many changed, how many called off."""

    new: int
    changed: int
    called_off: int


def publish(viewer: Viewer, muster: Muster) -> Published:
    """Let the draft hold: stays that have begun are left alone. Refuses `postings.nothing-to-publish`."""
    refuse_stranger(viewer, muster)
    with transaction.atomic():
        held = locked(muster)
        if not (duties_of(held) or groups_of(held)):
            raise Problem("postings.nothing-to-publish")
        told = _publish_weekends(viewer, held) if held.kind == "weekends" else _publish_wave(viewer, held)
        Muster.objects.filter(pk=held.pk).update(state="published", published_at=clock.now())
        audit.record(
            "postings.publish", viewer, muster=held.pk, joined=told.new + told.changed, left=told.called_off
        )
    return told


def _publish_weekends(viewer: Viewer, muster: Muster) -> Published:
    now = clock.now()
    stays = {
        (clock.local(each.begins_at).date(), each.commune_id): each
        for each in published(muster)
        if each.begins_at > now
    }
    drafted = {duty.cell: duty for duty in duties_of(muster) if not has_begun(duty.friday, now)}
    changed = changes_of(muster)
    for cell, stay in stays.items():
        if cell not in drafted:
            call_off(viewer, stay, _("no longer in the rota"))
        else:
            _set(viewer, stay, drafted[cell])
    fresh = [duty for cell, duty in drafted.items() if cell not in stays]
    _open(viewer, muster, fresh)
    gone = len(stays.keys() - drafted.keys())
    return Published(len(fresh), len(changed) - len(fresh) - gone, gone)


def _open(viewer: Viewer, muster: Muster, duties: Sequence[Duty]) -> None:
    communes = _communes(muster)
    made = Posting.objects.bulk_create(
        Posting(
            muster=muster,
            commune=communes[duty.commune_id],
            unit_id=duty.unit_id,
            begins_at=weekend_span(duty.friday)[0],
            ends_at=weekend_span(duty.friday)[1],
            set_by_hand=duty.by_hand,
            kept_because=duty.because,
        )
        for duty in duties
    )
    assign(
        viewer,
        [
            (stay, key, key == duty.leader_id)
            for stay, duty in zip(made, duties, strict=True)
            for key in duty.member_ids
        ],
    )


def _set(viewer: Viewer, stay: Posting, duty: Duty) -> None:
    Posting.objects.filter(pk=stay.pk).update(
        unit_id=duty.unit_id, set_by_hand=duty.by_hand, kept_because=duty.because
    )
    _set_people(viewer, stay, duty.member_ids, duty.leader_id)


def _set_people(viewer: Viewer, stay: Posting, member_ids: Sequence[int], leader_id: int | None) -> None:
    there = {each.member_id: each for each in stay.assignments.all() if each.released_at is None}
    let_go(viewer, [each for key, each in there.items() if key not in member_ids])
    assign(viewer, [(stay, key, key == leader_id) for key in member_ids if key not in there])
    Assignment.objects.filter(posting=stay, released_at=None).exclude(member=leader_id).update(leads=False)
    Assignment.objects.filter(posting=stay, released_at=None, member=leader_id).update(leads=True)


def _publish_wave(viewer: Viewer, muster: Muster) -> Published:
    stays = {each.commune_id: each for each in published(muster)}
    drafted = {group.commune_id: group for group in groups_of(muster) if group.member_ids}
    changed = changes_of(muster)
    for commune, stay in stays.items():
        if commune not in drafted:
            call_off(viewer, stay, _("no longer in the rota"))
        else:
            group = drafted[commune]
            Posting.objects.filter(pk=stay.pk).update(
                supervisor_id=group.supervisor_id, kept_because=group.because
            )
            _set_people(viewer, stay, group.member_ids, group.leader_id)
    fresh = [group for commune, group in drafted.items() if commune not in stays]
    _open_groups(viewer, muster, fresh)
    gone = len(stays.keys() - drafted.keys())
    return Published(len(fresh), len(changed) - len(fresh) - gone, gone)


def _open_groups(viewer: Viewer, muster: Muster, groups: Sequence[Group]) -> None:
    communes = _communes(muster)
    begins, ends = wave_span(muster)
    made = Posting.objects.bulk_create(
        Posting(
            muster=muster,
            commune=communes[group.commune_id],
            begins_at=begins,
            ends_at=ends,
            supervisor_id=group.supervisor_id,
            kept_because=group.because,
        )
        for group in groups
    )
    assign(
        viewer,
        [
            (stay, key, key == group.leader_id)
            for stay, group in zip(made, groups, strict=True)
            for key in group.member_ids
        ],
    )


def _communes(muster: Muster) -> dict[int, Area]:
    return {host.commune_id: host.commune for host in muster.hosts.select_related("commune")}


# ── Who is on a stay ──────────────────────────────────────────────────────────────────────────────


def assign(viewer: Viewer, people: Sequence[tuple[Posting, int, bool]]) -> None:
    """Put members on stays, (stay, member, leads), each with the right to walk there on these days."""
    rights = grant_for_days(
        viewer,
        [
            (
                key,
                stay.commune,
                clock.local(stay.begins_at).date(),
                clock.local(stay.ends_at).date() + DAY_AFTER,
            )
            for stay, key, _leads in people
        ],
    )
    Assignment.objects.bulk_create(
        Assignment(posting=stay, member_id=key, leads=leads, right=right)
        for (stay, key, leads), right in zip(people, rights, strict=True)
    )


def let_go(viewer: Viewer, assignments: Iterable[Assignment]) -> None:
    """Take members off their stays; it stays on record that they had been on them."""
    gone = list(assignments)
    rights = [each.right for each in gone if each.right]
    Assignment.objects.filter(pk__in=[each.pk for each in gone]).update(
        released_at=clock.now(), leads=False, right=None
    )
    end_days(viewer, rights)


def call_off(viewer: Viewer, stay: Posting, because: str) -> None:
    """A stay does not take place."""
    let_go(viewer, [each for each in stay.assignments.all() if each.released_at is None])
    Posting.objects.filter(pk=stay.pk).update(cancelled_because=because)
