"""Planning at length: a better plan than the first one, a whole district's evening, several ways of one."""

from collections.abc import Callable
from datetime import date, time
from time import monotonic
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

from bacung.core.routing.plan import Plan
from bacung.drives.models import Drive
from bacung.drives.queries import communes
from bacung.ground.chores import chore
from bacung.ground.jobs import Job, Stopped, cancel, enqueue, is_cancelled, kind, progress, viewer_of
from bacung.ground.permissions import CONSOLE, Viewer
from bacung.rounds.actions import answer_comparison, ask, better_round, forget_comparisons
from bacung.rounds.convert import NewPair
from bacung.rounds.district import plan_district
from bacung.rounds.models import Comparison, Round
from bacung.rounds.queries import comparison_by_id, problem_of_round, round_by_id
from bacung.rounds.scenarios import outcome, scenarios
from bacung.rounds.searching import BOUNDING, as_they_come, bounded, planned_apart, processes, sought, until
from bacung.rounds.streets import forget_ways, measured_on_streets

IMPROVING, DISTRICT, COMPARING = "rounds.improve", "rounds.district", "rounds.compare"
LEAST_COMPARED, MOST_COMPARED = 2.0, 6.0
"""Seconds for which a plan of each way is sought: enough to see them apart."""
PLACED_EVERY = 3.0
"""Seconds after which the best plan so far is put in place, so that whoever prints early has it too."""


def improve(viewer: Viewer, made: Round) -> Job | None:
    """Seek a better plan in the background, unless the server is told to be content with the first one."""
    seconds: int = settings.BACUNG_PLAN_SECONDS
    return enqueue(IMPROVING, viewer, round=made.pk, seconds=seconds) if seconds else None


chore(forget_comparisons)
chore(forget_ways)


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
    viewer, there = viewer_of(job), reverse("rounds:round", args=[round])
    found = round_by_id(viewer, round)
    problem = measured_on_streets(problem_of_round(found), lambda: is_cancelled(job))
    searched, may_change, placed = seconds * (1 - BOUNDING), True, monotonic()
    stop = until(searched, told=_teller(job, 0, seconds))

    def look(best: Callable[[], Plan]) -> None:
        nonlocal may_change, placed
        if monotonic() - placed >= PLACED_EVERY:
            may_change, placed = better_round(viewer, round, best()), monotonic()

    answer = sought(problem, lambda: not may_change or stop(), found.plan["seed"], look)
    if better_round(viewer, round, answer) and not is_cancelled(job):
        stop = until(seconds - searched, told=_teller(job, searched, seconds))
        better_round(viewer, round, bounded(problem, answer, stop))
    return there


@kind(
    DISTRICT,
    title=gettext_noop("Planning the evening of all communes"),
    phases={"communes": gettext_noop("%(done)s of %(total)s communes")},
    resumable=False,
)
def plan_all(job: Job, *, drive: int, on: str, posted: int, seconds: int) -> str:
    """Plan every commune the asker may plan; what is planned when they have had enough stays."""
    viewer, evening = viewer_of(job), date.fromisoformat(on)
    found = Drive.objects.get(pk=drive)
    total = communes(found, viewer).count()
    planned = plan_district(
        viewer,
        drive=found,
        on=evening,
        from_postings=bool(posted),
        seconds=seconds,
        stop=lambda: is_cancelled(job),
    )
    for done, _ in enumerate(planned, start=1):
        progress(job, done, total, "communes")
    return f"{reverse('rounds:district')}?{urlencode({'drive': found.code, 'on': on})}"


@kind(
    COMPARING,
    title=gettext_noop("Comparing ways of the evening"),
    phases={"ways": gettext_noop("%(done)s of %(total)s ways")},
    resumable=True,
)
def compare(job: Job, *, comparison: int) -> str:
    """Plan each way for a few seconds, and write its figures beside the others."""
    viewer = viewer_of(job)
    found = comparison_by_id(viewer, comparison)
    ways = scenarios(found.drive, [_asked(pair) for pair in found.asked])
    asked = [
        ask(viewer, drive=found.drive, commune=found.commune, on=found.on, pairs=way.pairs) for way in ways
    ]
    seconds = min(max(settings.BACUNG_PLAN_SECONDS / len(ways), LEAST_COMPARED), MOST_COMPARED)
    told: dict[int, dict[str, object]] = {}
    with processes() as pool:
        futures = [
            pool.submit(planned_apart, evening.problem, seconds if settings.BACUNG_PLAN_SECONDS else 0, 0)
            for evening in asked
        ]
        for place, future in as_they_come(futures, lambda: is_cancelled(job)):
            figures = outcome(ways[place], found.drive, asked[place].problem, future.result())
            told[place] = figures.to_json()
            answer_comparison(comparison, [told[at] for at in sorted(told)])
            progress(job, len(told), len(ways), "ways")
    return reverse("rounds:comparison", args=[comparison])


def _asked(pair: dict[str, object]) -> NewPair:
    return NewPair(
        has_kit=bool(pair["has_kit"]),
        mode=str(pair["mode"]),
        begins=time.fromisoformat(str(pair["begins"])),
        ends=time.fromisoformat(str(pair["ends"])),
    )


def begin_comparing(viewer: Viewer, made: Comparison) -> Job:
    """Compare in the background."""
    return enqueue(COMPARING, viewer, comparison=made.pk)


def begin_district(viewer: Viewer, drive: Drive, on: date, *, from_postings: bool) -> Job:
    """Plan the evening of all communes in the background."""
    return enqueue(
        DISTRICT,
        viewer,
        drive=drive.pk,
        on=on.isoformat(),
        posted=int(from_postings),
        seconds=settings.BACUNG_PLAN_SECONDS,
    )


def going(viewer: Viewer, code: str, **keys: object) -> Job | None:
    """The viewer's own work of this kind with these keys that is not over, or was refused or broke last."""
    asked = {f"arguments__{name}": value for name, value in keys.items()}
    last = Job.objects.filter(kind=code, member_id=viewer.user_id, **asked).order_by("-pk").first()
    return None if last is None or last.state == Job.State.DONE else last


def _teller(job: Job, before: float, seconds: float) -> Callable[[float], bool]:
    """Tells how much of the time is gone; yes when the asker has had enough."""

    def told(gone: float) -> bool:
        try:
            progress(job, int(before + gone), int(seconds), "seek")
        except Stopped:
            return True
        return False

    return told
