"""Planning an evening: where and when first, then who walks with whom; and waiting for a better plan."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground.figures import number as figure
from bacung.ground.permissions import ViewerRequest, allow
from bacung.ground.wording import sentence
from bacung.rounds import queries
from bacung.rounds.actions import NewPair, begin_comparison, plan_round
from bacung.rounds.forms import PairForms, SheetForm, TakenOver, WhereForm, initial_of
from bacung.rounds.jobs import begin_comparing, enough, improve, improving
from bacung.rounds.views import PLANNERS, of_round


@require_http_methods(["GET", "POST"])
@allow(*PLANNERS)
def plan(request: ViewerRequest) -> HttpResponse:
    """Plan an evening: where and when first, then who walks with whom."""
    where = WhereForm(request.viewer, request.GET.dict(), choosing=request.method == "GET")
    if not where.is_valid():
        return render(request, "rounds/plan.html", {"where": where})
    said = where.cleaned_data
    drive, commune = said["drive"], said["commune"]
    walkers = list(queries.walkers(request.viewer, commune, said["on"]))
    usual = queries.usual_pairs(request.viewer, drive, commune, said["pairs"], on=said["on"])
    over = TakenOver(request.GET)
    pairs = PairForms(
        request.POST or None,
        initial=[initial_of(pair, drive) | over.changes() for pair in usual],
        form_kwargs={"walkers": walkers},
    )
    sheet = SheetForm(
        request.POST or None, initial={"station_phone": queries.usual_phone(request.viewer, commune)}
    )
    fault = None
    if request.method == "POST" and pairs.is_valid() and sheet.is_valid():
        try:
            if "compare" in request.POST:
                return _compare(request, drive, commune, said["on"], [form.pair() for form in pairs])
            made = plan_round(
                request.viewer,
                drive=drive,
                commune=commune,
                on=said["on"],
                pairs=[form.pair() for form in pairs],
                station_phone=sheet.cleaned_data["station_phone"],
            )
        except Problem as problem:
            fault = problem
        else:
            improve(request.viewer, made)
            doors = made.plan["totals"]["visits"]
            words = ngettext(
                "One door is planned. Plan again until somebody has walked; the last plan holds.",
                "%(count)s doors are planned. Plan again until somebody has walked; the last plan holds.",
                doors,
            )
            messages.success(request, words % {"count": figure(doors)})
            return redirect("rounds:round", made.pk)
    asked = {"drive": drive.code, "commune": commune.pk, "on": f"{said['on']:%d/%m/%Y}", "pairs": len(pairs)}
    facts = {
        "where": where,
        "pairs": pairs,
        "sheet": sheet,
        "drive": drive,
        "commune": commune,
        "on": said["on"],
        "shows_demo": drive.is_demo,
        "address": f"?{urlencode(asked)}",
        "no_walkers": not walkers,
        "fault": sentence(fault) if fault else "",
        "fault_code": fault.code if fault else "",
    }
    return render(request, "rounds/plan.html", facts, status=400 if fault else 200)


def _compare(
    request: ViewerRequest, drive: Drive, commune: Area, on: date, pairs: Sequence[NewPair]
) -> HttpResponse:
    made = begin_comparison(request.viewer, drive=drive, commune=commune, on=on, pairs=pairs)
    begin_comparing(request.viewer, made)
    return redirect("rounds:comparison", made.pk)


@require_GET
@allow(*PLANNERS)
def progress(request: ViewerRequest, round_id: int) -> HttpResponse:
    """How far the search for a better plan is: a part of the page that asks for itself until it is over."""
    found = queries.round_by_id(request.viewer, round_id)
    job = improving(found)
    if job is None:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    facts = {**of_round(found), "improving": job, "totals": found.plan["totals"]}
    return render(request, "rounds/improving.html", facts)


@require_POST
@allow(*PLANNERS)
def take(request: ViewerRequest, round_id: int) -> HttpResponse:
    """Enough searched: the plan found so far is the plan."""
    found = queries.round_by_id(request.viewer, round_id)
    enough(found)
    messages.success(request, _("The best plan found so far is taken."))
    return redirect("rounds:round", found.pk)
