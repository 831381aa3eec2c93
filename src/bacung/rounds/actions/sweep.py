"""Keeping the plan of a whole commune: keys only, the newest holds."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.rounds.models import Sweep
from bacung.rounds.sweeping import Asked

if TYPE_CHECKING:
    from bacung.core.routing.cover import Coverage, CoverProblem

KEPT = 4
"""So many sweeps of a commune and a way of going are kept."""


def keep_sweep(
    viewer: Viewer,
    asked: Asked,
    problem: "CoverProblem",
    answer: "Coverage",
    needed: dict[str, int],
    seconds: int,
) -> Sweep:
    """Keep it. `needed`: how many evenings of a pair the commune takes, by way of going."""
    told: dict[str, Any] = {"coverage": answer.to_json(), "needed": needed}
    plain = replace(problem, travel=replace(problem.travel, streets={}, map_name="", astray=0))
    made = Sweep.objects.create(
        drive=asked.drive,
        commune=asked.commune,
        mode=asked.mode,
        pairs=asked.pairs,
        begins_on=asked.begins_on,
        ends_on=asked.ends_on,
        seconds=seconds,
        problem=plain.to_json(),
        answer=told,
        made_at=clock.now(),
        made_by_id=viewer.user_id,
    )
    same = Sweep.objects.filter(drive=asked.drive, commune=asked.commune, mode=asked.mode)
    Sweep.objects.filter(pk__in=list(same.values_list("pk", flat=True)[KEPT:])).delete()
    audit.record("rounds.sweep", viewer, commune=asked.commune.pk, doors=answer.sums.doors)
    return made
