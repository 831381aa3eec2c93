"""Ways of one evening side by side."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bacung.ground.permissions import ViewerRequest, allow
from bacung.rounds import queries
from bacung.rounds.jobs import COMPARING, going
from bacung.rounds.models import Comparison
from bacung.rounds.views import PLANNERS
from bacung.rounds.wording import clock_words, gap_words, mode_words, scenario_words


@require_GET
@allow(*PLANNERS)
def comparison(request: ViewerRequest, comparison_id: int) -> HttpResponse:
    """What each way would bring, as far as they are planned; one click takes one over into the form."""
    found = queries.comparison_by_id(request.viewer, comparison_id)
    facts = {
        "comparison": found,
        "job": going(request.viewer, COMPARING, comparison=found.pk),
        "ways": [_shown(found, way) for way in found.answers],
        "shows_demo": found.drive.is_demo,
    }
    return render(request, "rounds/comparison.html", facts)


def _shown(found: Comparison, way: dict[str, Any]) -> dict[str, Any]:
    asked = {
        "drive": found.drive.code,
        "commune": found.commune_id,
        "on": f"{found.on:%d/%m/%Y}",
        "pairs": way["pairs"],
    }
    if way["code"] == "bicycles":
        asked["mode"] = way["mode"]
    if way["code"] == "one-hour-later":
        asked |= {"begins": way["begins"], "ends": way["ends"]}
    best = max(found.answers, key=lambda each: float(each["mean"]))
    return {
        **way,
        "name": scenario_words(way["code"]),
        "mode": mode_words(way["mode"]),
        "begins": clock_words(way["begins"]),
        "ends": clock_words(way["ends"]),
        "gap": gap_words(way["gap"]),
        "best": way is best and len(found.answers) > 1,
        "address": f"{reverse('rounds:plan')}?{urlencode(asked)}",
    }
