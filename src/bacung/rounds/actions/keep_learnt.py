"""Keeping what a drive's visits have taught."""

from typing import TYPE_CHECKING

from django.db import transaction

from bacung.drives.models import Drive
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.rounds.models import Learnt

if TYPE_CHECKING:
    from bacung.core.presence.knowledge import Knowledge


def keep_learnt(viewer: Viewer, drive: Drive, knowledge: "Knowledge") -> None:
    """Evenings are planned by this from now on; rounds planned before keep the prizes they have."""
    with transaction.atomic():
        Learnt.objects.update_or_create(
            drive=drive,
            defaults={
                "parameters": knowledge.to_json(),
                "visits": knowledge.visits,
                "fitted_at": clock.now(),
            },
        )
        audit.record("rounds.learn", viewer, drive=drive.pk, visits=knowledge.visits)
