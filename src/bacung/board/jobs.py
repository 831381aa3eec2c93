"""Counting a whole drive again as long work."""

from django.utils.translation import gettext_noop

from bacung.board.actions import rebuild
from bacung.drives.models import Drive
from bacung.ground.jobs import Job, kind, progress

REBUILD = "board.rebuild"


@kind(
    REBUILD,
    title=gettext_noop("Counting a drive again"),
    phases={"count": gettext_noop("%(done)s of %(total)s people counted")},
    resumable=True,
)
def rebuild_drive(job: Job, *, drive: int) -> None:
    """Restate a drive's figures, past ones too, under its present rule and areas."""
    rebuild(Drive.objects.get(pk=drive), told=lambda done, total: progress(job, done, total, "count"))
