"""What postings do at length, planning told in seconds and stoppable, and what they do unasked."""

import time

from django.urls import reverse
from django.utils.translation import gettext_noop

from bacung.ground import jobs
from bacung.ground.chores import chore
from bacung.ground.jobs import Job, Stopped, kind, progress, viewer_of
from bacung.postings.actions.forgetting import forget_stays
from bacung.postings.actions.plan import plan_muster
from bacung.postings.queries.musters import own_muster
from bacung.postings.queries.outlook import PLANNING

ASKS_EVERY = 0.5
"""Seconds between two looks at whether the asker has had enough."""

chore(forget_stays)


class Watch:
    """Says when thinking should stop: the seconds are over, or the asker wants it; tells the seconds on the
    way.
    """

    def __init__(self, job: Job, seconds: int) -> None:
        self.job, self.seconds = job, seconds
        self.began = self.looked = time.monotonic()
        self.cancelled = False

    def __call__(self) -> bool:
        now = time.monotonic()
        if now - self.looked >= ASKS_EVERY:
            self.looked = now
            self._look(int(now - self.began))
        return self.cancelled or now - self.began >= self.seconds

    def _look(self, done: int) -> None:
        try:
            progress(self.job, min(done, self.seconds), self.seconds, "think")
        except Stopped:
            self.cancelled = True


@kind(
    PLANNING,
    title=gettext_noop("Planning who goes where"),
    phases={"think": gettext_noop("%(done)s of at most %(total)s seconds thought")},
    resumable=True,
)
def plan(job: Job, *, muster: int, seconds: int) -> str:
    """Plan a muster; its page comes after."""
    viewer = viewer_of(job)
    found = own_muster(viewer, muster)
    progress(job, 0, seconds, "think")
    watch = Watch(job, seconds)
    plan_muster(viewer, found, stop=watch)
    if watch.cancelled and jobs.is_cancelled(job):
        raise Stopped
    return reverse("postings:muster", args=(muster,))
