"""Whole communes: how many evenings they take, who goes where when, and the turf of each pair."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.core.problems import Problem
from bacung.ground import audit
from bacung.ground.permissions import ViewerRequest, allow
from bacung.ground.wording import sentence
from bacung.registry.models import Household
from bacung.rounds import queries
from bacung.rounds.drawing import drawn_turfs, look_of
from bacung.rounds.forms import SweepForm
from bacung.rounds.jobs import going
from bacung.rounds.models import Sweep
from bacung.rounds.sweep_jobs import MENDING, SWEEPING, begin_mending, begin_sweep
from bacung.rounds.sweeping import Asked
from bacung.rounds.views import PLANNERS, READERS
from bacung.rounds.wording import cover_note_words, left_out_words, mode_words, needed_words

if TYPE_CHECKING:
    from bacung.core.routing.cover import Coverage, EveningRoute

SEARCHES = 4
"""A whole commune is searched so many times as long as an evening."""


@require_http_methods(["GET", "POST"])
@allow(*PLANNERS)
def sweeps(request: ViewerRequest) -> HttpResponse:
    """The plans of whole communes there are, and the form for another one, made in the background."""
    form = SweepForm(request.viewer, request.POST or request.GET, choosing=request.method == "GET")
    fault = None
    if request.method == "POST" and form.is_valid():
        try:
            begin_sweep(request.viewer, Asked(**form.cleaned_data), settings.BACUNG_PLAN_SECONDS * SEARCHES)
        except Problem as problem:
            fault = problem
        else:
            return redirect("rounds:sweeps")
    facts = {
        "form": form,
        "job": going(request.viewer, SWEEPING),
        "rows": [(each, mode_words(each.mode)) for each in queries.sweeps(request.viewer)],
        "fault": sentence(fault) if fault else "",
        "fault_code": fault.code if fault else "",
    }
    faulty = fault or (request.method == "POST" and form.errors)
    return render(request, "rounds/sweeps.html", facts, status=400 if faulty else 200)


@require_GET
@allow(*READERS)
def sweep(request: ViewerRequest, sweep_id: int) -> HttpResponse:
    """One plan of a whole commune: figures, evenings, turfs, and what is left out and why."""
    found = queries.sweep_by_id(request.viewer, sweep_id)
    answer = _answer(found)
    numbers = {turf.id: str(number) for number, turf in enumerate(answer.turfs, start=1)}
    evenings: dict[date, list[EveningRoute]] = defaultdict(list)
    for route in answer.routes:
        if route.evening:
            evenings[route.evening].append(replace(route, turf=numbers.get(route.turf, "")))
    facts = {
        **_of(found),
        "answer": answer,
        "located": _is_located(answer),
        "needed": needed_words(found.answer["needed"], found.mode),
        "at_hand": found.pairs * len(found.problem["evenings"]),
        "given": sum(route.evening is not None for route in answer.routes),
        "late": sum(route.late for route in answer.routes),
        "evenings": [
            (day, sorted(routes, key=_by_pair), sum(len(route.doors) for route in routes))
            for day, routes in sorted(evenings.items())
        ],
        "turfs": [(turf, look_of(number)) for number, turf in enumerate(answer.turfs, start=1)],
        "by_reason": [(left_out_words(code), count) for code, count in answer.left_out.by_reason.items()],
        "left_doors": _left(answer),
        "notes": [cover_note_words(note) for note in found.answer["coverage"]["notes"]],
        "job": going(request.viewer, MENDING, sweep=found.pk),
        "may_plan": request.whole_viewer.may_in(found.commune.path, *PLANNERS),
    }
    return render(request, "rounds/sweep.html", facts)


@require_POST
@allow(*PLANNERS)
def mend(request: ViewerRequest, sweep_id: int) -> HttpResponse:
    """Fit the plan to what is left today, in the background."""
    begin_mending(request.viewer, queries.sweep_by_id(request.viewer, sweep_id))
    messages.success(request, _("The plan is being fitted to what is left today."))
    return redirect("rounds:sweep", sweep_id)


@require_GET
@allow(*READERS)
def geojson(request: ViewerRequest, sweep_id: int) -> HttpResponse:
    """The turfs and routes of a whole commune as a map draws them; nobody's name."""
    found = queries.sweep_by_id(request.viewer, sweep_id)
    response = JsonResponse(drawn_turfs(found), content_type="application/geo+json")
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
@allow(*PLANNERS)
def turf(request: ViewerRequest, sweep_id: int, turf: str) -> HttpResponse:
    """The doors of one turf evening by evening, to be printed. An export."""
    found = queries.sweep_by_id(request.viewer, sweep_id)
    answer = _answer(found)
    number = next((place for place, each in enumerate(answer.turfs, start=1) if each.id == turf), None)
    if number is None:
        raise Problem("ground.not-found")
    routes = sorted((route for route in answer.routes if route.turf == turf), key=_by_evening)
    keys = [int(door) for route in routes for door in route.doors]
    homes = Household.objects.filter(pk__in=keys).select_related("hamlet").in_bulk()
    heads = queries.heads_of(keys)
    audit.record("rounds.export", request.viewer, commune=found.commune_id, kind="turf", doors=len(keys))
    facts = {
        **_of(found),
        "number": number,
        "turf": answer.turfs[number - 1],
        "routes": [
            (route, [(homes[key], heads.get(key, "")) for key in map(int, route.doors) if key in homes])
            for route in routes
        ],
    }
    return render(request, "rounds/turf.html", facts)


def _answer(found: Sweep) -> "Coverage":
    from bacung.core.routing.cover import Coverage

    return Coverage.from_json(found.answer["coverage"])


def _is_located(answer: "Coverage") -> bool:
    """Whether any household of the plan has a point on the map."""
    homes = [int(door) for route in answer.routes for door in route.doors]
    return Household.objects.filter(pk__in=homes, latitude__isnull=False).exists()


def _of(found: Sweep) -> dict[str, Any]:
    return {"sweep": found, "mode": mode_words(found.mode), "shows_demo": found.drive.is_demo}


def _by_pair(route: "EveningRoute") -> tuple[int, str]:
    return len(route.pair or ""), route.pair or ""


def _by_evening(route: "EveningRoute") -> tuple[bool, str]:
    return route.evening is None, route.evening.isoformat() if route.evening else ""


def _left(answer: "Coverage") -> list[tuple[str, str]]:
    listed = answer.left_out.doors
    heads = queries.heads_of([int(each.door) for each in listed])
    return [(heads.get(int(each.door), ""), left_out_words(each.why.code)) for each in listed]
