"""Planning a muster: the problem is asked and kept, the answer beside it, and the draft is what came out."""

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from bacung.core.problems import Problem
from bacung.core.rota.answer import Rota
from bacung.core.rota.problem import Season
from bacung.core.rota.wave import Allocation, Wave
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
from bacung.postings.queries.verdict import verdict_on

Stop = Callable[[], bool]
Heed = Callable[[Rota], None]


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


def think(
    asked: Season | Wave, *, stop: Stop | None = None, seed: int = 0, heed: Heed | None = None
) -> Rota | Allocation:
    """The answer of `core.rota`; nothing is read or saved. `heed` is told a season's rota as it is so far."""
    if isinstance(asked, Season):
        from bacung.core.rota.weekends import plan as plan_season

        return plan_season(asked, stop=stop, seed=seed, heed=heed)
    from bacung.core.rota.waves import allocate

    return allocate(asked, stop=stop, seed=seed)


def plan_muster(viewer: Viewer, muster: Muster, *, stop: Stop | None = None, seed: int = 0) -> None:
    """Plan who goes where and keep it as the draft; nothing is published.

    Refuses as `problem_of`, and what `core.rota` refuses.
    """
    refuse_stranger(viewer, muster)
    asked = problem_of(muster)
    keep(viewer, muster, asked, think(asked, stop=stop, seed=seed))


def keep(viewer: Viewer, muster: Muster, asked: Season | Wave, answer: Rota | Allocation) -> None:
    """Keep an answer as the draft; what was set by hand while it was thought out is kept over it."""
    with transaction.atomic():
        held = locked(muster)
        if isinstance(answer, Rota):
            draft = draft_of_duties(_with_hands(duties_of(held), answer))
        else:
            by_hand = frozenset(key for group in groups_of(held) for key in group.by_hand)
            draft = draft_of_groups([group_of(group, by_hand) for group in answer.groups])
        Muster.objects.filter(pk=held.pk).update(
            problem=asked.to_json(), answer=answer.to_json(), draft=draft, planned_at=clock.now()
        )
        audit.record("postings.plan", viewer, muster=held.pk)


def keep_unfinished(viewer: Viewer, muster: Muster, asked: Season, rota: Rota) -> bool:
    """Keep a rota that was not thought to its end, if it leaves no more open than the draft and breaks no
    rule that the draft keeps; whether it was kept.
    """
    standing = duties_of(Muster.objects.get(pk=muster.pk))
    found = [duty_of_team(team) for team in rota.teams]
    if len(found) < max(1, len(standing)) or verdict_on(asked, standing, found).breaks:
        return False
    keep(viewer, muster, asked, rota)
    return True


def _with_hands(standing: list[Duty], rota: Rota) -> list[Duty]:
    """The rota's duties, those set by hand marked as they were."""
    by_hand = {duty.cell: duty for duty in standing if duty.by_hand}
    return [
        replace(duty, by_hand=True, because=by_hand[duty.cell].because)
        if duty.cell in by_hand and set(duty.member_ids) == set(by_hand[duty.cell].member_ids)
        else duty
        for duty in map(duty_of_team, rota.teams)
    ]
