"""Somebody cannot go after all: they are taken off a published stay, and somebody stands in."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.change import IMPOSSIBLE, keep_draft, locked
from bacung.postings.actions.muster import refuse_stranger
from bacung.postings.actions.publish import assign, let_go
from bacung.postings.duties import draft_of_groups, duties_of, groups_of
from bacung.postings.models import Absence, Assignment, Muster, Posting
from bacung.postings.queries.stand_ins import standing_in, with_member
from bacung.postings.queries.verdict import Verdict, placed


def release(
    viewer: Viewer, assignment: Assignment, *, away_until: date | None = None, reason: str = "other"
) -> None:
    """Take a member off a stay at once, with the right to walk there; `away_until`: and note that they
    cannot be sent until that day. Refuses `postings.released-already`, `postings.stay-over`.
    """
    stay = assignment.posting
    refuse_stranger(viewer, stay.muster)
    with transaction.atomic():
        held = locked(stay.muster)
        _refuse_past(assignment)
        _take_off(viewer, held, assignment)
        today = clock.today()
        if away_until and away_until >= today:
            Absence.objects.create(
                member_id=assignment.member_id, begins_on=today, ends_on=away_until, reason=reason
            )
        audit.record("postings.release", viewer, posting=stay.pk, member=assignment.member_id)


def stand_in(
    viewer: Viewer, stay: Posting, member_id: int, because: str = "", *, instead_of: int | None = None
) -> Verdict:
    """Put a member on a published stay of a season, in the place of `instead_of` (an assignment) if said.

    Refuses `postings.not-enlisted`, `postings.reason-needed`, `postings.impossible`, `postings.stay-over`.
    """
    refuse_stranger(viewer, stay.muster)
    return carry_over(viewer, stay, member_id, because, instead_of=instead_of)


def carry_over(
    viewer: Viewer, stay: Posting, member_id: int, because: str, *, instead_of: int | None = None
) -> Verdict:
    """As `stand_in`, for a swap that two members agreed on."""
    with transaction.atomic():
        held = locked(stay.muster)
        if held.kind == "wave":
            raise Problem("postings.not-a-duty")
        if stay.ends_at <= clock.now():
            raise Problem("postings.stay-over")
        leaving = stay.assignments.filter(pk=instead_of, released_at=None).first() if instead_of else None
        said = standing_in(held, stay, member_id, leaving.member_id if leaving else None)
        broken = {breach.rule for breach in said.breaks}
        if not broken.isdisjoint(IMPOSSIBLE):
            raise Problem("postings.impossible")
        if broken and not because.strip():
            raise Problem("postings.reason-needed")
        if leaving:
            _take_off(viewer, held, leaving)
        _put_on(viewer, held, stay, member_id, because.strip() if broken else "")
        audit.record("postings.stand-in", viewer, posting=stay.pk, member=member_id)
    return said


def _refuse_past(assignment: Assignment) -> None:
    if assignment.released_at:
        raise Problem("postings.released-already")
    if assignment.posting.ends_at <= clock.now():
        raise Problem("postings.stay-over")


def _take_off(viewer: Viewer, muster: Muster, assignment: Assignment) -> None:
    let_go(viewer, [assignment])
    stay, gone = assignment.posting, assignment.member_id
    if muster.kind == "wave":
        groups = [
            replace(
                group,
                member_ids=tuple(key for key in group.member_ids if key != gone),
                leader_id=None if group.leader_id == gone else group.leader_id,
                by_hand=group.by_hand - {gone},
            )
            for group in groups_of(muster)
        ]
        Muster.objects.filter(pk=muster.pk).update(draft=draft_of_groups(groups))
        return
    cell = clock.local(stay.begins_at).date(), stay.commune_id
    keep_draft(
        muster,
        [
            replace(
                duty,
                member_ids=tuple(key for key in duty.member_ids if key != gone),
                leader_id=None if duty.leader_id == gone else duty.leader_id,
            )
            if duty.cell == cell
            else duty
            for duty in duties_of(muster)
        ],
    )


def _put_on(viewer: Viewer, muster: Muster, stay: Posting, member_id: int, because: str) -> None:
    """On the stay and in the draft; somebody leads where nobody did and the newcomer can."""
    muster.refresh_from_db(fields=["draft"])
    cell = clock.local(stay.begins_at).date(), stay.commune_id
    duties = duties_of(muster)
    here = next((duty for duty in duties if duty.cell == cell), None)
    can_lead = muster.enlistments.filter(member=member_id, leads=True).exists()
    leads = can_lead and (here is None or here.leader_id is None)
    team = with_member(cell, stay, member_id, None, here)
    keep_draft(
        muster,
        placed(
            duties,
            replace(team, leader_id=member_id if leads else team.leader_id, because=because or team.because),
            cell,
        ),
    )
    assign(viewer, [(stay, member_id, leads)])
    Posting.objects.filter(pk=stay.pk).update(
        set_by_hand=True, **({"kept_because": because} if because else {})
    )
