"""Swaps: a member asks another to take over a duty; the other answers, or a coordinator decides."""

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.muster import refuse_stranger
from bacung.postings.actions.release import carry_over
from bacung.postings.models import Assignment, Swap
from bacung.postings.queries.stand_ins import standing_in


def ask_swap(viewer: Viewer, assignment: Assignment, *, substitute_id: int | None, reason: str) -> Swap:
    """Ask that somebody takes over the viewer's own duty; nobody named: the coordinator finds one.

    Refuses `ground.not-found` (not one's own), `postings.begun`, `postings.swap-asked`,
    `postings.not-enlisted`.
    """
    stay = assignment.posting
    if assignment.member_id != viewer.user_id or assignment.released_at or stay.cancelled_because:
        raise Problem("ground.not-found")
    if stay.muster.kind == "wave":
        raise Problem("postings.not-a-duty")
    if stay.begins_at <= clock.now():
        raise Problem("postings.begun", on=f"{clock.local(stay.begins_at):%d/%m/%Y}")
    if assignment.swaps.filter(state="asked").exists():
        raise Problem("postings.swap-asked")
    if substitute_id is not None and not stay.muster.enlistments.filter(member=substitute_id).exists():
        raise Problem("postings.not-enlisted")
    with transaction.atomic():
        made = Swap.objects.create(
            assignment=assignment,
            substitute_id=substitute_id,
            reason=reason,
            asked_by_id=assignment.member_id,
            asked_at=clock.now(),
        )
        audit.record("postings.swap.ask", viewer, posting=stay.pk)
    return made


def withdraw_swap(viewer: Viewer, swap: Swap) -> None:
    """Whoever asked does not ask any more."""
    if swap.asked_by_id != viewer.user_id:
        raise Problem("ground.not-found")
    with transaction.atomic():
        _refuse_settled(swap)
        Swap.objects.filter(pk=swap.pk).update(state="withdrawn", decided_at=clock.now())
        audit.record("postings.swap.withdraw", viewer, posting=swap.assignment.posting_id)


def answer_swap(viewer: Viewer, swap: Swap, *, yes: bool) -> bool:
    """The substitute says yes or no. A yes that breaks no rule is carried out at once; else a coordinator
    decides. Whether it was carried out.
    """
    if swap.substitute_id is None or swap.substitute_id != viewer.user_id:
        raise Problem("ground.not-found")
    with transaction.atomic():
        _refuse_settled(swap)
        audit.record("postings.swap.answer", viewer, posting=swap.assignment.posting_id, answer=yes)
        if not yes:
            _settle(viewer, swap, "refused")
            return False
        Swap.objects.filter(pk=swap.pk).update(accepted_at=clock.now())
        stay = swap.assignment.posting
        verdict = standing_in(stay.muster, stay, swap.substitute_id, swap.assignment.member_id)
        if verdict.breaks:
            return False
        _settle(viewer, swap, "agreed")
        carry_over(viewer, stay, swap.substitute_id, "", instead_of=swap.assignment_id)
        return True


def decide_swap(
    viewer: Viewer, swap: Swap, *, agreed: bool, substitute_id: int | None = None, because: str = ""
) -> None:
    """A coordinator decides, and names who takes over where nobody was asked. What breaks a rule needs
    `because`. Refuses as `carry_over`, `postings.swap-settled`, `postings.nobody-named`.
    """
    stay = swap.assignment.posting
    refuse_stranger(viewer, stay.muster)
    with transaction.atomic():
        _refuse_settled(swap)
        audit.record("postings.swap.decide", viewer, posting=stay.pk, answer=agreed)
        if not agreed:
            _settle(viewer, swap, "refused", because)
            return
        who = substitute_id or swap.substitute_id
        if who is None:
            raise Problem("postings.nobody-named")
        Swap.objects.filter(pk=swap.pk).update(substitute=who)
        _settle(viewer, swap, "agreed", because)
        carry_over(viewer, stay, who, because, instead_of=swap.assignment_id)


def _refuse_settled(swap: Swap) -> None:
    held = Swap.objects.select_for_update(of=("self",)).get(pk=swap.pk)
    if held.state != "asked" or swap.assignment.released_at:
        raise Problem("postings.swap-settled")


def _settle(viewer: Viewer, swap: Swap, state: str, because: str = "") -> None:
    Swap.objects.filter(pk=swap.pk).update(
        state=state, because=because, decided_by_id=viewer.user_id, decided_at=clock.now()
    )
