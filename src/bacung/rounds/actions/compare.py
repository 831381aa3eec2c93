"""Ways of one evening side by side: asked, answered by a job, forgotten after a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bacung.areas.models import Area
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.rounds.convert import NewPair
from bacung.rounds.models import Comparison

KEPT = timedelta(days=1)


def begin_comparison(
    viewer: Viewer, *, drive: Drive, commune: Area, on: date, pairs: Sequence[NewPair]
) -> Comparison:
    """Write down what is to be compared: ways and hours of the pairs, not who walks."""
    return Comparison.objects.create(
        drive=drive,
        commune=commune,
        on=on,
        asked=[
            {
                "has_kit": pair.has_kit,
                "mode": pair.mode,
                "begins": f"{pair.begins or drive.evening_from:%H:%M}",
                "ends": f"{pair.ends or drive.evening_to:%H:%M}",
            }
            for pair in pairs
        ],
        made_at=clock.now(),
        made_by_id=viewer.user_id,
    )


def answer_comparison(comparison_id: int, answers: Sequence[dict[str, Any]]) -> None:
    """Write down what the ways that are planned so far would bring."""
    Comparison.objects.filter(pk=comparison_id).update(answers=list(answers))


def forget_comparisons() -> None:
    """A comparison is over after a day."""
    Comparison.objects.filter(made_at__lt=clock.now() - KEPT).delete()
