"""Changing a wave's allocation by hand: every rule is asked first, what breaks one needs a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.change import locked
from bacung.postings.actions.muster import refuse_stranger
from bacung.postings.convert import Called, wave_of
from bacung.postings.duties import Group, draft_of_groups, groups_of
from bacung.postings.models import Muster
from bacung.postings.queries.called import called
from bacung.postings.queries.verdict import Verdict, verdict_on_groups


@dataclass(frozen=True)
class Send:
    """A student goes to a commune; None: to none for now."""

    member_id: int
    commune_id: int | None


@dataclass(frozen=True)
class Care:
    """Who leads a commune's students, and who looks after them."""

    commune_id: int
    leader_id: int | None
    supervisor_id: int | None


WaveChange = Send | Care


def groups_after(rows: Called, groups: Sequence[Group], change: WaveChange) -> list[Group]:
    """The allocation a change would make. Refuses `postings.not-enlisted`, `postings.not-a-duty`,
    `postings.stay-over`.
    """
    if rows.muster.ends_on < clock.today():
        raise Problem("postings.stay-over")
    here = {host.commune_id for host in rows.hosts}
    held = {group.commune_id: group for group in groups}
    made = [held.get(key) or Group(key, ()) for key in [*held, *sorted(here - held.keys())]]
    if change.commune_id is not None and change.commune_id not in here:
        raise Problem("postings.not-a-duty")
    if isinstance(change, Care):
        _refuse_care(rows, change)
        return [
            replace(group, leader_id=change.leader_id, supervisor_id=change.supervisor_id)
            if group.commune_id == change.commune_id
            else group
            for group in made
        ]
    if all(each.member_id != change.member_id for each in rows.enlistments):
        raise Problem("postings.not-enlisted")
    return [_with(_without(group, change.member_id), change) for group in made]


def _refuse_care(rows: Called, change: Care) -> None:
    supervisors = {each.member_id for each in rows.supervisors}
    if change.supervisor_id is not None and change.supervisor_id not in supervisors:
        raise Problem("postings.not-enlisted")
    if change.leader_id is not None and all(each.member_id != change.leader_id for each in rows.enlistments):
        raise Problem("postings.not-enlisted")


def _without(group: Group, member_id: int) -> Group:
    if member_id not in group.member_ids:
        return group
    return replace(
        group,
        member_ids=tuple(key for key in group.member_ids if key != member_id),
        leader_id=None if group.leader_id == member_id else group.leader_id,
        by_hand=group.by_hand - {member_id},
    )


def _with(group: Group, change: Send) -> Group:
    if group.commune_id != change.commune_id:
        return group
    return replace(
        group,
        member_ids=(*group.member_ids, change.member_id),
        by_hand=group.by_hand | {change.member_id},
    )


def verdict_of_wave(muster: Muster, change: WaveChange) -> Verdict:
    """What every rule says of a change, nothing saved. Refuses as `groups_after`."""
    rows, groups = called(muster), groups_of(muster)
    return verdict_on_groups(wave_of(rows), groups, groups_after(rows, groups, change))


def change_wave(viewer: Viewer, muster: Muster, change: WaveChange, because: str = "") -> Verdict:
    """Make a change in the draft; the next plan leaves a student placed by hand where they are.

    Refuses as `groups_after`, and `postings.reason-needed`.
    """
    refuse_stranger(viewer, muster)
    with transaction.atomic():
        held = locked(muster)
        rows, groups = called(held), groups_of(held)
        after = groups_after(rows, groups, change)
        said = verdict_on_groups(wave_of(rows), groups, after)
        broken = sorted({breach.rule for breach in said.breaks})
        if broken and not because.strip():
            raise Problem("postings.reason-needed")
        if broken and change.commune_id is not None:
            after = [
                replace(group, because=because.strip()) if group.commune_id == change.commune_id else group
                for group in after
            ]
        Muster.objects.filter(pk=held.pk).update(draft=draft_of_groups(after))
        audit.record("postings.change", viewer, muster=muster.pk, code=broken or "")
    return said
