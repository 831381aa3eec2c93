"""Long work in the background, told in words and counts, stoppable, and taken up again after a crash.

A room declares what it can do at length in its own `jobs.py`:

    @kind("intake.read", title=gettext_noop("Reading a workbook"),
          phases={"read": gettext_noop("%(done)s of %(total)s rows read")}, resumable=True)
    def read(job: Job, *, batch: int) -> str | None:
        viewer = viewer_of(job)
        progress(job, done, total, "read")     # raises Stopped when the asker has had enough
        return "/lists/12/"                    # where the page goes when the work is over

and an action or a view asks for it: `enqueue("intake.read", viewer, batch=12)`, then shows `ground/job.html`.
The work commits in transactions of its own, so what it has done survives; a resumable kind is simply run
again with the same keys, and must find by itself where it was.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tasks import task

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.figures import number
from bacung.ground.models import Job
from bacung.ground.permissions import Grant, Viewer
from bacung.ground.wording import sentence

log = logging.getLogger(__name__)

Work = Callable[..., str | None]

STALE = timedelta(seconds=25)
BEAT_SECONDS = 5.0
MOST_ATTEMPTS = 3
_TELL_SECONDS = 0.5
_WAITING = gettext_noop("waiting for its turn")
_COUNTED = gettext_noop("%(done)s of %(total)s done")
_STOPPED = gettext_noop("Stopped, as you asked. What was committed before is kept.")


class Stopped(Exception):
    """The asker has had enough: unwind, keep what is committed."""


@dataclass(frozen=True)
class Kind:
    """What can be done at length: its title, the sentences of its phases, whether a crash may resume it, and
    what is said where it was stopped.
    """

    code: str
    title: str
    work: Work
    resumable: bool
    phases: Mapping[str, str] = field(default_factory=dict)
    stopped: str = _STOPPED


KINDS: dict[str, Kind] = {}


def kind(
    code: str,
    *,
    title: str,
    resumable: bool,
    phases: Mapping[str, str] | None = None,
    stopped: str = _STOPPED,
) -> Callable[[Work], Work]:
    """Declare a kind of job; the function below does it. Sentences may use %(done)s and %(total)s."""

    def declare(work: Work) -> Work:
        if code in KINDS and KINDS[code].work.__qualname__ != work.__qualname__:
            raise ValueError(f"two kinds of job are called {code}")
        KINDS[code] = Kind(code, title, work, resumable, phases or {}, stopped)
        return work

    return declare


def enqueue(code: str, viewer: Viewer, **keys: int | str | None) -> Job:
    """Ask for work. It starts once the transaction around has committed."""
    asker = {
        "user_id": viewer.user_id,
        "name": viewer.name,
        "grants": [[grant.role, grant.path] for grant in viewer.grants],
        "address": viewer.address,
    }
    with transaction.atomic():
        job = Job.objects.create(
            kind=KINDS[code].code,
            arguments=keys,
            asker=asker,
            member_id=viewer.user_id,
            asked_at=clock.now(),
        )
        run.enqueue(job.pk)
    job.refresh_from_db()
    return job


def viewer_of(job: Job) -> Viewer:
    """Who asked, with the rights they had when they asked."""
    asker = job.asker
    grants = tuple(Grant(role, path) for role, path in asker["grants"])
    return Viewer(user_id=asker["user_id"], name=asker["name"], grants=grants, address=asker["address"])


def progress(job: Job, done: int, total: int = 0, phase: str = "") -> None:
    """Tell how far the work is; cheap to call often. Raises `Stopped` when the asker has cancelled.

    Call it between transactions: inside one, the count is seen only after the commit.
    """
    now = time.monotonic()
    told_at, told_phase = job.__dict__.get("_told", (0.0, ""))
    if now - told_at < _TELL_SECONDS and phase == told_phase:
        return
    job.__dict__["_told"] = (now, phase)
    Job.objects.filter(pk=job.pk).update(done=done, total=total, phase=phase, heartbeat_at=clock.now())
    if is_cancelled(job):
        raise Stopped


def is_cancelled(job: Job) -> bool:
    """Whether the asker wants it to stop, for loops that take a `stop` of their own."""
    return Job.objects.filter(pk=job.pk, cancel_asked=True).exists()


def cancel(viewer: Viewer, job: Job) -> None:
    """Ask a job to stop. One that waits stops at once, one that runs at its next count."""
    _mine(viewer, job)
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    _end(job, Job.State.STOPPED, only_from=Job.State.QUEUED)


def start_again(viewer: Viewer, job: Job) -> None:
    """Run a broken or stopped job of a resumable kind once more."""
    _mine(viewer, job)
    if not KINDS[job.kind].resumable:
        raise Problem("ground.job-cannot-restart")
    with transaction.atomic():
        again = Job.objects.filter(pk=job.pk, state__in=(Job.State.BROKEN, Job.State.STOPPED)).update(
            state=Job.State.QUEUED,
            cancel_asked=False,
            attempts=0,
            ended_at=None,
            problem=None,
            asker={**job.asker, "grants": _still_held(viewer, job)},
        )
        if again:
            run.enqueue(job.pk)


def _still_held(viewer: Viewer, job: Job) -> list[list[str]]:
    """Of the rights the job was asked with, those that its asker holds today."""
    return [[role, path] for role, path in job.asker["grants"] if viewer.may_in(path, role)]


def _mine(viewer: Viewer, job: Job) -> None:
    if viewer.user_id is not None and job.member_id != viewer.user_id:
        raise Problem("ground.not-found")


def words(job: Job) -> str:
    """How far it is, as one would say it: "12.400 of 30.000 rows read"."""
    if job.state == Job.State.QUEUED:
        return _(_WAITING)
    counts = {"done": number(job.done), "total": number(job.total) if job.total else "?"}
    return _(KINDS[job.kind].phases.get(job.phase, _COUNTED)) % counts


def how_it_ended(job: Job) -> str:
    """The sentence for a job that is over."""
    if job.state == Job.State.REFUSED and job.problem:
        return sentence(Problem(job.problem["code"], **job.problem["facts"]))
    return {
        Job.State.DONE: _("Done."),
        Job.State.STOPPED: _(KINDS[job.kind].stopped),
        Job.State.BROKEN: _("Interrupted: the server stopped in the middle or something broke."),
    }[Job.State(job.state)]


@task()
def run(job_id: int) -> None:
    """Do a queued job. Called by the worker; being called twice does nothing the second time."""
    from bacung.ground.worker import WORKER

    started = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, worker=WORKER, heartbeat_at=clock.now(), attempts=F("attempts") + 1
    )
    if not started:
        return
    job = Job.objects.get(pk=job_id)
    try:
        leads_to = KINDS[job.kind].work(job, **job.arguments)
    except Stopped:
        _end(job, Job.State.STOPPED)
    except Problem as problem:
        if is_cancelled(job):
            _end(job, Job.State.STOPPED)
        else:
            facts = {name: str(value) for name, value in problem.facts.items()}
            _end(job, Job.State.REFUSED, problem={"code": problem.code, "facts": facts})
    except Exception:
        log.exception("job %s of kind %s broke", job.pk, job.kind)
        _end(job, Job.State.BROKEN)
    else:
        _end(job, Job.State.DONE, leads_to=leads_to or "")


def _end(job: Job, state: str, *, only_from: str = Job.State.RUNNING, **fields: object) -> None:
    Job.objects.filter(pk=job.pk, state=only_from).update(state=state, ended_at=clock.now(), **fields)


def recover() -> int:
    """Take up what a dead worker left: run resumable kinds again, mark others broken. How many were found."""
    found = 0
    left = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=clock.now() - STALE)
    for job in left:
        again = job.kind in KINDS and KINDS[job.kind].resumable and job.attempts < MOST_ATTEMPTS
        with transaction.atomic():
            mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, heartbeat_at=job.heartbeat_at)
            if not again:
                found += mine.update(state=Job.State.BROKEN, ended_at=clock.now())
            elif mine.update(state=Job.State.QUEUED):
                run.enqueue(job.pk)
                found += 1
    return found + _nudge()


def _nudge() -> int:
    """Enqueue anew what has waited long: its worker may have died between taking it and starting it."""
    before = clock.now() - 3 * STALE
    waiting = Job.objects.filter(state=Job.State.QUEUED).filter(
        Q(heartbeat_at__lt=before) | Q(heartbeat_at=None, asked_at__lt=before)
    )
    ids = list(waiting.values_list("pk", flat=True))
    for job_id in ids:
        with transaction.atomic():
            Job.objects.filter(pk=job_id).update(heartbeat_at=clock.now())
            run.enqueue(job_id)
    return len(ids)
