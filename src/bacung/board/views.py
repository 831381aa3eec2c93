"""The pages of the board: figures first, then the table, then why, then the curve and the map."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from bacung.areas.models import Area, Level
from bacung.areas.queries import with_present_name
from bacung.board import curve, queries
from bacung.board.forms import MomentForm
from bacung.board.queries import Line, Table
from bacung.board.wording import left_name, measure_name, rate_name, told
from bacung.core.coverage.measures import LEFT, MEASURES
from bacung.core.coverage.rates import NamedRate, Rate
from bacung.core.problems import Problem
from bacung.drives.queries import drive_by_code, drives
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
    return render(request, "board/morning.html", {"drives": [(each, _figures(each)) for each in found]})


@require_GET
@allow(*READERS)
def drive(request: ViewerRequest, drive: str) -> HttpResponse:
    """One drive, area by area."""
    asked = drive_by_code(request.viewer, drive)
    form = MomentForm(request.GET)
    at, by = _asked(form)
    found = queries.table(request.viewer, asked, at=at, by=by)
    facts = _facts(request, found, form) | {"by": by}
    facts["unplaced"] = [row for row in facts["rows"] if not _is_placed(row["line"])]
    return render(request, "board/drive.html", facts)


@require_GET
@allow(*READERS)
def area(request: ViewerRequest, drive: str, area_id: int) -> HttpResponse:
    """One district by its communes, or one commune by its hamlets."""
    asked = drive_by_code(request.viewer, drive)
    place = fetch(Area.objects.all(), request.viewer, "", pk=area_id)
    form = MomentForm(request.GET)
    at, _ = _asked(form)
    by = "hamlet" if place.level == Level.COMMUNE else "commune"
    found = queries.table(request.viewer, asked, at=at, above=place, by=by)
    return render(request, "board/area.html", _facts(request, found, form) | {"place": place, "by": by})


@require_GET
@allow(COORDINATOR, OFFICER, AUDITOR)
def people(request: ViewerRequest, drive: str) -> HttpResponse:
    """The rows behind a number; the auditor sees that they are there, not who they are."""
    asked = drive_by_code(request.viewer, drive)
    measure = request.GET.get("measure", "")
    if measure not in MEASURES and not measure.startswith(LEFT):
        raise Problem("ground.not-found")
    at, _ = _asked(MomentForm(request.GET))
    place = None
    if request.GET.get("area", "").isdecimal():
        place = fetch(Area.objects.all(), request.viewer, "", pk=int(request.GET["area"]))
    rows = queries.people_counted(request.viewer, asked, measure, at=at, area=place)
    rows = rows.select_related("household__hamlet", "commune").order_by("commune", "sort_key", "pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    facts = {
        "drive": asked,
        "page": page,
        "place": place,
        "at": at,
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
    labels = {}
    for line in found.lines:
        rate = _main_rate(line)
        href = reverse("board:area", args=(drive, line.place.pk)) if line.place else ""
        if line.place:
            share = figures.share(rate[1].numerator, rate[1].denominator) if rate else figures.NOTHING
            labels[line.place.pk] = (rate[1].value if rate else None, share, href)
    return JsonResponse(queries.features(found.lines, labels))


@require_GET
@allow(*READERS)
def curve_svg(request: ViewerRequest, drive: str) -> HttpResponse:
    """How the rates went through the days, as a picture; the tables say the same in numbers."""
    asked = drive_by_code(request.viewer, drive)
    at, _ = _asked(MomentForm(request.GET))
    as_of = at or clock.now()
    rates = queries.through_the_days(request.viewer, asked, at=as_of)
    rates += queries.reported_through_the_days(request.viewer, asked, at=as_of)
    lines = [
        curve.Line(
            rate_name(rate.code),
            tuple(curve.Point(on, share.numerator, share.denominator) for on, share in days),
        )
        for rate, days in rates
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
        "table": found,
        "drive": found.drive,
        "form": form,
        "figures": _figures(found),
        "rows": [_row(found, line) for line in found.lines],
        "totals": [_row(found, line) for _, line in sorted(found.totals.items())],
        "left": [
            (told(reason), number, told(reason.next_step), _behind(found, f"{LEFT}{reason.code}"))
            for reason, number in found.total.left_by_reason
        ],
        "may_see_people": request.viewer.may(COORDINATOR, OFFICER, AUDITOR),
    }


def _figures(found: Table) -> list[dict[str, Any]]:
    """The named rates as big figures: person by person, and beside them what was only reported."""
    computed = [_figure(found, rate, share) for rate, share in found.total.rates if share.denominator]
    reported = found.totals["reported"].reported_rate if "reported" in found.totals else None
    if reported:
        computed.append(_figure(found, *reported) | {"is_reported": True, "change": None, "address": ""})
    return computed


def _figure(found: Table, rate: NamedRate, share: Rate) -> dict[str, Any]:
    return {
        "name": rate_name(rate.code),
        "numerator": share.numerator,
        "numerator_name": measure_name(rate.numerator),
        "denominator": share.denominator,
        "denominator_name": measure_name(rate.denominator),
        "as_of": found.as_of,
        "change": found.total.moved[rate.numerator],
        "address": _behind(found, rate.numerator),
    }


def _row(found: Table, line: Line) -> dict[str, Any]:
    place = line.place
    if isinstance(place, Area):
        name, address = with_present_name(place), reverse("board:area", args=(found.drive.code, place.pk))
    else:
        name, address = (place.name if place else ""), ""
    return {
        "line": line,
        "name": name,
        "address": address,
        "main": _main_rate(line),
        "rates": _cells(found, line),
    }


def _cells(found: Table, line: Line) -> list[dict[str, Any]]:
    """Collected, activated and the three shares of a line, each number with the address of its rows."""
    area = line.place if isinstance(line.place, Area) else None
    return [
        {
            "rate": rate,
            "share": share,
            "address": _behind(found, rate.numerator, area) if area or line.place is None else "",
        }
        for rate, share in line.rates[:3]
    ]


def _main_rate(line: Line) -> tuple[NamedRate, Rate] | None:
    """The rate a place is coloured by: activated of eligible present, or what was reported."""
    return line.rates[2] if line.basis == "people" else line.reported_rate


def _is_placed(line: Line) -> bool:
    return not isinstance(line.place, Area) or line.place.latitude is not None


def _behind(found: Table, measure: str, area: Area | None = None) -> str:
    """The address of the rows behind a number, at the same moment."""
    asked = {"measure": measure, "at": found.as_of.isoformat()} | ({"area": str(area.pk)} if area else {})
    return f"{reverse('board:people', args=(found.drive.code,))}?{urlencode(asked)}"
