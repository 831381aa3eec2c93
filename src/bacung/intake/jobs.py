"""Reading and accepting as long work: told in counts, stoppable, taken up again after a crash."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_noop

from bacung.ground.chores import chore
from bacung.ground.jobs import Job, kind, progress, viewer_of
from bacung.intake import queries
from bacung.intake.actions import accept, forget_expired, read_batch

READING = "intake.read"
ACCEPTING = "intake.accept"


def _telling(job: Job, phase: str, total: int) -> Callable[[int], None]:
    return lambda done: progress(job, done, max(total, done), phase)


chore(forget_expired)


@kind(
    READING,
    title=gettext_noop("Reading a workbook"),
    phases={"read": gettext_noop("%(done)s rows read")},
    resumable=True,
)
def read(job: Job, *, batch: int) -> str:
    """Read a book, and forget those whose time is over; the page of the batch comes after."""
    forget_expired()
    viewer = viewer_of(job)
    book = queries.batch(viewer, batch)
    read_batch(book, viewer=viewer, on_progress=_telling(job, "read", 0))
    return reverse("intake:batch", args=(batch,))


@kind(
    ACCEPTING,
    title=gettext_noop("Taking over a list"),
    phases={"accept": gettext_noop("%(done)s of %(total)s rows taken over")},
    resumable=True,
)
def take_over(job: Job, *, batch: int) -> str:
    """Accept a book; its page comes after."""
    viewer = viewer_of(job)
    book = queries.batch(viewer, batch)
    accept(viewer, book, on_progress=_telling(job, "accept", queries.readiness(book)["ready"]))
    return reverse("intake:batch", args=(batch,))
