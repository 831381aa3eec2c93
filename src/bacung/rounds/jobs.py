"""Planning at length: a better plan than the first one, a whole district's evening, several ways of one."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

from bacung.core.routing.plan import plan
from bacung.ground.jobs import Job, Stopped, cancel, enqueue, is_cancelled, kind, progress, viewer_of
from bacung.ground.permissions import CONSOLE, Viewer
from bacung.rounds.actions import better_round
from bacung.rounds.models import Round
from bacung.rounds.queries import problem_of_round, round_by_id
from bacung.rounds.searching import until

IMPROVING = "rounds.improve"
SHARES = (0.2, 0.8)
"""Better plans are shown twice on the way: what is found in the first fifth of the time is put in place."""


def improve(viewer: Viewer, made: Round) -> Job | None:
    """Seek a better plan in the background, unless the server is told to be content with the first one."""
    seconds: int = settings.BACUNG_PLAN_SECONDS
    return enqueue(IMPROVING, viewer, round=made.pk, seconds=seconds) if seconds else None


def improving(made: Round) -> Job | None:
    """The search for a better plan of this round that goes on now, if there is one."""
    if made.settled_at or made.state != "planned":
        return None
    going = Job.objects.filter(kind=IMPROVING, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    return going.filter(arguments__round=made.pk).first()


def enough(made: Round) -> None:
    """No better plan is sought: what was found so far is put in place. Whoever plans there may say so."""
    if job := improving(made):
        cancel(CONSOLE, job)


@kind(
    IMPROVING,
    title=gettext_noop("Looking for a better plan"),
    phases={"seek": gettext_noop("%(done)s of %(total)s seconds")},
    resumable=False,
)
def improve_round(job: Job, *, round: int, seconds: int) -> str:
    """Seek a better plan for a round and put it in place; who has had enough keeps the best so far."""
    viewer = viewer_of(job)
    found = round_by_id(viewer, round)
    problem, seed = problem_of_round(found), found.plan["seed"]
    gone = 0.0
    for share in SHARES:
        answer = plan(problem, stop=until(seconds * share, told=_teller(job, gone, seconds)), seed=seed)
        gone += seconds * share
        if not better_round(viewer, round, answer) or is_cancelled(job):
            break
    return reverse("rounds:round", args=[round])


def _teller(job: Job, before: float, seconds: float) -> Callable[[float], bool]:
    """Tells how much of the time is gone; yes when the asker has had enough."""

    def told(gone: float) -> bool:
        try:
            progress(job, int(before + gone), int(seconds), "seek")
        except Stopped:
            return True
        return False

    return told
