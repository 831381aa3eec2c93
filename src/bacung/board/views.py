"""The pages of the board: figures first, then the table, then why, then the curve and the map."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from bacung.areas.models import Area, Hamlet, Level
from bacung.board import curve, queries, shown
from bacung.board.forms import MomentForm
from bacung.board.queries import Table
from bacung.board.wording import left_name, rate_name
from bacung.core.coverage.measures import LEFT, MEASURES
from bacung.core.merging.reasons import REASONS
from bacung.core.problems import Problem
from bacung.drives.queries import drive_by_code, drives
from bacung.drives.wording import measure_name
from bacung.ground import clock, figures
from bacung.ground.permissions import (
    AUDITOR,
    COORDINATOR,
    OFFICER,
    ROLES,
    SUPERVISOR,
    ViewerRequest,
    allow,
    fetch,
)
from bacung.registry.queries import masked_number

LEFT_OF = {f"{LEFT}{reason}" for reason in REASONS}
READERS = (COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)
ROWS = 100
EMPTY_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'


@require_GET
@allow(*ROLES)
def morning(request: ViewerRequest) -> HttpResponse:
    """Every drive the viewer has to do with; a walker goes straight to tonight's doors."""
    if not request.viewer.may(*READERS):
        return redirect("/tonight/")
    found = [queries.table(request.viewer, drive) for drive in drives(request.viewer)]
    facts = {
        "drives": [(each, shown.figures(each)) for each in found],
        "may_see_people": request.viewer.may(COORDINATOR, OFFICER, AUDITOR),
    }
    return render(request, "board/morning.html", facts)


@require_GET
@allow(*READERS)
def drive(request: ViewerRequest, drive: str) -> HttpResponse:
    """One drive, area by area."""
    asked = drive_by_code(request.viewer, drive)
    form = MomentForm(request.GET)
    at, by = _asked(form)
    found = queries.table(request.viewer, asked, at=at, by=by)
    facts = _facts(request, found, form) | {"map": shown.mapped(found)}
    return render(request, "board/drive.html", facts)


@require_GET
@allow(*READERS)
def area(request: ViewerRequest, drive: str, area_id: int) -> HttpResponse:
    """One district by its communes, or one commune by its hamlets."""
    asked = drive_by_code(request.viewer, drive)
    place = fetch(Area.objects.all(), request.viewer, "", pk=area_id)
    form = MomentForm(request.GET)
    at, _ = _asked(form)
    del form.fields["by"]  # the level below is the one to list
    by = "hamlet" if place.level == Level.COMMUNE else "commune"
    found = queries.table(request.viewer, asked, at=at, above=place, by=by)
    return render(request, "board/area.html", _facts(request, found, form) | {"place": place})


@require_GET
@allow(COORDINATOR, OFFICER, AUDITOR)
def people(request: ViewerRequest, drive: str) -> HttpResponse:
    """The rows behind a number; the auditor sees that they are there, not who they are."""
    asked = drive_by_code(request.viewer, drive)
    measure = request.GET.get("measure", "")
    if measure not in MEASURES and measure not in LEFT_OF:
        raise Problem("ground.not-found")
    at, _ = _asked(MomentForm(request.GET))
    place = None
    if request.GET.get("area", "").isdecimal():
        place = fetch(Area.objects.all(), request.viewer, "", pk=int(request.GET["area"]))
    hamlet = None
    if request.GET.get("hamlet", "").isdecimal():
        hamlet = fetch(Hamlet.objects.all(), request.viewer, "commune", pk=int(request.GET["hamlet"]))
        place = hamlet.commune
    rows = queries.people_counted(request.viewer, asked, measure, at=at, area=place, hamlet=hamlet)
    rows = rows.select_related("household__hamlet", "commune").order_by("commune", "sort_key", "pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    facts = {
        "drive": asked,
        "page": page,
        "place": place,
        "hamlet": hamlet,
        "at": at or clock.now(),
        "measure_name": left_name(measure) if measure.startswith(LEFT) else measure_name(measure),
        "people": [
            (
                person,
                masked_number(person),
                request.viewer.may_in(person.commune.path, COORDINATOR, OFFICER),
            )
            for person in page
        ],
    }
    return render(request, "board/people.html", facts)


@require_GET
@allow(*READERS)
def areas_geojson(request: ViewerRequest, drive: str) -> JsonResponse:
    """The communes of a drive for the map."""
    asked = drive_by_code(request.viewer, drive)
    at, _ = _asked(MomentForm(request.GET))
    found = queries.table(request.viewer, asked, at=at)
    shares = shown.mapped(found)["shares"]
    labels = {}
    for line in found.lines:
        if line.place:
            share = shares.get(line.place.pk)
            label = figures.percent(share.numerator, share.denominator) if share else figures.NOTHING
            href = reverse("board:area", args=(drive, line.place.pk))
            labels[line.place.pk] = (share.value if share else None, label, href)
    return JsonResponse(queries.features(found.lines, labels))


@require_GET
@allow(*READERS)
def curve_svg(request: ViewerRequest, drive: str) -> HttpResponse:
    """How the rates went through the days, as a picture; the tables say the same in numbers."""
    asked = drive_by_code(request.viewer, drive)
    at, _ = _asked(MomentForm(request.GET))
    as_of = at or clock.now()
    counted = queries.through_the_days(request.viewer, asked, at=as_of)
    reported = queries.reported_through_the_days(request.viewer, asked, at=as_of)
    named = [(rate_name(rate.code), days) for rate, days in counted]
    named += [
        (gettext("%(rate)s (as reported)") % {"rate": rate_name(rate.code)}, days) for rate, days in reported
    ]
    lines = [
        curve.Line(name, tuple(curve.Point(on, share.numerator, share.denominator) for on, share in days))
        for name, days in named
        if any(share.denominator for _, share in days)
    ]
    labels = curve.Labels(
        title=gettext("How the rates went"),
        day=gettext("Day"),
        share=gettext("Share"),
        language=(get_language() or "vi")[:2],
    )
    return HttpResponse(curve.curve(lines, labels) if lines else EMPTY_SVG, content_type="image/svg+xml")


def _asked(form: MomentForm) -> tuple[datetime | None, str]:
    if not form.is_valid():
        return None, "commune"
    return form.cleaned_data["at"], form.cleaned_data["by"] or "commune"


def _facts(request: ViewerRequest, found: Table, form: MomentForm) -> dict[str, Any]:
    return {
        "drive": found.drive,
        "form": form,
        "figures": shown.figures(found),
        "left": shown.left(found),
        "may_see_people": request.viewer.may(COORDINATOR, OFFICER, AUDITOR),
        "may_plan": request.viewer.may(COORDINATOR, OFFICER),
        **shown.table(found),
    }
