"""Planning a muster: the problem is asked and kept, the answer beside it, and the draft is what came out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction

from bacung.core.problems import Problem
from bacung.core.rota.problem import Season
from bacung.core.rota.wave import Wave
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.change import locked
from bacung.postings.actions.muster import refuse_stranger
from bacung.postings.convert import group_of, season_of, wave_of
from bacung.postings.duties import (
    Duty,
    draft_of_duties,
    draft_of_groups,
    duties_of,
    duty_of_team,
    groups_of,
)
from bacung.postings.models import Muster
from bacung.postings.queries.called import called

Stop = Callable[[], bool]


def problem_of(muster: Muster) -> Season | Wave:
    """What is asked of `core.rota` now. Refuses `postings.nobody-enlisted`, `postings.no-host`."""
    rows = called(muster)
    if not rows.enlistments:
        raise Problem("postings.nobody-enlisted")
    if not rows.hosts:
        raise Problem("postings.no-host")
    if muster.kind == "weekends":
        return season_of(rows, duties_of(muster))
    return wave_of(rows, groups_of(muster))


def plan_muster(viewer: Viewer, muster: Muster, *, stop: Stop | None = None, seed: int = 0) -> None:
    """Plan who goes where and keep it as the draft; nothing is published.

    The thinking happens outside any transaction: what was changed by hand meanwhile is kept over the answer.
    Refuses as `problem_of`, and what `core.rota` refuses.
    """
    refuse_stranger(viewer, muster)
    asked = problem_of(muster)
    if isinstance(asked, Season):
        from bacung.core.rota.weekends import plan as plan_season

        rota = plan_season(asked, stop=stop, seed=seed)
        keep(viewer, muster, asked.to_json(), rota.to_json(), [duty_of_team(team) for team in rota.teams])
        return
    from bacung.core.rota.waves import allocate

    allocation = allocate(asked, stop=stop, seed=seed)
    with transaction.atomic():
        held = locked(muster)
        by_hand = frozenset(key for group in groups_of(held) for key in group.by_hand)
        groups = [group_of(group, by_hand) for group in allocation.groups]
        _write(viewer, held, asked.to_json(), allocation.to_json(), draft_of_groups(groups))


def keep(
    viewer: Viewer, muster: Muster, problem: dict[str, Any], answer: dict[str, Any], planned: list[Duty]
) -> None:
    """Keep a planned season as the draft, duties set by hand as they stand."""
    with transaction.atomic():
        held = locked(muster)
        by_hand = {duty.cell: duty for duty in duties_of(held) if duty.by_hand}
        duties = [
            replace(duty, by_hand=True, because=by_hand[duty.cell].because)
            if duty.cell in by_hand and set(duty.member_ids) == set(by_hand[duty.cell].member_ids)
            else duty
            for duty in planned
        ]
        _write(viewer, held, problem, answer, draft_of_duties(duties))


def _write(
    viewer: Viewer, muster: Muster, problem: dict[str, Any], answer: dict[str, Any], draft: dict[str, Any]
) -> None:
    Muster.objects.filter(pk=muster.pk).update(
        problem=problem, answer=answer, draft=draft, planned_at=clock.now()
    )
    audit.record("postings.plan", viewer, muster=muster.pk)
