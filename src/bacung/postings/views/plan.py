"""Planning a muster in the background, its problem and answer as files, and publishing what came out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.core.problems import Problem
from bacung.ground import audit
from bacung.ground.figures import number
from bacung.ground.jobs import enqueue
from bacung.ground.permissions import AUDITOR, COORDINATOR, ViewerRequest, allow
from bacung.postings.actions.plan import problem_of
from bacung.postings.actions.publish import publish as publish_
from bacung.postings.models import Muster
from bacung.postings.queries import musters as queries
from bacung.postings.queries.changes import changes_of
from bacung.postings.queries.names import names_of
from bacung.postings.queries.outlook import PLANNING
from bacung.postings.views.musters import of_muster
from bacung.postings.wording import friday_words

LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS = 5, 600, 60


@require_POST
@allow(COORDINATOR)
def plan(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Ask for a plan; what cannot be planned is said at once."""
    found = queries.own_muster(request.viewer, muster_id)
    problem_of(found)
    said = request.POST.get("seconds", "")
    seconds = int(said) if said.isdecimal() and len(said) < 5 else USUAL_SECONDS
    seconds = min(max(seconds, LEAST_SECONDS), MOST_SECONDS)
    job = enqueue(PLANNING, request.viewer, muster=found.pk, seconds=seconds)
    return redirect("ground:job", job.pk)


@require_GET
@allow(COORDINATOR, AUDITOR)
def problem(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """What was last asked: keys only, to be solved again without this system."""
    return _json(request, muster_id, "problem")


@require_GET
@allow(COORDINATOR, AUDITOR)
def answer(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """What was last answered."""
    return _json(request, muster_id, "answer")


def _json(request: ViewerRequest, muster_id: int, what: str) -> HttpResponse:
    found = queries.muster_by_id(request.viewer, muster_id)
    value: Any = Muster.objects.values_list(what, flat=True).get(pk=found.pk)
    if value is None:
        raise Problem("postings.nothing-to-publish")
    audit.record("postings.problem", request.viewer, muster=found.pk)
    response = JsonResponse(value, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{what}-{found.pk}.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def publish(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """What publishing changes, and publishing it."""
    found = queries.own_muster(request.viewer, muster_id)
    if request.method == "POST":
        told = publish_(request.viewer, found)
        words = _("Published: %(new)s new stays, %(changed)s changed, %(off)s called off.")
        messages.success(
            request,
            words
            % {
                "new": number(told.new),
                "changed": number(told.changed),
                "off": number(told.called_off),
            },
        )
        return redirect("postings:muster", muster_id)
    names = names_of(found)
    rows = [
        {
            "where": names.commune(each.commune_id),
            "when": friday_words(each.friday) if each.friday else "",
            "before": [names.member(key) for key in each.before],
            "after": [names.member(key) for key in each.after],
            "leader_only": each.leader_only,
        }
        for each in changes_of(found)
    ]
    return render(request, "postings/publish.html", {**of_muster(found), "rows": rows})
