"""Targets assigned to communes, with who gave them and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from bacung.core.coverage.measures import MEASURES
from bacung.core.problems import Problem
from bacung.drives.actions.set_terms import held
from bacung.drives.models import Drive, Target
from bacung.drives.queries import communes
from bacung.ground.audit import record
from bacung.ground.permissions import Viewer


@dataclass(frozen=True, slots=True)
class NewTarget:
    """So many of `measure`, a share of `denominator` (codes of core.coverage), asked of a commune (id)."""

    area_id: int
    measure: str
    denominator: str
    number: int
    giver: str
    deadline_on: date


@transaction.atomic
def assign_targets(viewer: Viewer, drive: Drive, targets: Sequence[NewTarget]) -> None:
    """Assign these; one of the same commune, measure and denominator gives way. The last of two alike
    holds.
    """
    held(viewer, drive)
    inside = {commune.pk for commune in communes(drive)}
    for target in targets:
        if target.area_id not in inside:
            raise Problem("drives.not-in-this-drive", name=target.area_id)
        for name in (target.measure, target.denominator):
            if name not in MEASURES:
                raise Problem("drives.unknown-measure", name=name)
    last = {(target.area_id, target.measure, target.denominator): target for target in targets}
    Target.objects.bulk_create(
        [
            Target(
                drive=drive,
                area_id=target.area_id,
                measure=target.measure,
                denominator=target.denominator,
                number=target.number,
                giver=target.giver,
                deadline_on=target.deadline_on,
            )
            for target in last.values()
        ],
        update_conflicts=True,
        unique_fields=("drive", "area", "measure", "denominator"),
        update_fields=("number", "giver", "deadline_on"),
    )
    record("drives.targets", viewer, drive=drive.pk, targets=len(last))


@transaction.atomic
def withdraw_targets(viewer: Viewer, drive: Drive, target_ids: Collection[int]) -> None:
    """These targets are no longer asked."""
    held(viewer, drive)
    asked = set(drive.targets.values_list("pk", flat=True)).intersection(target_ids)
    gone, _ = drive.targets.filter(pk__in=asked).delete()
    record("drives.targets.withdraw", viewer, drive=drive.pk, targets=gone)
