"""What postings do at length, planning told as it goes and stoppable at once, and what they do unasked."""

import threading
import time
from concurrent.futures import Future, wait

from django.urls import reverse
from django.utils.translation import gettext_noop

from bacung.core.rota.answer import Rota
from bacung.core.rota.problem import Season
from bacung.core.rota.wave import Allocation, Wave
from bacung.ground.chores import chore
from bacung.ground.jobs import Job, Stopped, kind, progress, viewer_of
from bacung.postings.actions.forgetting import forget_stays
from bacung.postings.actions.plan import keep, keep_unfinished, problem_of, think
from bacung.postings.queries.musters import own_muster
from bacung.postings.queries.outlook import PLANNING

ASKS_EVERY = 0.25
"""Seconds between two looks at how far it is, and whether the asker has had enough."""

chore(forget_stays)


class Thinking:
    """A plan in the making, in a thread of its own: a single solve takes seconds and cannot be interrupted,
    but whoever watches can turn away from it; it then ends by itself after that solve.
    """

    def __init__(self, asked: Season | Wave, seconds: int) -> None:
        self.asked, self.began, self.seconds = asked, time.monotonic(), seconds
        self.so_far: Rota | None = None
        self.enough = threading.Event()
        self.answer: Future[Rota | Allocation] = Future()
        threading.Thread(target=self._think, daemon=True).start()

    def _think(self) -> None:
        try:
            self.answer.set_result(think(self.asked, stop=self._over, heed=self._heed))
        except BaseException as fault:
            self.answer.set_exception(fault)

    def _over(self) -> bool:
        return self.enough.is_set() or self._gone() >= self.seconds

    def _heed(self, rota: Rota) -> None:
        self.so_far = rota

    def _gone(self) -> float:
        return time.monotonic() - self.began

    def watched(self, job: Job) -> Rota | Allocation:
        """The answer, once it is there; tells meanwhile how far it is. Raises `Stopped`."""
        while not wait([self.answer], ASKS_EVERY).done:
            if self.so_far is None:
                progress(job, min(int(self._gone()), self.seconds), self.seconds, "think")
            else:
                filled = len(self.so_far.teams)
                progress(job, filled, filled + len(self.so_far.unfilled), "fill")
        return self.answer.result()


@kind(
    PLANNING,
    title=gettext_noop("Planning who goes where"),
    phases={
        "think": gettext_noop("%(done)s of at most %(total)s seconds thought"),
        "fill": gettext_noop("%(done)s of %(total)s duties have a team; looking for a better rota"),
    },
    resumable=True,
    stopped=gettext_noop("Stopped, as you asked. Nothing of it was kept: the plan is as it was before."),
)
def plan(job: Job, *, muster: int, seconds: int) -> str:
    """Plan a muster; its page comes after, also where what was found until it was stopped is kept."""
    viewer = viewer_of(job)
    found = own_muster(viewer, muster)
    progress(job, 0, seconds, "think")
    asked = problem_of(found)
    thinking = Thinking(asked, seconds)
    try:
        keep(viewer, found, asked, thinking.watched(job))
    except Stopped:
        thinking.enough.set()
        so_far = thinking.so_far
        if so_far is None or not isinstance(asked, Season):
            raise
        if not keep_unfinished(viewer, found, asked, so_far):
            raise
    return reverse("postings:muster", args=(muster,))
