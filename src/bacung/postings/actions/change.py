"""Changing the rota by hand: every rule is asked first, and what breaks one is kept only with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.muster import refuse_stranger
from bacung.postings.convert import Called, season_of
from bacung.postings.duties import Duty, draft_of_duties, duties_of, fridays
from bacung.postings.models import Muster
from bacung.postings.queries.called import called, has_begun
from bacung.postings.queries.verdict import Verdict, moved, placed, verdict_on

Cell = tuple[date, int]
IMPOSSIBLE = ("eligible", "two-places")
"""Rules that no reason overrules."""


@dataclass(frozen=True)
class Move:
    """The team of a cell goes to another; the team that stands there comes in exchange."""

    source: Cell
    target: Cell


@dataclass(frozen=True)
class Place:
    """These members go to a cell, in the place of whoever stands there; nobody: the cell becomes empty."""

    cell: Cell
    member_ids: tuple[int, ...]
    leader_id: int | None = None


Change = Move | Place


def after_change(called_up: Called, duties: Sequence[Duty], change: Change) -> list[Duty]:
    """The rota a change would make. Refuses `postings.nothing-there`, `postings.not-a-duty`,
    `postings.begun`, `postings.not-enlisted`.
    """
    for cell in (change.source, change.target) if isinstance(change, Move) else (change.cell,):
        _refuse_cell(called_up, cell)
    if isinstance(change, Move):
        if all(duty.cell != change.source for duty in duties):
            raise Problem("postings.nothing-there")
        return moved(duties, change.source, change.target)
    return placed(duties, _team(called_up, change), change.cell)


def _refuse_cell(called_up: Called, cell: Cell) -> None:
    muster = called_up.muster
    here = any(host.commune_id == cell[1] for host in called_up.hosts)
    if not here or cell[0] not in fridays(muster.starts_on, muster.ends_on):
        raise Problem("postings.not-a-duty")
    if has_begun(cell[0], clock.now()):
        raise Problem("postings.begun", on=f"{cell[0]:%d/%m/%Y}")


def _team(called_up: Called, change: Place) -> Duty | None:
    if not change.member_ids:
        return None
    known = {each.member_id: each for each in called_up.enlistments}
    if not known.keys() >= set(change.member_ids):
        raise Problem("postings.not-enlisted")
    leading = [key for key in change.member_ids if known[key].leads]
    leader = change.leader_id if change.leader_id in change.member_ids else next(iter(leading), None)
    return Duty(
        friday=change.cell[0],
        commune_id=change.cell[1],
        unit_id=known[change.member_ids[0]].member.unit_id or 0,
        member_ids=change.member_ids,
        leader_id=leader,
        by_hand=True,
    )


def verdict_of(muster: Muster, change: Change) -> Verdict:
    """What every rule says of a change, nothing saved. Refuses as `after_change`."""
    called_up, duties = called(muster), duties_of(muster)
    return verdict_on(season_of(called_up), duties, after_change(called_up, duties, change))


def change_duty(viewer: Viewer, muster: Muster, change: Change, because: str = "") -> Verdict:
    """Make a change in the draft; the next plan leaves it as it is. What breaks a rule needs `because`.

    Refuses as `after_change`, `postings.reason-needed`, and `postings.impossible` where nobody could do it.
    """
    refuse_stranger(viewer, muster)
    with transaction.atomic():
        held = locked(muster)
        called_up, duties = called(held), duties_of(held)
        after = after_change(called_up, duties, change)
        said = verdict_on(season_of(called_up), duties, after)
        broken = sorted({breach.rule for breach in said.breaks})
        if not set(broken).isdisjoint(IMPOSSIBLE):
            raise Problem("postings.impossible")
        if broken and not because.strip():
            raise Problem("postings.reason-needed")
        touched = {change.source, change.target} if isinstance(change, Move) else {change.cell}
        kept = because.strip() if broken else ""
        keep_draft(held, [replace(duty, because=kept) if duty.cell in touched else duty for duty in after])
        audit.record("postings.change", viewer, muster=muster.pk, at=_place(change), code=broken or "")
    return said


def _place(change: Change) -> str:
    cell = change.target if isinstance(change, Move) else change.cell
    return f"{cell[0]:%d/%m/%Y}"


def let_plan(viewer: Viewer, muster: Muster, cell: Cell) -> None:
    """The next plan may change this duty again."""
    refuse_stranger(viewer, muster)
    with transaction.atomic():
        held = locked(muster)
        keep_draft(
            held,
            [
                replace(duty, by_hand=False, because="") if duty.cell == cell else duty
                for duty in duties_of(held)
            ],
        )
        audit.record("postings.change", viewer, muster=muster.pk, at=f"{cell[0]:%d/%m/%Y}")


def locked(muster: Muster) -> Muster:
    """The muster as it is now, held until the transaction ends."""
    return Muster.objects.select_for_update(of=("self",)).select_related("drive").get(pk=muster.pk)


def keep_draft(muster: Muster, duties: Sequence[Duty]) -> None:
    """Write the rota as it stands."""
    Muster.objects.filter(pk=muster.pk).update(draft=draft_of_duties(duties))
