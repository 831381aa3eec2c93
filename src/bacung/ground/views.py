"""Pages no room owns: the progress of long work, and what is shown when there is nothing to show."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bacung.core.problems import Problem
from bacung.ground import jobs
from bacung.ground.models import Job
from bacung.ground.permissions import ROLES, Viewer, ViewerRequest, allow, public
from bacung.ground.queries import my_job
from bacung.ground.wording import problem_response

log = logging.getLogger(__name__)


@public
def closed_door(request: HttpRequest) -> HttpResponse:
    """An address that is shut for everybody."""
    raise Problem("ground.not-found")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(request, Problem("ground.not-found"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(request, Problem("ground.forbidden"))


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(request, Problem("ground.not-understood"))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page is older than the log-in it was sent with."""
    log.info("form refused: %s", reason)
    return problem_response(request, Problem("ground.stale-form"))


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault; the log has the details, without anybody's data."""
    facts = {
        "heading": _("Something broke on our side"),
        "sentence": _(
            "Nothing was saved by this step. Try once more; if it happens again, tell who runs the server."
        ),
        "code": "ground.broken",
    }
    part = "ground/problem_part.html" if request.headers.get("HX-Request") else "ground/problem.html"
    return render(request, part, facts, status=500)


@allow(*ROLES)
def job(request: ViewerRequest, job_id: int) -> HttpResponse:
    """How far one's own long work is: a page, or the part of one that asks for itself each second."""
    row = my_job(request.viewer, job_id)
    part = request.headers.get("HX-Request")
    if part and row.state == Job.State.DONE and row.leads_to:
        return HttpResponse(status=204, headers={"HX-Redirect": row.leads_to})
    return render(request, "ground/job.html" if part else "ground/job_page.html", {"job": row})


@allow(*ROLES)
@require_POST
def job_cancel(request: ViewerRequest, job_id: int) -> HttpResponse:
    """Stop one's own long work."""
    return _after(request, job_id, jobs.cancel)


@allow(*ROLES)
@require_POST
def job_again(request: ViewerRequest, job_id: int) -> HttpResponse:
    """Take up work that was interrupted."""
    return _after(request, job_id, jobs.start_again)


def _after(request: ViewerRequest, job_id: int, act: Callable[[Viewer, Job], None]) -> HttpResponse:
    viewer = request.viewer
    act(viewer, my_job(viewer, job_id))
    if request.headers.get("HX-Request"):
        return render(request, "ground/job.html", {"job": my_job(viewer, job_id)})
    return redirect("ground:job", job_id)
