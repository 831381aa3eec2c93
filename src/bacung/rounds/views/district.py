"""The evening of all communes of a drive."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bacung.drives.queries import communes
from bacung.ground.permissions import ViewerRequest, allow
from bacung.rounds import queries
from bacung.rounds.forms import DistrictForm
from bacung.rounds.jobs import DISTRICT, begin_district, going
from bacung.rounds.views import PLANNERS
from bacung.rounds.wording import state_words


@require_http_methods(["GET", "POST"])
@allow(*PLANNERS)
def district(request: ViewerRequest) -> HttpResponse:
    """Plan all communes at once, in the background; and how far each one is."""
    form = DistrictForm(request.viewer, request.POST or request.GET)
    if not form.is_valid():
        return render(request, "rounds/district.html", {"form": form}, status=400 if request.POST else 200)
    drive, on = form.cleaned_data["drive"], form.cleaned_data["on"]
    address = f"{reverse('rounds:district')}?{urlencode({'drive': drive.code, 'on': f'{on:%d/%m/%Y}'})}"
    if request.method == "POST":
        begin_district(request.viewer, drive, on, from_postings=form.cleaned_data["from_postings"])
        return redirect(address)
    made = queries.rounds(request.viewer).filter(drive=drive, on=on).exclude(state="cancelled")
    counted = made.annotate(
        pair_count=Count("pairs", distinct=True),
        stop_count=Count("pairs__stops", filter=Q(pairs__stops__dropped_at=None)),
    )
    rounds = {each.commune_id: each for each in counted}
    rows: list[dict[str, Any]] = [
        {
            "commune": commune,
            "round": (each := rounds.get(commune.pk)),
            "state": state_words(each.state) if each else "",
            "plan": urlencode({"drive": drive.code, "commune": commune.pk, "on": f"{on:%d/%m/%Y}"}),
        }
        for commune in communes(drive, request.viewer)
    ]
    facts = {
        "form": form,
        "drive": drive,
        "on": on,
        "rows": rows,
        "job": going(request.viewer, DISTRICT, drive=drive.pk, on=on.isoformat()),
        "pair_total": sum(each.pair_count for each in rounds.values()),
        "stop_total": sum(each.stop_count for each in rounds.values()),
        "shows_demo": drive.is_demo,
    }
    return render(request, "rounds/district.html", facts)
