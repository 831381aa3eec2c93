"""Pages no room owns: what is shown when there is nothing to show."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bacung.core.problems import Problem
from bacung.ground.permissions import public
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
