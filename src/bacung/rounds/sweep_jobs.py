"""Planning whole communes at length, and mending what was planned, every week."""

import time
from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_noop

from bacung.areas.models import Area
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.chores import chore
from bacung.ground.jobs import Job, Stopped, enqueue, kind, progress, viewer_of
from bacung.ground.permissions import CONSOLE, Viewer
from bacung.rounds.actions.sweep import keep_sweep
from bacung.rounds.models import Sweep
from bacung.rounds.queries import standing_sweeps, sweep_by_id
from bacung.rounds.searching import processes
from bacung.rounds.sweeping import Asked, cover_problem, other_modes

SWEEPING, MENDING = "rounds.sweep", "rounds.mend"
MENDED_AFTER = timedelta(days=7)

Told = Callable[[float], bool]


def sweep(viewer: Viewer, asked: Asked, seconds: int, told: Told = lambda gone: False) -> Sweep:
    """Plan a whole commune and keep it; better routes are sought for so many seconds, in two processes.

    `told` hears how many seconds are gone and says yes when that is enough.
    """
    from bacung.core.routing.cover import cover

    problem = cover_problem(viewer, asked)
    needed = {mode: cover(other).sums.routes for mode, other in other_modes(problem).items()}
    begun, over = time.monotonic(), False

    def stop() -> bool:
        nonlocal over
        over = over or told(time.monotonic() - begun)
        return over

    if seconds:
        with processes() as pool:
            answer = cover(
                problem, stop=stop, gone=lambda: (time.monotonic() - begun) / seconds, spread=pool.map
            )
    else:
        answer = cover(problem)
    return keep_sweep(viewer, asked, problem, answer, needed | {asked.mode: answer.sums.routes}, seconds)


def mend(viewer: Viewer, standing: Sweep) -> Sweep:
    """The same plan for what is left now: routes that still hold stay as they are."""
    from bacung.core.routing.cover import Coverage, repair

    asked = asked_of(standing)
    problem = cover_problem(viewer, asked)
    answer = repair(Coverage.from_json(standing.answer["coverage"]), problem)
    needed = standing.answer["needed"] | {asked.mode: answer.sums.routes}
    return keep_sweep(viewer, asked, problem, answer, needed, standing.seconds)


def asked_of(standing: Sweep) -> Asked:
    """What a sweep was asked for."""
    return Asked(
        standing.drive, standing.commune, standing.mode, standing.pairs, standing.begins_on, standing.ends_on
    )


def begin_sweep(viewer: Viewer, asked: Asked, seconds: int) -> Job:
    """Plan a whole commune in the background. Refuses what cannot be planned at once."""
    asked.evenings()
    return enqueue(
        SWEEPING,
        viewer,
        drive=asked.drive.pk,
        commune=asked.commune.pk,
        mode=asked.mode,
        pairs=asked.pairs,
        begins=asked.begins_on.isoformat(),
        ends=asked.ends_on.isoformat(),
        seconds=seconds,
    )


def begin_mending(viewer: Viewer, standing: Sweep) -> Job:
    """Mend a sweep in the background."""
    return enqueue(MENDING, viewer, sweep=standing.pk)


@kind(
    SWEEPING,
    title=gettext_noop("Planning a whole commune"),
    phases={"routes": gettext_noop("%(done)s of %(total)s seconds")},
    resumable=False,
)
def sweep_commune(
    job: Job, *, drive: int, commune: int, mode: str, pairs: int, begins: str, ends: str, seconds: int
) -> str:
    """Plan it; whoever has had enough keeps the routes found so far."""
    asked = Asked(
        Drive.objects.get(pk=drive),
        Area.objects.get(pk=commune),
        mode,
        pairs,
        date.fromisoformat(begins),
        date.fromisoformat(ends),
    )

    def told(gone: float) -> bool:
        try:
            progress(job, min(int(gone), seconds), seconds, "routes")
        except Stopped:
            return True
        return False

    made = sweep(viewer_of(job), asked, seconds, told)
    return reverse("rounds:sweep", args=[made.pk])


@kind(MENDING, title=gettext_noop("Mending the plan of a whole commune"), resumable=True)
def mend_commune(job: Job, *, sweep: int) -> str:
    """Mend it for what is left now."""
    viewer = viewer_of(job)
    return reverse("rounds:sweep", args=[mend(viewer, sweep_by_id(viewer, sweep)).pk])


@chore
def mend_all() -> None:
    """Plans of whole communes are mended every week, as long as their evenings last."""
    today = clock.today()
    for standing in standing_sweeps():
        mended = clock.now() - standing.made_at
        if mended >= MENDED_AFTER and standing.begins_on <= today <= standing.ends_on:
            begin_mending(CONSOLE, standing)
